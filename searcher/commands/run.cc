#include "searcher/commands/run.h"

#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "common/command_line/run_program.h"
#include "common/error/error.h"
#include "common/terminal/display.h"
#include "searcher/commands/again.h"
#include "searcher/commands/crash_handler.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/paged_run.h"
#include "searcher/commands/verbs.h"
#include "searcher/output/error_writer.h"

namespace broadtape {

namespace {

bool wants_json(const Options& options) {
  const std::string format = options.text("format");
  return format == "json" || format == "jsonl";
}

int status_of(const Error& error) {
  return error.kind() == ErrorKind::kUsage || error.kind() == ErrorKind::kQuery ? kExitUsage : kExitArchive;
}

}  // namespace

int run_tape_search(const std::vector<std::string>& arguments) {
  return run_program(kTapeSearch, arguments, [](const Options& options) {
    try {
      check_format_version(options);
      if (options.verb->bit != kServeVerb) report_crashes();  // the server tells how its workers end
      const int status = run_paged(options, [&] { return options.verb->run(options); });
      if (options.verb->bit == kFindVerb && screen_of(STDOUT_FILENO).terminal) remember_query(options);
      return status;
    } catch (const Error& error) {
      if (!wants_json(options)) throw;
      std::cerr << json_of(error).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
      return status_of(error);
    }
  });
}

}  // namespace broadtape
