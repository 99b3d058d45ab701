// An article as read from an input, before dates, tickers and identity are determined. All fields are text and
// optional.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/readers/field_names.h"

namespace broadtape {

// Additional data in records exported by tape-search; see exported_record.h.
struct ExportedRecord {
  std::string id;                  // id of the article, or empty
  std::string input;               // Article::input
  std::string first_seen;          // an instant as text, or empty
  std::string published_text;      // the original date text; RawArticle::date_text has `published`
  std::vector<std::string> flags;  // names as in `is:`
  bool has_flags = false;          // the record has the field `flags`
  bool has_source = false;         // the record has the field `source`, which may be empty
  bool is_whole = false;           // has title, body, author and date, which define a version
};

// All strings are valid UTF-8 without control characters (repair_utf8) and with decoded character references.
struct RawArticle {
  std::string title;
  std::string body;
  std::string url;
  std::string source;
  std::string author;
  std::string date_text;        // as written; digits for numbers
  std::string time_text;        // the time of day, if it is separate from the date
  std::string captured_text;    // when the record was captured, for dates such as `2 hours ago`
  std::string first_seen_text;  // when the collection had it, from the field that the user names
  std::string language;
  std::string external_id;
  std::vector<std::string> tickers;    // symbols as given in the input
  std::vector<std::string> companies;  // names as given in the input
  std::vector<std::string> labels;     // topics of the source

  // For a date without a year: an instant that is probably near (the date of a neighbour, the modification time of the
  // file).
  std::optional<std::int64_t> date_near_s;

  std::optional<ExportedRecord> exported;

  // Why the record is no published article: "post_status draft". Such records are counted and left out.
  std::string unpublished;

  std::string record;  // position in the input for reports: "line 12", "record 3", "card 2"

  // By field: the column, key, element or rule that it came from. Only for RecordOutput, which clears it.
  std::array<std::string_view, kFieldCount> origins = {};

  void set_origin(RawField field, std::string_view origin) { origins[static_cast<std::size_t>(field)] = origin; }
};

// An unreadable record with at most 64 KiB of its text.
struct RejectedRecord {
  std::string record;  // as in RawArticle
  std::string reason;  // "not JSON: unexpected end of input at byte 412"
  std::string text;    // valid UTF-8
};

struct InputSummary;

// Receives records in input order. A reader stops silently when a call returns false.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual bool article(RawArticle&& raw) = 0;
  virtual bool reject(RejectedRecord&& rejected) = 0;
  // The number of invalid byte sequences replaced in the previous or the next record.
  virtual void replaced_bytes(std::uint64_t count) = 0;
  // What is to be said of the input as a whole: what was left out or repaired.
  virtual void note(std::string&&) {}
  // At the end of the input, also if reading it ended with an error.
  virtual void understood(InputSummary&&) {}
};

}  // namespace broadtape
