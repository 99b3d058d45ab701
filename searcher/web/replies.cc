#include "searcher/web/replies.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "common/article/identity.h"
#include "searcher/output/feed_writer.h"
#include "searcher/query/date_range.h"
#include "searcher/query/lexer.h"
#include "searcher/web/short_tag.h"

namespace broadtape {
namespace {

// Whether the query has a date such as `date:7d` or `first_seen:24h`.
bool has_relative_date(std::string_view query) {
  const std::vector<Lexeme> lexemes = lex_query(query).lexemes;
  return std::any_of(lexemes.begin(), lexemes.end(), [](const Lexeme& lexeme) {
    return takes_dates(lexeme.kind) &&
           std::any_of(lexeme.values.begin(), lexeme.values.end(),
                       [](const FieldValue& value) { return depends_on_clock(value.text); });
  });
}

std::string content_type_of(Format format) {
  switch (format) {
    case Format::kJsonl:
      return "application/jsonl";
    case Format::kCsv:
      return "text/csv; charset=utf-8";
    case Format::kJson:
    case Format::kText:
      break;
  }
  return "application/json";
}

}  // namespace

bool moves_with_clock(const RequestValues& values) {
  if (values.has("now")) return false;
  if (values.has("recency")) return true;
  const auto any = [&](std::initializer_list<const char*> names, bool (*depends)(std::string_view)) {
    return std::any_of(names.begin(), names.end(), [&](const char* name) {
      const std::vector<std::string> texts = values.texts(name);
      return std::any_of(texts.begin(), texts.end(), depends);
    });
  };
  return any({"since", "until", "published.gte", "published.lt"}, depends_on_clock) ||
         any({"q", "filter", "highlight"}, has_relative_date);
}

std::string entity_tag(const ApiCall& call, const ArchiveState& state) {
  if (state.tag.empty()) return {};
  const std::string minute = moves_with_clock(call.values) ? std::to_string(call.now_s / kMinuteSeconds) : "";
  const ContentHash hash = hash_fields({BROADTAPE_VERSION, call.request.path(), canonical(call.values),
                                        call.request.base, minute, call.dependence, call.request.html ? "html" : ""});
  return "W/\"" + state.tag + "-" + short_tag(hash) + "\"";
}

bool is_known(const std::string& if_none_match, const std::string& tag) {
  return !tag.empty() && (if_none_match == "*" || if_none_match.find(tag.substr(2)) != std::string::npos);
}

HttpHead answer_head(const ApiCall& call, const ArchiveState& state, std::string content_type) {
  HttpHead head;
  head.content_type = std::move(content_type);
  const std::string tag = entity_tag(call, state);
  head.headers.emplace_back("Cache-Control", tag.empty() ? "no-store" : "private, no-cache");
  if (!tag.empty()) head.headers.emplace_back("ETag", tag);
  return head;
}

HttpHead answer_head(const ApiCall& call, const ArchiveState& state, Format format) {
  return answer_head(call, state, content_type_of(format));
}

HttpHead feed_head(const ApiCall& call, const ArchiveState& state, const char* content_type) {
  HttpHead head = answer_head(call, state, std::string(call.request.html ? kShownFeedType : content_type));
  head.headers.emplace_back("Vary", "Accept");
  return head;
}

}  // namespace broadtape
