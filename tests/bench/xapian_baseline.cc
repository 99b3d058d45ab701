#include "tests/bench/xapian_baseline.h"

#include <xapian.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/bench/corpus.h"

namespace broadtape::bench {
namespace {

using Json = nlohmann::json;

constexpr Xapian::valueno kDaySlot = 0;
constexpr Xapian::valueno kTickerSlot = 1;
constexpr Xapian::valueno kSourceSlot = 2;
constexpr Xapian::valueno kMonthSlot = 3;
constexpr std::size_t kMonthLetters = 6;  // of YYYYMMDD

constexpr std::size_t kSnippetBytes = 240;

Xapian::Document document_of(const CorpusArticle& article, Xapian::TermGenerator& generator) {
  Xapian::Document document;
  generator.set_document(document);
  generator.index_text(article.title, 1, "S");
  generator.index_text(article.title);
  generator.increase_termpos();
  generator.index_text(article.body);
  document.set_data(article.json);
  document.add_boolean_term("Q" + article.id);
  document.add_value(kSourceSlot, article.source);
  if (!article.day.empty()) {
    document.add_boolean_term("D" + article.day);
    document.add_value(kDaySlot, article.day);
    document.add_value(kMonthSlot, article.day.substr(0, kMonthLetters));
  }
  for (const std::string& ticker : article.tickers) document.add_boolean_term("XT:" + ticker);
  if (!article.tickers.empty()) document.add_value(kTickerSlot, joined(article.tickers, "\t"));
  return document;
}

class XapianEngine : public Engine {
 public:
  explicit XapianEngine(const std::string& path) : database_(path) {
    parser_.set_database(database_);
    parser_.set_stemmer(Xapian::Stem("english"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
  }

  Outcome top_ten_any_counted(const BenchQuery& query) override {
    return top_ten([&] { return words(query, Xapian::Query::OP_OR); }, true);
  }
  Outcome top_ten_any(const BenchQuery& query) override {
    return top_ten([&] { return words(query, Xapian::Query::OP_OR); });
  }
  Outcome top_ten_all(const BenchQuery& query) override {
    return top_ten([&] { return words(query, Xapian::Query::OP_AND); });
  }
  Outcome top_ten_phrase(const BenchQuery& query) override {
    return top_ten([&] { return parser_.parse_query('"' + joined(query.phrase, " ") + '"'); });
  }
  Outcome top_ten_dated(const BenchQuery& query) override {
    return top_ten([&] {
      const Xapian::Query range(Xapian::Query::OP_VALUE_RANGE, kDaySlot, format_compact_day(query.first_day),
                                format_compact_day(query.last_day));
      return Xapian::Query(Xapian::Query::OP_FILTER, words(query, Xapian::Query::OP_AND), range);
    });
  }
  Outcome count_all(const BenchQuery& query) override { return count(query, Xapian::Query::OP_AND); }
  Outcome count_any(const BenchQuery& query) override { return count(query, Xapian::Query::OP_OR); }

  Outcome facets(const BenchQuery& query) override {
    const Stopwatch watch;
    Xapian::Enquire enquire(database_);
    enquire.set_query(words(query, Xapian::Query::OP_OR));
    Xapian::ValueCountMatchSpy tickers(kTickerSlot), sources(kSourceSlot), months(kMonthSlot);
    for (Xapian::MatchSpy* spy : {&tickers, &sources, &months}) enquire.add_matchspy(spy);
    enquire.get_mset(0, 0, database_.get_doccount());
    std::map<std::string, std::uint64_t> ticker_counts;
    for (auto value = tickers.values_begin(); value != tickers.values_end(); ++value) {
      std::istringstream split(*value);
      for (std::string ticker; std::getline(split, ticker, '\t');) ticker_counts[ticker] += value.get_termfreq();
    }
    const auto distinct = [](const Xapian::ValueCountMatchSpy& spy) {
      return static_cast<std::uint64_t>(std::distance(spy.values_begin(), spy.values_end()));
    };
    const std::uint64_t found = ticker_counts.size() + distinct(sources) + distinct(months);
    return {watch.elapsed_us(), found};
  }

  Outcome page(const BenchQuery& query) override {
    const Stopwatch watch;
    Xapian::Enquire enquire(database_);
    enquire.set_query(words(query, Xapian::Query::OP_AND));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    const Xapian::Stem stemmer("english");
    std::size_t bytes = 0;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      const Json record = Json::parse(hit.get_document().get_data());
      bytes += record["title"].get_ref<const std::string&>().size();
      bytes += found.snippet(record["body"].get_ref<const std::string&>(), kSnippetBytes, stemmer).size();
    }
    (void)bytes;
    return {watch.elapsed_us(), found.size()};
  }

  Outcome timeline(const BenchQuery& query) override {
    const Stopwatch watch;
    Xapian::Enquire enquire(database_);
    enquire.set_query(words(query, Xapian::Query::OP_OR));
    Xapian::ValueCountMatchSpy months(kMonthSlot);
    enquire.add_matchspy(&months);
    enquire.get_mset(0, 0, database_.get_doccount());
    return {watch.elapsed_us(), static_cast<std::uint64_t>(std::distance(months.values_begin(), months.values_end()))};
  }

  Outcome export_all() override {
    const Stopwatch watch;
    Xapian::Enquire enquire(database_);
    enquire.set_query(Xapian::Query::MatchAll);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_sort_by_value(kDaySlot, true);
    const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
    std::size_t bytes = 0;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      bytes += Json::parse(hit.get_document().get_data())["title"].get_ref<const std::string&>().size();
    }
    return {watch.elapsed_us(), bytes > 0 ? found.size() : 0};
  }

