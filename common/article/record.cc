#include "common/article/record.h"

#include <simdjson.h>

#include <nlohmann/json.hpp>

#include "common/error/error.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

// The text fields of a record, in the order of writing.
constexpr struct {
  const char* name;
  std::string Article::*member;
} kTextFields[] = {
    {"id", &Article::id},
    {"external_id", &Article::external_id},
    {"input", &Article::input},
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
  if (mention.about) json["about"] = true;
  if (!mention.company.empty()) json["company"] = mention.company;
  if (!mention.name.empty()) json["name"] = mention.name;
  if (!mention.as_of.empty()) json["as_of"] = mention.as_of;
  return json;
}

// Parsed with simdjson, because with a slower parser decoding ten records took longer than the search.
namespace reading {

namespace sj = simdjson::dom;

std::string text(sj::element value) {
  return std::string(std::string_view(value.get_string()));
}

TickerMention mention(const sj::object& object) {
  TickerMention mention;
  bool has_symbol = false, has_evidence = false, has_count = false;
  for (const sj::key_value_pair field : object) {
    const std::string_view name = field.key;
    if (name == "symbol") {
      mention.symbol = text(field.value);
      has_symbol = true;
    } else if (name == "by") {
      const auto evidence = evidence_of(std::string_view(field.value.get_string()));
      if (!evidence) throw Error(ErrorKind::kCorrupt, "a stored ticker has an unknown kind of evidence");
      mention.evidence = *evidence;
      has_evidence = true;
    } else if (name == "count") {
      const std::uint64_t count = field.value.get_uint64();
      mention.count = static_cast<std::uint32_t>(count);
      has_count = mention.count == count;
    } else if (name == "title") {
      mention.in_title = field.value.get_bool();
    } else if (name == "lead") {
      mention.in_lead = field.value.get_bool();
    } else if (name == "about") {
      mention.about = field.value.get_bool();
    } else if (name == "company") {
      mention.company = text(field.value);
    } else if (name == "name") {
      mention.name = text(field.value);
    } else if (name == "as_of") {
      mention.as_of = text(field.value);
    }
  }
  if (!has_symbol || !has_evidence || !has_count)
    throw Error(ErrorKind::kCorrupt, "a stored ticker lacks its symbol, evidence or count");
  return mention;
}

bool text_field(std::string_view name, sj::element value, Article& article) {
  for (const auto& field : kTextFields) {
    if (name != field.name) continue;
    article.*field.member = text(value);
    return true;
  }
  return false;
}

Article article(const sj::object& record, RecordScope scope) {
  Article article;
  bool has_first_seen = false;
  for (const sj::key_value_pair field : record) {
    const std::string_view name = field.key;
    const sj::element value = field.value;
    if (name == "body" && scope == RecordScope::kWithoutBody) continue;
    if (text_field(name, value, article)) continue;
    if (name == "published") {
      article.published = parse_instant(text(value));
    } else if (name == "first_seen") {
      article.first_seen_s = parse_instant(text(value)).utc_s;
      has_first_seen = true;
    } else if (name == "tickers") {
      for (const sj::element one : value.get_array()) article.tickers.push_back(mention(one.get_object()));
    } else if (name == "labels") {
      for (const sj::element one : value.get_array()) article.labels.push_back(text(one));
    }
  }
  if (!has_first_seen) throw Error(ErrorKind::kCorrupt, "a stored record lacks first_seen");
  return article;
}

}  // namespace reading

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
  // JSON escapes quotes, backslashes, tabs and line feeds to two bytes; there are no other control characters.
  constexpr std::size_t kNamesAndDates = 512;
  constexpr std::size_t kMention = 128;
  std::size_t bytes = kNamesAndDates;
  for (const auto& field : kTextFields) bytes += 2 * (article.*field.member).size();
  for (const TickerMention& mention : article.tickers) {
    bytes += 2 * (mention.symbol.size() + mention.company.size() + mention.name.size()) + kMention;
  }
  for (const std::string& label : article.labels) bytes += 2 * label.size() + 3;
  return bytes;
}

Article decode_record(std::string_view record, RecordScope scope) {
  constexpr std::size_t kOrdinaryBytes = 1u << 20;  // the thread-local parser keeps several times this size
  thread_local simdjson::dom::parser ordinary;
  try {
    simdjson::dom::parser large;
    return reading::article((record.size() > kOrdinaryBytes ? large : ordinary).parse(record), scope);
  } catch (const simdjson::simdjson_error& error) {
    throw Error(ErrorKind::kCorrupt, std::string("a stored record is damaged: ") + error.what());
  }
}

}  // namespace broadtape
