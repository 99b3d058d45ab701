#include "indexer/readers/html/json_ld.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr int kMaxLdDepth = 8;

// Removes `<!--`, `//<![CDATA[`, `/*<![CDATA[*/` and the like at both ends: what surrounds the brackets of the value.
std::string_view without_wrapper(std::string_view script) {
  const std::size_t begin = script.find('{');
  const std::size_t array = script.find_first_of("[{");
  if (begin == std::string_view::npos) return {};
  // `[` also opens CDATA; that of an array is followed by an object.
  const std::size_t bracket = script.rfind('[', begin);
  const bool is_array = array < begin && bracket != std::string_view::npos &&
                        trimmed(script.substr(bracket + 1, begin - bracket - 1)).empty() &&
                        !script.substr(0, bracket + 1).ends_with("CDATA[");
  const std::size_t from = is_array ? bracket : begin;
  const std::size_t last = script.rfind('}');
  if (last == std::string_view::npos || last < from) return script.substr(from);
  std::size_t end = last + 1;
  if (is_array) {
    const std::size_t close = script.find(']', end);
    if (close != std::string_view::npos &&
        trimmed(script.substr(end, close - end)).find_first_not_of(", ;") == std::string_view::npos) {
      end = close + 1;
    }
  }
  return script.substr(from, end - from);
}

// Repairs of JSON as people write it by hand and templates without escaping.
class LooseJson {
 public:
  explicit LooseJson(std::string_view text) : text_(text) {}

  // `{...} {...}` becomes a list. With `inner_quotes`, a quote ends a string only before `,`, `:`, `}`, `]` or the end.
  std::string repaired(bool inner_quotes) {
    inner_quotes_ = inner_quotes;
    for (; at_ < text_.size(); ++at_) {
      if (in_string_)
        take_in_string(text_[at_]);
      else
        take_outside(text_[at_]);
    }
    return several_ ? '[' + out_ + ']' : std::move(out_);
  }

 private:
  char next_visible(std::size_t at) const {
    while (at < text_.size() && (is_ascii_space(text_[at]) || text_[at] == '\r')) ++at;
    return at < text_.size() ? text_[at] : '\0';
  }

  bool ends_string() const {
    const char next = next_visible(at_ + 1);
    return !inner_quotes_ || next == ',' || next == ':' || next == '}' || next == ']' || next == '\0';
  }

  void take_in_string(char c) {
    constexpr std::string_view kEscapes = "\"\\/bfnrtu";
    if (c == '\\') {
      const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
      if (kEscapes.find(next) != std::string_view::npos && next != '\0') {
        out_ += {c, next};
        ++at_;
      }
      return;  // an unknown escape loses its backslash
    }
    if (c == '"' && !ends_string()) {
      out_ += "\\\"";
      return;
    }
    in_string_ = c != '"';
    if (static_cast<unsigned char>(c) < 0x20)
      out_ += c == '\n' ? "\\n" : " ";
    else
      out_ += c;
  }

  void take_outside(char c) {
    if (c == ',') {
      const char next = next_visible(at_ + 1);
      if (next == '}' || next == ']' || next == ',' || next == '\0') return;
    }
    if (depth_ == 0 && c == '{' && !out_.empty()) {
      several_ = true;
      if (!trimmed(out_).ends_with(',')) out_ += ',';
    }
    if (depth_ == 0 && c == ';') return;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    in_string_ = c == '"';
    out_ += c;
  }

  std::string_view text_;
  std::string out_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool in_string_ = false, inner_quotes_ = false, several_ = false;
};

std::optional<json> read_loosely(std::string_view script) {
  std::string text(without_wrapper(script));
  if (text.empty()) return std::nullopt;
  if (JsonResult strict = parse_json(text); strict.value) return std::move(strict.value);
  if (text.find('"') == std::string::npos && text.find("&quot;") != std::string::npos) text = decode_entities(text);
  for (const bool inner_quotes : {false, true}) {
    if (JsonResult loose = parse_json(LooseJson(text).repaired(inner_quotes)); loose.value) {
      return std::move(loose.value);
    }
  }
  return std::nullopt;
}

bool has_type(const json& object, const auto& accepts) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto accepted = [&](const json& name) {
    return name.is_string() && accepts(name.get_ref<const std::string&>());
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), accepted) : accepted(*type);
}

bool is_article_object(const json& object) {
  return has_type(object, [](std::string_view name) {
    return name.ends_with("Article") || name.ends_with("Posting") || name.ends_with("Report");
  });
}

