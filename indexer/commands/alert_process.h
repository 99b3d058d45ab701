// Runs `tape-search alert` for an archive.
#pragma once

#include <string>

namespace broadtape {

struct AlertRun {
  std::string failure;  // empty if there is none
  bool waits = false;   // deliveries are to be tried again
};

// Runs the program beside this one, else that of the path, and waits for it. Messages of the program go to standard
// error.
AlertRun run_alerts(const std::string& archive);

}  // namespace broadtape
