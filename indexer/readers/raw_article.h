// An article as an input gives it, before dates, tickers and identity are worked out: text fields only, none required.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadtape {

// What a row of tape-search's own export says beyond what other inputs do; see exported_record.h.
struct ExportedRecord {
  std::string id;                  // the article's id, or empty
  std::string input;               // Article::input
  std::string first_seen;          // an instant as text, or empty
  std::string published_text;      // RawArticle::date_text is then `published`
  std::vector<std::string> flags;  // names as in `is:`
  bool has_flags = false;          // whether the row says which flags there are
  bool has_source = false;         // whether the row says which source there is, if any
  bool is_whole = false;           // has title, body, author and date, which make a version
};

// All strings are valid UTF-8 with control characters removed (repair_utf8) and character references decoded.
struct RawArticle {
  std::string title;
  std::string body;
  std::string url;
  std::string source;
  std::string author;
  std::string date_text;  // as written; for numbers their digits
  std::string language;
  std::string external_id;
  std::vector<std::string> tickers;  // symbols as the input gives them
  std::vector<std::string> labels;   // the source's own topics

  // For a yearless date: an instant that it is likely near to (a dated neighbour, the file's time of last change).
  std::optional<std::int64_t> date_near_s;

  std::optional<ExportedRecord> exported;

  std::string record;  // where in the input: "line 12", "record 3", "card 2"; for reports
};

// A record that could not be read, kept whole as far as is sensible (at most 64 KiB of `text`).
struct RejectedRecord {
  std::string record;  // as in RawArticle
  std::string reason;  // "not JSON: unexpected end of input at byte 412"
  std::string text;    // valid UTF-8
};

// Takes what a reader finds, in input order. A reader stops, quietly, as soon as a call returns false.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual bool article(RawArticle&& raw) = 0;
  virtual bool reject(RejectedRecord&& rejected) = 0;
  // Invalid byte sequences replaced in the record that was last handed over or is next.
  virtual void replaced_bytes(std::uint64_t count) = 0;
};

}  // namespace broadtape
