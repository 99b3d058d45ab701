#include "common/companies/judge_words.h"

#include <string_view>
#include <vector>

#include "common/embedded_data.h"

namespace broadtape {

const AtomSet& company_words() {
  static const AtomSet words{"share",       "shares",       "stock",        "stocks",    "inc",      "corp",
                             "corporation", "co",           "company",      "ceo",       "cfo",      "coo",
                             "said",        "says",         "earnings",     "revenue",   "revenues", "sales",
                             "profit",      "profits",      "quarter",      "quarterly", "analyst",  "analysts",
                             "investors",   "shareholder",  "shareholders", "nasdaq",    "nyse",     "announced",
                             "reported",    "forecast",     "guidance",     "products",  "maker",    "giant",
                             "rival",       "rivals",       "acquisition",  "acquire",   "chief",    "executive",
                             "spokesman",   "spokesperson", "spokeswoman",  "customers", "launched", "valuation",
                             "ltd",         "plc",          "holdings",     "group",     "founder",  "cofounder",
                             "competitor",  "competitors",  "released",     "unveiled",  "posted",   "plans",
                             "agreed",      "bought",       "sold",         "owns"};
  return words;
}

const AtomSet& harmless_neighbours() {
  static const AtomSet words{
      "ceo",    "cfo",       "coo",  "cto",    "chief",  "president", "chairman",  "inc",       "corp",
      "co",     "ltd",       "plc",  "shares", "stock",  "and",       "or",        "vs",        "the",
      "a",      "an",        "but",  "if",     "when",   "while",     "as",        "for",       "at",
      "in",     "on",        "of",   "with",   "after",  "since",     "both",      "like",      "why",
      "how",    "what",      "is",   "will",   "can",    "does",      "did",       "has",       "have",
      "had",    "was",       "are",  "were",   "that",   "this",      "then",      "rival",     "buy",
      "sell",   "from",      "to",   "by",     "before", "where",     "until",     "because",   "although",
      "though", "even",      "only", "its",    "also",   "so",        "yet",       "not",       "no",
      "says",   "said",      "i",    "it",     "unlike", "instead",   "besides",   "including", "meanwhile",
      "today",  "yesterday", "meet", "would",  "monday", "tuesday",   "wednesday", "thursday",  "friday",
      "q1",     "q2",        "q3",   "q4",     "etf"};
  return words;
}

const AtomSet& words_beside_only() {
  static const AtomSet words{"a",   "an", "the", "of",   "on",   "in",   "to",  "its", "at",    "by",  "for",
                             "and", "or", "is",  "as",   "with", "from", "his", "her", "their", "all", "no",
                             "not", "my", "our", "your", "more", "most", "up",  "out", "past",  "per", "heat"};
  return words;
}

const AtomSet& unit_words() {
  static const AtomSet words{"capital",  "securities", "asset",   "investment", "investments",
                             "advisors", "private",    "leasing", "overseas",   "trust"};
  return words;
}

const AtomSet& legal_words() {
  static const AtomSet words{"inc", "corp", "corporation", "co",       "company", "cos", "ltd", "limited",
                             "plc", "llc",  "ag",          "holdings", "group",   "nv",  "sa",  "bancorp"};
  return words;
}

const AtomSet& share_words() {
  static const AtomSet words{"shares", "stock", "shareholders", "stockholders"};
  return words;
}

const AtomSet& exchange_words() {
  static const AtomSet words{"exchange", "nymex", "comex", "cbot", "nyse", "nasdaq", "lme", "amex", "cboe"};
  return words;
}

const AtomSet& acting_words() {
  static const AtomSet words{"said",      "says",      "spokesman", "spokeswoman", "announced", "plans",     "agreed",
                             "officials", "president", "chairman",  "chief",       "ceo",       "executive", "has",
                             "had",       "will",      "plc",       "operator",    "bought",    "owner"};
  return words;
}

const AtomSet& index_words() {
  static const AtomSet words{"s&p",     "dow",     "jones",   "composite", "index",  "points",  "percent",
                             "pct",     "rose",    "fell",    "gained",    "lost",   "added",   "slid",
                             "climbed", "dropped", "records", "record",    "closed", "tumbled", "jumped",
                             "high",    "low",     "lower",   "higher"};
  return words;
}

const AtomSet& given_names() {
  static const AtomSet names = [] {
    std::vector<std::string_view> all{"mr", "mrs", "ms", "dr", "sir", "lord", "senator", "sen"};
    each_data_row(embedded_data("words/given-names.txt"), [&](std::string_view line) {
      each_word(line, ' ', [&](std::string_view name) { all.push_back(name); });
    });
    return AtomSet(all);
  }();
  return names;
}

const AtomSet& observer_words() {
  static const AtomSet words{"analyst",      "analysts",  "strategist", "strategists", "economist", "economists",
                             "underwriter",  "arranger",  "adviser",    "advisers",    "advisor",   "underwriters",
                             "underwriting", "brokerage", "backed",     "according",   "brokers",   "bookrunners",
                             "bookrunner",   "advising",  "polled",     "surveyed",    "mandated",  "advisors"};
  return words;
}

const AtomSet& observer_signs() {
  static const AtomSet words{"note", "report", "research", "clients"};
  return words;
}

const AtomSet& rating_agencies() {
  static const AtomSet words{"moody", "fitch", "s&p", "standard"};
  return words;
}

const AtomSet& example_words() {
  static const AtomSet words{"like",     "unlike",    "including", "includes", "include", "rival",
                             "rivals",   "peers",     "versus",    "vs",       "former",  "compete",
                             "competes", "displaced", "behind",    "than",     "compared"};
  return words;
}

const AtomSet& deal_words() {
  static const AtomSet words{"acquire",   "acquires", "acquired", "acquiring", "acquisition", "buy",      "buys",
                             "buying",    "bought",   "bid",      "bids",      "bidding",     "offer",    "merge",
                             "merger",    "merging",  "sell",     "sells",     "selling",     "sold",     "sale",
                             "stake",     "takeover", "tender",   "venture",   "sue",         "sues",     "sued",
                             "lawsuit",   "suit",     "settle",   "settled",   "settlement",  "alliance", "contract",
                             "order",     "purchase", "swap",     "spin",      "partnership", "dispute",  "deal",
                             "agreement", "buyer",    "tie-up",   "talks",     "license",     "damages",  "parent"};
  return words;
}

const AtomSet& abbreviations() {
  static const AtomSet words{"inc", "corp", "co", "ltd", "mr", "mrs", "ms", "dr",
                             "st",  "vs",   "jr", "sr",  "no", "gen", "sen"};
  return words;
}

}  // namespace broadtape
