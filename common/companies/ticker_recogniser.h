// Finds the companies that an article mentions: by symbols from the source, by marks in the text such as
// `(NASDAQ: NVDA)`, `$TSLA`, `<IBM>` and `XOM.N`, and by names of the company directory, all as of the day of
// publication. docs/companies.md has the rules.
//
// Threads: const calls may run in parallel.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/company_directory.h"

namespace broadtape {

// How a ticker was found; strongest first.
enum class TickerEvidence : std::uint8_t {
  kSource,        // a field of the record
  kExchangeMark,  // (NASDAQ: NVDA), NYSE:F
  kCashtag,       // $TSLA
  kReutersCode,   // XOM.N, <IBM>, <GM.N>
  kParenthesis,   // (MSFT)
  kName,          // Nvidia, Meta’s
  kLearned,       // the same, of a code that other articles write with the name
};

struct TickerMention {
  std::string symbol;  // canonical, as of the day; empty if the company was not listed then
  TickerEvidence evidence = TickerEvidence::kSource;  // the strongest kind seen
  std::uint32_t count = 0;                            // mentions in title and body; 0 if only the source has it
  bool in_title = false;
  bool in_lead = false;      // in the first paragraph, at most 1,000 bytes of the body
  std::string company = {};  // key in the directory; empty for a code that the directory does not know on that day
  // Without `company`: the name that the article writes before the code, or empty. Of a company that the built-in
  // directory does not have: its name in the user's file.
  std::string name = {};
  bool about = false;  // the article is about the company; see is_about()
  // Set if the symbol means another company today: the year of the article ("1987"), or kUndatedSymbol.
  std::string as_of = {};

  // The symbol by which a query finds the mention: "NVDA", or "C@1987" for Chrysler.
  std::string shown() const { return as_of.empty() ? symbol : symbol + '@' + as_of; }

  friend bool operator==(const TickerMention&, const TickerMention&) = default;
};

inline constexpr std::string_view kUndatedSymbol = "undated";
// Whether the article is about the company, rather than only mentioning it.
bool is_about(const TickerMention& mention);

std::string_view evidence_name(TickerEvidence evidence);  // "source", "exchange-mark", ...
std::optional<TickerEvidence> evidence_of(std::string_view name);

// Sorts mentions, one per symbol or company, in the order of TickerRecogniser::recognise() and applies the same limit.
void rank_mentions(std::vector<TickerMention>& mentions);

// Sets TickerMention::as_of of a mention in an article of that day.
void set_as_of(const CompanyDirectory& directory, std::optional<Day> published, TickerMention& mention);

// The bytes of the first paragraph of a text, at most 1,000.
std::size_t lead_bytes(std::string_view body);

class TickerRecogniser {
 public:
  // Keeps a reference to `directory`.
  explicit TickerRecogniser(const CompanyDirectory& directory);
  ~TickerRecogniser();

  static constexpr std::size_t kPieceBytes = 1u << 20;
  static constexpr std::size_t kMaxSymbols = 10'000;

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
