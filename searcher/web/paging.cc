#include "searcher/web/paging.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/article/identity.h"
#include "searcher/web/cursor.h"
#include "searcher/web/short_tag.h"

namespace broadtape {
namespace {

Cursor cursor_of(const ApiCall& call, const std::string& tag) {
  const std::optional<Cursor> cursor = decode_cursor(call.values.text("cursor"));
  if (!cursor) throw RequestError("cursor", "invalid cursor", "use next_cursor of the previous page as it is");
  if (cursor->request == tag) return *cursor;
  throw RequestError("cursor", "the cursor belongs to another search",
                     "leave the other parameters as they were, or leave the cursor out");
}

}  // namespace

std::string paging_tag(const ApiCall& call, std::string_view more) {
  const std::string parameters = canonical(call.values, {"cursor", "limit", "skip"});
  return short_tag(more.empty() ? hash_fields({parameters}) : hash_fields({parameters, more}));
}

ArchiveState& state_of_page(ApiCall& call, const std::string& tag, SearchRequest& request) {
  if (!call.values.has("cursor")) return call.archives.current();
  const Cursor cursor = cursor_of(call, tag);
  ArchiveState* const state = call.archives.with_segments(cursor.segments, cursor.state);
  if (!state) {
    throw Refusal{{ProblemType::kStateGone,
                   "the archive has changed, and the snapshot of the first page no longer exists",
                   "search again, without the cursor"}};
  }
  request.offset = cursor.offset;
  if (!call.values.has("now")) request.query.clock.now_s = cursor.now_s;
  return *state;
}

nlohmann::ordered_json next_cursor(const ArchiveState& state, const std::string& tag, const SearchRequest& request,
                                   const SearchAnswer& answer) {
  const std::uint64_t end = request.offset + answer.hits.size();
  if (answer.hits.empty() || end >= answer.results) return nullptr;
  return encode_cursor({state.segments, state.tag, end, request.query.clock.now_s, tag});
}

std::vector<std::pair<std::string, std::string>> stream_headers(const ArchiveState& state, const std::string& tag,
                                                                const SearchRequest& request, const SearchAnswer& found,
                                                                std::uint64_t limit) {
  const std::uint64_t left = found.results - std::min(request.offset, found.results);
  return {
      {"Broadtape-Cursor", encode_cursor({state.segments, state.tag, request.offset, request.query.clock.now_s, tag})},
      {"Broadtape-Rows", std::to_string(std::min(limit, left))}};
}

void require_page_limit(const SearchRequest& request) {
  if (request.limit <= kMostPageResults) return;
  throw RequestError("limit",
                     fmt::format("limit is at most {} in json and feeds, not {}", kMostPageResults, request.limit),
                     "use cursor, or an unlimited export format: format=jsonl or csv");
}

}  // namespace broadtape
