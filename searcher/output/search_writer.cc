#include "searcher/output/search_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "common/text/utf8.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownTickers = 6;      // a whole article shows all of them
constexpr std::size_t kMaxValueColumns = 40;  // of a facet's value
constexpr std::size_t kBarColumns = 24;

std::vector<std::string> scores_of(const Hit& hit, const TextStyle& style) {
  return style.scores ? std::vector{fmt::format("score {:.2f}", hit.score)} : std::vector<std::string>{};
}

void write_hits(const std::vector<Hit>& hits, const TextStyle& style, std::ostream& out) {
  for (const Hit& hit : hits) {
    write_hit(hit, scores_of(hit, style), style, out);
    out << '\n';
  }
}

void write_facet(const Facet& facet, const TextStyle& style, std::ostream& out) {
  if (facet.values.empty()) return;
  const std::vector<std::string> labels = value_labels(facet.values);
  std::size_t columns = 0;
  for (const std::string& label : labels) columns = std::max(columns, display_width(label));
  columns = std::min(columns, kMaxValueColumns);
  out << painted(facet.name, Ink::kBold, style.colour);
  if (facet.distinct_values > facet.values.size()) {
    out << painted(fmt::format(" ({} of {})", facet.values.size(), with_commas(facet.distinct_values)), Ink::kDim,
                   style.colour);
  }
  out << '\n';
  const std::uint64_t most = facet.values.front().count;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const FacetValue& value = facet.values[i];
    out << "  " << fitted(labels[i], columns) << fmt::format(" {:>9} ", with_commas(value.count))
        << painted(bar(value.count, most, kBarColumns), Ink::kDim, style.colour) << '\n';
  }
  out << '\n';
}

std::string answer_summary(const SearchAnswer& answer) {
  std::string text = answer.total_is_exact ? "" : "at least ";
  text += plural(answer.total, "article");
  if (answer.stories && *answer.stories < answer.total)
    text += fmt::format(" in {}", *answer.stories == 1 ? "1 story" : with_commas(*answer.stories) + " stories");
  if (!answer.hits.empty() && answer.hits.size() < answer.results) {
    const std::uint64_t first = answer.hits.front().rank;
    const std::string last = with_commas(answer.hits.back().rank);
    text += first == 1 ? fmt::format(", the first {} shown", last)
                       : fmt::format(", {} to {} shown", with_commas(first), last);
  }
  if (answer.query.undated_left_out > 0)
    text += fmt::format(", {} undated left out", with_commas(answer.query.undated_left_out));
  return text + fmt::format(" ({:.1f} ms)", static_cast<double>(answer.took_us) / 1'000);
}

void append_results(const std::vector<Hit>& hits, const FieldList& fields, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (i > 0) out += ',';
    append_json(hits[i], fields, out);
  }
  out += ']';
}

Json facets(const std::vector<Facet>& all, std::uint64_t total) {
  Json object = Json::object();
  for (const Facet& facet : all) {
    FacetTable table{facet.name, {}, facet.distinct_values, total - std::min(total, facet.with_value)};
    for (const FacetValue& value : facet.values)
      table.values.push_back({value.value, value.count, std::nullopt, value.company, value.name});
    object[facet.name] = json_facet(table, total);
  }
  return object;
}

std::string dumped(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The members before the results.
Json members_before(const SearchAnswer& answer) {
  Json members = {{"query", json_query(answer.query)},
                  {"total", answer.total},
                  {"total_is_exact", answer.total_is_exact},
                  {"results_total", answer.results},
                  {"sort", word_of(answer.sort)}};
  if (answer.stories) members["stories"] = *answer.stories;
  members["undated_left_out"] = answer.query.undated_left_out;
  members["took_us"] = answer.took_us;
  return members;
}

// The members after the results.
Json members_after(const SearchAnswer& answer, const AnswerExtras& extras) {
  Json members = {{"facets", facets(answer.facets, answer.total)}};
  if (answer.diagnosis) members["diagnosis"] = json_diagnosis(*answer.diagnosis, extras.command);
  members.update(extras.last);
  return members;
}

// Indents compact JSON by two blanks per level.
std::string indented(std::string_view json) {
  std::string out;
  std::size_t depth = 0;
  const auto new_line = [&] { (out += '\n').append(2 * depth, ' '); };
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    const bool opens = !in_string && (c == '{' || c == '[');
    if (!in_string && (c == '}' || c == ']')) {
      --depth;
      new_line();
    }
    out += c;
    if (in_string) {
      if (c == '\\') out += json[++i];
      in_string = c != '"';
    } else if (opens && (json[i + 1] == '}' || json[i + 1] == ']')) {
      out += json[++i];
    } else if (opens) {
      ++depth;
      new_line();
    } else if (c == ',') {
      new_line();
    } else if (c == ':') {
      out += ' ';
    } else {
      in_string = c == '"';
    }
  }
  return out;
}

}  // namespace

