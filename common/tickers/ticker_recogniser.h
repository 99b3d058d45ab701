// Finds which listed companies an article is about: first what its source says, then marks in the text such as
// `(NASDAQ: NVDA)`, `$TSLA`, `<IBM>` and `XOM.N`, then company names by the symbol directory.
//
// Threads: const calls may run in parallel.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/tickers/symbol_directory.h"

namespace broadtape {

// How a ticker was found, strongest first.
enum class TickerEvidence : std::uint8_t {
  kSource,        // a field of the record
  kExchangeMark,  // (NASDAQ: NVDA), NYSE:F
  kCashtag,       // $TSLA
  kReutersCode,   // XOM.N, <IBM>, <GM.N>
  kParenthesis,   // (MSFT)
  kName,          // Nvidia, Meta’s
};

struct TickerMention {
  std::string symbol;                                 // canonical
  TickerEvidence evidence = TickerEvidence::kSource;  // the strongest kind seen
  std::uint32_t count = 0;  // mentions in title and body by marks or name; 0 when only the source says so
  bool in_title = false;
  bool in_lead = false;  // in the first paragraph (at most the first 1,000 bytes of the body)

  friend bool operator==(const TickerMention&, const TickerMention&) = default;
};

std::string_view evidence_name(TickerEvidence evidence);  // "source", "exchange-mark", ...
std::optional<TickerEvidence> evidence_of(std::string_view name);

// Brings an article's mentions, one per symbol, into the order of TickerRecogniser::recognise(), and keeps at most as
// many.
void rank_mentions(std::vector<TickerMention>& mentions);

class TickerRecogniser {
 public:
  // Keeps a reference to `directory`.
  explicit TickerRecogniser(const SymbolDirectory& directory);
  ~TickerRecogniser();

  static constexpr std::size_t kPieceBytes = 1u << 20;
  static constexpr std::size_t kMaxSymbols = 10'000;

  struct Text {
    std::string_view title, body;          // valid UTF-8
    std::vector<std::string> from_source;  // symbols as the record gives them
    std::optional<Day> published;          // decides between companies that used one symbol in turn
  };

  // One mention per symbol; ordered by: from the source or in the title or lead first, then by count, then by symbol.
  // Linear in the text, in bounded memory: a body longer than kPieceBytes is read piece by piece, each of which is
  // judged by itself. At most 200 mentions: past that the weakest are dropped, and symbols first met after kMaxSymbols
  // others.
  std::vector<TickerMention> recognise(const Text& text) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace broadtape
