#include "indexer/readers/html/json_ld.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "common/text/decode.h"
#include "indexer/readers/html/loose_json.h"
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr int kMaxLdDepth = 8;

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
