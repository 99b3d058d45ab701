// Runs one of the programs with failing_calls.cc preloaded.
#pragma once

#include <cstddef>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

constexpr unsigned kHangSeconds = 60;

// One fault: `kind` is a row of failing_calls.cc; it happens to the call number `at` below the folder of the run, and
// to all further ones when it goes `on`.
struct Fault {
  std::string kind;
  std::size_t at = 0;
  bool on = false;

  bool kills() const { return kind == "KILL" || kind == "TORN"; }
  bool changes_nothing() const { return kind == "SHORT"; }
  std::string name() const { return kind + (on ? "+ " : " ") + std::to_string(at); }
};

inline ProgramSetup with_fault(const Fault& fault, const std::string& folder) {
  ProgramSetup setup;
  setup.max_seconds = kHangSeconds;
  setup.environment = {"LD_PRELOAD=" FAILING_CALLS_LIBRARY, "BROADTAPE_FAULT_UNDER=" + folder,
                       "BROADTAPE_FAULT_KIND=" + fault.kind};
  if (fault.at > 0) setup.environment.push_back("BROADTAPE_FAULT_AT=" + std::to_string(fault.at));
  if (fault.on) setup.environment.push_back("BROADTAPE_FAULT_ON=1");
  return setup;
}

// The calls that a fault of this kind can happen to, in order: "12 rename /dev/shm/x/a/XAPIANDB".
inline std::vector<std::string> counted_calls(const std::string& program, const std::vector<std::string>& arguments,
                                              const std::string& kind, const std::string& folder,
                                              const std::string& log) {
  ProgramSetup setup = with_fault({kind}, folder);
  setup.environment.push_back("BROADTAPE_FAULT_LOG=" + log);
  write_file(log, "");
  run_program(program, arguments, setup);
  std::vector<std::string> calls;
  std::istringstream lines(read_file(log));
  for (std::string line; std::getline(lines, line);) calls.push_back(line);
  return calls;
}

// What a program says when a call failed so.
inline std::string text_of_error(const std::string& kind) {
  if (kind == "ENOSPC") return "No space left on device";
  if (kind == "EIO" || kind == "EIO-READ") return "Input/output error";
  if (kind == "EACCES") return "Permission denied";
  if (kind == "EMFILE") return "Too many open files";
  if (kind == "ENOMEM") return "Cannot allocate memory";
  return {};
}

}  // namespace broadtape
