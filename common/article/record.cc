#include "common/article/record.h"

#include <nlohmann/json.hpp>

#include "common/error/error.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

// The text fields of a record, in the order in which they are written.
constexpr struct {
  const char* name;
  std::string Article::*member;
} kTextFields[] = {
    {"id", &Article::id},
    {"external_id", &Article::external_id},
    {"url", &Article::url},
    {"title", &Article::title},
    {"source", &Article::source},
    {"author", &Article::author},
    {"language", &Article::language},
    {"published_text", &Article::published_text},
    {"body", &Article::body},
};

Json mention_to_json(const TickerMention& mention) {
  Json json{{"symbol", mention.symbol}, {"by", evidence_name(mention.evidence)}, {"count", mention.count}};
  if (mention.in_title) json["title"] = true;
  if (mention.in_lead) json["lead"] = true;
  return json;
}

TickerMention mention_from_json(const Json& json) {
  TickerMention mention;
  mention.symbol = json.at("symbol").get<std::string>();
  const auto evidence = evidence_of(json.at("by").get_ref<const std::string&>());
  if (!evidence) throw Error(ErrorKind::kCorrupt, "a stored ticker has an unknown kind of evidence");
  mention.evidence = *evidence;
  mention.count = json.at("count").get<std::uint32_t>();
  mention.in_title = json.value("title", false);
  mention.in_lead = json.value("lead", false);
  return mention;
}

Article from_json(const Json& json) {
  Article article;
  for (const auto& field : kTextFields) {
    if (const auto it = json.find(field.name); it != json.end()) article.*field.member = it->get<std::string>();
  }
  if (const auto it = json.find("published"); it != json.end()) {
    article.published = parse_instant(it->get_ref<const std::string&>());
  }
  article.first_seen_s = parse_instant(json.at("first_seen").get_ref<const std::string&>()).utc_s;
  if (const auto it = json.find("tickers"); it != json.end()) {
    for (const Json& mention : *it) article.tickers.push_back(mention_from_json(mention));
  }
  if (const auto it = json.find("labels"); it != json.end()) article.labels = it->get<std::vector<std::string>>();
  return article;
}

}  // namespace

std::string encode_record(const Article& article) {
  Json json;
  for (const auto& field : kTextFields) {
    const std::string& text = article.*field.member;
    if (!text.empty()) json[field.name] = text;
  }
  if (article.published) json["published"] = format_instant(*article.published);
  json["first_seen"] = format_rfc3339(article.first_seen_s);
  for (const TickerMention& mention : article.tickers) json["tickers"].push_back(mention_to_json(mention));
  if (!article.labels.empty()) json["labels"] = article.labels;
  return json.dump();
}

std::size_t max_record_bytes(const Article& article) {
  // JSON writes a quote, backslash, tab or line feed as two bytes, and there are no other control characters.
  constexpr std::size_t kNamesAndDates = 512;
  constexpr std::size_t kMention = 128;
  std::size_t bytes = kNamesAndDates;
  for (const auto& field : kTextFields) bytes += 2 * (article.*field.member).size();
  for (const TickerMention& mention : article.tickers) bytes += 2 * mention.symbol.size() + kMention;
  for (const std::string& label : article.labels) bytes += 2 * label.size() + 3;
  return bytes;
}

Article decode_record(std::string_view record) {
  try {
    return from_json(Json::parse(record));
  } catch (const Json::exception& error) {
    throw Error(ErrorKind::kCorrupt, std::string("a stored record is damaged: ") + error.what());
  }
}

}  // namespace broadtape
