// Finds the companies that an article mentions: by symbols from the source, by marks in the text such as
// `(NASDAQ: NVDA)`, `$TSLA`, `<IBM>` and `XOM.N`, and by names of the company directory, all as of the day of
// publication. docs/companies.md has the rules.
//
// Threads: const calls may run in parallel.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/company_directory.h"
#include "common/companies/ticker_mention.h"

namespace broadtape {

// The bytes of the first paragraph of a text, at most 1,000.
std::size_t lead_bytes(std::string_view body);

class TickerRecogniser {
 public:
  // Keeps a reference to `directory`.
  explicit TickerRecogniser(const CompanyDirectory& directory);
  ~TickerRecogniser();

  static constexpr std::size_t kPieceBytes = 1u << 20;

  struct Text {
    std::string_view title, body;          // valid UTF-8
    std::vector<std::string> from_source;  // canonical symbols that the record gave; they stay as they are
    std::optional<Day> published;          // selects among companies that used the same symbol in turn
    std::vector<std::string> companies_from_source = {};  // keys of companies that the record gives by name
  };

  // One mention per symbol, and per company without one. Order: first those from the source or in title or lead, then
  // by count, then by symbol. Takes linear time and bounded memory: a body longer than kPieceBytes is processed in
  // independent pieces. Returns at most 200 mentions and drops the weakest, those from the source last; ignores new
  // symbols after kMaxSymbols.
  std::vector<TickerMention> recognise(const Text& text) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace broadtape
