#include "common/article/record.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "common/error/error.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

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

// Written without a tree, because that took a third of the time of compressing the record.
namespace writing {

void add_string(std::string_view text, std::string& json) {
  constexpr std::string_view kEscaped = "\b\f\n\r\t\"\\", kLetters = "bfnrt\"\\";
  json += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x20 && text[at] != '"' && text[at] != '\\')
      ++at;
    json.append(text, begin, at - begin);
    if (at == text.size()) break;
    const char c = text[at++];
    if (const std::size_t escape = kEscaped.find(c); escape != std::string_view::npos)
      json.append({'\\', kLetters[escape]});
    else
      json += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  }
  json += '"';
}

// Begins a member of an object, or an item of a list without `name`.
void begin(std::string_view name, std::string& json) {
  if (!json.ends_with('{') && !json.ends_with('[')) json += ',';
  if (!name.empty()) json.append("\"").append(name).append("\":");
}

void add_text(std::string_view name, std::string_view text, std::string& json) {
  begin(name, json);
  add_string(text, json);
}

void add_optional(std::string_view name, std::string_view text, std::string& json) {
  if (!text.empty()) add_text(name, text, json);
}

void add_mark(std::string_view name, bool set, std::string& json) {
  if (!set) return;
  begin(name, json);
  json += "true";
}

void add_mention(const TickerMention& mention, std::string& json) {
  begin({}, json);
  json += '{';
  add_text("symbol", mention.symbol, json);
  add_text("by", evidence_name(mention.evidence), json);
  begin("count", json);
  json += std::to_string(mention.count);
  add_mark("title", mention.in_title, json);
  add_mark("lead", mention.in_lead, json);
  add_mark("about", mention.about, json);
  add_optional("company", mention.company, json);
  add_optional("name", mention.name, json);
  add_optional("as_of", mention.as_of, json);
  json += '}';
}

// A list unless it is empty; `add` adds an item.
void add_list(std::string_view name, const auto& items, const auto& add, std::string& json) {
  if (items.empty()) return;
  begin(name, json);
  json += '[';
  for (const auto& item : items) add(item, json);
  json += ']';
}

}  // namespace writing

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
  std::string json = "{";
  json.reserve(article.title.size() + article.body.size() + article.body.size() / 16 + 1'024);
  for (const auto& field : kTextFields) writing::add_optional(field.name, article.*field.member, json);
  if (article.published) writing::add_text("published", format_instant(*article.published), json);
  writing::add_text("first_seen", format_rfc3339(article.first_seen_s), json);
  writing::add_list("tickers", article.tickers, writing::add_mention, json);
  const auto add_label = [](const std::string& label, std::string& list) { writing::add_text({}, label, list); };
  writing::add_list("labels", article.labels, add_label, json);
  json += '}';
  if (!simdjson::validate_utf8(json)) repair_utf8(json);  // simdjson reads no other
  return json;
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
