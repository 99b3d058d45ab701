#include "searcher/commands/again.h"

#include <iostream>

#include "common/error/error.h"
#include "common/terminal/pager.h"
#include "common/terminal/terminal_text.h"
#include "searcher/commands/find.h"
#include "searcher/commands/last_query.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/shell_word.h"

namespace broadtape {
namespace {

// The command line that asks the same.
std::string command_line(const LastQuery& query) {
  std::string line = "tape-search find";
  for (const auto& [name, texts] : query.options) {
    if (texts.empty()) line += " --" + name;
    for (const std::string& text : texts) line += " --" + name + " " + shell_word(text);
  }
  if (query.text.empty()) return line;
  return line + (query.text[0] == '-' ? " -- " : " ") + shell_word(query.text);
}

}  // namespace

int run_again(const Options& options) {
  const std::optional<LastQuery> last = read_last_query(last_query_path());
  if (!last)
    throw Error(ErrorKind::kUsage, "there is no last query",
                "tape-search find keeps its query when its answer is shown on a terminal");
  Options find = options;
  find.values.erase("exclude");
  for (const auto& [name, texts] : last->options) {
    // A row may have gone since; find would not know what to do with it.
    if (!find.has(name) && find_option(kTapeSearch, kFindVerb, name)) find.values[name] = texts;
  }
  find.operands = {narrowed(last->text, options.texts("exclude"), last_query_of(options).text, clock_of(find))};
  if (find.operands.front().empty()) find.operands.clear();
  std::cerr << harmless(command_line(last_query_of(find))) << '\n';
  try {
    const int status = run_find(find);
    remember_query(find);
    return status;
  } catch (const PagerLeft&) {
    remember_query(find);
    throw;
  }
}

void remember_query(const Options& options) {
  try {
    keep_last_query(last_query_of(options), last_query_path());
  } catch (const Error& error) {
    print_warnings({error.what()});
  }
}

}  // namespace broadtape
