// show, similar, story and explain: the verbs that take the id of an article.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "common/time/instant.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/request_options.h"
#include "searcher/output/answer_writers.h"
#include "searcher/search/article_lookup.h"
#include "searcher/views/shown_article.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownIds = 5;

[[noreturn]] void refuse_several(const std::string& what, const std::vector<std::string>& ids, const char* hint) {
  std::string some;
  for (std::size_t i = 0; i < std::min(ids.size(), kShownIds); ++i) some += (i > 0 ? ", " : "") + ids[i];
  if (ids.size() > kShownIds) some += ", ...";
  throw Error(ErrorKind::kUsage, fmt::format("{}: {}", what, some), hint);
}

// The id for `written`: an id or the beginning of one in any case, the identifier that the source gave, or an address;
// empty if the archive has no such article.
// Throws Error(kUsage) for several articles, or if nothing else fits and it is shorter than kMinIdPrefix.
std::string full_id(const Archive& archive, const std::string& written) {
  std::string text = written;
  repair_utf8(text);
  const std::vector<std::string> exact = ids_written_as(archive, text);
  if (exact.size() > 1) refuse_several("several articles have " + text, exact, "write one of the ids");
  if (!exact.empty()) return exact.front();
  const std::string prefix = fold(text);
  if (prefix.size() < kMinIdPrefix)
    throw Error(ErrorKind::kUsage, fmt::format("'{}' is too short: write four characters of the id at least", written));
  const std::vector<std::string> ids = find_ids(archive, prefix, kShownIds + 1);
  if (ids.size() > 1) refuse_several("several ids begin with " + prefix, ids, "write more of it");
  return ids.empty() ? "" : ids.front();
}

void say_no_article(const std::string& written) {
  std::cerr << "tape-search: the archive has no article " << harmless(written) << '\n';
}

// Of articles that are not among those shown as of `as_of_s`.
void say_added_later(const std::vector<std::string>& ids, const ShownArticles& shown, std::int64_t as_of_s) {
  for (const std::string& id : ids) {
    const bool is_shown = std::any_of(shown.articles.begin(), shown.articles.end(),
                                      [&](const ShownArticle& article) { return article.versions.current.id == id; });
    if (is_shown) continue;
    std::cerr << fmt::format("tape-search: the archive did not have article {} as of {}\n", id,
                             format_rfc3339(as_of_s));
  }
}

}  // namespace

int run_show(const Options& options) {
  if (options.operands.empty())
    throw Error(ErrorKind::kUsage, "show takes ids", "tape-search find shows the ids of what it finds");
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  const Archive archive = open_archive(options);
  std::vector<std::string> ids;
  bool all_there = true;
  for (const std::string& written : options.operands) {
    ids.push_back(full_id(archive, written));
    if (!ids.back().empty()) continue;
    say_no_article(written);
    ids.pop_back();
    all_there = false;
  }
  if (ids.empty()) return kExitNothing;
  QueryRequest highlight = base_query();
  read_highlight(values, highlight);
  Analyser analyser;
  const ShowParts parts{.whole_versions = values.flag("versions"),
                        .changes = values.flag("diff"),
                        .as_of_s = read_as_of(values, highlight.clock)};
  const ShownArticles shown = show_articles(archive, analyser, ids, highlight, parts);
  print_warnings(shown.query.warnings);
  if (shown.articles.size() < ids.size()) {
    say_added_later(ids, shown, *parts.as_of_s);
    all_there = false;
  }
  if (shown.articles.empty()) return kExitNothing;
  write_answer(shown, style, std::cout);
  return all_there ? kExitFound : kExitNothing;
}

int run_similar(const Options& options) {
  if (options.operands.size() != 1)
    throw Error(ErrorKind::kUsage, "similar takes one id", "tape-search find shows the ids of what it finds");
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  auto request = request_from<SimilarRequest>(values);
  const Archive archive = open_archive(options);
  request.id = full_id(archive, options.operands.front());
  if (request.id.empty()) {
    say_no_article(options.operands.front());
    return kExitNothing;
  }
  Analyser analyser;
  const SimilarAnswer answer = similar_articles(archive, analyser, request);
  print_warnings(answer.query.warnings);
  write_answer(answer, style, std::cout);
  return answer.hits.empty() ? kExitNothing : kExitFound;
}

int run_story(const Options& options) {
  if (options.operands.size() != 1)
    throw Error(ErrorKind::kUsage, "story takes one id", "tape-search find shows the ids of what it finds");
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  StoryRequest request;
  read_request(values, request);
  const Archive archive = open_archive(options);
  request.id = full_id(archive, options.operands.front());
  const std::optional<StoryAnswer> story = request.id.empty() ? std::nullopt : tell_story(archive, request);
  if (!story) {
    say_no_article(options.operands.front());
    return kExitNothing;
  }
  write_answer(*story, style, std::cout);
  return kExitFound;
}

int run_explain(const Options& options) {
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  auto request = request_from<ExplainRequest>(values);
  const Archive archive = open_archive(options);
  if (options.has("id")) {
    request.id = full_id(archive, options.text("id"));
    if (request.id.empty()) {
      say_no_article(options.text("id"));
      return kExitNothing;
    }
  }
  Analyser analyser;
  const ExplainAnswer answer = explain_query(archive, analyser, request);
  print_warnings(answer.query.warnings);
  write_answer(answer, style, std::cout);
  return (answer.article ? answer.article->found : answer.total > 0) ? kExitFound : kExitNothing;
}

}  // namespace broadtape
