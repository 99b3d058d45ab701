// /api/v1/search: pages, streams and feeds of search results.
#include <nlohmann/json.hpp>

#include "searcher/output/feed_writer.h"
#include "searcher/output/search_writer.h"
#include "searcher/request/read_request.h"
#include "searcher/search/searcher.h"
#include "searcher/web/api.h"
#include "searcher/web/page_files.h"
#include "searcher/web/paging.h"
#include "searcher/web/replies.h"
#include "searcher/web/row_stream.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kFeedItems = 50;

// The search without its page, with `limit` results and falling back to some words if `partial`, unless the parameters
// say otherwise.
SearchRequest search_of(const ApiCall& call, std::uint64_t limit, bool partial) {
  SearchRequest request;
  request.query = base_query(call);
  request.limit = limit;
  request.partial = partial;
  read_request(call.values, request);
  require_query(call.values, request.query);
  return request;
}

// The same for a page, which has few results.
SearchRequest page_of(const ApiCall& call, std::uint64_t limit, bool partial) {
  SearchRequest request = search_of(call, limit, partial);
  require_page_limit(request);
  return request;
}

void answer_page(ApiCall& call) {
  SearchRequest request = page_of(call, SearchRequest().limit, true);
  request.count_stories = true;
  const FieldList fields = read_fields(call.values, Format::kJson);
  const std::string tag = paging_tag(call);
  ArchiveState& state = state_of_page(call, tag, request);
  const SearchAnswer answer = Searcher(state.archive, call.analyser).search(request, parts_of(fields));
  AnswerExtras extras;
  extras.last = {{"next_cursor", next_cursor(state, tag, request, answer)}};
  if (call.command_of && answer.diagnosis && answer.diagnosis->corrected)
    extras.command = call.command_of(*answer.diagnosis->corrected);
  call.sink.whole({answer_head(call, state, Format::kJson), json_text_of(answer, fields, extras)});
}

void answer_rows(ApiCall& call) {
  OutputStyle style;
  read_request(call.values, style);
  SearchRequest request = search_of(call, kAllResults, false);
  if (!request.facets.empty())
    throw RequestError("facets", "jsonl and csv are rows of results, without facets", "use format=json, or /facets");
  const std::uint64_t limit = request.limit;
  if (call.request.head) request.limit = 0;
  const FieldList fields = read_fields(call.values, style.format);
  const std::string tag = paging_tag(call);
  ArchiveState& state = state_of_page(call, tag, request);
  request.offset += call.values.number("skip", 0);
  RowStream rows(call, state, style, fields);
  Searcher(state.archive, call.analyser)
      .stream(
          request, parts_of(fields),
          [&](const SearchAnswer& found) { rows.begin(found, stream_headers(state, tag, request, found, limit)); },
          [&](Hit&& hit) { rows.write(hit); });
  rows.end();
}

// The same search on the web page, newest first like the feed.
std::string page_query(const ApiCall& call) {
  std::string query = canonical(call.values, {"format", "limit", "fields", "facets", "facet_limit", "cursor"});
  if (!query.empty()) query.pop_back();
  return query;
}

void answer_feed(ApiCall& call, bool atom) {
  SearchRequest request = page_of(call, kFeedItems, false);
  if (!call.values.has("sort")) request.sort = Sort::kNewest;
  request.facets.clear();
  ArchiveState& state = call.archives.current();
  const SearchAnswer answer =
      Searcher(state.archive, call.analyser).search(request, {.body = false, .title_pieces = false});
  const std::string& base = call.request.base;
  const std::string self = std::string(call.request.path()) + "?" + canonical(call.values);
  const FeedLinks links{base + self.substr(0, self.size() - 1), base + "/?" + page_query(call),
                        base + "/?id=", base + kFeedStyle, call.request.html};
  call.sink.whole(
      {feed_head(call, state, atom ? kAtomType : kRssType), atom ? atom_of(answer, links) : rss_of(answer, links)});
}

}  // namespace

void answer_search(ApiCall& call) {
  const std::string format = call.values.text("format", "json");
  const bool is_rows = format == "jsonl" || format == "csv";
  if (call.values.has("skip") && !is_rows)
    throw RequestError("skip", "skip is for the rows of jsonl and csv", "use cursor for pages of json");
  if (call.values.has("cursor") && !is_rows && format != "json")
    throw RequestError("cursor", "a feed has no pages", "leave the cursor out");
  if (format == "json") return answer_page(call);
  if (format == "rss" || format == "atom") return answer_feed(call, format == "atom");
  answer_rows(call);
}

}  // namespace broadtape
