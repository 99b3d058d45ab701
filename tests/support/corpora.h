// Real collections of news, which are not part of the project. Tests that need one carry the tag [corpora]; ctest runs
// them as an entry of their own, and reports it as skipped where a collection is absent.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

namespace broadtape {

// The path of `name` in the folder $BROADTAPE_CORPORA. None, with a warning that ctest looks for, if it is not there.
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
