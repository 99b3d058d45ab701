#include "common/text/stemmer.h"

#include <catch2/catch.hpp>
#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "common/embedded_data.h"
#include "common/text/fold.h"
#include "common/text/word_lists.h"

using namespace broadtape;

TEST_CASE("Forms of a word have the same stem", "[text][stemmer]") {
  const std::vector<const char*> families[] = {
      {"gpu", "gpus"},
      {"cpu", "cpus"},
      {"tpu", "tpus"},
      {"ipo", "ipos"},
      {"etf", "etfs"},
      {"ceo", "ceos"},
      {"cfo", "cfos"},
      {"adr", "adrs"},
      {"ev", "evs"},
      {"nft", "nfts"},
      {"reit", "reits"},
      {"spac", "spacs"},
      {"llm", "llms"},
      {"api", "apis"},
      {"sme", "smes"},
      {"s&l", "s&ls"},
      {"share", "shares", "shared"},
      {"rating", "ratings"},
      {"operation", "operations", "operational"},
      {"executive", "executives"},
      {"city", "cities"},
      {"index", "indices", "indexes"},
      {"gas", "gases"},
      {"crisis", "crises"},
      {"add", "added", "adding", "adds"},
      {"labor", "labour"},
      {"dollar", "dollars", "dlrs", "dlr"},
      {"treasury", "treasuries"},
      {"policy", "policies"},
      {"tariff", "tariffs"},
      {"acquire", "acquired", "acquires", "acquiring"},
      {"lowe", "lowes"},
  };
  Stemmer stemmer;
  for (const auto& family : families) {
    const std::string stem(stemmer.stem(family.front()));
    for (const char* word : family) {
      INFO(word);
      CHECK(stemmer.stem(word) == stem);
    }
  }
}

TEST_CASE("Different words that Snowball conflates have different stems", "[text][stemmer]") {
  const std::vector<const char*> groups[] = {
      {"future", "futures"},
      {"secure", "security", "securities"},
      {"save", "savings"},
      {"earn", "earnings"},
      {"rate", "rating", "ration", "rational"},
      {"hold", "holdings"},
      {"organization", "organic"},
      {"universe", "university", "universal"},
      {"import", "important"},
      {"market", "marketing"},
      {"new", "news"},
      {"product", "production", "producer", "productivity"},
      {"nation", "national"},
      {"internal", "international", "internet"},
      {"corporate", "corporation", "corp"},
      {"industry", "industrial"},
      {"city", "citi"},
      {"france", "franc"},
      {"it", "its"},
      {"up", "ups"},
      {"aid", "aids", "aide"},
      {"ad", "add"},
      {"boe", "boeing"},
      {"are", "ares"},
      {"low", "lowe"},
      {"main", "maine"},
      {"mobile", "mobil"},
      {"apple", "apply"},
      {"corn", "corning"},
      {"well", "wells"},
      {"police", "policy"},
      {"general", "generic", "generate"},
      {"arm", "arms", "army"},
      {"quit", "quite"},
      {"harris", "harry"},
      {"route", "rout"},
      {"active", "activist", "activity"},
      {"recess", "recession"},
      {"unit", "unity"},
  };
  Stemmer stemmer;
  for (const auto& group : groups) {
    std::set<std::string> stems;
    for (const char* word : group) stems.emplace(stemmer.stem(word));
    INFO(group.front());
    CHECK(stems.size() == group.size());
  }
}

TEST_CASE("Short words, words with digits and words of other scripts are their own stems", "[text][stemmer]") {
  Stemmer stemmer;
  for (const char* word : {"", "us", "as", "h20s", "1980s", "3m", "2.5", "at&t", "nestlés", "сестры", "株価"}) {
    INFO(word);
    CHECK(stemmer.stem(word) == word);
  }
  const std::string longest = std::string(60, 'a') + "ing";
  CHECK(stemmer.stem(longest + "s") == longest + "s");
  CHECK(stemmer.stem(longest) != longest);
}

TEST_CASE("The list of exceptions is sound", "[text][stemmer][data]") {
  const WordLists& lists = word_lists();
  CHECK(lists.stems.size() > 400);
  CHECK(lists.joined.count("10k") == 1);
  CHECK(lists.joined.count("brkb") == 1);

  std::size_t rows = 0;
  const std::string_view text = embedded_data("words/stem-exceptions.tsv");
  for (std::size_t at = 0; (at = text.find('\t', at)) != std::string_view::npos; ++at) ++rows;
  CHECK(rows == lists.stems.size());  // no word twice

  for (const auto& [word, stem] : lists.stems) {
    INFO(word << " -> " << stem);
    CHECK(word.size() >= Stemmer::kMinBytes);
    CHECK(fold(word) == word);
    CHECK(fold(stem) == stem);
    CHECK(stem.find_first_of(" \t\r") == std::string_view::npos);
    CHECK_FALSE(stem.empty());
  }
}
