#include "searcher/commands/run.h"

#include <algorithm>
#include <iostream>
#include <new>

#include "common/error/error.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/help.h"
#include "searcher/commands/options.h"
#include "common/terminal/terminal_text.h"

namespace broadtape {
namespace {

struct StatusRow {
  ErrorKind kind;
  ExitStatus status;
};
constexpr StatusRow kStatuses[] = {{ErrorKind::kUsage, kExitUsage}, {ErrorKind::kQuery, kExitUsage}};

ExitStatus status_of(ErrorKind kind) {
  const auto row = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                [&](const StatusRow& status) { return status.kind == kind; });
  return row == std::end(kStatuses) ? kExitArchive : row->status;
}

int dispatch(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::cerr << help_text(nullptr);
    return kExitUsage;
  }
  const Options options = parse_options(arguments);
  if (options.has("help")) {
    std::cout << help_text(options.verb_named ? options.verb : nullptr);
    return kExitFound;
  }
  if (options.has("version")) {
    std::cout << version_text();
    return kExitFound;
  }
  check_format_version(options);
  return options.verb->run(options);
}

}  // namespace

int run_tape_search(const std::vector<std::string>& arguments) {
  try {
    const int status = dispatch(arguments);
    std::cout.flush();
    if (!std::cout) throw Error(ErrorKind::kUnwritable, "the output cannot be written", "see whether the disk is full");
    return status;
  } catch (const Error& error) {
    std::cerr << "tape-search: " << harmless_lines(error.what()) << '\n';
    if (!error.hint().empty()) std::cerr << "  " << harmless_lines(error.hint()) << '\n';
    return status_of(error.kind());
  } catch (const std::bad_alloc&) {
    std::cerr << "tape-search: out of memory\n";
    return kExitArchive;
  }
}

}  // namespace broadtape
