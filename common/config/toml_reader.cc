#include "common/config/toml_reader.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "common/error/error.h"
#include "common/text/nearest_name.h"

namespace broadtape {

std::string home_folder() {
  const char* const home = std::getenv("HOME");
  return home == nullptr || *home == '\0' ? "." : home;
}

std::string read_toml_file(const std::string& path, const std::string& hint) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad())
    throw Error(ErrorKind::kUnwritable, fmt::format("{} cannot be read: {}", path, std::strerror(errno)), hint);
  return text;
}

toml::table parse_toml(std::string_view text, const std::string& path) {
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw Error(ErrorKind::kUsage, fmt::format("{}, line {}: {}", path, error.source().begin.line, error.description()),
                "the file is TOML: a key, = and a text in quotes");
  }
}

void TomlReader::refuse(const toml::source_region& place, const std::string& what, const std::string& hint) const {
  throw Error(ErrorKind::kUsage, fmt::format("{}, line {}: {}", path_, place.begin.line, what), hint);
}

void TomlReader::refuse_key(const toml::key& key, const std::vector<std::string_view>& names) const {
  const std::string_view nearest = nearest_name(key.str(), names);
  refuse(key.source(), fmt::format("there is no key `{}`", key.str()),
         nearest.empty() ? fmt::format("the keys are {}", fmt::join(names, ", "))
                         : fmt::format("did you mean {}?", nearest));
}

std::string TomlReader::text(const toml::key& key, const toml::node& node) const {
  const auto* const value = node.as_string();
  if (value == nullptr || value->get().empty())
    refuse(node.source(), fmt::format("`{}` takes a text in quotes", key.str()), {});
  return value->get();
}

std::vector<std::string> TomlReader::texts(const toml::key& key, const toml::node& node) const {
  const auto* const list = node.as_array();
  if (list == nullptr) return {text(key, node)};
  std::vector<std::string> values;
  for (const toml::node& value : *list) values.push_back(text(key, value));
  return values;
}

std::string TomlReader::folder(const std::string& value) const {
  return value.starts_with("~/") ? home_ + value.substr(1) : value;
}

}  // namespace broadtape
