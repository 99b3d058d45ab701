#include "indexer/readers/record_output.h"

#include <fmt/format.h>

#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/language_code.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/contributors.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxRejectText = 64u << 10;  // see RejectedRecord

struct TextRow {
  const char* name;
  std::string RawArticle::*text;
  std::size_t max_bytes;
};
constexpr TextRow kTextRows[] = {
    {"title", &RawArticle::title, kMaxFieldBytes},
    {"text", &RawArticle::body, kMaxTextBytes},
    {"address", &RawArticle::url, kMaxFieldBytes},
    {"source", &RawArticle::source, kMaxFieldBytes},
    {"author", &RawArticle::author, kMaxFieldBytes},
    {"date", &RawArticle::date_text, kMaxFieldBytes},
    {"time", &RawArticle::time_text, kMaxFieldBytes},
    {"time of capture", &RawArticle::captured_text, kMaxFieldBytes},
    {"time first seen", &RawArticle::first_seen_text, kMaxFieldBytes},
    {"language", &RawArticle::language, kMaxFieldBytes},
    {"identifier", &RawArticle::external_id, kMaxFieldBytes},
};

struct ListRow {
  const char* name;
  std::vector<std::string> RawArticle::*list;
};
constexpr ListRow kListRows[] = {
    {"tickers", &RawArticle::tickers}, {"companies", &RawArticle::companies}, {"labels", &RawArticle::labels}};

// `www.harborwire.com` as `harborwire.com`, so that an outlet has one name.
std::string without_www(const std::string& source) {
  constexpr std::string_view kPrefix = "www.";
  const bool is_host = ascii_lowered(source.substr(0, kPrefix.size())) == kPrefix && source.find(' ') == source.npos;
  return is_host ? source.substr(kPrefix.size()) : source;
}

// The limit that the article exceeds; empty if none.
std::string excess_of(const RawArticle& raw) {
  for (const TextRow& row : kTextRows) {
    if ((raw.*row.text).size() > row.max_bytes)
      return fmt::format("its {} is longer than {} bytes", row.name, row.max_bytes);
  }
  if (raw.exported) {
    for (const std::string* text : {&raw.exported->first_seen, &raw.exported->published_text, &raw.exported->input}) {
      if (text->size() > kMaxFieldBytes) return fmt::format("a field is longer than {} bytes", kMaxFieldBytes);
    }
    if (raw.exported->flags.size() > kMaxListItems) return fmt::format("has more than {} flags", kMaxListItems);
  }
  for (const ListRow& row : kListRows) {
    const std::vector<std::string>& list = raw.*row.list;
    if (list.size() > kMaxListItems) return fmt::format("has more than {} {}", kMaxListItems, row.name);
    std::size_t bytes = 0;
    for (const std::string& item : list) bytes += item.size();
    if (bytes > kMaxFieldBytes) return fmt::format("its {} are longer than {} bytes", row.name, kMaxFieldBytes);
  }
  return {};
}

}  // namespace

void RecordOutput::repair(std::string& text) {
  if (const std::size_t replaced = repair_utf8(text)) sink_.replaced_bytes(replaced);
}

void RecordOutput::tidy(std::string& text) {
  repair(text);
  const std::string_view kept = trimmed(text);
  if (kept.size() < text.size()) text = std::string(kept);
}

bool RecordOutput::article(RawArticle&& raw, std::string_view record_text) {
  return take(std::move(raw), [&] { return std::string(record_text.substr(0, kMaxRejectText)); });
}

bool RecordOutput::article_of(std::string record, const std::function<std::string()>& record_text,
                              const std::function<RawArticle()>& make) {
  RawArticle raw;
  try {
    raw = make();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kTooLarge) throw;
    return reject(std::move(record), error.what(), record_text());
  }
  raw.record = std::move(record);
  return take(std::move(raw), record_text);
}

bool RecordOutput::take(RawArticle&& raw, const std::function<std::string()>& record_text) {
  if (!raw.unpublished.empty()) {
    unpublished_.add(raw.unpublished);
    return true;
  }
  if (!source_.empty()) {
    raw.source = source_;
    if (raw.exported) raw.exported->has_source = true;
    raw.set_origin(RawField::kSource, "--source");
  }
  if (std::string excess = excess_of(raw); !excess.empty()) {
    return reject(std::move(raw.record), std::move(excess), record_text());
  }
  for (const TextRow& row : kTextRows) tidy(raw.*row.text);
  if (raw.exported) {
    for (std::string* text : {&raw.exported->first_seen, &raw.exported->published_text, &raw.exported->input})
      tidy(*text);
  }
  for (std::string* text : {&raw.title, &raw.source, &raw.author}) *text = one_line(*text);
  if (!raw.exported) {
    raw.source = without_www(raw.source);
    raw.author = authors_of_byline(raw.author);
  }
  for (const ListRow& row : kListRows) {
    for (std::string& item : raw.*row.list) tidy(item);
    std::erase(raw.*row.list, "");
  }
  raw.language = language_code(raw.language);
  if (raw.title.empty() && raw.body.empty()) {
    return reject(std::move(raw.record), "no title and no text", record_text());
  }
  tally_.article(raw);
  raw.origins = {};
  return sink_.article(std::move(raw));
}

void RecordOutput::note(std::string text) {
  repair_utf8(text);
  sink_.note(std::move(text));
}

void RecordOutput::note_left_out() {
  if (const std::string left_out = unpublished_.summary(); !left_out.empty())
    note(fmt::format("left out records that are no published articles: {}", left_out));
}

bool RecordOutput::reject(std::string record, std::string reason, std::string_view text) {
  std::string kept(text.substr(0, kMaxRejectText));
  repair_utf8(kept);
  kept = utf8_prefix(kept, kMaxRejectText);
  repair_utf8(reason);
  tally_.reject();
  return sink_.reject({std::move(record), std::move(reason), std::move(kept)});
}

}  // namespace broadtape
