// The user's configuration file: archives by name, and defaults of options. docs/cli.md describes it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct Config {
  std::vector<std::string> archive = {};             // paths, or names of `archives`; empty: not set
  std::map<std::string, std::string> archives = {};  // paths by name
  std::optional<std::string> timezone = {};          // as --timezone takes it
  std::vector<std::string> sources = {};             // as --source takes them
  std::optional<std::string> color = {};             // as --color takes it
  std::optional<std::string> hyperlinks = {};

  friend bool operator==(const Config&, const Config&) = default;
};

// TOML 1.0. A path that begins with ~/ is below `home`. Throws Error(kUsage), which names `path` and the line, for
// damaged text, an unknown key, with the nearest known one, and a value of another type.
Config parse_config(std::string_view text, const std::string& path, const std::string& home);

// Where the file is: $BROADTAPE_CONFIG, else $XDG_CONFIG_HOME/broadtape/config.toml, else
// ~/.config/broadtape/config.toml.
std::string config_path();

// The file at config_path(), read once; without a file, all defaults. Throws as parse_config(), Error(kUnwritable) if
// it cannot be read.
const Config& user_config();

// The folders that a value of --archive names: of `reuters,sample`, if all are names of `config`, their paths;
// otherwise the value is a path.
std::vector<std::string> archive_folders(const Config& config, const std::string& value);

// The folders of all `values`; without any, those of $BROADTAPE_ARCHIVE, else of Config::archive, else the default
// folder. The last is passed in.
std::vector<std::string> archive_folders(const Config& config, const std::vector<std::string>& values,
                                         const std::string& default_folder);

// What `tape-index init` writes: every key with its meaning, all of them as comments.
extern const char* const kConfigTemplate;

}  // namespace broadtape
