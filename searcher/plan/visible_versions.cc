#include "searcher/plan/visible_versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "common/archive/found_documents.h"
#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"
#include "searcher/plan/compound_query.h"

namespace broadtape {
namespace {

std::string id_term_of(const Xapian::Database& database, Xapian::docid document) {
  const std::string prefix = make_term(Field::kId, "");
  auto term = database.termlist_begin(document);
  if (term != database.termlist_end(document)) term.skip_to(prefix);
  if (term != database.termlist_end(document) && (*term).starts_with(prefix)) return *term;
  throw Error(ErrorKind::kCorrupt, fmt::format("article {} of the index has no id", document),
              "find other damage with: tape-index verify");
}

DocumentQuery seen_after(std::int64_t as_of_s) {
  return {Xapian::Query::OP_VALUE_GE, kFirstSeenSlot, Xapian::sortable_serialise(static_cast<double>(as_of_s) + 1)};
}

// Of the versions of an article that were seen by then, the newest if it is superseded now; else 0.
Xapian::docid superseded_since(const Xapian::Database& database, const std::string& id_term,
                               const std::set<Xapian::docid>& superseded, std::int64_t as_of_s) {
  using Age = std::tuple<std::int64_t, std::uint64_t, Xapian::docid>;
  Age newest{std::numeric_limits<std::int64_t>::min(), 0, 0};
  for (auto posting = database.postlist_begin(id_term); posting != database.postlist_end(id_term); ++posting) {
    const Xapian::Document version = database.get_document(*posting);
    const std::int64_t seen_s = stored_instant(version.get_value(kFirstSeenSlot));
    if (seen_s > as_of_s) continue;
    if (!superseded.contains(*posting)) return 0;
    newest = std::max(newest, Age{seen_s, stored_count(version.get_value(kArrivalSlot)), *posting});
  }
  return std::get<2>(newest);
}

// The versions that are superseded now, but were current then, ascending. Their articles have corrections since.
std::vector<DocumentNumber> current_then(const Archive& archive, std::int64_t as_of_s) {
  const Xapian::Database& database = archive.database();
  const DocumentQuery corrections =
      filtered(DocumentQuery(make_term(Field::kFlag, kCorrectedFlag)), seen_after(as_of_s));
  std::set<std::string> ids;
  for (const DocumentNumber document : Matches(archive, corrections).list()) ids.insert(id_term_of(database, document));
  if (ids.empty()) return {};
  const auto flagged = Matches(archive, DocumentQuery(make_term(Field::kFlag, kSupersededFlag))).list();
  const std::set<Xapian::docid> superseded(flagged.begin(), flagged.end());
  std::vector<DocumentNumber> documents;
  for (const std::string& id : ids) {
    const Xapian::docid document = superseded_since(database, id, superseded, as_of_s);
    if (document != 0) documents.push_back(document);
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

}  // namespace

DocumentQuery hidden_versions(const Archive& archive, std::optional<std::int64_t> as_of_s) {
  const std::string flag = make_term(Field::kFlag, kSupersededFlag);
  DocumentQuery superseded = archive.index().documents_with(flag) > 0 ? DocumentQuery(flag) : DocumentQuery();
  if (!as_of_s) return superseded;
  if (superseded.empty()) return seen_after(*as_of_s);
  const std::vector<DocumentNumber> current = current_then(archive, *as_of_s);
  if (!current.empty()) {
    const auto found = archive.is_local() ? found_documents(archive.shards(), current) : std::nullopt;
    superseded = without(superseded, found ? *found : documents_by_id(archive.database(), current));
  }
  return {Xapian::Query::OP_OR, superseded, seen_after(*as_of_s)};
}

std::set<std::string> withdrawn_stories(const Archive& archive, std::optional<std::int64_t> as_of_s) {
  const std::string flag = make_term(Field::kFlag, kWithdrawalFlag);
  if (archive.index().documents_with(flag) == 0) return {};
  DocumentQuery notices(flag);
  const DocumentQuery hidden = hidden_versions(archive, as_of_s);
  if (!hidden.empty()) notices = without(notices, hidden);
  std::set<std::string> stories;
  for (const DocumentNumber notice : Matches(archive, notices).list()) {
    if (std::string story = archive.value(notice, kStorySlot); !story.empty()) stories.insert(std::move(story));
  }
  return stories;
}

DocumentQuery loaded_late(const DocumentQuery& found, std::int64_t as_of_s) {
  constexpr std::int64_t kLate = kLateDays * kSecondsPerDay;
  const auto limit = [](std::int64_t time_s) { return Xapian::sortable_serialise(static_cast<double>(time_s)); };
  const auto published_by = [&](std::int64_t time_s) {
    return DocumentQuery(Xapian::Query::OP_VALUE_RANGE, kPublishedSlot, limit(kFirstInstant), limit(time_s));
  };
  const DocumentQuery first = without(found, DocumentQuery(make_term(Field::kFlag, kCorrectedFlag)));
  const DocumentQuery long_before = filtered(published_by(as_of_s - kLate), seen_after(as_of_s));
  const DocumentQuery long_after = filtered(published_by(as_of_s), seen_after(as_of_s + kLate));
  return filtered(first, any_of({long_before, long_after}));
}

DocumentQuery seen_late(const DocumentQuery& found, std::int64_t end_s) {
  return filtered(found, seen_after(end_s + kLateDays * kSecondsPerDay));
}

// Versions of an article share its id; their texts distinguish them.
DocumentQuery documents_by_id(const Xapian::Database& database, const std::vector<DocumentNumber>& documents) {
  const bool versions = database.term_exists(make_term(Field::kFlag, kSupersededFlag));
  std::vector<Xapian::Query> parts;
  for (const DocumentNumber document : documents) {
    Xapian::Query id(id_term_of(database, document));
    if (versions) {
      const std::string content = database.get_document(document).get_value(kContentSlot);
      id = Xapian::Query(Xapian::Query::OP_FILTER, id,
                         Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kContentSlot, content, content));
    }
    parts.push_back(id);
  }
  return any_of(parts);
}

VisibleFrequencies::VisibleFrequencies(const Archive& archive, std::optional<std::int64_t> as_of_s)
    : archive_(archive), index_(archive.index()) {
  if (!as_of_s) return;
  for (const DocumentNumber document : Matches(archive, hidden_versions(archive, as_of_s)).list())
    hidden_.add(document);
}

std::uint64_t VisibleFrequencies::documents_with(const std::string& term) const {
  if (hidden_.count() == 0) return index_.documents_with(term);
  std::uint64_t documents = 0;
  index_.each_document_with(term, [&](DocumentNumber document) { documents += hidden_.has(document) ? 0 : 1; });
  return documents;
}

}  // namespace broadtape
