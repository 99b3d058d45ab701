#include "indexer/readers/record_output.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxRejectText = 64u << 10;  // as RejectedRecord says

}  // namespace

void RecordOutput::repair(std::string& text) {
  if (const std::size_t replaced = repair_utf8(text)) sink_.replaced_bytes(replaced);
}

void RecordOutput::tidy(std::string& text) {
  repair(text);
  text = std::string(trimmed(text));
}

bool RecordOutput::article(RawArticle&& raw, std::string_view record_text) {
  for (std::string* text :
       {&raw.title, &raw.body, &raw.url, &raw.source, &raw.author, &raw.date_text, &raw.language, &raw.external_id}) {
    tidy(*text);
  }
  if (raw.exported) {
    for (std::string* text : {&raw.exported->first_seen, &raw.exported->published_text, &raw.exported->input}) tidy(*text);
  }
  for (std::string* text : {&raw.title, &raw.source, &raw.author}) *text = one_line(*text);
  for (std::vector<std::string>* list : {&raw.tickers, &raw.labels}) {
    for (std::string& item : *list) tidy(item);
    std::erase(*list, "");
  }
  std::transform(raw.language.begin(), raw.language.end(), raw.language.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (raw.title.empty() && raw.body.empty()) {
    return reject(std::move(raw.record), "neither title nor text", record_text);
  }
  return sink_.article(std::move(raw));
}

bool RecordOutput::reject(std::string record, std::string reason, std::string_view text) {
  std::string kept(text.substr(0, kMaxRejectText));
  repair_utf8(kept);
  kept = utf8_prefix(kept, kMaxRejectText);
  repair_utf8(reason);
  return sink_.reject({std::move(record), std::move(reason), std::move(kept)});
}

}  // namespace broadtape
