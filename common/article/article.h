// An article as the archive keeps it: one version of one story, dated and with its tickers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/tickers/ticker_recogniser.h"
#include "common/time/instant.h"

namespace broadtape {

// All text is valid UTF-8 without control characters other than tab and line feed.
struct Article {
  std::string id;           // 16 characters of [a-z2-7], see identity.h
  std::string external_id;  // the identifier that the input gave, or empty
  std::string input;        // the file's name, within which external_id counts where there is no source; else empty
  std::string url;
  std::string title;
  std::string source;  // the outlet's name as given: "Harbor Wire"
  std::string author;
  std::string language;  // "en", lower case, or empty
  std::string body;      // as read; paragraphs end in LF

  std::optional<Instant> published;  // none: undated
  std::string published_text;        // the date as the input wrote it
  std::int64_t first_seen_s = 0;     // when the archive learned of this version

  std::vector<TickerMention> tickers;  // strongest first
  std::vector<std::string> labels;     // the source's own topics: "cocoa", "acq"

  friend bool operator==(const Article&, const Article&) = default;
};

}  // namespace broadtape
