// The two programs of this build.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/program.h"

namespace broadtape {

inline const std::string kTapeIndex = BROADTAPE_BINARIES "/tape-index";
inline const std::string kTapeSearch = BROADTAPE_BINARIES "/tape-search";

inline Finished tape_index(const std::vector<std::string>& arguments, const ProgramSetup& setup = {}) {
  return run_program(kTapeIndex, arguments, setup);
}

inline Finished tape_search(const std::vector<std::string>& arguments, const ProgramSetup& setup = {}) {
  return run_program(kTapeSearch, arguments, setup);
}

// The number of current articles by `tape-index stats`; -1 if that fails.
inline long articles_in(const std::string& archive) {
  const Finished stats = tape_index({"stats", "--format", "json", "--archive", archive});
  return stats.status == 0 ? nlohmann::json::parse(stats.out)["articles"].get<long>() : -1;
}

// Whether `tape-index verify` succeeds.
inline bool is_sound(const std::string& archive, bool quick = false) {
  std::vector<std::string> arguments{"verify", "--archive", archive};
  if (quick) arguments.push_back("--quick");
  return tape_index(arguments).status == 0;
}

}  // namespace broadtape
