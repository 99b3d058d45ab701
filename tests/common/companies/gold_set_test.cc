// Measures the recogniser on the gold set, as tests/gold/README.md says.
//
// BROADTAPE_GOLD_ERRORS=1 prints each error with its article and the words around it. BROADTAPE_GOLD_SET=b or another
// letter measures that set instead of half A.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/ticker_recogniser.h"
#include "tests/support/corpora.h"
#include "tests/support/corpus_articles.h"

namespace broadtape {
namespace {

struct GoldEntry {
  std::string key, symbol;
  bool is_index = false;
  bool counts = false;  // for recall: neither optional nor outside the directory
};

struct GoldArticle {
  std::string corpus, id, title, body;
  Day day;
  std::vector<GoldEntry> mentioned;
  std::set<std::string> about, open;  // `open`: subjects for one reader and not for another
  bool has_mentions = false;          // otherwise only `about` is labelled
  bool is_read = false;

  const GoldEntry* entry(std::string_view key) const {
    const auto at = std::find_if(mentioned.begin(), mentioned.end(), [&](const GoldEntry& e) { return e.key == key; });
    return at == mentioned.end() ? nullptr : &*at;
  }
};

std::vector<GoldArticle> read_gold(const std::string& set) {
  std::vector<GoldArticle> articles;
  std::ifstream file(std::string(BROADTAPE_ROOT) + "/tests/gold/companies-" + set + ".jsonl");
  for (std::string line; std::getline(file, line);) {
    const nlohmann::json record = nlohmann::json::parse(line);
    GoldArticle article;
    article.corpus = record["corpus"];
    article.id = record["id"];
    article.has_mentions = record.contains("mentioned");
    article.day = day_of(parse_instant(record["date"].get<std::string>() + "T00:00:00Z").utc_s);
    for (const auto& entry : record.value("mentioned", nlohmann::json::array())) {
      const bool counts = !entry.value("optional", false) && entry.value("directory", true);
      article.mentioned.push_back(
          {entry["key"], entry.value("symbol", ""), entry.value("kind", "") == "index", counts});
    }
    for (const auto& key : record["about"]) article.about.insert(key.get<std::string>());
    for (const auto& key : record.value("open", nlohmann::json::array())) article.open.insert(key.get<std::string>());
    articles.push_back(std::move(article));
  }
  return articles;
}

struct Corpus {
  const char* name;
  const char* file;  // in the folder of collections; null: data/sample
};
constexpr Corpus kCorpora[] = {{"reuters-21578", "reuters21578.tar.gz"},
                               {"reuters-2006-2013", "reuters-2006-2013.tar.zst"},
                               {"yahoo-finance-dev", "yahoo-finance-dev.jsonl.zst"},
                               {"sample", nullptr}};

// Fills in the texts; false if a collection is missing.
bool read_texts(std::vector<GoldArticle>& articles) {
  std::map<std::string, GoldArticle*> by_id;
  for (GoldArticle& article : articles) by_id[article.corpus + ':' + article.id] = &article;
  for (const Corpus& c : kCorpora) {
    const std::string prefix = std::string(c.name) + ':';
    const auto path = c.file != nullptr ? corpus(c.file) : std::string(BROADTAPE_ROOT) + "/data/sample";
    if (!path) return false;
    const bool is_folder = prefix == "reuters-2006-2013:";
    CorpusArticles reading;
    reading.wants = [&](const std::string& file) { return !is_folder || by_id.contains(prefix + file); };
    reading.take = [&](const std::string& file, std::size_t number, RawArticle&& raw) {
      for (const std::string& id : {file, fmt::format("{}#{}", file, number), raw.external_id, raw.url}) {
        const auto at = by_id.find(prefix + id);
        if (id.empty() || at == by_id.end() || at->second->is_read) continue;
        at->second->title = std::move(raw.title);
        at->second->body = std::move(raw.body);
        at->second->is_read = true;
        return;
      }
    };
    reading.read(*path);
  }
  return true;
}

struct Figures {
  std::size_t found = 0, right = 0, labelled = 0, hit = 0;

  void add(const Figures& other) {
    found += other.found;
    right += other.right;
    labelled += other.labelled;
    hit += other.hit;
  }
  double precision() const { return found == 0 ? 1 : static_cast<double>(right) / static_cast<double>(found); }
  double recall() const { return labelled == 0 ? 1 : static_cast<double>(hit) / static_cast<double>(labelled); }
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  return result;
}

// The words around the first occurrence of a name or symbol of the company.
std::string words_around(const GoldArticle& article, std::string_view key, std::string_view symbol) {
  const std::string whole = article.title + " // " + article.body;
  const std::string text = lower(whole);
  std::vector<std::string> names;
  if (const Company* company = CompanyDirectory::builtin().find(key)) {
    for (const CompanyName& name : company->names()) names.push_back(lower(name.text));
    for (const Listing& l : CompanyDirectory::builtin().listings_of(*company)) names.push_back(lower(l.symbol));
  }
  names.push_back(lower(symbol));
  std::string spaced(key);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  names.push_back(spaced);
  names.push_back(spaced.substr(0, spaced.find(' ')));
  const auto is_letter = [&](std::size_t i) {
    return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i]));
  };
  for (const std::string& name : names) {
    for (std::size_t at = 0; !name.empty() && (at = text.find(name, at)) != std::string::npos; ++at) {
      if ((at > 0 && is_letter(at - 1)) || is_letter(at + name.size())) continue;
      std::string words = whole.substr(at - std::min<std::size_t>(at, 50), name.size() + 110);
      std::replace(words.begin(), words.end(), '\n', ' ');
      return words;
    }
  }
  return "(no name in the text)";
}