// Objects whose dates are not those of the page: parts of it, and works that it is about.
bool is_part_object(const json& object) {
  constexpr std::string_view kParts[] = {"Comment",     "Event",     "Offer",       "Rating",  "ImageObject",
                                         "Answer",      "Question",  "JobPosting",  "Book",    "Movie",
                                         "MusicAlbum",  "Recording", "Application", "Product", "VideoGame",
                                         "AudioObject", "TVSeries",  "Dataset",     "Claim",   "ClaimReview"};
  return has_type(object, [&](std::string_view name) {
    return std::any_of(std::begin(kParts), std::end(kParts), [&](std::string_view end) { return name.ends_with(end); });
  });
}

bool is_dated(const json& object) {
  const auto date = object.find("datePublished");
  return date != object.end() && (date->is_string() || date->is_number());
}

// The string after `"name":` in text that is not JSON.
std::string loose_member(std::string_view script, std::string_view name) {
  const std::size_t at = script.find(name);
  if (at == std::string_view::npos) return {};
  std::string_view rest = script.substr(at + name.size());
  const std::size_t colon = rest.find_first_not_of("\"' \n\t");
  if (colon == std::string_view::npos || rest[colon] != ':') return {};
  rest.remove_prefix(colon + 1);
  const std::size_t begin = rest.find_first_not_of("\"' \n\t");
  if (begin == std::string_view::npos) return {};
  rest.remove_prefix(begin);
  return std::string(rest.substr(0, std::min(rest.find_first_of("\"'\n,}"), std::size_t{64})));
}

}  // namespace

void JsonLd::add(std::string_view script) {
  bytes_ += script.size();
  if (bytes_ > kMaxBytes) return;
  auto value = read_loosely(script);
  if (!value) return search(script);
  scripts_.push_back(*std::move(value));
  collect(scripts_.back(), 0);
}

void JsonLd::collect(const json& value, int depth) {
  if (depth > kMaxLdDepth) return;
  if (value.is_array()) {
    for (const json& item : value) collect(item, depth + 1);
  }
  if (!value.is_object()) return;
  const auto id = value.find("@id");
  if (id != value.end() && id->is_string() && value.size() > 1) by_id_.emplace(id->get<std::string>(), &value);
  if (is_article_object(value) && !is_part_object(value)) {
    if (!article_ || (!is_dated(*article_) && is_dated(value))) article_ = &value;
    if (articles_.size() < kMaxArticles) articles_.push_back(&value);
  } else if (!dated_page_ && is_dated(value) && !is_part_object(value)) {
    dated_page_ = &value;
  }
  for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage"}) {
    const auto inner = value.find(name);
    if (inner != value.end()) collect(*inner, depth + 1);
  }
}

bool JsonLd::has_address(const json& object, const std::string& address) const {
  for (const char* name : {"url", "@id", "mainEntityOfPage"}) {
    const auto member = object.find(name);
    if (member == object.end()) continue;
    const json* value = &*member;
    if (value->is_object() && value->contains("@id")) value = &value->at("@id");
    if (!value->is_string()) continue;
    const std::string text = value->get<std::string>();
    if (!address.empty() && text.substr(0, text.find('#')) == address) return true;
  }
  return false;
}

void JsonLd::choose(const std::string& address, std::string_view title) {
  if (articles_.size() < 2) return;
  const auto take_first = [&](const auto& accepts) {
    const auto found = std::find_if(articles_.begin(), articles_.end(),
                                    [&](const json* article) { return is_dated(*article) && accepts(*article); });
    if (found != articles_.end()) article_ = *found;
    return found != articles_.end();
  };
  if (take_first([&](const json& article) { return has_address(article, address); })) return;
  take_first([&](const json& article) { return is_title(one_line(text_of(article, "headline")), title); });
}

void JsonLd::search(std::string_view script) {
  if (loose_published_.empty()) loose_published_ = loose_member(script, "datePublished");
  if (loose_modified_.empty()) loose_modified_ = loose_member(script, "dateModified");
}

const json& JsonLd::resolved(const json& value) const {
  if (!value.is_object() || value.contains("name")) return value;
  const auto id = value.find("@id");
  if (id == value.end() || !id->is_string()) return value;
  const auto found = by_id_.find(id->get_ref<const std::string&>());
  return found == by_id_.end() ? value : *found->second;
}

std::string JsonLd::text_of(const json& object, const char* member) const {
  const auto found = object.find(member);
  if (found == object.end()) return {};
  if (!found->is_array()) return decode_entities(json_text_of(resolved(*found)));
  constexpr std::size_t kMaxItems = 100;  // references may repeat a long name
  std::vector<std::string> texts;
  for (const json& item : *found) {
    if (texts.size() < kMaxItems) texts.push_back(json_text_of(resolved(item)));
  }
  return decode_entities(joined(texts, ", "));
}

}  // namespace broadtape
