// An article as stored in the archive: one version of a story with its date and tickers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/companies/ticker_recogniser.h"
#include "common/time/instant.h"

namespace broadtape {

// All text is valid UTF-8 without control characters other than tab and line feed.
struct Article {
  std::string id;           // 16 characters of [a-z2-7]; see identity.h
  std::string external_id;  // the identifier in the input, or empty
  std::string input;        // file name; the scope of external_id if there is no source, else empty
  std::string url;
  std::string title;
  std::string source;  // name of the outlet as given: "Harbor Wire"
  std::string author;
  std::string language;  // "en", lower case, or empty
  std::string body;      // as read; paragraphs end in LF

  std::optional<Instant> published;  // nullopt: undated
  std::string published_text;        // the date as written in the input
  std::int64_t first_seen_s = 0;     // when this version was added to the archive

  std::vector<TickerMention> tickers;  // strongest first
  std::vector<std::string> labels;     // the source's own topics: "cocoa", "acq"

  friend bool operator==(const Article&, const Article&) = default;
};

}  // namespace broadtape
