#include "searcher/output/article_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

Json tickers(const Article& article) {
  Json array = Json::array();
  for (const TickerMention& mention : article.tickers) {
    array.push_back({{"symbol", mention.symbol},
                     {"evidence", evidence_name(mention.evidence)},
                     {"count", mention.count},
                     {"in_title", mention.in_title},
                     {"in_lead", mention.in_lead}});
  }
  return array;
}

Json version(const Article& article) {
  return {{"id", article.id},
          {"external_id", article.external_id},
          {"url", article.url},
          {"title", article.title},
          {"source", article.source},
          {"author", article.author},
          {"language", article.language},
          {"published", json_instant(article.published)},
          {"published_text", article.published_text},
          {"first_seen", format_rfc3339(article.first_seen_s)},
          {"tickers", tickers(article)},
          {"labels", article.labels},
          {"body", article.body}};
}

}  // namespace

void write_text(const ArticleVersions& versions, const TextStyle& style, std::ostream& out) {
  const Article& article = versions.current;
  const std::vector<std::string> symbols = symbols_of(article);
  write_lines({{harmless(article.title), Ink::kBold}}, "", style, out);
  write_lines({{facts_line({article.source, article.author, shown_time(article.published),
                            shown_tickers(symbols, symbols.size()), article.id}),
                Ink::kDim}},
              "", style, out);
  if (!article.url.empty()) out << painted(harmless(article.url), Ink::kDim, style.colour) << '\n';
  out << '\n';
  const std::string body = harmless_lines(article.body);
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    write_lines({{body.substr(begin, end - begin), Ink::kPlain}}, "", style, out);
    if (end > begin) out << '\n';
    begin = end + 1;
  }
  for (const Article& earlier : versions.earlier) {
    out << painted(fmt::format("earlier version, first seen {}: {}", format_rfc3339(earlier.first_seen_s),
                               harmless(earlier.title)),
                   Ink::kDim, style.colour)
        << '\n';
  }
}

Json json_of(const ArticleVersions& versions) {
  Json json = version(versions.current);
  json["earlier_versions"] = Json::array();
  for (const Article& earlier : versions.earlier) json["earlier_versions"].push_back(version(earlier));
  return json;
}

std::vector<std::string> columns_of(const ArticleVersions&) {
  return {"id",        "external_id",    "url",        "title",  "source", "author", "language",
          "published", "published_text", "first_seen", "labels", "body"};
}

void write_rows(const ArticleVersions& versions, RowWriter& rows) {
  rows.write(version(versions.current));
  for (const Article& earlier : versions.earlier) rows.write(version(earlier));
}

}  // namespace broadtape
