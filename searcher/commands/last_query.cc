#include "searcher/commands/last_query.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/terminal/display.h"
#include "common/text/utf8.h"
#include "searcher/query/lexer.h"
#include "searcher/query/parser.h"

namespace broadtape {
namespace {

namespace fs = std::filesystem;

constexpr int kVersion = 1;
constexpr std::size_t kMaxFileBytes = 4u << 20;  // more than a command line can contain
constexpr std::string_view kKept[] = {
    "since",  "until", "ticker", "company",      "source", "author",         "label",    "language",
    "filter", "match", "sort",   "all-versions", "as-of",  "literal-ticker", "timezone", "fiscal-year-start",
    "archive"};

bool has_alternatives(std::string_view text) {
  int depth = 0;
  const LexResult result = lex_query(text);
  return std::any_of(result.lexemes.begin(), result.lexemes.end(), [&](const Lexeme& lexeme) {
    if (lexeme.kind == LexemeKind::kOpen) ++depth;
    if (lexeme.kind == LexemeKind::kClose) --depth;
    return lexeme.kind == LexemeKind::kOr && depth <= 0;
  });
}

std::string grouped(std::string_view text) {
  return has_alternatives(text) ? "(" + std::string(text) + ")" : std::string(text);
}

// Makes `text` safe for adding words before and after it, which must not become part of its groups, phrases and
// operators: returns the text as written if it is safe, otherwise its normalised form.
std::string closed(std::string_view text, const QueryClock& clock) {
  if (text.empty()) return {};
  Analyser analyser;
  const auto tree_of = [&](const std::string& query) { return parse_query(query, clock, analyser).tree; };
  const std::string printed = grouped(to_text(tree_of(std::string(text))));
  const std::string written = grouped(text);
  const auto unchanged = [&](const std::string& before, const std::string& behind) {
    return tree_of(before + written + behind) == tree_of(before + printed + behind);
  };
  return unchanged("", " probe") && unchanged("", " -\"a probe\"") && unchanged("probe ", "") ? written : printed;
}

// Whether a minus before `word` applies to all of it.
bool is_one_lexeme(std::string_view word) {
  const LexResult result = lex_query(word);
  if (result.lexemes.size() != 1 || result.lexemes[0].begin != 0 || result.lexemes[0].end != word.size()) return false;
  const LexemeKind kind = result.lexemes[0].kind;
  if (kind == LexemeKind::kRefused) return true;  // refused when the query is parsed
  const char first = word.front();
  const bool letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') || first == '"';
  return letter &&
         (kind == LexemeKind::kWord || kind == LexemeKind::kWildcard || kind == LexemeKind::kPhrase || is_field(kind));
}

std::string negated(std::string word) {
  repair_utf8(word);
  if (!word.empty() && is_one_lexeme(word)) return "-" + word;
  std::replace(word.begin(), word.end(), '"', ' ');
  return "-\"" + word + "\"";
}

[[noreturn]] void refuse(const std::string& path) {
  throw Error(ErrorKind::kUsage, "the last query in " + path + " cannot be read", "ask a query with tape-search find");
}

[[noreturn]] void cannot_keep(const std::string& path) {
  throw Error(ErrorKind::kUnwritable, "the query cannot be kept for tape-search again: " + path + " cannot be written");
}

bool write_whole(int file, const std::string& text) {
  const ssize_t written = ::write(file, text.data(), text.size());
  return (::close(file) == 0) && written == static_cast<ssize_t>(text.size());
}

}  // namespace

std::string last_query_path() {
  const std::string state = process_environment("XDG_STATE_HOME");
  if (!state.empty()) return state + "/broadtape/last-query.json";
  const std::string home = process_environment("HOME");
  return home.empty() ? "" : home + "/.local/state/broadtape/last-query.json";
}

LastQuery last_query_of(const Options& options) {
  LastQuery query;
  for (const std::string& word : options.operands) query.text += (query.text.empty() ? "" : " ") + word;
  repair_utf8(query.text);
  for (const std::string_view name : kKept) {
    if (options.has(name)) query.options[std::string(name)] = options.texts(name);
  }
  // Stores absolute paths, since the next query may run in another folder.
  if (options.has("archive")) {
    for (std::string& path : query.options["archive"]) {
      std::error_code status;
      const fs::path absolute = fs::absolute(path, status);
      if (!status) path = absolute.string();
    }
  }
  return query;
}

void keep_last_query(const LastQuery& query, const std::string& path) {
  if (path.empty()) return;
  std::error_code status;
  const fs::path folder = fs::path(path).parent_path();
  if (fs::create_directories(folder, status)) fs::permissions(folder, fs::perms::owner_all, status);
  const nlohmann::json state = {{"version", kVersion}, {"text", query.text}, {"options", query.options}};
  std::string temporary = path + ".XXXXXX";
  const int file = ::mkostemp(temporary.data(), O_CLOEXEC);  // 0600
  if (file < 0) cannot_keep(path);
  const bool written = write_whole(file, state.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return;
  ::unlink(temporary.c_str());
  cannot_keep(path);
}

std::optional<LastQuery> read_last_query(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (path.empty() || !file) return std::nullopt;
  std::string text(kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMaxFileBytes) refuse(path);
  const nlohmann::json state = nlohmann::json::parse(text, nullptr, false);
  if (!state.is_object() || state.value("version", nlohmann::json()) != kVersion) refuse(path);
  try {
    return LastQuery{state.at("text").get<std::string>(),
                     state.at("options").get<std::map<std::string, std::vector<std::string>, std::less<>>>()};
  } catch (const nlohmann::json::exception&) {
    refuse(path);
  }
}

std::string narrowed(std::string_view text, const std::vector<std::string>& excluded, std::string_view more,
                     const QueryClock& clock) {
  if (excluded.empty() && more.empty()) return std::string(text);
  std::string query = closed(text, clock);
  const auto add = [&](const std::string& part) { query += (query.empty() || part.empty() ? "" : " ") + part; };
  if (!more.empty()) add(text.empty() && excluded.empty() ? std::string(more) : closed(more, clock));
  for (const std::string& word : excluded) add(negated(word));
  return query;
}

}  // namespace broadtape
