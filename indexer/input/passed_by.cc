#include "indexer/input/passed_by.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

namespace broadtape {
namespace {

constexpr std::string_view kExplaining[] = {"readme",    "license", "licence",   "copying",
                                            "copyright", "notice",  "changelog", "manifest"};
constexpr std::string_view kExplainingSuffixes[] = {".dtd", ".xsd", ".md5", ".sha1", ".sha256", ".sig", ".asc"};

bool explains_others(std::string_view file) {
  std::string name(file);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::string stem = name.substr(0, name.find('.'));
  return std::find(std::begin(kExplaining), std::end(kExplaining), stem) != std::end(kExplaining) ||
         std::any_of(std::begin(kExplainingSuffixes), std::end(kExplainingSuffixes),
                     [&](std::string_view suffix) { return name.ends_with(suffix); });
}

}  // namespace

bool is_passed_by(std::string_view path) {
  for (;;) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX") return true;
    if (slash == std::string_view::npos) return explains_others(part);
    path.remove_prefix(slash + 1);
  }
}

}  // namespace broadtape
