#include "tests/bench/corpus.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "common/error/error.h"
#include "indexer/ingest/article_builder.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"
#include "tests/bench/made_text.h"

namespace broadtape::bench {
namespace {

using Json = nlohmann::json;

constexpr const char* kReuters = "reuters21578.tar.gz";

// Under a name that no reader takes for a field, so that tape-index finds the tickers of the text itself.
constexpr const char* kFoundTickers = "bench_found";
constexpr const char* kDay = "bench_day";

class ArticleSink : public RecordSink {
 public:
  ArticleSink(const ArticleBuilder& builder, const std::function<void(Article&&)>& take)
      : builder_(builder), take_(take) {}

  bool article(RawArticle&& raw) override {
    ArticleDate date = read_article_date(raw, {});
    take_(builder_.build(std::move(raw), std::move(date)).article);
    return true;
  }
  bool reject(RejectedRecord&&) override { return true; }
  void replaced_bytes(std::uint64_t) override {}

 private:
  const ArticleBuilder& builder_;
  const std::function<void(Article&&)>& take_;
};

std::string line_of(const Article& article) {
  Json source_tickers = Json::array();
  Json found = Json::array();
  for (const TickerMention& mention : article.tickers) {
    found.push_back(mention.symbol);
    if (mention.evidence == TickerEvidence::kSource) source_tickers.push_back(mention.symbol);
  }
  Json line{{"id", article.id}, {"title", article.title}, {"body", article.body}, {"source", article.source}};
  if (!article.author.empty()) line["author"] = article.author;
  if (!source_tickers.empty()) line["tickers"] = source_tickers;
  if (!found.empty()) line[kFoundTickers] = found;
  if (article.published) {
    line["published"] = format_instant(*article.published);
    line[kDay] = format_compact_day(day_of(article.published->utc_s));
  }
  return line.dump();
}

}  // namespace

struct CorpusWriter::Impl {
  ArticleBuilder builder{CompanyDirectory::builtin(), now_s()};
  std::string path;
  std::ofstream file;
  CorpusFacts facts;
  std::unordered_set<std::string> ids;
};

CorpusWriter::CorpusWriter(const std::string& path) : impl_(std::make_unique<Impl>()) {
  impl_->path = path;
  impl_->file.open(path, std::ios::binary);
  impl_->facts.first_day = {9999, 12, 31};
  impl_->facts.last_day = {1, 1, 1};
}

CorpusWriter::~CorpusWriter() = default;

void CorpusWriter::add(Article article) {
  if (!impl_->ids.insert(article.id).second) return;
  impl_->builder.recognise_tickers(article);
  impl_->file << line_of(article) << '\n';
  CorpusFacts& facts = impl_->facts;
  ++facts.articles;
  facts.text_bytes += article.title.size() + article.body.size();
  if (!article.published) return;
  const Day day = day_of(article.published->utc_s);
  facts.first_day = std::min(facts.first_day, day);
  facts.last_day = std::max(facts.last_day, day);
}

CorpusFacts CorpusWriter::close() {
  impl_->file.close();
  if (!impl_->file) throw Error(ErrorKind::kUnwritable, fmt::format("{} could not be written", impl_->path));
  if (impl_->facts.last_day < impl_->facts.first_day) impl_->facts.first_day = impl_->facts.last_day = Day{};
  return impl_->facts;
}

void read_articles(const std::string& input, const std::function<void(Article&&)>& take) {
  const ArticleBuilder builder(CompanyDirectory::builtin(), now_s());
  bool any = false;
  const std::function<void(Article &&)> counted = [&](Article&& article) {
    any = true;
    take(std::move(article));
  };
  ArticleSink sink(builder, counted);
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& source) {
    read_records(source, ReadOptions{}, sink);
    return true;
  };
  callbacks.problem = [](const InputProblem& problem) {
    fmt::print(stderr, "cannot read {}: {}\n", problem.name, problem.reason);
  };
  walk_input(input, InputLimits{}, callbacks);
  if (!any) throw Error(ErrorKind::kInput, fmt::format("there are no articles in {}", input));
}

void for_each_article(const std::string& corpus, const std::function<void(CorpusArticle&&)>& take) {
  std::ifstream file(corpus, std::ios::binary);
  std::string line;
  while (std::getline(file, line)) {
    Json json = Json::parse(line);
    CorpusArticle article;
    article.id = json["id"];
    article.title = json["title"];
    article.body = json["body"];
    article.source = json["source"];
    article.day = json.value(kDay, "");
    article.tickers = json.value(kFoundTickers, std::vector<std::string>{});
    article.json = std::move(line);
    take(std::move(article));
  }
  if (!file.eof()) throw Error(ErrorKind::kInput, fmt::format("{} cannot be read", corpus));
}

CorpusFacts prepare_corpus(const std::string& input, const std::string& path) {
  std::string from = input;
  std::string description = input;
  if (const char* corpora = std::getenv("BROADTAPE_CORPORA"); from.empty() && corpora) {
    const std::string reuters = fmt::format("{}/{}", corpora, kReuters);
    if (std::filesystem::exists(reuters)) {
      from = reuters;
      description = "Reuters-21578";
    }
  }
  CorpusWriter writer(path);
  if (from.empty()) {
    description = "made text (the sample's articles, their sentences shuffled and numbers varied)";
    make_text([&](Article&& article) { writer.add(std::move(article)); });
  } else {
    read_articles(from, [&](Article&& article) { writer.add(std::move(article)); });
  }
  CorpusFacts facts = writer.close();
  facts.description = description;
  return facts;
}

}  // namespace broadtape::bench
