// CompanyDirectory::canonical(): the one form of a symbol that vendors spell in many ways.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "common/companies/company_directory.h"
#include "common/companies/directory_tables.h"
#include "common/companies/symbol_form.h"
#include "common/embedded_data.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

bool is_all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Splits a symbol at its last full stop.
std::pair<std::string_view, std::string_view> split_suffix(std::string_view symbol) {
  const std::size_t dot = symbol.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {symbol, {}};
  return {symbol.substr(0, dot), symbol.substr(dot + 1)};
}

// Hong Kong's codes have four digits at least: `5.HK` is 0005.HK.
std::string padded(std::string_view root, std::string_view suffix) {
  const std::size_t zeros = suffix == "HK" && is_all_digits(root) && root.size() < 4 ? 4 - root.size() : 0;
  return fmt::format("{}{}.{}", std::string(zeros, '0'), root, suffix);
}

// `AAPL US Equity`, `7203 JP`: the form of Bloomberg's terminals. Empty for other text.
struct TerminalForm {
  std::string_view root, place;
};
TerminalForm terminal_form(std::string_view text) {
  static constexpr std::string_view kYellowKeys[] = {" EQUITY", " INDEX", " CURNCY", " COMDTY"};
  std::string_view key;
  for (const std::string_view one : kYellowKeys) {
    const std::size_t at = text.size() - std::min(text.size(), one.size());
    if (fold(text.substr(at)) == fold(one)) key = text.substr(at);
  }
  text.remove_suffix(key.size());
  text = trim_spaces(text);
  const std::size_t space = text.rfind(' ');
  if (space == text.npos) return key.empty() ? TerminalForm{} : TerminalForm{text, {}};
  return {trim_spaces(text.substr(0, space)), text.substr(space + 1)};
}

}  // namespace

void read_words(Words& words) {
  each_data_row(embedded_data("words/ric-suffixes.tsv"), [&](std::string_view line) {
    const std::vector<std::string_view> fields = split_text(line, '\t');
    if (fields.size() < 3 || fields[0] == "suffix") return;
    words.ric_suffixes[std::string(fields[0])] = {std::string(fields[2]), fields[2] == "US"};
  });
  each_data_row(embedded_data("words/not-symbols.txt"),
                [&](std::string_view line) { words.abbreviations.emplace(trim_spaces(line)); });
  each_data_row(embedded_data("words/ambiguous-symbols.txt"),
                [&](std::string_view line) { words.ordinary_words.emplace(trim_spaces(line)); });
  each_data_row(embedded_data("words/name-context.tsv"), [&](std::string_view line) {
    const std::vector<std::string_view> fields = split_text(line, '\t');
    CompanyDirectory::NameContext context;
    for (const auto& [field, list] : {std::pair{1u, &context.for_company}, std::pair{2u, &context.against}}) {
      if (field >= fields.size()) continue;
      for (const std::string_view word : split_text(fields[field], ',')) {
        if (std::string folded = fold(trim_spaces(word)); !folded.empty()) list->push_back(std::move(folded));
      }
    }
    words.contexts[std::string(fields[0])] = std::move(context);
  });
}

const CompanyDirectory::Impl::Forms& CompanyDirectory::Impl::other_forms() const {
  std::call_once(forms_once, [&] {
    for (const Listing& listing : tables.listings) {
      const CompanyKind kind = listing.company->kind;
      if (kind == CompanyKind::kCompany || kind == CompanyKind::kFund) continue;
      for (const CompanyName& name : listing.company->names()) {
        const std::string form = upper_symbol(name.text);
        if (!name.needs_context && form == name.text && form != listing.symbol) forms.emplace(form, listing.symbol);
      }
    }
  });
  return forms;
}

// Converts class shares to the form with a full stop: `BRK-B`, `BRK/B`. Empty for other symbols.
std::string CompanyDirectory::Impl::with_class(std::string_view symbol) const {
  const std::size_t mark = symbol.find_first_of("-/");
  if (mark == std::string_view::npos || mark == 0 || mark + 1 == symbol.size()) return {};
  std::string dotted{symbol};
  dotted[mark] = '.';
  const bool is_class_letter = mark + 2 == symbol.size() && symbol[mark + 1] >= 'A' && symbol[mark + 1] <= 'Z';
  // `BAC-N` is a series of preferred shares, not BAC in New York.
  const bool is_class = is_class_letter && without_us_suffix(dotted).empty();
  return is_class || was_ever_listed(dotted) ? dotted : std::string{};
}

// `XOM-US`, `7203-JP`, as FactSet writes them. Empty for other symbols: `BAC-PL` is a series of preferred shares.
std::string CompanyDirectory::Impl::with_place(std::string_view symbol) const {
  const std::size_t mark = symbol.rfind('-');
  if (mark == std::string_view::npos || mark == 0) return {};
  const std::string_view root = symbol.substr(0, mark);
  const auto suffix = place_suffix(symbol.substr(mark + 1));
  if (!suffix) return {};
  const std::string plain = canonical_on_suffix(*suffix, false, root);
  const bool is_certain = suffix->empty() ? symbol.substr(mark + 1) == "US" : is_all_digits(root);
  return is_certain || was_ever_listed(plain) ? plain : std::string{};
}