void write_hit(const Hit& hit, const std::vector<std::string>& more_facts, const TextStyle& style, std::ostream& out) {
  std::vector<Span> title = spans_of(hit.title_pieces, Ink::kBold, Ink::kBoldMatch);
  if (title.empty()) title.push_back({"(no title)", Ink::kDim});
  const std::string rank = fmt::format("{:>3} ", hit.rank);
  const std::size_t overhang = rank.size() - kHitIndent.size();  // of ranks above 999
  std::vector<std::string> lines = wrap(title, style.width - overhang, kHitIndent, style.colour);
  lines.front().replace(0, kHitIndent.size(), rank);
  for (const std::string& line : lines) {
    if (!style.hyperlinks) {
      out << line << '\n';
      continue;
    }
    // Each line is a separate link, so that the link excludes the margins.
    const std::size_t margin = &line == &lines.front() ? rank.size() : kHitIndent.size();
    out << line.substr(0, margin) << hyperlinked(line.substr(margin), hit.article.url) << '\n';
  }

  std::vector<std::string> facts = {hit.article.source, shown_time(hit.article.published, style.zone),
                                    shown_tickers(symbols_of(hit.article), kShownTickers), hit.article.id};
  if (hit.story.withdrawn) facts.emplace_back(kWithdrawnFlag);
  facts.insert(facts.end(), more_facts.begin(), more_facts.end());
  write_lines({{facts_line(facts), Ink::kDim}}, kHitIndent, style, out);

  if (const std::string copies = copies_line(hit, style.zone); !copies.empty())
    write_lines({{copies, Ink::kDim}}, kHitIndent, style, out);

  std::vector<Span> snippet = spans_of(hit.snippet.pieces, Ink::kPlain, Ink::kMatch);
  if (hit.snippet.cut_before) snippet.insert(snippet.begin(), {"… ", Ink::kPlain});
  if (hit.snippet.cut_after) snippet.push_back({" …", Ink::kPlain});
  if (!snippet.empty()) write_lines(snippet, kHitIndent, style, out);
}

void write_text(const SearchAnswer& answer, const std::string& command, const TextStyle& style, std::ostream& out) {
  write_hits(answer.hits, style, out);
  if (!answer.partial_hits.empty()) {
    write_lines({{"with some of the words only:", Ink::kDim}}, "", style, out);
    out << '\n';
    write_hits(answer.partial_hits, style, out);
  }
  for (const Facet& facet : answer.facets) write_facet(facet, style, out);
  write_lines({{answer_summary(answer), Ink::kDim}}, "", style, out);
  if (answer.diagnosis && answer.total == 0) write_diagnosis(*answer.diagnosis, command, style, out);
}

std::string json_text_of(const SearchAnswer& answer, const FieldList& fields, const AnswerExtras& extras,
                         JsonLayout layout) {
  Json before = {{"format_version", kFormatVersion}};
  before.update(extras.first);
  before.update(members_before(answer));
  std::string text = dumped(before);
  text.back() = ',';  // instead of the brace
  text += "\"results\":";
  append_results(answer.hits, fields, text);
  text += ",\"partial_results\":";
  append_results(answer.partial_hits, fields, text);
  text += ',';
  text += dumped(members_after(answer, extras)).substr(1);
  if (layout == JsonLayout::kIndented) text = indented(text);
  text += '\n';
  if (!is_valid_utf8(text)) repair_utf8(text);  // an archive written by another program may contain invalid UTF-8
  return text;
}

}  // namespace broadtape
