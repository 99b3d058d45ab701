// /api/v1/search: pages, streams and feeds of search results.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <streambuf>

#include "common/article/identity.h"
#include "searcher/output/feed_writer.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/search_writer.h"
#include "searcher/request/read_request.h"
#include "searcher/search/searcher.h"
#include "searcher/web/api.h"
#include "searcher/web/cursor.h"
#include "searcher/web/replies.h"
#include "searcher/web/short_tag.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kFeedItems = 50;

// Forwards what is written to an answer's sink.
class SinkBuffer final : public std::streambuf {
 public:
  explicit SinkBuffer(AnswerSink& sink) : sink_(sink) {}

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    sink_.write({bytes, static_cast<std::size_t>(count)});
    return count;
  }
  int_type overflow(int_type byte) override {
    if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
    const char c = traits_type::to_char_type(byte);
    sink_.write({&c, 1});
    return byte;
  }

 private:
  AnswerSink& sink_;
};

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
  if (request.limit <= kMostPageResults) return request;
  throw RequestError("limit", fmt::format("limit is at most {} here, not {}", kMostPageResults, request.limit),
                     "use cursor, or an unlimited export format: format=jsonl or csv");
}

// Equal for all pages of a search.
std::string request_tag(const ApiCall& call) {
  return short_tag(hash_fields({canonical(call.values, {"cursor", "limit"})}));
}

Cursor cursor_of(const ApiCall& call) {
  const std::optional<Cursor> cursor = decode_cursor(call.values.text("cursor"));
  if (!cursor) throw RequestError("cursor", "invalid cursor", "use next_cursor of the previous page as it is");
  if (cursor->request == request_tag(call)) return *cursor;
  throw RequestError("cursor", "the cursor belongs to another search",
                     "leave the other parameters as they were, or leave the cursor out");
}

ArchiveState& state_of(ApiCall& call, const Cursor& cursor) {
  if (ArchiveState* state = call.archives.with_segments(cursor.segments, cursor.state)) return *state;
  throw Refusal{{ProblemType::kStateGone,
                 "the archive has changed, and the snapshot of the first page no longer exists",
                 "search again, without the cursor"}};
}

Json next_cursor(const ApiCall& call, const ArchiveState& state, const SearchRequest& request,
                 const SearchAnswer& answer) {
  const std::uint64_t end = request.offset + answer.hits.size();
  if (answer.hits.empty() || end >= answer.results) return nullptr;
  return encode_cursor({state.segments, state.tag, end, request.query.clock.now_s, request_tag(call)});
}

void answer_page(ApiCall& call) {
  SearchRequest request = page_of(call, SearchRequest().limit, true);
  request.count_stories = true;
  const FieldList fields = read_fields(call.values, Format::kJson);
  ArchiveState* state = nullptr;
  if (call.values.has("cursor")) {
    const Cursor cursor = cursor_of(call);
    state = &state_of(call, cursor);
    request.offset = cursor.offset;
    if (!call.values.has("now")) request.query.clock.now_s = cursor.now_s;
  } else {
    state = &call.archives.current();
  }
  const SearchAnswer answer = Searcher(state->archive, call.analyser).search(request, parts_of(fields));
  AnswerExtras extras;
  extras.last = {{"next_cursor", next_cursor(call, *state, request, answer)}};
  if (call.command_of && answer.diagnosis && answer.diagnosis->corrected)
    extras.command = call.command_of(*answer.diagnosis->corrected);
  call.sink.whole({answer_head(call, *state, Format::kJson), json_text_of(answer, fields, extras)});
}

// `partial-match, spelling`: rows have no place for warnings.
std::string codes_of(const Warnings& warnings) {
  std::string codes;
  for (const Warning& warning : warnings) {
    const std::string_view code = code_name(warning.code);
    if (codes.find(code) == codes.npos) codes += (codes.empty() ? "" : ", ") + std::string(code);
  }
  return codes;
}

void answer_rows(ApiCall& call) {
  OutputStyle style;
  read_request(call.values, style);
  SearchRequest request = search_of(call, kAllResults, false);
  if (!request.facets.empty())
    throw RequestError("facets", "jsonl and csv are rows of results, without facets", "use format=json, or /facets");
  if (call.request.head) request.limit = 0;
  const FieldList fields = read_fields(call.values, style.format);
  ArchiveState& state = call.archives.current();
  SinkBuffer buffer(call.sink);
  std::ostream out(&buffer);
  std::optional<HitRows> rows;
  const auto head = [&](const SearchAnswer& found) {
    HttpHead answer = answer_head(call, state, style.format);
    if (!found.query.warnings.empty())
      answer.headers.emplace_back("Broadtape-Warnings", codes_of(found.query.warnings));
    const char* const name = style.format == Format::kCsv ? "broadtape.csv" : "broadtape.jsonl";
    answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
    call.sink.begin(std::move(answer));
    rows.emplace(style.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, fields, style.csv, out);
  };
  Searcher(state.archive, call.analyser).stream(request, parts_of(fields), head, [&](Hit&& hit) { rows->write(hit); });
  rows->flush();
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
  const FeedLinks links{base + self.substr(0, self.size() - 1), base + "/?" + page_query(call), base + "/?id="};
  call.sink.whole({answer_head(call, state, atom ? "application/atom+xml" : "application/rss+xml"),
                   atom ? atom_of(answer, links) : rss_of(answer, links)});
}

}  // namespace

void answer_search(ApiCall& call) {
  const std::string format = call.values.text("format", "json");
  if (format != "json" && call.values.has("cursor"))
    throw RequestError("cursor", "a cursor belongs to pages of json", "leave it out");
  if (format == "json") return answer_page(call);
  if (format == "rss" || format == "atom") return answer_feed(call, format == "atom");
  answer_rows(call);
}

}  // namespace broadtape
