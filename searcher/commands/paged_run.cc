#include "searcher/commands/paged_run.h"

#include <signal.h>
#include <unistd.h>

#include <iostream>

#include "common/terminal/display.h"
#include "common/terminal/output.h"
#include "common/terminal/pager.h"
#include "searcher/commands/exit_status.h"

namespace broadtape {
namespace {

// Puts a buffer under standard output, and takes it away again.
class OutputThrough {
 public:
  explicit OutputThrough(std::streambuf& buffer)
      : old_(std::cout.rdbuf(&buffer)), tied_(std::cerr.tie(nullptr)), exceptions_(std::cout.exceptions()) {
    std::cout.exceptions(std::ios::badbit);  // so that what the buffer throws comes through
  }
  ~OutputThrough() {
    std::cout.exceptions(exceptions_);
    std::cout.rdbuf(old_);
    std::cerr.tie(tied_);
  }
  OutputThrough(const OutputThrough&) = delete;
  OutputThrough& operator=(const OutputThrough&) = delete;

 private:
  std::streambuf* old_;
  std::ostream* tied_;
  std::ios::iostate exceptions_;
};

bool takes_pager(const Options& options) {
  return find_option(kTapeSearch, options.verb->bit, "no-pager") && !options.has("no-pager");
}

}  // namespace

int run_paged(const Options& options, const std::function<int()>& verb) {
  ::signal(SIGPIPE, SIG_DFL);  // whoever started us may have had it ignored
  const Screen screen = screen_of(STDOUT_FILENO);
  if (wants_colour(when_of("color", options.text("color", "auto")), screen, process_environment) ||
      wants_hyperlinks(when_of("hyperlinks", options.text("hyperlinks", "auto")), screen, process_environment))
    restore_terminal_when_interrupted();
  if (!screen.terminal || !takes_pager(options) || !controls_terminal()) return verb();
  PagedBuffer buffer({pager_command(process_environment), screen.rows, screen.columns});
  const OutputThrough output(buffer);
  try {
    const int status = verb();
    buffer.finish();
    return status;
  } catch (const PagerLeft&) {
    return kExitFound;
  }
}

}  // namespace broadtape
