// Settles what the ambiguous dates of an input mean by its other dates: `01/02/2025` by `13/02/2025`, and 45306 by a
// column of such numbers. Records from the first ambiguous date on wait until the input ends or a limit is reached;
// then the answer is fixed for the input, and the records are passed on in their order. An input without ambiguous
// dates never waits.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/ingest/article_date.h"

namespace broadtape {

class DateSettler {
 public:
  static constexpr std::size_t kMaxWaiting = 10'000;          // records
  static constexpr std::size_t kMaxWaitingBytes = 32u << 20;  // of their text
  static constexpr std::size_t kMaxSources = 10'000;          // whose dates are counted separately
  static constexpr std::uint64_t kMinBySource = 2;            // dates that settle a source of an input with both orders

  struct Output {
    std::function<void(RawArticle&&, ArticleDate&&)> record;
    // What was settled, once for each input with ambiguous dates: "day first, by 212 of 400 dates".
    std::function<void(const std::string&)> settled;
  };

  // `given` is what the user chose; it is never overruled.
  DateSettler(const DateSettings& given, Output output) : given_(given), output_(std::move(output)) {}

  // Begins a new input. Requires that finish() was called for the one before.
  void start();

  // Passes the record on with its date, or keeps it.
  void take(RawArticle&& raw);

  // Ends the input: passes on the records that wait.
  void finish();

 private:
  struct Votes {
    std::uint64_t day_first = 0;
    std::uint64_t month_first = 0;
  };
  struct Waiting {
    RawArticle raw;
    ArticleDate date;
  };

  static DateOrder order_of(const Votes& votes, std::uint64_t min);
  DateSettings settings_for(const RawArticle& raw) const;
  void count(const RawArticle& raw, const DateResult& date);
  void settle();
  std::string order_text() const;

  const DateSettings given_;
  const Output output_;
  std::vector<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool is_settled_ = false;
  DateSettings settled_;                             // of the input
  bool is_by_source_ = false;                        // its sources differ
  std::uint64_t dates_ = 0;                          // that could be read
  std::uint64_t ambiguous_ = 0;                      // of unknown order
  std::uint64_t day_numbers_ = 0;                    // perhaps
  Votes votes_;                                      // of the input
  std::unordered_map<std::string, Votes> votes_of_;  // by source
};

}  // namespace broadtape
