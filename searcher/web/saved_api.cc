// /api/v1/saved: the saved searches, and what came for one of them. The marks up to which a search was asked are those
// of tape-search new; no request changes them.
#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/feed_writer.h"
#include "searcher/output/saved_writer.h"
#include "searcher/output/search_writer.h"
#include "searcher/request/read_request.h"
#include "searcher/request/saved_request.h"
#include "searcher/search/searcher.h"
#include "searcher/web/api.h"
#include "searcher/web/page_files.h"
#include "searcher/web/paging.h"
#include "searcher/web/replies.h"
#include "searcher/web/row_stream.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kNewsFeedItems = 50;

const std::string& path_of_saved(const ApiCall& call) {
  if (call.archives.paths().size() == 1) return call.archives.paths().front();
  throw Refusal{{ProblemType::kNotFound, "a saved search is one of a single archive, and this server has several",
                 "run a server for each archive"}};
}

// Runs are numbered by the one writer of an archive, whereas remote shards change without it.
void require_numbered(const ArchiveState& state) {
  if (state.archive.is_local()) return;
  throw Refusal{{ProblemType::kNotFound, "saved searches need an archive without remote shards",
                 "serve the archives that the shards are of"}};
}

SavedSearch require_saved(const ApiCall& call) {
  try {
    return read_saved_search(path_of_saved(call), call.id);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kUsage) throw;
    throw Refusal{{ProblemType::kNotFound, error.what(), "/api/v1/saved lists the saved searches"}};
  }
}

// Checks the values of the request alone, so that later errors are those of the saved search.
void check_clock(const ApiCall& call) {
  QueryClock clock;
  read_request(call.values, clock);
}

std::string first_line_of(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

// Runs `work`, which uses the saved search.
template <class Work>
auto running(const ApiCall& call, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (call.sink.has_begun() || !is_unusable_search(error)) throw;
    const std::string message = "the saved search " + call.id + " cannot be run: " + error.what();
    throw Refusal{{ProblemType::kQuery, first_line_of(message), error.hint()}};
  }
}

// Why the file of a saved search cannot be used; the server's log has the path.
std::string fault_of(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::kCorrupt:
      return "its file is damaged";
    case ErrorKind::kTooNew:
      return "a later version of these programs wrote its file";
    case ErrorKind::kUnwritable:
      return "its file cannot be read";
    default:
      throw error;
  }
}

ListedSearch listed(const ApiCall& call, ArchiveState& state, const std::string& name) {
  ListedSearch listed{name, {}, {}, {}};
  const auto say = [&](const std::string& message) {
    std::cerr << "tape-search: " << first_line_of(message) << std::endl;
    listed.fault = first_line_of(message).substr(name.size() + 2);  // without the name
  };
  try {
    listed.search = read_saved_search(path_of_saved(call), name);
  } catch (const Error& error) {
    listed.fault = fault_of(error);
    std::cerr << "tape-search: " << first_line_of(error.what()) << std::endl;
    return listed;
  }
  listed.new_count = count_news(state.archive, call.analyser, name, listed.search, call.values, base_query(call), say);
  return listed;
}

enum class Part : std::uint8_t { kArticles, kEverything };

