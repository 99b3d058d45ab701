#include "searcher/search/reading_hint.h"

#include <fmt/format.h>

#include "common/archive/matches.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/plan/positional_terms.h"
#include "searcher/query/other_reading.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostPostings = 3'000'000;  // some milliseconds

std::uint64_t postings_of(const Node& tree, const IndexReader& index) {
  std::uint64_t postings = 0;
  walk(tree, [&](const Node& node) {
    for (const std::string& term : terms_of(node)) postings += index.documents_with(term);
    return true;
  });
  return postings;
}

}  // namespace

void hint_at_other_reading(const Archive& archive, Analyser& analyser, const QueryRequest& request, std::uint64_t total,
                           PreparedQuery& prepared) {
  const std::optional<OtherReading> other = other_reading(prepared.summary().text);
  if (!other) return;
  QueryRequest other_request = request;
  other_request.text = other->text;
  try {
    PreparedQuery read(archive, analyser, other_request);
    if (read.empty() || postings_of(read.tree(), archive.index()) > kMostPostings) return;
    const std::uint64_t count = Matches(archive, read.query()).count();
    if (count == total) return;
    prepared.warn(WarningCode::kOtherReading, fmt::format("{}; {} finds {} article{}", other->reason, other->text,
                                                          with_commas(count), count == 1 ? "" : "s"));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kQuery) throw;  // the other reading is no valid query
  }
}

}  // namespace broadtape
