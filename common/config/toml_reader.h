// What the readers of TOML files share: the text of a file, and its values with errors that name file and line.
#pragma once

#include <toml++/toml.h>

#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// $HOME, or the present folder without it.
std::string home_folder();

// Throws Error(kUnwritable) with this hint if the file cannot be read.
std::string read_toml_file(const std::string& path, const std::string& hint);

// Throws Error(kUsage), which names `path` and the line.
toml::table parse_toml(std::string_view text, const std::string& path);

class TomlReader {
 public:
  // Keeps references to both. `path` is for errors.
  TomlReader(const std::string& path, const std::string& home) : path_(path), home_(home) {}

  const std::string& path() const { return path_; }

  // These throw Error(kUsage).
  [[noreturn]] void refuse(const toml::source_region& place, const std::string& what, const std::string& hint) const;
  // The hint is the nearest of `names`, or all of them.
  [[noreturn]] void refuse_key(const toml::key& key, const std::vector<std::string_view>& names) const;
  std::string text(const toml::key& key, const toml::node& node) const;
  // A list of texts, or one.
  std::vector<std::string> texts(const toml::key& key, const toml::node& node) const;

  // A path that begins with ~/ is below `home`.
  std::string folder(const std::string& value) const;

 private:
  const std::string& path_;
  const std::string& home_;
};

}  // namespace broadtape
