// A file of sources that `tape-index watch` keeps an archive current from: feeds, sitemaps and folders, each with
// options of the command line. docs/cli.md describes it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// The texts that an option would have on the command line.
struct SourceValue {
  std::vector<std::string> texts = {};  // empty for a switch
  std::size_t line = 0;
  bool is_off = false;  // a switch that is `false`

  friend bool operator==(const SourceValue&, const SourceValue&) = default;
};
using SourceValues = std::map<std::string, SourceValue, std::less<>>;  // by the name of the option

struct SourceEntry {
  std::string kind;     // "feed", "sitemap" or "folder"
  std::string address;  // its URL or path
  std::size_t line = 0;
  SourceValues values = {};  // with the values that the file gives for all sources
};

struct SourcesFile {
  std::vector<SourceEntry> entries;
  SourceValues of_run;  // such as host-pause
};

// TOML 1.0. A path that begins with ~/ is below `home`, a relative one below the folder of `path`. Throws
// Error(kUsage), which names `path` and the line, for damaged text, an unknown key, with the nearest known one, a value
// of another type, a source without an address, one that is named twice, and a file without sources. Values are not
// checked.
SourcesFile parse_sources(std::string_view text, const std::string& path, const std::string& home);

// The file at `path`. Throws as parse_sources(), and Error(kUnwritable) if it cannot be read.
SourcesFile read_sources_file(const std::string& path);

// The names of all keys that are options.
std::vector<std::string_view> source_option_names();

}  // namespace broadtape
