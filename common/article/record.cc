#include "common/article/record.h"

#include <nlohmann/json.hpp>

#include "common/article/json_cursor.h"
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

TickerMention read_mention(JsonCursor& cursor) {
  TickerMention mention;
  bool has_symbol = false, has_evidence = false, has_count = false;
  cursor.object([&](std::string_view key) {
    if (key == "symbol") {
      mention.symbol = cursor.string();
      has_symbol = true;
    } else if (key == "by") {
      const auto evidence = evidence_of(cursor.string());
      if (!evidence) throw Error(ErrorKind::kCorrupt, "a stored ticker has an unknown kind of evidence");
      mention.evidence = *evidence;
      has_evidence = true;
    } else if (key == "count") {
      mention.count = cursor.number();
      has_count = true;
    } else if (key == "title") {
      mention.in_title = cursor.boolean();
    } else if (key == "lead") {
      mention.in_lead = cursor.boolean();
    } else {
      cursor.skip();
    }
  });
  if (!has_symbol || !has_evidence || !has_count) {
    throw Error(ErrorKind::kCorrupt, "a stored ticker lacks its symbol, evidence or count");
  }
  return mention;
}

// Reads the text field of that name at the cursor, if there is one.
bool read_text_field(std::string_view key, JsonCursor& cursor, Article& article) {
  for (const auto& field : kTextFields) {
    if (key != field.name) continue;
    article.*field.member = cursor.string();
    return true;
  }
  return false;
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

Article decode_record(std::string_view record, RecordScope scope) {
  Article article;
  bool has_first_seen = false;
  JsonCursor cursor(record);
  cursor.object([&](std::string_view key) {
    if (key == "body" && scope == RecordScope::kWithoutBody) {
      cursor.skip();
    } else if (key == "published") {
      article.published = parse_instant(cursor.string());
    } else if (key == "first_seen") {
      article.first_seen_s = parse_instant(cursor.string()).utc_s;
      has_first_seen = true;
    } else if (key == "tickers") {
      cursor.array([&] { article.tickers.push_back(read_mention(cursor)); });
    } else if (key == "labels") {
      cursor.array([&] { article.labels.push_back(cursor.string()); });
    } else if (!read_text_field(key, cursor, article)) {
      cursor.skip();
    }
  });
  cursor.finish();
  if (!has_first_seen) throw Error(ErrorKind::kCorrupt, "a stored record is damaged: it lacks first_seen");
  return article;
}

}  // namespace broadtape
