#include "indexer/write/document_check.h"

#include <fmt/core.h>

#include <string>
#include <vector>

#include "common/article/identity.h"

namespace broadtape {
namespace {

std::string compare_terms(const Xapian::Database& segment, Xapian::docid docid, const Xapian::Document& rebuilt) {
  Xapian::termcount length = 0;
  auto ours = rebuilt.termlist_begin();
  auto theirs = segment.termlist_begin(docid);
  const auto surplus = [&] { return fmt::format("the index has the term {}, which the stored text lacks", *theirs); };
  for (; ours != rebuilt.termlist_end(); ++ours, ++theirs) {
    const bool at_end = theirs == segment.termlist_end(docid);
    if (!at_end && *theirs < *ours) return surplus();
    if (at_end || *ours != *theirs) return fmt::format("the index lacks the term {} of the stored text", *ours);
    if (ours.get_wdf() != theirs.get_wdf())
      return fmt::format("the index counts the term {} otherwise than the stored text", *ours);
    const std::vector<Xapian::termpos> expected(ours.positionlist_begin(), ours.positionlist_end());
    const std::vector<Xapian::termpos> found(segment.positionlist_begin(docid, *ours),
                                             segment.positionlist_end(docid, *ours));
    if (expected != found)
      return fmt::format("the index has the term {} at other positions than the stored text", *ours);
    length += ours.get_wdf();
  }
  if (theirs != segment.termlist_end(docid)) return surplus();
  return segment.get_doclength(docid) == length ? "" : "the index has another length than the stored text";
}

std::string compare_values(const Xapian::Document& stored, const Xapian::Document& rebuilt) {
  auto theirs = stored.values_begin();
  for (auto ours = rebuilt.values_begin(); ours != rebuilt.values_end(); ++ours, ++theirs) {
    if (theirs == stored.values_end() || theirs.get_valueno() != ours.get_valueno() || *theirs != *ours) {
      return fmt::format("value {} is not what the stored text gives", ours.get_valueno());
    }
  }
  return theirs == stored.values_end() ? "" : "it has a value that the stored text does not give";
}

// Takes out of `rebuilt` the aliases that the document lacks in a segment of a version that had none.
void forgive_aliases(const Xapian::Database& segment, const Xapian::Document& stored, const Article& article,
                     Xapian::Document& rebuilt) {
  std::vector<std::string> lacking;
  for (const std::string& alias : identity_aliases(article)) {
    const std::string term = make_term(Field::kAlias, alias);
    auto found = stored.termlist_begin();
    found.skip_to(term);
    if (found == stored.termlist_end() || *found != term) lacking.push_back(term);
  }
  if (lacking.empty() || segment.get_metadata(std::string(kSchemaKey)) == std::to_string(kSchemaVersion)) return;
  for (const std::string& term : lacking) rebuilt.remove_term(term);
}

}  // namespace

std::string check_document(const Xapian::Database& segment, Xapian::docid docid, const ArticleStore& articles,
                           DocumentBuilder& builder, SegmentFigures& figures) {
  const Xapian::Document stored = segment.get_document(docid);
  const Article article = articles.article(stored);
  Xapian::Document rebuilt = builder.build(article, flags_of(stored), *articles.codec(0));
  forgive_aliases(segment, stored, article, rebuilt);
  std::string problem = compare_terms(segment, docid, rebuilt);
  if (problem.empty()) problem = compare_values(stored, rebuilt);
  if (!problem.empty()) return problem;
  for (auto term = rebuilt.termlist_begin(); term != rebuilt.termlist_end(); ++term) {
    figures.add_posting(*term, docid, term.get_wdf());
  }
  for (auto value = rebuilt.values_begin(); value != rebuilt.values_end(); ++value) {
    figures.add_value(value.get_valueno(), docid, *value);
  }
  figures.add_document(segment.get_doclength(docid));
  return {};
}

}  // namespace broadtape
