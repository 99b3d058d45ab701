// Finds explicitly marked symbols: `(NASDAQ: NVDA)`, `NYSE:F`, `$TSLA`, `<GM.N>`, `XOM.N`, `XOM-US`, `AAPL US Equity`,
// `(MSFT)`.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/code_binder.h"
#include "common/companies/ticker_recogniser.h"

namespace broadtape {

struct SymbolMark {
  CodeBinding code;
  TickerEvidence evidence = TickerEvidence::kParenthesis;
  std::size_t begin = 0;  // byte range: from the opening sign or the name of the exchange
  std::size_t end = 0;    // to the end of the symbol
};

class MarkFinder {
 public:
  // Keeps references to all arguments.
  MarkFinder(const CompanyDirectory& directory, std::string_view text, const CodeBinder& binder)
      : directory_(directory), text_(text), binder_(binder) {}

  // The marks in text order, in linear time.
  std::vector<SymbolMark> run();

 private:
  // Each examines the sign at its argument and returns the offset at which to continue. Points and hyphens are followed
  // by a capital.
  std::size_t read_parenthesis(std::size_t at);
  std::size_t read_exchange(std::size_t colon);
  std::size_t read_cashtag(std::size_t at);
  std::size_t read_bracket(std::size_t at);
  std::size_t read_reuters_code(std::size_t dot);
  std::size_t read_index_code(std::size_t dot);
  std::size_t read_class_symbol(std::size_t sign);
  std::size_t read_place_symbol(std::size_t sign);
  void read_terminal_codes();

  std::string_view bracketed_at(std::size_t at) const;
  std::string canonical_in_bracket(std::string_view written) const;

  struct Listed {
    std::string_view written;
    CodeBinding code;
    bool is_weak;  // one letter, an ordinary word or an abbreviation: needs the name of its company
  };
  Listed listed(std::string_view written, std::size_t at) const;
  std::size_t word_begin(std::size_t sign) const;
  bool is_initialism(std::string_view letters, std::size_t at) const;
  bool is_html_tag(std::string_view name, std::size_t at) const;
  void add(CodeBinding code, TickerEvidence evidence, std::size_t begin, std::size_t end);
  void add_on_exchange(std::string_view exchange, std::string_view written, std::size_t begin);

  const CompanyDirectory& directory_;
  std::string_view text_;
  const CodeBinder& binder_;
  bool has_closing_tags_ = false;
  std::vector<SymbolMark> marks_;
};

}  // namespace broadtape