  Outcome snippets(const BenchQuery& query) override {
    Xapian::Enquire enquire(database_);
    enquire.set_query(words(query, Xapian::Query::OP_AND));
    const Xapian::MSet found = enquire.get_mset(0, 10);
    const Xapian::Stem stemmer("english");
    const Stopwatch watch;
    std::uint64_t made = 0;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      const Json record = Json::parse(hit.get_document().get_data());
      made += !found.snippet(record["body"].get_ref<const std::string&>(), kSnippetBytes, stemmer).empty();
    }
    return {watch.elapsed_us(), made};
  }

 private:
  Xapian::Query words(const BenchQuery& query, Xapian::Query::op default_op) {
    parser_.set_default_op(default_op);
    return parser_.parse_query(joined(query.words, " "));
  }

  template <class Make>
  Outcome top_ten(Make&& make, bool counted = false) {
    const Stopwatch watch;
    Xapian::Enquire enquire(database_);
    enquire.set_query(make());
    const Xapian::MSet found = enquire.get_mset(0, 10, counted ? database_.get_doccount() : 0);
    std::size_t title_bytes = 0;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
      title_bytes += Json::parse(hit.get_document().get_data())["title"].get_ref<const std::string&>().size();
    }
    (void)title_bytes;
    return {watch.elapsed_us(), counted ? found.get_matches_estimated() : found.size()};
  }

  Outcome count(const BenchQuery& query, Xapian::Query::op op) {
    const Stopwatch watch;
    Xapian::Enquire enquire(database_);
    enquire.set_query(words(query, op));
    const Xapian::doccount found = enquire.get_mset(0, 0, database_.get_doccount()).get_matches_estimated();
    return {watch.elapsed_us(), found};
  }

  Xapian::Database database_;
  Xapian::QueryParser parser_;
};

}  // namespace

void index_with_xapian(const std::string& corpus, const std::string& path) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OVERWRITE);
  Xapian::TermGenerator generator;
  generator.set_stemmer(Xapian::Stem("english"));
  for_each_article(corpus, [&](CorpusArticle&& article) { database.add_document(document_of(article, generator)); });
  database.commit();
}

std::unique_ptr<Engine> open_xapian(const std::string& path) {
  return std::make_unique<XapianEngine>(path);
}

}  // namespace broadtape::bench
