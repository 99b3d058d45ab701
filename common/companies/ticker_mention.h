// A company that an article mentions, and the evidence for it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/company_directory.h"

namespace broadtape {

inline constexpr std::size_t kMaxSymbols = 10'000;  // collected from one article

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
  // directory does not have: its name in the user's file. Of others: another name before the code, or empty.
  std::string name = {};
  bool about = false;  // the article is about the company, rather than only mentioning it
  // Set if the symbol means another company today: the year of the article ("1987"), or kUndatedSymbol.
  std::string as_of = {};

  // The symbol by which a query finds the mention: "NVDA", or "C@1987" for Chrysler.
  std::string shown() const { return as_of.empty() ? symbol : symbol + '@' + as_of; }

  // The company's key, or the code as shown of one that the directory does not know: a value of Field::kCompany.
  std::string company_or_code() const { return company.empty() ? shown() : company; }

  friend bool operator==(const TickerMention&, const TickerMention&) = default;
};

inline constexpr std::string_view kUndatedSymbol = "undated";

std::string_view evidence_name(TickerEvidence evidence);  // "source", "exchange-mark", ...
std::optional<TickerEvidence> evidence_of(std::string_view name);

// Sorts mentions, one per symbol or company, in the order of TickerRecogniser::recognise() and applies the same limit,
// 200.
void rank_mentions(std::vector<TickerMention>& mentions);

// Sets TickerMention::as_of of a mention in an article of that day.
void set_as_of(const CompanyDirectory& directory, std::optional<Day> published, TickerMention& mention);

}  // namespace broadtape
