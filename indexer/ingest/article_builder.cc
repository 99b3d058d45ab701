#include "indexer/ingest/article_builder.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "common/article/canonical_url.h"
#include "common/article/identity.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

std::vector<TickerMention> source_mentions(const std::vector<std::string>& symbols, const CompanyDirectory& directory) {
  std::vector<TickerMention> mentions;
  std::unordered_set<std::string> known;
  for (const std::string& written : symbols) {
    TickerMention mention;
    mention.symbol = directory.canonical(written);
    if (!mention.symbol.empty() && known.insert(mention.symbol).second) mentions.push_back(std::move(mention));
  }
  return mentions;
}

void set_date(RawArticle& raw, ArticleDate&& date, BuiltArticle& built) {
  Article& article = built.article;
  article.published_text = std::move(raw.date_text);
  if (date.uses_time) article.published_text += " " + raw.time_text;
  if (date.result) article.published = date.result.date->instant;
  built.date_problem = std::move(date.result.reason);
}

// An instant in the form that archives write; empty for other text.
std::optional<Instant> stored_instant(const std::string& text) {
  try {
    return parse_instant(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

// Restores what the exporting archive knew of `article`.
void restore(const ExportedRecord& exported, Article& article) {
  article.id = exported.id;
  article.input = exported.input;
  if (const auto published = stored_instant(article.published_text)) article.published = published;
  article.published_text = exported.published_text;
  if (const auto first_seen = stored_instant(exported.first_seen)) article.first_seen_s = first_seen->utc_s;
}

}  // namespace

ArticleBuilder::ArticleBuilder(const CompanyDirectory& directory, std::int64_t first_seen_s)
    : directory_(directory), recogniser_(directory), first_seen_s_(first_seen_s) {}

BuiltArticle ArticleBuilder::build(RawArticle&& raw, ArticleDate&& date, std::string_view input) const {
  BuiltArticle built;
  Article& article = built.article;
  article.title = std::move(raw.title);
  article.body = std::move(raw.body);
  article.url = std::move(raw.url);
  article.source = std::move(raw.source);
  article.author = std::move(raw.author);
  article.language = std::move(raw.language);
  article.external_id = std::move(raw.external_id);
  article.labels = std::move(raw.labels);
  article.first_seen_s = first_seen_s_;
  if (article.source.empty() && !(raw.exported && raw.exported->has_source)) article.source = host_of(article.url);
  if (article.source.empty() && !article.external_id.empty()) article.input = input.substr(input.rfind('/') + 1);
  set_date(raw, std::move(date), built);
  article.tickers = source_mentions(raw.tickers, directory_);
  if (raw.exported) restore(*raw.exported, article);
  if (article.id.empty()) article.id = article_id(article);
  return built;
}

void ArticleBuilder::recognise_tickers(Article& article) const {
  TickerRecogniser::Text text{article.title, article.body, {}, {}};
  for (const TickerMention& mention : article.tickers) {
    if (mention.evidence == TickerEvidence::kSource) text.from_source.push_back(mention.symbol);
  }
  if (article.published) text.published = day_of(article.published->utc_s);
  article.tickers = recogniser_.recognise(text);
}

}  // namespace broadtape
