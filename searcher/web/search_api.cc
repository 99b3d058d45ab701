// /api/v1/search: pages, streams and feeds of one search.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <streambuf>

#include "searcher/output/feed_writer.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/search_writer.h"
#include "searcher/search/searcher.h"
#include "searcher/web/asked.h"
#include "searcher/web/cursor.h"
#include "searcher/web/replies.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kFeedItems = 50;

// Gives what is written to it to an answer's sink.
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

std::uint64_t page_limit(const ApiCall& call, std::uint64_t otherwise) {
  const std::uint64_t limit = call.parameters.number("limit", otherwise);
  if (limit <= kMostPageResults) return limit;
  throw Refusal{{ProblemType::kParameter, fmt::format("limit is at most {} here, not {}", kMostPageResults, limit),
                 "go on with cursor, or take format=jsonl or csv, which have no end", "limit"}};
}

FieldList asked_fields(const ApiCall& call, Format format) {
  if (!call.parameters.has("fields")) return default_fields(format);
  return reading("fields", [&] { return parse_fields(call.parameters.text("fields"), format); });
}

// What tells searches apart whose pages belong together.
std::string request_tag(const ApiCall& call) {
  return fmt::format("{:016x}", std::hash<std::string>{}(call.parameters.canonical({"cursor", "limit"})));
}

Cursor asked_cursor(const ApiCall& call) {
  const std::optional<Cursor> cursor = decode_cursor(call.parameters.text("cursor"));
  if (!cursor)
    throw Refusal{
        {ProblemType::kParameter, "this is no cursor", "take next_cursor as the page before has it", "cursor"}};
  if (cursor->request == request_tag(call)) return *cursor;
  throw Refusal{{ProblemType::kParameter, "the cursor belongs to another search",
                 "leave the other parameters as they were, or leave the cursor out", "cursor"}};
}

ArchiveState& state_of(ApiCall& call, const Cursor& cursor) {
  if (ArchiveState* state = call.archives.with_segments(cursor.segments, cursor.state)) return *state;
  throw Refusal{{ProblemType::kStateGone, "the archive has changed, and what the first page was read from is gone",
                 "search again, without the cursor"}};
}

Json next_cursor(const ApiCall& call, const ArchiveState& state, const SearchRequest& request,
                 const SearchResponse& response) {
  const std::uint64_t end = request.offset + response.hits.size();
  if (response.hits.empty() || end >= response.total) return nullptr;
  return encode_cursor({state.segments, state.tag, end, request.query.clock.now_s, request_tag(call)});
}

void answer_page(ApiCall& call) {
  SearchRequest request = asked_search(call);
  request.limit = page_limit(call, request.limit);
  const FieldList fields = asked_fields(call, Format::kJson);
  ArchiveState* state = nullptr;
  if (call.parameters.has("cursor")) {
    const Cursor cursor = asked_cursor(call);
    state = &state_of(call, cursor);
    request.offset = cursor.offset;
    if (!call.parameters.has("now")) request.query.clock.now_s = cursor.now_s;
  } else {
    state = &call.archives.current();
  }
  const SearchResponse response = Searcher(state->archive, call.analyser).search(request, parts_of(fields));
  const Json more = {{"next_cursor", next_cursor(call, *state, request, response)}};
  call.sink.whole({answer_head(call, *state, Format::kJson), json_line_of(response, fields, more)});
}

void answer_rows(ApiCall& call) {
  const OutputStyle style = asked_style(call);
  SearchRequest request = asked_search(call);
  if (!request.facets.empty())
    throw Refusal{{ProblemType::kParameter, "jsonl and csv are rows of results, without facets",
                   "use format=json, or /facets", "facets"}};
  request.limit = call.request.head ? 0 : call.parameters.number("limit", kAllResults);
  const FieldList fields = asked_fields(call, style.format);
  ArchiveState& state = call.archives.current();
  SinkBuffer buffer(call.sink);
  std::ostream out(&buffer);
  std::optional<HitRows> rows;
  const auto head = [&](const SearchResponse&) {
    HttpHead answer = answer_head(call, state, style.format);
    const char* const name = style.format == Format::kCsv ? "broadtape.csv" : "broadtape.jsonl";
    answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
    call.sink.begin(std::move(answer));
    rows.emplace(style.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, fields, style.csv, out);
  };
  Searcher(state.archive, call.analyser).stream(request, parts_of(fields), head, [&](Hit&& hit) { rows->write(hit); });
  rows->flush();
}

// The same search on the page, newest first as the feed is.
std::string page_query(const ApiCall& call) {
  std::string query = call.parameters.canonical({"format", "limit", "fields", "facets", "facet_limit", "cursor"});
  if (!query.empty()) query.pop_back();
  return query;
}

void answer_feed(ApiCall& call, bool atom) {
  SearchRequest request = asked_search(call);
  if (!call.parameters.has("sort")) request.sort = Sort::kNewest;
  request.limit = page_limit(call, kFeedItems);
  request.partial = false;
  request.facets.clear();
  ArchiveState& state = call.archives.current();
  const SearchResponse response =
      Searcher(state.archive, call.analyser).search(request, {.body = false, .title_pieces = false});
  const std::string& base = call.request.base;
  const std::string self = std::string(call.request.path()) + "?" + call.parameters.canonical({});
  const FeedLinks links{base + self.substr(0, self.size() - 1), base + "/?" + page_query(call), base + "/?id="};
  call.sink.whole({answer_head(call, state, atom ? "application/atom+xml" : "application/rss+xml"),
                   atom ? atom_of(response, links) : rss_of(response, links)});
}

}  // namespace

void answer_search(ApiCall& call) {
  const std::string format = call.parameters.text("format", "json");
  if (format != "json" && call.parameters.has("cursor"))
    throw Refusal{{ProblemType::kParameter, "a cursor belongs to pages of json", "leave it out", "cursor"}};
  if (format == "json") return answer_page(call);
  if (format == "rss" || format == "atom") return answer_feed(call, format == "atom");
  answer_rows(call);
}

}  // namespace broadtape
