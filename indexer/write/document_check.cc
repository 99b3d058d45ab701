#include "indexer/write/document_check.h"

#include <fmt/core.h>

#include <vector>

#include "common/error/error.h"

namespace broadtape {
namespace {

std::string compare_terms(const Xapian::Database& segment, Xapian::docid docid, const Xapian::Document& rebuilt) {
  Xapian::termcount length = 0;
  auto ours = rebuilt.termlist_begin();
  auto theirs = segment.termlist_begin(docid);
  for (; ours != rebuilt.termlist_end(); ++ours, ++theirs) {
    if (theirs == segment.termlist_end(docid) || *ours != *theirs || ours.get_wdf() != theirs.get_wdf()) {
      return fmt::format("the index lacks the term {} of the stored text, or counts it otherwise", *ours);
    }
    const std::vector<Xapian::termpos> expected(ours.positionlist_begin(), ours.positionlist_end());
    const std::vector<Xapian::termpos> found(segment.positionlist_begin(docid, *ours), segment.positionlist_end(docid, *ours));
    if (expected != found) return fmt::format("the index has the term {} at other positions than the stored text", *ours);
    length += ours.get_wdf();
  }
  if (theirs != segment.termlist_end(docid)) {
    return fmt::format("the index has the term {}, which the stored text lacks", *theirs);
  }
  return segment.get_doclength(docid) == length ? "" : "the index has another length than the stored text";
}

std::string compare_values(const Xapian::Document& stored, const Xapian::Document& rebuilt) {
  for (auto value = rebuilt.values_begin(); value != rebuilt.values_end(); ++value) {
    if (stored.get_value(value.get_valueno()) != *value) {
      return fmt::format("value {} is not what the stored text gives", value.get_valueno());
    }
  }
  return stored.values_count() == rebuilt.values_count() ? "" : "it has a value that the stored text does not give";
}

}  // namespace

std::string check_document(const Xapian::Database& segment, Xapian::docid docid, const ArticleStore& articles,
                           DocumentBuilder& builder) {
  try {
    const Xapian::Document stored = segment.get_document(docid);
    const Article article = articles.article(stored);
    const Xapian::Document rebuilt = builder.build(article, flags_of(stored), *articles.codec(0));
    std::string problem = compare_terms(segment, docid, rebuilt);
    if (problem.empty()) problem = compare_values(stored, rebuilt);
    return problem;
  } catch (const Error& error) {
    return error.what();
  } catch (const Xapian::Error& error) {
    return error.get_description();
  }
}

}  // namespace broadtape