// The part of a saved search on which its articles depend, or everything, also when others asked.
std::string text_of(const std::string& name, const SavedSearch& search, Part part) {
  Json members = {name, search.query, Json(search.options)};
  if (part == Part::kEverything) {
    members.push_back(search.mark);
    members.push_back(search.saved_s);
    members.push_back(search.asked_s ? Json(*search.asked_s) : Json(nullptr));
  }
  return members.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dependence_of(const ApiCall& call, const std::string& name, const SavedSearch& search, Part part) {
  const std::string text = text_of(name, search, part);
  const bool moves = running(call, [&] { return moves_with_clock(saved_values(name, search, call.values)); });
  return moves ? text + std::to_string(call.now_s / kMinuteSeconds) : text;
}

NewsRequest news_of(const ApiCall& call, const SavedSearch& search) {
  check_clock(call);
  return running(call,
                 [&] { return news_request(saved_values(call.id, search, call.values), search, base_query(call)); });
}

NewsRequest checked_news(const ApiCall& call, SavedSearch& search) {
  search.mark = call.values.number("after", search.mark);
  return news_of(call, search);
}

// Equal for all pages of the news.
std::string news_tag(const ApiCall& call, const SavedSearch& search) {
  return paging_tag(call, text_of(call.id, search, Part::kArticles) + std::to_string(search.mark));
}

void answer_news_page(ApiCall& call) {
  SavedSearch search = require_saved(call);
  NewsRequest request = checked_news(call, search);
  request.search.limit = call.values.number("limit", kMostPageResults);
  require_page_limit(request.search);
  const FieldList fields =
      call.values.has("fields") ? read_fields(call.values, Format::kJson) : parse_fields("+news", Format::kJson);
  const std::string tag = news_tag(call, search);
  ArchiveState& state = state_of_page(call, tag, request.search);
  require_numbered(state);
  SearchAnswer answer;
  std::vector<Hit> hits;
  running(call, [&] {
    stream_news(
        state.archive, request, parts_of(fields), [&](const SearchAnswer& head) { answer = head; },
        [&](Hit&& hit) { hits.push_back(std::move(hit)); });
  });
  answer.hits = std::move(hits);
  AnswerExtras extras;
  extras.first = {{"saved_search", json_news(call.id, search, state.archive.runs())}};
  extras.last = {{"next_cursor", next_cursor(state, tag, request.search, answer)}};
  call.sink.whole({answer_head(call, state, Format::kJson), json_text_of(answer, fields, extras)});
}

void answer_news_rows(ApiCall& call) {
  OutputStyle style;
  read_request(call.values, style);
  SavedSearch search = require_saved(call);
  NewsRequest request = checked_news(call, search);
  request.search.limit = call.request.head ? 0 : call.values.number("limit", kAllResults);
  const std::uint64_t limit = call.values.number("limit", kAllResults);
  const FieldList fields =
      call.values.has("fields") ? read_fields(call.values, style.format) : parse_fields("+news", style.format);
  const std::string tag = news_tag(call, search);
  ArchiveState& state = state_of_page(call, tag, request.search);
  request.search.offset += call.values.number("skip", 0);
  require_numbered(state);
  const std::string run = std::to_string(state.archive.runs());
  RowStream rows(call, state, style, fields);
  running(call, [&] {
    stream_news(
        state.archive, request, parts_of(fields),
        [&](const SearchAnswer& found) {
          auto headers = stream_headers(state, tag, request.search, found, limit);
          headers.emplace_back("Broadtape-Run", run);
          rows.begin(found, std::move(headers));
        },
        [&](Hit&& hit) { rows.write(hit); });
  });
  rows.end();
}

std::string without_last(std::string text) {
  if (!text.empty()) text.pop_back();
  return text;
}

}  // namespace

std::string saved_dependence(const ApiCall& call) {
  const std::string& path = path_of_saved(call);
  std::string all;
  for (const std::string& name : saved_names(path)) {
    try {
      all += dependence_of(call, name, read_saved_search(path, name), Part::kEverything);
    } catch (const Refusal&) {
      all += name;  // cannot be run, which the answer says
    } catch (const Error& error) {
      all += name + fault_of(error);
    }
  }
  return all;
}

std::string news_dependence(const ApiCall& call) {
  return dependence_of(call, call.id, require_saved(call), Part::kEverything);
}

std::string news_feed_dependence(const ApiCall& call) {
  return dependence_of(call, call.id, require_saved(call), Part::kArticles);
}

void answer_saved(ApiCall& call) {
  const std::string& path = path_of_saved(call);
  check_clock(call);
  OutputStyle style;
  style.format = Format::kJson;
  style.json = JsonLayout::kOneLine;
  read_request(call.values, style);
  ArchiveState& state = call.archives.current();
  require_numbered(state);
  SavedSearchList list;
  for (const std::string& name : saved_names(path)) list.searches.push_back(listed(call, state, name));
  std::ostringstream out;
  write_answer(list, style, out);
  call.sink.whole({answer_head(call, state, style.format), std::move(out).str()});
}

void answer_news(ApiCall& call) {
  if (call.values.text("format", "json") == "json") {
    if (call.values.has("skip"))
      throw RequestError("skip", "skip is for the rows of jsonl and csv", "use cursor for pages of json");
    return answer_news_page(call);
  }
  answer_news_rows(call);
}

void answer_news_feed(ApiCall& call) {
  const SavedSearch search = require_saved(call);
  SearchRequest request = news_of(call, search).search;
  request.partial = request.diagnose = false;
  request.limit = call.values.number("limit", kNewsFeedItems);
  require_page_limit(request);
  ArchiveState& state = call.archives.current();
  require_numbered(state);
  const SearchAnswer answer = running(call, [&] {
    return Searcher(state.archive, call.analyser).search(request, {.body = false, .title_pieces = false});
  });
  const std::string& base = call.request.base;
  const std::string self = without_last(std::string(call.request.path()) + "?" + canonical(call.values));
  const std::string page = without_last(canonical(saved_values(call.id, search, call.values), {"snippet_length"}));
  call.sink.whole(
      {feed_head(call, state, kAtomType),
       atom_of_arrivals(answer, "Broadtape: " + call.id,
                        {base + self, base + "/?" + page, base + "/?id=", base + kFeedStyle, call.request.html})});
}

}  // namespace broadtape
