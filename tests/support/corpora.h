// Real collections of news, which are not part of the project. Tests that need one have the tag [corpora]; ctest runs
// them as a separate entry, and reports it as skipped if a collection is missing.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace broadtape {

// The path of `name` in the folder $BROADTAPE_CORPORA. If it does not exist, prints a warning that ctest looks for and
// returns nullopt.
inline std::optional<std::string> corpus(const std::string& name) {
  const char* const folder = std::getenv("BROADTAPE_CORPORA");
  if (!folder) {
    WARN("SKIPPED: BROADTAPE_CORPORA is not set");
    return std::nullopt;
  }
  const std::string path = std::string(folder) + "/" + name;
  if (std::filesystem::exists(path)) return path;
  WARN("SKIPPED: there is no " << path);
  return std::nullopt;
}

}  // namespace broadtape