class Measurement {
 public:
  explicit Measurement(bool tells) : tells_(tells) {}

  void add(const GoldArticle& article) {
    std::map<std::string, TickerMention> found;
    for (const TickerMention& m : recogniser_.recognise({article.title, article.body, {}, article.day})) {
      const Company* company = directory_.find(m.company);
      if (company == nullptr || company->kind == CompanyKind::kCurrency || company->kind == CompanyKind::kCommodity)
        continue;
      const auto [at, is_new] = found.try_emplace(m.company, m);
      if (!is_new) at->second.evidence = std::min(at->second.evidence, m.evidence);
      if (!is_new) at->second.about |= m.about;
    }
    if (article.has_mentions) add_mentions(article, found);
    add_about(article, found);
  }

  void print() const {
    std::cout << fmt::format("{:22} {:>9} {:>7} {:>7} {:>7} {:>8} {:>7}\n", "", "precision", "found", "right", "recall",
                             "labelled", "hit");
    for (const auto& [name, f] : figures_) {
      std::cout << fmt::format("{:22} {:9.4f} {:7} {:7} {:7.4f} {:8} {:7}\n", name, f.precision(), f.found, f.right,
                               f.recall(), f.labelled, f.hit);
    }
    std::cout << missing_keys_.size() << " labelled keys are not in the directory, " << with_code_
              << " entries of them with a code:";
    for (const std::string& key : missing_keys_) std::cout << ' ' << key;
    std::cout << '\n';
  }

  const Figures& of(const std::string& name) { return figures_[name]; }

 private:
  void add_mentions(const GoldArticle& article, const std::map<std::string, TickerMention>& found) {
    for (const auto& [key, mention] : found) {
      const GoldEntry* entry = article.entry(key);
      const std::string kind = directory_.find(key)->kind == CompanyKind::kIndex ? "indices" : "companies";
      count({1, entry != nullptr, 0, 0}, {article.corpus, kind, std::string(evidence_name(mention.evidence))}, article);
      if (entry == nullptr) tell("wrong", article, key, mention.symbol);
    }
    for (const GoldEntry& entry : article.mentioned) {
      if (!entry.counts) continue;
      if (directory_.find(entry.key) == nullptr) {
        missing_keys_.insert(entry.key);
        with_code_ += !entry.symbol.empty();
        continue;
      }
      const auto at = found.find(entry.key);
      const bool is_found = at != found.end();
      const std::string evidence(is_found ? evidence_name(at->second.evidence) : "missed");
      count({0, 0, 1, is_found},
            {article.corpus, entry.is_index ? "indices" : "companies",
             entry.symbol.empty() ? "without a code" : "with a code", evidence},
            article);
      if (!is_found) tell("missing", article, entry.key, entry.symbol);
    }
  }

  void add_about(const GoldArticle& article, const std::map<std::string, TickerMention>& found) {
    for (const auto& [key, mention] : found) {
      if (!mention.about || article.open.contains(key)) continue;
      const bool is_right = article.about.contains(key);
      count_about({1, is_right, 0, 0}, article);
      if (!is_right) tell("wrong about", article, key, mention.symbol);
    }
    for (const std::string& key : article.about) {
      const GoldEntry* entry = article.entry(key);
      const bool counts = entry == nullptr ? !article.has_mentions : entry->counts;
      if (!counts || directory_.find(key) == nullptr) continue;
      const auto at = found.find(key);
      const bool is_found = at != found.end() && at->second.about;
      count_about({0, 0, 1, is_found}, article);
      if (!is_found)
        tell(at == found.end() ? "missing about, not found" : "missing about", article, key,
             entry == nullptr ? "" : entry->symbol);
    }
  }

  void count(const Figures& figures, const std::vector<std::string>& parts, const GoldArticle& article) {
    figures_["all"].add(figures);
    if (article.corpus != "yahoo-finance-dev") figures_["all but yahoo"].add(figures);
    for (const std::string& part : parts) figures_[part].add(figures);
  }

  void count_about(const Figures& figures, const GoldArticle& article) {
    figures_["about"].add(figures);
    figures_["about, " + article.corpus].add(figures);
  }

  void tell(const char* what, const GoldArticle& article, const std::string& key, const std::string& symbol) const {
    if (!tells_) return;
    std::cout << fmt::format("{} {} [{} {} {}]\n    {}\n", what, key, article.corpus, article.id,
                             format_day(article.day), words_around(article, key, symbol));
  }

  const CompanyDirectory& directory_ = CompanyDirectory::builtin();
  const TickerRecogniser recogniser_{directory_};
  const bool tells_;
  std::map<std::string, Figures> figures_;
  std::set<std::string> missing_keys_;
  std::size_t with_code_ = 0;
};

TEST_CASE("companies of the gold set are recognised", "[companies][gold][corpora]") {
  const char* const set = std::getenv("BROADTAPE_GOLD_SET");
  std::vector<GoldArticle> articles = read_gold(set != nullptr ? set : "a");
  REQUIRE(articles.size() >= 60);
  if (!read_texts(articles)) return;
  Measurement measurement(std::getenv("BROADTAPE_GOLD_ERRORS") != nullptr);
  for (const GoldArticle& article : articles) {
    CAPTURE(article.corpus, article.id);
    REQUIRE(article.is_read);
    measurement.add(article);
  }
  measurement.print();
  CHECK(measurement.of("all").precision() >= 0.9);
  CHECK(measurement.of("all").recall() >= 0.9);
  CHECK(measurement.of("about").precision() >= 0.8);
  CHECK(measurement.of("about").recall() >= 0.8);
}

}  // namespace
}  // namespace broadtape
