#include "searcher/commands/shell_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace broadtape {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_./:,+@%").find(c) != std::string_view::npos;
}

std::string query_operand(const std::string& text) {
  if (text.empty()) return {};
  return (text[0] == '-' ? " -- " : " ") + shell_word(text);
}

}  // namespace

std::string shell_word(const std::string& text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string command_line_of(const QueryRequest& request, const Options& options) {
  std::string command = "tape-search";
  const auto add = [&](std::string_view option, const std::string& value) {
    if (!value.empty()) command += fmt::format(" --{} {}", option, shell_word(value));
  };
  for (const std::string& ticker : request.tickers) add("ticker", ticker);
  for (const std::string& company : request.companies) add("company", company);
  for (const std::string& source : request.sources) add("source", source);
  for (const std::string& author : request.authors) add("author", author);
  for (const std::string& label : request.labels) add("label", label);
  for (const std::string& language : request.languages) add("language", language);
  for (const std::string& filter : request.filters) command += " --filter=" + shell_word(filter);
  add("since", request.since);
  add("until", request.until);
  if (request.match == Match::kAny) command += " --match any";
  if (request.all_versions) command += " --all-versions";
  if (request.literal_tickers) command += " --literal-ticker";
  for (const std::string_view option : {"timezone", "now", "as-of", "fiscal-year-start", "archive"}) {
    for (const std::string& value : options.texts(option)) add(option, value);
  }
  return command + query_operand(request.text);
}

std::string command_line_of(const LastQuery& query) {
  std::string command = "tape-search find";
  for (const auto& [option, texts] : query.options) {
    if (texts.empty()) command += " --" + option;
    for (const std::string& text : texts) command += " --" + option + " " + shell_word(text);
  }
  return command + query_operand(query.text);
}

std::string corrected_command(const SearchAnswer& answer, const Options& options) {
  if (!answer.diagnosis || !answer.diagnosis->corrected) return {};
  return command_line_of(*answer.diagnosis->corrected, options);
}

}  // namespace broadtape
