#include "common/config/config.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "common/config/toml_reader.h"
#include "common/error/error.h"
#include "common/text/nearest_name.h"

namespace broadtape {
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

class ConfigReader : private TomlReader {
 public:
  ConfigReader(const std::string& path, const std::string& home) : TomlReader(path, home) {}

  Config read(const toml::table& table) {
    for (const auto& [key, node] : table) {
      const auto row = std::find_if(std::begin(kKeys), std::end(kKeys),
                                    [name = key.str()](const KeyRow& known) { return known.name == name; });
      if (row == std::end(kKeys)) refuse_key(key, key_names());
      (this->*row->read)(key, node);
    }
    for (const std::string& name : config_.archive) require_known(name);
    return std::move(config_);
  }

 private:
  struct KeyRow {
    std::string_view name;
    void (ConfigReader::*read)(const toml::key& key, const toml::node& node);
  };
  static const KeyRow kKeys[6];

  static std::vector<std::string_view> key_names() {
    std::vector<std::string_view> names;
    for (const KeyRow& row : kKeys) names.push_back(row.name);
    return names;
  }

  // A name without a slash that no archive has is a slip rather than a folder beside the present one.
  void require_known(const std::string& value) const {
    if (value.find('/') != value.npos || config_.archives.contains(value)) return;
    std::vector<std::string_view> names;
    for (const auto& [name, path] : config_.archives) names.push_back(name);
    const std::string_view nearest = nearest_name(value, names);
    throw Error(ErrorKind::kUsage,
                fmt::format("{}: `archive` names `{}`, which [archives] does not have", path(), value),
                nearest.empty() ? "write a path with a slash, or name it in [archives]"
                                : fmt::format("did you mean {}?", nearest));
  }

  void read_archive(const toml::key& key, const toml::node& node) {
    for (const std::string& value : texts(key, node)) config_.archive.push_back(folder(value));
  }

  void read_archives(const toml::key& key, const toml::node& node) {
    const toml::table* const table = node.as_table();
    if (table == nullptr) refuse(node.source(), fmt::format("`{}` is a table of names and folders", key.str()), {});
    for (const auto& [name, path] : *table) {
      if (name.str().find_first_of(",/") != std::string_view::npos)
        refuse(name.source(), fmt::format("the name `{}` of an archive has a comma or slash", name.str()), {});
      config_.archives.emplace(name.str(), folder(text(name, path)));
    }
  }

  void read_timezone(const toml::key& key, const toml::node& node) { config_.timezone = text(key, node); }
  void read_sources(const toml::key& key, const toml::node& node) { config_.sources = texts(key, node); }
  void read_color(const toml::key& key, const toml::node& node) { config_.color = text(key, node); }
  void read_hyperlinks(const toml::key& key, const toml::node& node) { config_.hyperlinks = text(key, node); }

  Config config_;
};

const ConfigReader::KeyRow ConfigReader::kKeys[6] = {
    {"archive", &ConfigReader::read_archive}, {"archives", &ConfigReader::read_archives},
    {"color", &ConfigReader::read_color},     {"hyperlinks", &ConfigReader::read_hyperlinks},
    {"source", &ConfigReader::read_sources},  {"timezone", &ConfigReader::read_timezone},
};

Config read_user_config() {
  const std::string path = config_path();
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR)) return {};
  const std::string text = read_toml_file(path, "check its permissions, or name another file in $BROADTAPE_CONFIG");
  return parse_config(text, path, home_folder());
}

}  // namespace

const char* const kConfigTemplate =
    R"(# Defaults of tape-search and tape-index. An option on the command line takes precedence.

# The archive, or several that are searched as one: folders, or names of [archives].
# archive = "reuters"

# The time zone of days, and of the times shown.
# timezone = "America/New_York"

# The outlets that are searched; --source on the command line replaces them.
# source = ["Reuters"]

# auto, always or never.
# color = "auto"
# hyperlinks = "auto"

# Archives by name: --archive reuters,sample searches both as one.
# [archives]
# reuters = "~/news/reuters"
# sample = "/srv/news/sample"
)";

Config parse_config(std::string_view text, const std::string& path, const std::string& home) {
  return ConfigReader(path, home).read(parse_toml(text, path));
}

std::string config_path() {
  if (std::string path = environment("BROADTAPE_CONFIG"); !path.empty()) return path;
  if (const std::string folder = environment("XDG_CONFIG_HOME"); !folder.empty())
    return folder + "/broadtape/config.toml";
  return home_folder() + "/.config/broadtape/config.toml";
}

const Config& user_config() {
  static const Config config = read_user_config();
  return config;
}

std::vector<std::string> archive_folders(const Config& config, const std::string& value) {
  std::vector<std::string> folders;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find(',', begin), value.size());
    const auto known = config.archives.find(value.substr(begin, end - begin));
    if (known == config.archives.end()) return {value};
    folders.push_back(known->second);
    begin = end + 1;
  }
  return folders;
}

std::vector<std::string> archive_folders(const Config& config, const std::vector<std::string>& values,
                                         const std::string& default_folder) {
  const bool by_environment = values.empty() && !environment("BROADTAPE_ARCHIVE").empty();
  std::vector<std::string> folders;
  for (const std::string& value : by_environment   ? std::vector{environment("BROADTAPE_ARCHIVE")}
                                  : values.empty() ? config.archive
                                                   : values) {
    for (std::string& folder : archive_folders(config, value)) folders.push_back(std::move(folder));
  }
  return folders.empty() ? std::vector{default_folder} : folders;
}

}  // namespace broadtape
