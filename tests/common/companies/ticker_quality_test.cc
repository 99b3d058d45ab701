// Measures the recogniser on articles of 2017 to 2020 whose tickers a named-entity tagger gave. The tagger knew some
// fifty companies, by today's symbols; symbols it never gives are left out. It errs more than the recogniser: it takes
// T, C, V, BA, MA, MU, GE and KO from fragments of words, and misses most companies named in passing. So the meaningful
// statistic is the recall without symbols of one or two letters; neither value may decrease.
//
// BROADTAPE_TICKER_DISAGREEMENTS=1 prints each article where the two differ.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/ticker_recogniser.h"
#include "tests/support/corpora.h"
#include "tests/support/shell.h"

namespace broadtape {
namespace {

using Symbols = std::set<std::string>;

struct Labelled {
  std::string title, body;
  Day day;
  Symbols labels;
};

std::vector<Labelled> read_articles(const std::string& path) {
  std::vector<Labelled> articles;
  std::istringstream file(shell("zstd -dc '" + path + "'").out);
  for (std::string line; std::getline(file, line);) {
    // A list of symbols in each record went through a table that took the symbol NAN for a missing number.
    for (const std::string_view nan : {" NaN", "[NaN"}) {
      for (std::size_t at = 0; (at = line.find(nan, at)) != std::string::npos;) line.replace(at + 1, 3, "null");
    }
    const nlohmann::json record = nlohmann::json::parse(line);
    Labelled article{record["title"], record["text"], day_of(parse_instant(record["date"]).utc_s), {}};
    for (const auto& ticker : record["tickers"]) article.labels.insert(ticker.get<std::string>());
    articles.push_back(std::move(article));
  }
  return articles;
}

// The symbol that the tagger gives to the company: today's.
std::string label_of(const TickerMention& mention) {
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  const Company* company = directory.find(mention.company);
  const std::string present(company == nullptr ? mention.symbol : directory.symbol_on(*company, std::nullopt));
  if (present == "GOOG") return "GOOGL";
  if (present == "XYZ") return "SQ";
  return present.starts_with("BRK.") ? "BRK" : present;
}

struct Score {
  std::size_t found = 0, right = 0, labelled = 0;
  std::size_t long_right = 0, long_labelled = 0;  // symbols of three letters or more
  double macro_precision = 0, macro_recall = 0;
};

Score score(const std::vector<Labelled>& articles, bool tell) {
  Symbols vocabulary;
  for (const Labelled& article : articles) vocabulary.insert(article.labels.begin(), article.labels.end());
  const TickerRecogniser recogniser(CompanyDirectory::builtin());
  Score total;
  std::size_t with_found = 0;
  for (const Labelled& article : articles) {
    Symbols found;
    for (const TickerMention& mention : recogniser.recognise({article.title, article.body, {}, article.day})) {
      if (mention.symbol.empty()) continue;  // a company that was not listed
      if (const std::string label = label_of(mention); vocabulary.contains(label)) found.insert(label);
    }
    std::size_t right = 0;
    for (const std::string& symbol : found) right += article.labels.contains(symbol);
    if (tell && (right < found.size() || right < article.labels.size())) {
      std::cout << "== " << article.title << '\n';
      for (const std::string& s : found)
        if (!article.labels.contains(s)) std::cout << "  only found: " << s << '\n';
      for (const std::string& s : article.labels)
        if (!found.contains(s)) std::cout << "  only labelled: " << s << '\n';
    }
    for (const std::string& symbol : article.labels) {
      total.long_labelled += symbol.size() > 2;
      total.long_right += symbol.size() > 2 && found.contains(symbol);
    }
    total.found += found.size();
    total.right += right;
    total.labelled += article.labels.size();
    total.macro_recall += static_cast<double>(right) / static_cast<double>(article.labels.size());
    if (!found.empty()) {
      ++with_found;
      total.macro_precision += static_cast<double>(right) / static_cast<double>(found.size());
    }
  }
  total.macro_recall /= static_cast<double>(articles.size());
  total.macro_precision /= static_cast<double>(with_found);
  return total;
}

TEST_CASE("agreement with the tickers of a tagger does not decrease", "[tickers][corpora]") {
  const auto path = corpus("yahoo-finance-dev.jsonl.zst");
  if (!path) return;
  const std::vector<Labelled> articles = read_articles(*path);
  REQUIRE(articles.size() > 500);
  const Score result = score(articles, std::getenv("BROADTAPE_TICKER_DISAGREEMENTS") != nullptr);
  const double precision = static_cast<double>(result.right) / static_cast<double>(result.found);
  const double recall = static_cast<double>(result.right) / static_cast<double>(result.labelled);
  const double long_recall = static_cast<double>(result.long_right) / static_cast<double>(result.long_labelled);
  std::cout << "tickers: micro precision " << precision << ", recall " << recall << "; macro precision "
            << result.macro_precision << ", recall " << result.macro_recall << " (" << result.right << " right of "
            << result.found << " found, " << result.labelled
            << " labelled); recall of symbols of three letters or more " << long_recall << '\n';
  CHECK(precision >= 0.44);
  CHECK(recall >= 0.76);
  CHECK(long_recall >= 0.96);
}

}  // namespace
}  // namespace broadtape
