#include <algorithm>
#include <cctype>
#include <utility>

#include "indexer/readers/article_fields.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_values.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// `BTC` of a list of crypto assets as `BTC-USD`, because the plain code may be that of a share; empty for a currency.
std::string crypto_symbol(const std::string& code) {
  constexpr std::string_view kCurrencies[] = {"USD", "EUR", "GBP", "JPY", "CHF", "CNY", "AUD", "CAD", "KRW", "INR"};
  constexpr std::size_t kLongestCode = 5;
  if (is_among(code, kCurrencies)) return {};
  return code.size() <= kLongestCode && code.find('-') == std::string::npos ? code + "-USD" : code;
}

// A list as it is, any other value as the only item of one.
json as_list(const json& value) {
  return value.is_array() ? value : json::array({value});
}

}  // namespace

bool is_symbol_key(std::string_view key) {
  constexpr std::size_t kLongest = 10;
  if (key.empty() || key.size() > kLongest || !std::isalnum(static_cast<unsigned char>(key.back()))) return false;
  bool letter = false;
  for (const char c : key) {
    if (std::isupper(static_cast<unsigned char>(c)))
      letter = true;
    else if (!std::isdigit(static_cast<unsigned char>(c)) &&
             std::string_view(".-^=:").find(c) == std::string_view::npos)
      return false;
  }
  return letter;
}

std::vector<std::string> symbols_in(std::string_view name, const json& value) {
  constexpr std::string_view kCryptoLists[] = {"currencies", "coins", "cryptos", "cryptocurrencies", "tokens"};
  const bool is_crypto = is_among(normal_field_name(name), kCryptoLists);
  std::vector<std::string> symbols;
  if (!value.is_array()) return symbols;
  const bool has_lists = std::any_of(value.begin(), value.end(),
                                     [](const json& item) { return item.is_object() && item.contains("symbols"); });
  for (const json& item : value) {
    if (!item.is_object()) return {};
    if (has_lists) {  // {"name": "Acme", "symbols": [{"ticker": "ACM", "exchange": "NYSE"}]}
      for (std::string& symbol : symbols_in(name, item.value("symbols", json::array())))
        symbols.push_back(std::move(symbol));
      continue;
    }
    auto symbol = item.find("symbol");
    if (symbol == item.end()) symbol = item.find("ticker");
    if (symbol == item.end() && is_crypto) symbol = item.find("code");
    if (symbol == item.end() || !(symbol->is_string() || symbol->is_null())) return {};
    if (symbol->is_null()) continue;
    const std::string& text = symbol->get_ref<const std::string&>();
    if (std::string read = is_crypto ? crypto_symbol(text) : text; !read.empty()) symbols.push_back(std::move(read));
  }
  return symbols;
}

void set_tickers(ArticleFields& fields, const FieldMatch& match, const json& value) {
  std::vector<std::string> tickers;
  for (const json& item : as_list(value)) {
    for (std::string& ticker : split_tickers(json_text_of(item, RawField::kTickers)))
      tickers.push_back(std::move(ticker));
  }
  fields.set_list(match, std::move(tickers));
}

void set_companies(ArticleFields& fields, FieldMatch match, const json& value) {
  const json list = as_list(value);
  if (std::vector<std::string> symbols = symbols_in({}, list); !symbols.empty()) {
    match.field = RawField::kTickers;
    fields.set_list(match, std::move(symbols));
  } else {
    fields.set_list(match, text_list(list, RawField::kCompanies));
  }
}

}  // namespace broadtape
