#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kNumberColumns = 40;  // of the three columns of numbers
constexpr double kRatioDigits = 1'000;

struct Line {
  std::string name;
  const SignificantTerm* term;
};

// "12 (6 %)"
std::string share(std::uint64_t count, std::uint64_t all) {
  if (all == 0) return with_commas(count);
  const double percent = 100.0 * static_cast<double>(count) / static_cast<double>(all);
  if (percent > 0 && percent < 0.1) return with_commas(count) + " (<0.1 %)";
  return fmt::format("{} ({:.{}f} %)", with_commas(count), percent, percent > 0 && percent < 1 ? 1 : 0);
}

void write_terms(std::string_view heading, const std::vector<Line>& lines, const TextStyle& style, std::ostream& out) {
  if (lines.empty()) return;
  std::size_t columns = display_width(heading);
  for (const Line& line : lines) columns = std::max(columns, display_width(line.name) + 2);
  columns = std::min(columns, style.width - kNumberColumns);
  out << painted(fitted(heading, columns), Ink::kBold, style.colour)
      << painted(fmt::format("{:>14}{:>16}{:>10}", "found", "archive", "lift"), Ink::kDim, style.colour) << '\n';
  for (const Line& line : lines) {
    const SignificanceCounts& counts = line.term->counts;
    out << fitted("  " + line.name, columns)
        << fmt::format("{:>14}{:>16}{:>9.1f}×\n", share(counts.in_sample, counts.sample),
                       share(counts.in_sample + counts.elsewhere, counts.sample + counts.others), lift(counts));
  }
  out << '\n';
}

// The method: sample size and background.
std::string method(const TermsAnswer& answer) {
  std::string text = plural(answer.total, "article");
  if (answer.query.undated_left_out > 0)
    text += fmt::format(", {} undated left out", with_commas(answer.query.undated_left_out));
  if (answer.sample < answer.total) {
    text += fmt::format("; words counted in {} of them, spread evenly, companies in all", with_commas(answer.sample));
  }
  return text + fmt::format("; compared with the {} of the archive ({:.1f} ms)", with_commas(answer.archive_articles),
                            static_cast<double>(answer.took_us) / 1'000);
}

double rounded_ratio(double value) {
  return std::round(value * kRatioDigits) / kRatioDigits;
}

Json row(const SignificantTerm& term, std::string_view kind, const std::string& name, const std::string& key) {
  const SignificanceCounts& counts = term.counts;
  return {{"kind", kind},
          {"term", term.display.empty() ? key : term.display},
          {"name", name},
          {"key", key},
          {"count", counts.in_sample},
          {"of", counts.sample},
          {"archive_count", counts.in_sample + counts.elsewhere},
          {"archive_of", counts.sample + counts.others},
          {"lift", rounded_ratio(lift(counts))},
          {"score", rounded_ratio(term.score)}};
}

Json rows_of(const TermsAnswer& answer) {
  Json rows = Json::array();
  for (const SignificantTerm& word : answer.words) rows.push_back(row(word, "word", "", ""));
  for (const SignificantCompany& company : answer.companies)
    rows.push_back(row(company.term, "company", company.name, company.key));
  return rows;
}

}  // namespace

void write_text(const TermsAnswer& answer, const TextStyle& style, std::ostream& out) {
  std::vector<Line> words, companies;
  for (const SignificantTerm& word : answer.words) words.push_back({harmless(word.display), &word});
  std::size_t symbol_columns = 0;
  for (const SignificantCompany& company : answer.companies)
    symbol_columns = std::max(symbol_columns, display_width(harmless(company.term.display)));
  for (const SignificantCompany& company : answer.companies) {
    const std::string& symbol = company.term.display;
    companies.push_back(
        {company_label(symbol.empty() ? company.key : symbol, company.key, company.name, symbol_columns),
         &company.term});
  }
  write_terms("words", words, style, out);
  write_terms("companies", companies, style, out);
  if (answer.total > 0 && words.empty() && companies.empty()) out << "nothing sets these apart from the archive\n\n";
  write_lines({{method(answer), Ink::kDim}}, "", style, out);
}

Json json_of(const TermsAnswer& answer) {
  return {{"query", json_query(answer.query)},
          {"total", answer.total},
          {"undated_left_out", answer.query.undated_left_out},
          {"sample", answer.sample},
          {"archive_articles", answer.archive_articles},
          {"took_us", answer.took_us},
          {"terms", rows_of(answer)}};
}

std::vector<std::string> columns_of(const TermsAnswer&) {
  return {"kind", "term", "name", "key", "count", "of", "archive_count", "archive_of", "lift", "score"};
}

void write_rows(const TermsAnswer& answer, RowWriter& rows) {
  for (const Json& row : rows_of(answer)) rows.write(row);
}

}  // namespace broadtape
