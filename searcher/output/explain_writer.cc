#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "common/time/instant.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kIndentColumns = 2;
constexpr std::size_t kDeepest = 12;  // levels; deeper ones are not indented further

void heading(std::string_view text, const TextStyle& style, std::ostream& out) {
  out << painted(text, Ink::kBold, style.colour) << '\n';
}

// ", also selloff, sell off"
std::string variants_note(const ExplainedPart& part) {
  std::string note;
  for (const std::string& variant : part.variants) note += (note.empty() ? ", also " : ", ") + harmless(variant);
  return note;
}

// "AND", "DeepSeek", "ticker:NVDA": the operator of a group, the text of other parts.
std::string part_name(const ExplainedPart& part) {
  if (!part.is_group) return part.text;
  std::string name = part.kind;
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return name;
}

std::string weight_note(const ExplainedPart& part) {
  std::string note = plural(part.articles, "article");
  if (!part.holds) return note + fmt::format(", {} µs", with_commas(static_cast<std::uint64_t>(part.took_us)));
  if (part.weight > 0) note += fmt::format(", adds {:.3f}", part.weight);
  if (part.formula) {
    note += fmt::format(" (idf {:.2f}, {}×, length {:.2f} of the average)", part.formula->idf, part.formula->wdf,
                        part.formula->length);
  }
  return note;
}

void write_part(const ExplainedPart& part, std::size_t depth, const TextStyle& style, std::ostream& out) {
  const std::string indent((1 + std::min(depth, kDeepest)) * kIndentColumns, ' ');
  const std::string mark = !part.holds ? "" : *part.holds ? "yes " : "NO ";
  const bool fails = part.holds && !*part.holds;
  write_lines({{mark, fails ? Ink::kMatch : Ink::kDim},
               {harmless(part_name(part)), Ink::kBold},
               {variants_note(part), Ink::kPlain},
               {": " + weight_note(part), Ink::kDim}},
              indent, style, out);
  for (const ExplainedPart& child : part.children) write_part(child, depth + 1, style, out);
}

void write_tokens(const ExplainAnswer& answer, const TextStyle& style, std::ostream& out) {
  if (answer.tokens.empty()) return;
  heading("words", style, out);
  for (const ExplainedToken& token : answer.tokens) {
    write_lines(
        {{fmt::format("{:>2} {} ", token.position, harmless(token.text)), Ink::kPlain},
         {fmt::format("is {} in the index, {}", harmless(token.term), plural(token.articles, "article")), Ink::kDim}},
        "  ", style, out);
  }
}

// The components of the score, if it is not only the parts' weights.
std::string sum_of(const Score& score) {
  std::string sum;
  if (score.dependence + score.early > 0) {
    sum = fmt::format("{:.3f} of the parts + {:.3f} of the pairs", score.bm25, score.dependence);
    if (score.early > 0) sum += fmt::format(" + {:.3f} of early words", score.early);
  } else if (score.age_share() < 1) {
    sum = fmt::format("{:.3f} of the parts", score.bm25);
  }
  if (const HintGains& hints = score.hints; hints.sum() > 0) {
    sum = sum.empty() ? fmt::format("{:.3f} of the parts", score.bm25) : sum;
    std::string of_hints;
    for (const auto& [gain, name] :
         {std::pair{hints.company, "the company"}, {hints.report, "a report of results"}, {hints.day, "the day"}}) {
      if (gain > 0) of_hints += fmt::format("{}{:.3f} for {}", of_hints.empty() ? "" : ", ", gain, name);
    }
    sum.replace(sum.find("of the parts"), 12, fmt::format("of the parts (with {})", of_hints));
  }
  if (score.age_share() < 1) sum = fmt::format("({}) × {:.3f} for its age", sum, score.age_share());
  return sum.empty() ? sum : " = " + sum;
}

void write_explained(const ExplainedArticle& article, const TextStyle& style, std::ostream& out) {
  heading("article", style, out);
  write_lines({{harmless(article.id) + "  ", Ink::kDim}, {harmless(article.title), Ink::kPlain}}, "  ", style, out);
  if (const std::string companies = companies_line(article.companies); !companies.empty())
    write_lines({{companies, Ink::kDim}}, "  ", style, out);
  std::string verdict = article.found ? "found" : "not found: see what says NO above";
  if (article.rank) verdict += fmt::format(", rank {}", with_commas(*article.rank));
  if (article.found && !article.rank && article.score.bm25 > 0)
    verdict += fmt::format(", not among the first {}", with_commas(kExplainedRanks));
  if (article.found) {
    verdict += fmt::format(", score {:.3f}", article.score.total()) + sum_of(article.score);
  }
  write_lines({{verdict, Ink::kBold}}, "  ", style, out);
  for (const Dependence::PairGain& pair : article.pairs) {
    const std::string how = pair.adjacent ? "side by side" : pair.nearby ? "near each other" : "apart";
    write_lines({{harmless(pair.first + " " + pair.second), Ink::kPlain},
                 {fmt::format("  {}, adds {:.3f}", how, pair.gain), Ink::kDim}},
                "    ", style, out);
  }
}

