#include "common/config/sources_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <optional>

#include "common/config/toml_reader.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

// Where a key may be; one bit each.
enum Place : std::uint8_t { kInFeed = 1, kInSitemap = 2, kInFolder = 4, kForRun = 8 };
constexpr std::uint8_t kAtAddress = kInFeed | kInSitemap;
constexpr std::uint8_t kAtSource = kAtAddress | kInFolder;

struct KindRow {
  std::string_view name;
  std::string_view address;  // the key that has it
  Place place;
};
constexpr KindRow kKinds[] = {{"feed", "url", kInFeed}, {"folder", "path", kInFolder}, {"sitemap", "url", kInSitemap}};

enum class ValueType : std::uint8_t { kText, kNumber, kSwitch, kFields };

struct SourceKeyRow {
  std::string_view name;  // of the option
  std::uint8_t places;
  ValueType type = ValueType::kText;
};
constexpr SourceKeyRow kSourceKeys[] = {
    {"date-order", kAtSource},
    {"delimiter", kAtSource},
    {"encoding", kAtSource},
    {"every", kAtAddress},
    {"field", kAtSource, ValueType::kFields},
    {"format", kAtSource},
    {"host-pause", kForRun, ValueType::kNumber},
    {"pages", kAtAddress, ValueType::kSwitch},
    {"source", kAtSource},
    {"years", kAtSource},
};

class SourcesReader : private TomlReader {
 public:
  SourcesReader(const std::string& path, const std::string& home) : TomlReader(path, home) {}

  SourcesFile read(const toml::table& table) {
    SourceValues defaults;
    for (const auto& [key, node] : table) {
      if (kind_of(key)) continue;
      const SourceKeyRow& row = row_of(key, kAtSource | kForRun, kind_names());
      ((row.places & kForRun) != 0 ? file_.of_run : defaults).emplace(row.name, value_of(row, key, node));
    }
    for (const auto& [key, node] : table) {
      if (const auto kind = kind_of(key)) read_kind(*kind, key, node, defaults);
    }
    if (file_.entries.empty())
      throw Error(ErrorKind::kUsage, fmt::format("{} names nothing to watch", path()), kExampleHint);
    return std::move(file_);
  }

 private:
  static constexpr const char* kExampleHint = "write [[feed]] and in the next line url = \"https://...\"";

  static std::vector<std::string_view> kind_names() {
    std::vector<std::string_view> names;
    for (const KindRow& kind : kKinds) names.push_back(kind.name);
    return names;
  }

  static std::optional<KindRow> kind_of(const toml::key& key) {
    const auto* const row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                         [&](const KindRow& known) { return known.name == key.str(); });
    return row == std::end(kKinds) ? std::nullopt : std::optional(*row);
  }

  // The row of a key that may be at `places`, where also `names` may be.
  const SourceKeyRow& row_of(const toml::key& key, unsigned places, std::vector<std::string_view> names) const {
    for (const SourceKeyRow& row : kSourceKeys) {
      if ((row.places & places) == 0) continue;
      if (row.name == key.str()) return row;
      names.push_back(row.name);
    }
    refuse_key(key, names);
  }

  SourceValue value_of(const SourceKeyRow& row, const toml::key& key, const toml::node& node) const {
    SourceValue value{{}, key.source().begin.line, false};
    switch (row.type) {
      case ValueType::kText:
        value.texts = {text(key, node)};
        break;
      case ValueType::kNumber:
        if (!node.is_number()) refuse(node.source(), fmt::format("`{}` takes a number", key.str()), {});
        value.texts = {fmt::format("{}", *node.value<double>())};
        break;
      case ValueType::kSwitch:
        if (!node.is_boolean()) refuse(node.source(), fmt::format("`{}` is true or false", key.str()), {});
        value.is_off = !*node.value<bool>();
        break;
      case ValueType::kFields:
        value.texts = fields(key, node);
        break;
    }
    return value;
  }

  // { title = "Headline" } is --field title=Headline.
  std::vector<std::string> fields(const toml::key& key, const toml::node& node) const {
    const toml::table* const table = node.as_table();
    if (table == nullptr)
      refuse(node.source(), fmt::format("`{}` is a table of fields and their names", key.str()),
             "such as { title = \"Headline\" }");
    std::vector<std::string> values;
    for (const auto& [ours, theirs] : *table) values.push_back(fmt::format("{}={}", ours.str(), text(ours, theirs)));
    return values;
  }

  void read_kind(const KindRow& kind, const toml::key& key, const toml::node& node, const SourceValues& defaults) {
    if (const toml::table* const table = node.as_table()) return read_entry(kind, *table, defaults);
    const toml::array* const list = node.as_array();
    const std::string what = fmt::format("`{}` is a table", key.str());
    const std::string hint = fmt::format("write [[{}]] and its keys in the lines below", key.str());
    if (list == nullptr) refuse(node.source(), what, hint);
    for (const toml::node& entry : *list) {
      if (!entry.is_table()) refuse(entry.source(), what, hint);
      read_entry(kind, *entry.as_table(), defaults);
    }
  }

  void read_entry(const KindRow& kind, const toml::table& table, const SourceValues& defaults) {
    SourceEntry entry{std::string(kind.name), {}, table.source().begin.line, {}};
    for (const auto& [key, node] : table) {
      if (key.str() == kind.address) {
        entry.address = kind.place == kInFolder ? path_of(text(key, node)) : text(key, node);
      } else {
        const SourceKeyRow& row = row_of(key, kind.place, {kind.address});
        entry.values.emplace(row.name, value_of(row, key, node));
      }
    }
    if (entry.address.empty())
      refuse(table.source(), fmt::format("a {} has no `{}`", kind.name, kind.address), kExampleHint);
    for (const SourceKeyRow& row : kSourceKeys) {
      const auto value = defaults.find(row.name);
      if (value != defaults.end() && (row.places & kind.place) != 0) entry.values.insert(*value);
    }
    for (const SourceEntry& other : file_.entries) {
      if (other.address == entry.address)
        refuse(table.source(), fmt::format("`{}` is named in line {} already", entry.address, other.line),
               "remove one of them");
    }
    file_.entries.push_back(std::move(entry));
  }

  std::string path_of(const std::string& value) const {
    return (std::filesystem::path(path()).parent_path() / folder(value)).lexically_normal().string();
  }

  SourcesFile file_;
};

}  // namespace

SourcesFile parse_sources(std::string_view text, const std::string& path, const std::string& home) {
  return SourcesReader(path, home).read(parse_toml(text, path));
}

SourcesFile read_sources_file(const std::string& path) {
  return parse_sources(read_toml_file(path, "name a TOML file of sources; tape-index help watch describes it"), path,
                       home_folder());
}

std::vector<std::string_view> source_option_names() {
  std::vector<std::string_view> names;
  for (const SourceKeyRow& row : kSourceKeys) names.push_back(row.name);
  return names;
}

}  // namespace broadtape
