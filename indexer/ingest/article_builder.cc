#include "indexer/ingest/article_builder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/article/identity.h"
#include "common/error/error.h"
#include "common/text/utf8.h"
#include "indexer/ingest/source_companies.h"

namespace broadtape {
namespace {

void set_date(RawArticle& raw, ArticleDate&& date, BuiltArticle& built) {
  Article& article = built.article;
  article.published_text = std::move(raw.date_text);
  if (date.uses_time) article.published_text += " " + raw.time_text;
  if (date.result) article.published = date.result.date->instant;
  built.date_problem = std::move(date.result.reason);
}

std::optional<Day> published_day(const Article& article) {
  return article.published ? std::optional(day_of(article.published->utc_s)) : std::nullopt;
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

ArticleBuilder::ArticleBuilder(const CompanyDirectory& directory, std::int64_t first_seen_s, FirstSeen first_seen)
    : directory_(directory), recogniser_(directory), first_seen_s_(first_seen_s), first_seen_(first_seen) {}

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
  if (article.source.empty() && !(raw.exported && raw.exported->has_source)) article.source = host_of(article.url);
  if (article.source.empty() && !article.external_id.empty()) {
    article.input = input.substr(input.rfind('/') + 1);
    repair_utf8(article.input);  // the name of a file may have any bytes
  }
  set_date(raw, std::move(date), built);
  set_first_seen(raw, built);
  SourceCompanies companies = source_companies(raw.tickers, raw.companies, published_day(article), directory_);
  article.tickers = std::move(companies.mentions);
  built.identifiers = companies.identifiers;
  if (raw.exported) restore(*raw.exported, article);
  if (article.id.empty()) article.id = article_id(article);
  return built;
}

void ArticleBuilder::set_first_seen(const RawArticle& raw, BuiltArticle& built) const {
  Article& article = built.article;
  article.first_seen_s = first_seen_s_;
  if (first_seen_ == FirstSeen::kPublished)  // undated: not before now
    article.first_seen_s = std::min(first_seen_s_, latest_s(article.published));
  const bool is_known = raw.exported && !raw.exported->first_seen.empty();
  if (first_seen_ != FirstSeen::kField || is_known) return;
  if (raw.first_seen_text.empty()) {
    built.first_seen_problem = "the record does not say when it was first seen";
    return;
  }
  const DateResult seen = parse_date(raw.first_seen_text, {});
  if (!seen) {
    built.first_seen_problem = "the time when it was first seen cannot be read: " + seen.reason;
  } else if (latest_s(seen.date->instant) > first_seen_s_) {
    built.first_seen_problem = "the time when it was first seen is later than now: " + raw.first_seen_text;
  } else {
    article.first_seen_s = latest_s(seen.date->instant);
  }
}

void ArticleBuilder::name_own_company(TickerMention& mention) const {
  if (mention.company.empty() || &directory_ == &CompanyDirectory::builtin()) return;
  if (CompanyDirectory::builtin().find(mention.company) != nullptr) return;
  if (const Company* company = directory_.find(mention.company)) mention.name = company->name;
}

void ArticleBuilder::recognise_tickers(Article& article) const {
  TickerRecogniser::Text text{article.title, article.body, {}, published_day(article), {}};
  for (const TickerMention& mention : article.tickers) {
    if (mention.evidence != TickerEvidence::kSource) continue;
    if (mention.symbol.empty()) {
      text.companies_from_source.push_back(mention.company);
    } else {
      text.from_source.push_back(mention.symbol);
    }
  }
  std::vector<TickerMention> found = recogniser_.recognise(text);
  const std::size_t by_text = found.size();
  for (TickerMention& mention : article.tickers) {
    const bool is_known = std::any_of(found.begin(), found.end(),
                                      [&](const TickerMention& other) { return other.symbol == mention.symbol; });
    if (mention.evidence == TickerEvidence::kLearned && !is_known) found.push_back(std::move(mention));
  }
  if (found.size() > by_text) rank_mentions(found);
  for (TickerMention& mention : found) name_own_company(mention);
  article.tickers = std::move(found);
}

}  // namespace broadtape
