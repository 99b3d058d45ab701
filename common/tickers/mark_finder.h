// Finds explicitly marked symbols: `(NASDAQ: NVDA)`, `NYSE:F`, `$TSLA`, `<GM.N>`, `XOM.N`, `(MSFT)`.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/tickers/symbol_directory.h"
#include "common/tickers/ticker_recogniser.h"

namespace broadtape {

struct SymbolMark {
  std::string symbol;  // canonical, as of the day of publication
  TickerEvidence evidence = TickerEvidence::kParenthesis;
  std::size_t begin = 0;  // byte range: from the opening sign or the name of the exchange
  std::size_t end = 0;    // to the end of the symbol
};

class MarkFinder {
 public:
  // Whether the company of `symbol` is named directly before text[at].
  using NamedBefore = std::function<bool(const std::string& symbol, std::size_t at)>;

  // Keeps references to all arguments.
  MarkFinder(const SymbolDirectory& directory, std::string_view text, std::optional<Day> published,
             const NamedBefore& named_before)
      : directory_(directory), text_(text), published_(published), named_before_(named_before) {}

  // The marks in text order, in linear time.
  std::vector<SymbolMark> run();

 private:
  // Each examines the sign at its argument and returns the offset at which to continue.
  std::size_t read_parenthesis(std::size_t at);
  std::size_t read_exchange(std::size_t colon);
  std::size_t read_cashtag(std::size_t at);
  std::size_t read_bracket(std::size_t at);
  std::size_t read_reuters_code(std::size_t dot);

  struct Listed {
    std::string_view written;
    std::string symbol;
    bool is_known;
    bool is_weak;  // one letter, an ordinary word or an abbreviation: needs the name of its company
  };
  Listed listed(std::string_view written) const;
  std::string dated(std::string_view canonical) const;
  bool is_initialism(std::string_view letters, std::size_t at) const;
  bool is_html_tag(std::string_view name, std::size_t at) const;
  void add(std::string symbol, TickerEvidence evidence, std::size_t begin, std::size_t end);
  void add_on_exchange(std::string_view exchange, std::string_view written, std::size_t begin);

  const SymbolDirectory& directory_;
  std::string_view text_;
  std::optional<Day> published_;
  const NamedBefore& named_before_;
  bool has_closing_tags_ = false;
  std::vector<SymbolMark> marks_;
};

}  // namespace broadtape
