// The chunks of React Server Components in the scripts of a page.
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

#include "indexer/readers/html/script_values.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_scanner.h"

namespace broadtape {
namespace {

constexpr std::string_view kPush = "__next_f.push([1,";

// The rows of a stream: `1a:{"title":...}`, `1b:T5,Hello`, separated by line ends except behind texts.
struct FlightRows {
  std::vector<std::string_view> values;
  std::map<std::string, std::string_view> texts;  // by `$1b`
};

FlightRows rows_of(std::string_view stream) {
  FlightRows rows;
  while (!stream.empty()) {
    const std::size_t colon = stream.find(':');
    if (colon == stream.npos) break;
    const std::string_view id = stream.substr(0, colon);
    stream.remove_prefix(colon + 1);
    const std::size_t comma = stream.substr(0, 12).find(',');
    if (stream.starts_with('T') && comma != stream.npos) {
      std::size_t bytes = 0;
      std::from_chars(stream.data() + 1, stream.data() + comma, bytes, 16);
      const std::string_view text = stream.substr(comma + 1, bytes);
      rows.texts["$" + std::string(id)] = text;
      stream.remove_prefix(comma + 1 + text.size());
      continue;
    }
    const std::size_t end = std::min(stream.find('\n'), stream.size());
    const std::string_view value = stream.substr(0, end);
    if (value.starts_with('[') || value.starts_with('{')) rows.values.push_back(value);
    stream.remove_prefix(std::min(end + 1, stream.size()));
  }
  return rows;
}

// Puts the texts in the places that refer to them.
void put_texts(nlohmann::json& value, const std::map<std::string, std::string_view>& texts, std::size_t& bytes) {
  if (value.is_structured()) {
    for (nlohmann::json& inner : value) put_texts(inner, texts, bytes);
    return;
  }
  const std::string* const reference = value.get_ptr<const std::string*>();
  if (!reference || !reference->starts_with('$')) return;
  const auto text = texts.find(*reference);
  if (text == texts.end() || bytes + text->second.size() > kMaxScriptValueBytes) return;
  bytes += text->second.size();
  value = std::string(text->second);
}

}  // namespace

bool FlightChunks::is_chunk(std::string_view script) {
  return script.find(kPush) != script.npos;
}

bool FlightChunks::add(std::string_view script) {
  bool has_chunk = false;
  for (std::size_t at = script.find(kPush); at != script.npos; at = script.find(kPush, at)) {
    at += kPush.size();
    has_chunk = true;
    while (at < script.size() && script[at] == ' ') ++at;
    if (at >= script.size() || script[at] != '"') continue;
    const std::size_t end = end_of_json_string(script, at + 1);
    const JsonResult chunk = parse_json(std::string(script.substr(at, end - at + 1)));
    if (chunk.value && chunk.value->is_string() && text_.size() < kMaxScriptValueBytes)
      text_ += chunk.value->get_ref<const std::string&>();
    at = std::min(end, script.size());
  }
  return has_chunk;
}

nlohmann::json FlightChunks::values() const {
  const FlightRows rows = rows_of(text_);
  nlohmann::json values = nlohmann::json::array();
  std::size_t bytes = 0;
  for (const std::string_view row : rows.values) {
    JsonResult read = parse_json(std::string(row));
    if (!read.value) continue;
    put_texts(*read.value, rows.texts, bytes);
    values.push_back(*std::move(read.value));
  }
  return values;
}

}  // namespace broadtape
