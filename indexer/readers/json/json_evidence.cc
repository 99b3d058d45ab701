#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr std::size_t kSampledArticles = 60;
constexpr std::size_t kMostPaths = 256;
constexpr int kMostPathNames = 3;
constexpr std::size_t kNotedFields = 5;  // see note_fields()

// The values of the members that no field takes, over the first articles of an input.
class JsonEvidence {
 public:
  explicit JsonEvidence(const FieldNames& names) : names_(names) {}

  // False if there are enough.
  bool add(const FoundArticle& found) {
    if (!found.object->is_object()) return true;
    ++articles_;
    try {
      note_fields(json_article(found, names_, nullptr));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kTooLarge) throw;
      return true;  // rejected when it is read
    }
    add_members(*found.object, {}, 1);
    return articles_ < kSampledArticles && present_.size() < kNotedFields;
  }

  // The paths whose values are fields that no article has.
  std::vector<std::pair<std::string, RawField>> fields() const {
    std::vector<NamedContent> columns;
    std::vector<std::string> paths;
    for (const auto& [path, content] : contents_) {
      // A field is in nearly all articles.
      if (content.filled() * 10 < articles_ * 9) continue;
      columns.push_back({path, &content});
      paths.push_back(path);
    }
    std::vector<std::pair<std::string, RawField>> fields;
    for (const auto& [column, field] : fields_by_content(columns, present_, false)) {
      // One article shows no more than a date.
      if (articles_ > 1 || field == RawField::kDate) fields.emplace_back(paths[column], field);
    }
    return fields;
  }

 private:
  void note_fields(const RawArticle& raw) {
    const auto note = [&](RawField field, const auto& value) {
      if (!value.empty()) present_.insert(field);
    };
    note(RawField::kTitle, raw.title);
    note(RawField::kBody, raw.body);
    note(RawField::kDate, raw.date_text);
    note(RawField::kUrl, raw.url);
    note(RawField::kTickers, raw.tickers);
  }

  void add_members(const json& object, const std::string& prefix, int depth) {
    for (const auto& [name, value] : object.items()) {
      if (names_.find(name)) continue;
      if (value.is_object() && depth < kMostPathNames) {
        const bool is_group = is_field_group_name(normal_field_name(name));
        add_members(value, is_group ? prefix : prefix + name + ".", depth + 1);
        continue;
      }
      const bool list = value.is_array() && !value.empty() && value.front().is_string();
      if (value.is_structured() && !list) continue;
      const std::string path = prefix + name;
      if (contents_.size() < kMostPaths || contents_.contains(path))
        contents_[path].add(json_text_of(list ? value.front() : value));
    }
  }

  const FieldNames& names_;
  std::size_t articles_ = 0;
  std::set<RawField> present_;
  std::map<std::string, ColumnContent> contents_;  // by path
};

// Calls `visit` for the text of each whole record in `head`, until it returns false.
void each_record(std::string_view head, bool by_line, const std::string& in_rows, const auto& visit) {
  MemorySource source(head);
  if (by_line) {
    for (std::size_t at = 0, end = head.find('\n'); end != std::string_view::npos;
         at = end + 1, end = head.find('\n', at)) {
      std::string_view line = trimmed(head.substr(at, end - at));
      if (line.ends_with("},")) line.remove_suffix(1);
      if (!visit(std::string(line))) return;
    }
    return;
  }
  JsonSplitter splitter(source, head.size() + 1);
  for (JsonPiece piece; splitter.next(piece);) {
    if (!piece.fault.empty()) return;
    if (!in_rows.empty()) piece.text = "[" + in_rows + "," + piece.text + "]";
    if (!visit(std::move(piece.text))) return;
  }
}

}  // namespace

std::deque<ParsedRecord> learn_json_names(std::string_view head, bool by_line, const std::string& in_rows,
                                          FieldNames& names, InputTally& tally) {
  std::deque<ParsedRecord> parsed;
  JsonEvidence evidence(names);
  each_record(head, by_line, in_rows, [&](std::string&& record) {
    std::optional<json> whole = parse_json_or_python(record).value;
    if (!whole) return true;
    make_plain(*whole);
    parsed.push_back({std::move(record), *std::move(whole)});
    const json& value = parsed.back().value;
    if (!in_rows.empty()) {
      JsonTable table{{}, &value};
      for (const json& name : value.front()) table.names.push_back(name.is_string() ? name.get<std::string>() : "");
      const json row = table.row(1);
      return evidence.add({&row});
    }
    return each_json_article(value, names, [&](const FoundArticle& found) { return evidence.add(found); });
  });
  std::string learned;
  for (const auto& [path, field] : evidence.fields()) {
    names.learn(path, field);
    learned += fmt::format("{}{} by the values of {}", learned.empty() ? "with " : ", ", field_name(field), path);
  }
  if (!learned.empty()) tally.describe(learned);
  return parsed;
}

}  // namespace broadtape
