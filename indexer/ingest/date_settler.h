// Settles what the ambiguous dates of an input mean by its other dates: `01/02/2025` by `13/02/2025`, and 45306 by a
// column of such numbers.
//
// A stream (a file, a member of an archive) is settled by its own dates if they show anything. Otherwise the dates of
// the whole INPUT decide: those of the same source, and for a stream of one record, such as a file with one article,
// those of all. Records from the first ambiguous date on wait until their stream or the INPUT ends or a limit is
// reached; then the answer is fixed, and the records are passed on in their order. An INPUT without ambiguous dates
// never waits.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/ingest/article_date.h"

namespace broadtape {

// What the dates of a stream or an INPUT show.
class DateEvidence {
 public:
  static constexpr std::size_t kMaxSources = 10'000;      // whose dates are counted separately
  static constexpr std::uint64_t kMinBySource = 2;        // dates that settle a source among contradictory ones
  static constexpr std::uint64_t kMinDayNumbers = 2;      // that make a column of them
  static constexpr std::uint64_t kDayNumbersPerDate = 9;  // a column of day numbers may have a few written dates

  void count(const RawArticle& raw, const DateResult& date);

  bool shows_order() const { return votes_.day_first + votes_.month_first > 0; }
  bool shows_day_numbers() const {
    return day_numbers_ >= kMinDayNumbers && day_numbers_ >= kDayNumbersPerDate * dates_;
  }
  std::uint64_t ambiguous() const { return ambiguous_; }  // dates of unknown order

  // The order that all dates show; unknown if they contradict each other.
  DateOrder order() const { return order_of(votes_, 1); }
  // The order of one source; for an empty one unknown.
  DateOrder order_of_source(const std::string& source) const;

  // "day first, by 212 of 400 dates". `undecided` of them stay undated.
  std::string order_text(std::uint64_t undecided) const;
  std::string day_numbers_text() const;

 private:
  struct Votes {
    std::uint64_t day_first = 0;
    std::uint64_t month_first = 0;
  };
  static DateOrder order_of(const Votes& votes, std::uint64_t min);

  std::uint64_t dates_ = 0;  // that could be read
  std::uint64_t ambiguous_ = 0;
  std::uint64_t day_numbers_ = 0;  // perhaps
  Votes votes_;
  std::unordered_map<std::string, Votes> votes_of_;  // by source
};

class DateSettler {
 public:
  static constexpr std::size_t kMaxWaiting = 10'000;          // records and ends of streams
  static constexpr std::size_t kMaxWaitingBytes = 32u << 20;  // of their text

  // Streams are numbered from 0. Records and ends come in the order of the input.
  struct Output {
    std::function<void(RawArticle&&, ArticleDate&&, std::uint64_t stream)> record;
    std::function<void(std::uint64_t stream)> ended;  // all of its records were passed on
    // What was settled: "day first, by 212 of 400 dates". Once for each stream that settles its own ambiguous dates,
    // and once for the others of the INPUT; `stream` is empty if they are several.
    std::function<void(const std::string& what, std::optional<std::uint64_t> stream)> settled;
  };

  // `given` is what the user chose; it is never overruled.
  DateSettler(const DateSettings& given, Output output) : given_(given), output_(std::move(output)) {}

  // Begins an INPUT. Requires that finish() was called for the one before.
  void start();

  // Begins a stream of the INPUT. Requires that finish_stream() was called for the one before.
  void start_stream();

  // Passes the record on with its date, or keeps it.
  void take(RawArticle&& raw);

  void finish_stream();

  // Ends the INPUT: passes on the records that wait.
  void finish();

 private:
  struct Waiting {
    std::optional<RawArticle> raw;  // empty: the end of the stream
    ArticleDate date;
    std::uint64_t stream = 0;
    bool alone = false;  // the only record of its stream
  };

  void keep(RawArticle&& raw, ArticleDate&& date);
  DateSettings own_settings(const RawArticle& raw) const;
  DateSettings pooled_settings(const RawArticle& raw, bool alone) const;
  void settle_stream();
  void settle_pool();
  void pass_on_or_settle(bool now);
  void pass_on();

  const DateSettings given_;
  const Output output_;
  std::vector<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::size_t own_from_ = 0;  // the first in waiting_ of the current stream
  std::size_t doubtful_ = 0;  // of waiting_
  std::uint64_t next_stream_ = 0;
  std::uint64_t records_ = 0;    // of the current stream
  bool is_settled_ = false;      // the current stream
  bool settles_itself_ = false;  // likewise
  bool is_pool_settled_ = false;
  DateEvidence own_;   // of the current stream
  DateEvidence pool_;  // of the INPUT
};

}  // namespace broadtape