// Removes the suffix of `XOM.N`, `AAPL.OQ` and `AAPL.US`. `.A` is more often a share class than the American Stock
// Exchange.
std::string CompanyDirectory::Impl::without_us_suffix(std::string_view symbol) const {
  const auto [root, suffix] = split_suffix(symbol);
  if (suffix == "US") return std::string(root);
  const auto known = words().ric_suffixes.find(suffix);
  if (suffix.empty() || known == words().ric_suffixes.end() || !known->second.is_us) return {};
  if (suffix == "A") {
    bool is_on_amex = false;
    each_holder(root, [&](const Listing& listing) { is_on_amex |= listing.exchange == "AMEX"; });
    if (!is_on_amex) return {};
  }
  return std::string(root);
}

std::string CompanyDirectory::Impl::canonical(std::string_view written) const {
  const std::string upper = upper_symbol(written);
  if (upper.empty() || was_ever_listed(upper)) return upper;
  if (identifier_kind(upper) != IdentifierKind::kNone) return {};
  if (const auto form = other_forms().find(upper); form != other_forms().end()) return form->second;
  if (std::string dotted = with_class(upper); !dotted.empty()) return dotted;
  if (std::string root = without_us_suffix(upper); !root.empty()) {
    // `BRKb.N`: a class in lower case.
    const char last = written[root.size() - 1];
    if (root.size() > 1 && last >= 'a' && last <= 'z' && written[0] >= 'A' && written[0] <= 'Z') {
      root.insert(root.size() - 1, 1, '.');
    }
    return canonical(root);
  }
  if (std::string listed = with_place(upper); !listed.empty()) return listed;
  if (upper.ends_with("-USD") && was_ever_listed(upper.substr(0, upper.size() - 4)))
    return upper.substr(0, upper.size() - 4);
  const auto [root, suffix] = split_suffix(upper);
  if (suffix.empty()) return upper;
  // Two exchanges have a different suffix in the symbols of other vendors.
  for (const auto& [other, reuters] : {std::pair{"SW", "S"}, std::pair{"JO", "J"}}) {
    if (suffix == other && was_ever_listed(fmt::format("{}.{}", root, reuters)))
      return fmt::format("{}.{}", root, reuters);
  }
  return padded(root, suffix);
}

// `written` on the exchange whose Reuters codes end in `suffix`.
std::string CompanyDirectory::Impl::canonical_on_suffix(std::string_view exchange_suffix, bool is_tse,
                                                        std::string_view written) const {
  written = trim_spaces(written);
  if (written.empty() || is_missing_value(written)) return {};
  const std::string symbol =
      upper_symbol(written).empty() && is_all_digits(written) ? std::string(written) : upper_symbol(written);
  if (symbol.empty() || exchange_suffix.empty()) return canonical(symbol);
  if (const auto [root, suffix] = split_suffix(symbol); suffix == exchange_suffix) return padded(root, suffix);
  if (exchange_suffix == kAnyEuronextSuffix) {
    for (const char* suffix : {"PA", "AS", "BR", "LS", "MI", "I", "OL"}) {
      if (const std::string ric = fmt::format("{}.{}", symbol, suffix); was_ever_listed(ric)) return ric;
    }
    return symbol;
  }
  // London writes `BP.`; Toronto writes `RCI.B`, which is RCIb in Reuters codes.
  std::string root;
  std::copy_if(symbol.begin(), symbol.end(), std::back_inserter(root), [](char c) { return c != '.' && c != '-'; });
  // TSE is Toronto in older marks and Tokyo in newer ones; codes of Tokyo contain digits.
  const bool is_toronto = is_tse && !(root.front() >= '0' && root.front() <= '9');
  return padded(root, is_toronto ? "TO" : exchange_suffix);
}

std::string CompanyDirectory::canonical(std::string_view written) const {
  constexpr int kMaxSteps = 4;  // `EURONEXT:Q/A` is Q/A, which is Q.A
  const auto read = [&](std::string_view text) {
    text = trim_spaces(text);
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
      const std::string_view before = trim_spaces(text.substr(0, colon)), behind = trim_spaces(text.substr(colon + 1));
      if (std::string symbol = canonical_on(before, behind); !symbol.empty()) return symbol;
      if (const auto suffix = place_suffix(before)) return impl_->canonical_on_suffix(*suffix, false, behind);
      // `AAPL:NASDAQ`, `AAPL:US`
      if (std::string symbol = canonical_on(behind, before); !symbol.empty()) return symbol;
      const auto suffix = place_suffix(behind);
      return suffix ? impl_->canonical_on_suffix(*suffix, false, before) : std::string{};
    }
    if (text.starts_with('$')) text.remove_prefix(1);
    if (text.find(' ') != text.npos) {
      const TerminalForm form = terminal_form(text);
      if (form.place.empty()) return impl_->canonical(form.root);
      const auto suffix = place_suffix(form.place);
      return suffix ? impl_->canonical_on_suffix(*suffix, false, form.root) : std::string{};
    }
    return is_missing_value(text) ? std::string{} : impl_->canonical(text);
  };
  std::string symbol = read(written);
  for (int step = 1; step < kMaxSteps && !symbol.empty(); ++step) {
    std::string next = read(symbol);
    if (next == symbol) break;
    symbol = std::move(next);
  }
  return symbol;
}

std::string CompanyDirectory::canonical_on(std::string_view exchange, std::string_view written) const {
  const ExchangeMark* mark = find_exchange_mark(exchange);
  if (mark == nullptr) return {};
  return impl_->canonical_on_suffix(mark->ric_suffix, mark->name == "TSE", written);
}

}  // namespace broadtape
