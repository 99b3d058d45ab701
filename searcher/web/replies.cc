#include "searcher/web/replies.h"

#include <algorithm>
#include <cctype>

#include "common/article/identity.h"
#include "common/text/ascii.h"
#include "searcher/web/short_tag.h"

namespace broadtape {
namespace {

// `7d`, `now` and other relative dates, anywhere in the text. May have false positives.
bool has_relative_date(std::string_view text) {
  const std::string lower = ascii_lowered(text);
  for (std::size_t i = 1; i < lower.size(); ++i) {
    const bool unit = std::string_view("dwmy").find(lower[i]) != std::string_view::npos;
    if (unit && std::isdigit(static_cast<unsigned char>(lower[i - 1]))) return true;
  }
  return lower.find("now") != std::string::npos;
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
  for (const char* name : {"q", "since", "until", "published.gte", "published.lt", "highlight"}) {
    for (const std::string& text : values.texts(name)) {
      if (has_relative_date(text)) return true;
    }
  }
  return false;
}

std::string entity_tag(const ApiCall& call, const ArchiveState& state) {
  if (state.tag.empty()) return {};
  const std::string minute = moves_with_clock(call.values) ? std::to_string(call.now_s / kMinuteSeconds) : "";
  const ContentHash hash =
      hash_fields({BROADTAPE_VERSION, call.request.path(), canonical(call.values), call.request.base, minute});
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

}  // namespace broadtape
