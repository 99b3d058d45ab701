#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/search_writer.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownWords = 10;

std::string first_words(const std::vector<std::string>& words, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) text += (i > 0 ? ", " : "") + words[i];
  if (words.size() > most) text += fmt::format(" +{}", words.size() - most);
  return text;
}

void write_similar(const SimilarHit& similar, const TextStyle& style, std::ostream& out) {
  std::vector<std::string> facts = {fmt::format("{:.0f}\u00a0%\u00a0alike", 100 * similar.similarity)};
  if (similar.near_duplicate) facts.push_back("near\u00a0copy");
  if (style.scores) facts.push_back(fmt::format("score {:.2f}", similar.hit.score));
  write_hit(similar.hit, facts, style, out);
  const std::string shared = first_words(similar.shared, kShownWords);
  if (!shared.empty()) write_lines({{"shares " + harmless(shared), Ink::kDim}}, kHitIndent, style, out);
  out << '\n';
}

std::vector<std::string> titles_of(const std::vector<ShownCompany>& companies) {
  std::vector<std::string> titles;
  for (const ShownCompany& company : companies) titles.push_back(company.title());
  return titles;
}

Json json_similar(const SimilarHit& similar) {
  const Hit& hit = similar.hit;
  return {{"rank", hit.rank},
          {"id", hit.article.id},
          {"score", rounded(hit.score)},
          {"similarity", rounded(similar.similarity)},
          {"near_copy", similar.near_duplicate},
          {"title", hit.article.title},
          {"url", hit.article.url},
          {"source", hit.article.source},
          {"author", hit.article.author},
          {"published", json_instant(hit.article.published)},
          {"tickers", symbols_of(hit.article)},
          {"source_tickers", source_symbols_of(hit.article)},
          {"companies", json_companies(companies_of(hit.article))},
          {"shared_words", similar.shared},
          {"shared_tickers", symbols_of(similar.companies)},
          {"shared_companies", titles_of(similar.companies)},
          {"snippet", json_pieces(hit.snippet.pieces)}};
}

}  // namespace

void write_text(const SimilarAnswer& answer, const TextStyle& style, std::ostream& out) {
  for (const SimilarHit& similar : answer.hits) write_similar(similar, style, out);
  std::string like = "like " + harmless(answer.id);
  if (!answer.title.empty()) like += ", " + harmless(answer.title);
  write_lines({{like, Ink::kDim}}, "", style, out);
  if (!answer.words.empty()) {
    write_lines({{"by " + harmless(first_words(answer.words, answer.words.size())), Ink::kDim}}, "", style, out);
  }
  std::string found = plural(answer.total, "article") + " with any of those words";
  if (answer.query.undated_left_out > 0)
    found += fmt::format(", {} undated left out", with_commas(answer.query.undated_left_out));
  write_lines({{found + fmt::format(" ({:.1f} ms)", static_cast<double>(answer.took_us) / 1'000), Ink::kDim}}, "",
              style, out);
}

Json json_of(const SimilarAnswer& answer) {
  Json results = Json::array();
  for (const SimilarHit& similar : answer.hits) results.push_back(json_similar(similar));
  return {{"query", json_query(answer.query)},
          {"id", answer.id},
          {"title", answer.title},
          {"words", answer.words},
          {"tickers", symbols_of(answer.companies)},
          {"companies", json_companies(answer.companies)},
          {"total", answer.total},
          {"undated_left_out", answer.query.undated_left_out},
          {"took_us", answer.took_us},
          {"results", std::move(results)}};
}

std::vector<std::string> columns_of(const SimilarAnswer&) {
  return {"rank",      "id",           "score",          "similarity",       "near_copy", "title",
          "url",       "source",       "author",         "published",        "tickers",   "source_tickers",
          "companies", "shared_words", "shared_tickers", "shared_companies", "snippet"};
}

void write_rows(const SimilarAnswer& answer, RowWriter& rows) {
  for (const SimilarHit& similar : answer.hits) rows.write(json_similar(similar));
}

}  // namespace broadtape
