#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_envelopes.h"
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
      const RawArticle raw = json_article(found, names_, nullptr);
      note_fields(raw);
      note_text(raw);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kTooLarge) throw;
      return true;  // rejected when it is read
    }
    add_members(*found.object, {}, 1);
    return articles_ < kSampledArticles && present_.size() < kNotedFields;
  }

  // The name of the texts if they are headlines, and no article has a title; empty otherwise.
  std::string headlines() const {
    const bool is_one_name = text_names_.size() == 1 && texts_.filled() == articles_;
    return !present_.contains(RawField::kTitle) && is_one_name && texts_.is_headlines() ? *text_names_.begin() : "";
  }

  // Whether the articles seem to be articles: they have a title, and a date or an address, by names or values.
  bool is_convincing() const {
    std::set<RawField> found = present_;
    for (const auto& given : fields()) found.insert(given.second);
    return found.contains(RawField::kTitle) && (found.contains(RawField::kDate) || found.contains(RawField::kUrl));
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

  void note_text(const RawArticle& raw) {
    texts_.add(raw.body);
    const std::string name(raw.origins[static_cast<std::size_t>(RawField::kBody)]);
    if (!raw.body.empty() && !names_.chosen().contains(normal_field_name(name))) text_names_.insert(name);
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
  ColumnContent texts_;
  std::set<std::string> text_names_;
};

// The largest list or object in `value` whose members are two objects or more that have two names in common: perhaps
// articles without a known name. Null if there is none.
const json* uniform_members(const json& value, int depth) {
  constexpr int kDeepest = 8;
  constexpr std::size_t kFewestNames = 2;
  if (!value.is_structured() || value.empty() || depth > kDeepest) return nullptr;
  const json& first = *value.begin();
  const auto is_like_first = [&](const json& member) {
    if (!member.is_object()) return false;
    const auto common = std::count_if(first.items().begin(), first.items().end(),
                                      [&](const auto& item) { return member.contains(item.key()); });
    return static_cast<std::size_t>(common) >= kFewestNames;
  };
  if (value.size() > 1 && first.is_object() && std::all_of(value.begin(), value.end(), is_like_first)) return &value;
  const json* largest = nullptr;
  for (const json& member : value) {
    const json* const inner = uniform_members(member, depth + 1);
    if (inner && (!largest || inner->size() > largest->size())) largest = inner;
  }
  return largest;
}

// Calls `visit` for the text of each whole record at the start of `head`, until it returns false; for the start of the
// first record if that is not whole.
void each_record(std::string_view head, bool by_line, const std::string& in_rows, const auto& visit) {
  if (by_line) {
    head = head.substr(0, kLearnedBytes);
    const bool has_events = is_event_stream(trimmed(head));
    for (std::size_t at = 0, end = head.find('\n'); end != std::string_view::npos;
         at = end + 1, end = head.find('\n', at)) {
      std::string_view line = trimmed(head.substr(at, end - at));
      if (has_events) line = data_of_event_line(line);
      if (line.ends_with("},")) line.remove_suffix(1);
      if (!visit(std::string(line))) return;
    }
    return;
  }
  MemorySource source(head);
  JsonSplitter splitter(source, head.size() + 1);
  JsonPiece piece;
  for (std::size_t read = 0; read < kLearnedBytes && splitter.next(piece);) {
    if (!piece.fault.empty()) {
      if (read == 0) visit(closed_start(head.substr(0, kLearnedBytes)));
      return;
    }
    if (!in_rows.empty()) piece.text = "[" + in_rows + "," + piece.text + "]";
    read += piece.text.size();
    if (!visit(std::move(piece.text))) return;
  }
}

}  // namespace

std::deque<ParsedRecord> learn_json_names(std::string_view head, bool by_line, const std::string& in_rows,
                                          FieldNames& names, InputTally& tally) {
  std::deque<ParsedRecord> parsed;
  JsonEvidence evidence(names);
  bool found_by_shape = false;
  each_record(head, by_line, in_rows, [&](std::string&& record) {
    std::optional<json> whole = parse_json_or_python(record).value;
    if (!whole) return true;
    make_plain(*whole);
    parsed.push_back({std::move(record), *std::move(whole)});
    const json& outer = parsed.back().value;
    const std::optional<Envelope> envelope = envelope_of(outer, names);
    if (envelope && envelope->role != EnvelopeRole::kAround) return true;
    const json& value = envelope ? *envelope->article : outer;
    if (!in_rows.empty()) {
      JsonTable table{{}, &value};
      for (const json& name : value.front()) table.names.push_back(name.is_string() ? name.get<std::string>() : "");
      const json row = table.row(1);
      return evidence.add({&row});
    }
    return each_json_article(value, names, [&](const FoundArticle& found) {
      const json* const members = found.object == &value ? uniform_members(value, 0) : nullptr;
      if (!members) return evidence.add(found);
      found_by_shape = true;
      return std::all_of(members->begin(), members->end(), [&](const json& member) { return evidence.add({&member}); });
    });
  });
  if (found_by_shape && !evidence.is_convincing()) return parsed;
  std::string learned;
  const auto note = [&](RawField field, const std::string& path) {
    learned += fmt::format("{}{} by the values of {}", learned.empty() ? "with " : ", ", field_name(field), path);
  };
  const std::vector<std::pair<std::string, RawField>> fields = evidence.fields();
  for (const auto& [path, field] : fields) {
    names.learn(path, field);
    note(field, path);
  }
  const bool has_title =
      std::any_of(fields.begin(), fields.end(), [](const auto& given) { return given.second == RawField::kTitle; });
  if (const std::string name = evidence.headlines(); !has_title && !name.empty()) {
    names.replace(name, RawField::kTitle);
    note(RawField::kTitle, name);
  }
  if (!learned.empty()) tally.describe(learned);
  return parsed;
}

}  // namespace broadtape