Json json_part_row(const ExplainedPart& part) {
  return {{"text", part.text},
          {"kind", part.kind},
          {"count", part.articles},
          {"took_us", part.took_us},
          {"holds", part.holds ? Json(*part.holds) : Json(nullptr)},
          {"weight", rounded(part.weight)}};
}

Json json_part(const ExplainedPart& part) {
  Json json = json_part_row(part);
  json["variants"] = part.variants;
  json["formula"] = nullptr;
  if (part.formula) {
    json["formula"] = {{"wdf", part.formula->wdf},
                       {"idf", rounded(part.formula->idf)},
                       {"length", rounded(part.formula->length)},
                       {"norm", rounded(part.formula->norm)},
                       {"weight", rounded(part.formula->weight)}};
  }
  json["parts"] = Json::array();
  for (const ExplainedPart& child : part.children) json["parts"].push_back(json_part(child));
  return json;
}

Json json_article(const ExplainedArticle& article) {
  Json pairs = Json::array();
  for (const Dependence::PairGain& pair : article.pairs) {
    pairs.push_back({{"first", pair.first},
                     {"second", pair.second},
                     {"adjacent", pair.adjacent},
                     {"nearby", pair.nearby},
                     {"gain", rounded(pair.gain)}});
  }
  Json json = {{"id", article.id},
               {"title", article.title},
               {"found", article.found},
               {"rank", article.rank ? Json(*article.rank) : Json(nullptr)}};
  for (const ScorePart& part : kScoreParts) json[std::string(part.name)] = rounded(part.of(article.score));
  json["companies"] = json_companies(article.companies);
  json["pairs"] = std::move(pairs);
  return json;
}

void write_part_rows(const ExplainedPart& part, std::size_t depth, RowWriter& rows) {
  Json row = {{"depth", depth}};
  row.update(json_part_row(part));
  rows.write(row);
  for (const ExplainedPart& child : part.children) write_part_rows(child, depth + 1, rows);
}

}  // namespace

void write_text(const ExplainAnswer& answer, const TextStyle& style, std::ostream& out) {
  heading("query", style, out);
  write_lines({{answer.query.parsed.empty() ? "(nothing but dates)" : harmless(answer.query.parsed), Ink::kPlain}},
              "  ", style, out);
  if (!answer.query.left_out.empty()) {
    heading("left out", style, out);
    write_lines({{harmless(fmt::format("{}", fmt::join(answer.query.left_out, ", "))), Ink::kPlain}}, "  ", style, out);
  }
  if (answer.query.since_s || answer.query.until_s) {
    heading("dates", style, out);
    const auto limit = [](const std::optional<std::int64_t>& when_s) {
      return when_s ? format_rfc3339(*when_s) : "any";
    };
    out << "  " << limit(answer.query.since_s) << " to " << limit(answer.query.until_s) << ", both inside\n";
  }
  write_tokens(answer, style, out);
  if (answer.tree) {
    heading("parts", style, out);
    write_part(*answer.tree, 0, style, out);
    heading("Xapian", style, out);
    write_lines({{harmless(answer.xapian), Ink::kPlain}}, "  ", style, out);
  }
  if (answer.article) write_explained(*answer.article, style, out);
  heading("times", style, out);
  std::vector<std::string> stages;
  for (const ExplainedStage& stage : answer.stages)
    stages.push_back(fmt::format("{} {} µs", stage.name, with_commas(static_cast<std::uint64_t>(stage.took_us))));
  write_lines({{facts_line(stages), Ink::kPlain}}, "  ", style, out);
  std::string found = plural(answer.total, "article");
  if (answer.query.undated_left_out > 0)
    found += fmt::format(", {} undated left out", with_commas(answer.query.undated_left_out));
  write_lines({{found, Ink::kDim}}, "", style, out);
}

Json json_of(const ExplainAnswer& answer) {
  Json tokens = Json::array(), stages = Json::array();
  for (const ExplainedToken& token : answer.tokens) {
    tokens.push_back(
        {{"text", token.text}, {"term", token.term}, {"position", token.position}, {"count", token.articles}});
  }
  for (const ExplainedStage& stage : answer.stages)
    stages.push_back({{"name", stage.name}, {"took_us", stage.took_us}});
  return {{"query", json_query(answer.query)},
          {"total", answer.total},
          {"undated_left_out", answer.query.undated_left_out},
          {"tokens", std::move(tokens)},
          {"tree", answer.tree ? json_part(*answer.tree) : Json(nullptr)},
          {"xapian", answer.xapian},
          {"article", answer.article ? json_article(*answer.article) : Json(nullptr)},
          {"stages", std::move(stages)}};
}

std::vector<std::string> columns_of(const ExplainAnswer&) {
  return {"depth", "text", "kind", "count", "took_us", "holds", "weight"};
}

void write_rows(const ExplainAnswer& answer, RowWriter& rows) {
  if (answer.tree) write_part_rows(*answer.tree, 0, rows);
}

}  // namespace broadtape
