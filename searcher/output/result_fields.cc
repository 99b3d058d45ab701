#include "searcher/output/result_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "common/error/error.h"
#include "common/text/nearest_name.h"
#include "searcher/output/json_parts.h"

namespace broadtape {
namespace {

constexpr double kScoreDigits = 10'000;  // four decimals: further ones differ between machines

constexpr std::string_view kJsonFields =
    "rank,id,score,title,url,source,author,published,tickers,companies,snippet,story";
constexpr std::string_view kJsonlFields = "rank,id,score,title,url,source,author,published,tickers,companies";
constexpr std::string_view kCsvFields = "rank,id,published,source,tickers,source_tickers,title,url,score";

template <std::string Article::*member>
void put_text(const Hit& hit, Cell& cell) {
  cell.text(hit.article.*member);
}

void put_rank(const Hit& hit, Cell& cell) {
  cell.count(hit.rank);
}
void put_score(const Hit& hit, Cell& cell) {
  cell.number(std::round(hit.score * kScoreDigits) / kScoreDigits);
}
void put_words(const Hit& hit, Cell& cell) {
  cell.count(hit.words);
}
void put_published(const Hit& hit, Cell& cell) {
  if (!hit.article.published) return cell.nothing();
  cell.text(format_instant(*hit.article.published));
}
void put_first_seen(const Hit& hit, Cell& cell) {
  cell.text(format_rfc3339(hit.article.first_seen_s));
}
void put_title_pieces(const Hit& hit, Cell& cell) {
  cell.pieces(hit.title_pieces);
}
void put_snippet(const Hit& hit, Cell& cell) {
  cell.pieces(hit.snippet.pieces);
}

template <class List, class TextOf>
void put_list(const List& list, const TextOf& text_of, Cell& cell) {
  std::vector<std::string_view> texts;
  texts.reserve(list.size());
  for (const auto& member : list) texts.push_back(text_of(member));
  cell.list(texts);
}

void put_tickers(const Hit& hit, Cell& cell) {
  const std::vector<std::string> symbols = symbols_of(hit.article);
  cell.list({symbols.begin(), symbols.end()});
}
void put_source_tickers(const Hit& hit, Cell& cell) {
  const std::vector<std::string> symbols = source_symbols_of(hit.article);
  cell.list({symbols.begin(), symbols.end()});
}
void put_flags(const Hit& hit, Cell& cell) {
  cell.list({hit.flags.begin(), hit.flags.end()});
}
void put_news(const Hit& hit, Cell& cell) {
  if (hit.news == News::kNone) return cell.nothing();
  cell.text(hit.news == News::kCorrected ? "corrected" : "new");
}
void put_labels(const Hit& hit, Cell& cell) {
  put_list(
      hit.article.labels, [](const std::string& label) -> std::string_view { return label; }, cell);
}
void put_companies(const Hit& hit, Cell& cell) {
  cell.companies(companies_of(hit.article));
}

void put_story(const Hit& hit, Cell& cell) {
  cell.story(hit);
}

std::vector<std::string_view> names_in(std::string_view list) {
  std::vector<std::string_view> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    names.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

const ResultField& find_field(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ResultField& field : kResultFields) {
    if (field.name == name) return field;
    names.push_back(field.name);
  }
  for (const ResultFieldSet& set : kResultFieldSets) names.push_back(set.name);
  const std::string_view nearest = nearest_name(name, names);
  throw Error(ErrorKind::kUsage, fmt::format("there is no field '{}'", name),
              (nearest.empty() ? "" : fmt::format("did you mean {}? ", nearest)) +
                  fmt::format("the fields are {}", fmt::join(names, ", ")));
}

bool has(const FieldList& fields, const ResultField& field) {
  return std::find(fields.begin(), fields.end(), &field) != fields.end();
}

bool add_set(std::string_view name, FieldList& fields) {
  const auto set = std::find_if(kResultFieldSets.begin(), kResultFieldSets.end(),
                                [&](const ResultFieldSet& row) { return row.name == name; });
  if (set == kResultFieldSets.end()) return false;
  for (const std::string_view member : names_in(set->fields)) {
    const ResultField& field = find_field(member);
    if (!has(fields, field)) fields.push_back(&field);
  }
  return true;
}

void add_fields(std::string_view list, FieldList& fields) {
  for (const std::string_view name : names_in(list)) {
    if (add_set(name, fields)) continue;
    const ResultField& field = find_field(name);
    if (has(fields, field)) throw Error(ErrorKind::kUsage, fmt::format("--fields has {} twice", name));
    fields.push_back(&field);
  }
}

// A table has exactly the requested columns; an object may have more members.
FieldList with_implied(const FieldList& fields, Format format) {
  if (format == Format::kCsv) return fields;
  FieldList all;
  for (const ResultField* field : fields) {
    all.push_back(field);
    if (field->implies.empty()) continue;
    const ResultField& implied = find_field(field->implies);
    if (!has(fields, implied)) all.push_back(&implied);
  }
  return all;
}

}  // namespace

const std::vector<ResultField> kResultFields = {
    {"rank", "1 for the first of the whole answer", put_rank, nullptr},
    {"id", "the article's id, the same in every archive", put_text<&Article::id>, nullptr},
    {"external_id", "the identifier that the input gave, or empty", put_text<&Article::external_id>, nullptr},
    {"input", "the file that external_id is of, where the article has no source; else empty", put_text<&Article::input>,
     nullptr},
    {"score", "by the ranking, comparable within one answer; 0 when the order is not by relevance", put_score, nullptr},
    {"title", "the headline", put_text<&Article::title>, nullptr},
    {"title_pieces", "the headline in pieces, those that matched marked", put_title_pieces, &HitParts::title_pieces},
    {"url", "where the article was published", put_text<&Article::url>, nullptr},
    {"source", "the outlet's name as given", put_text<&Article::source>, nullptr},
    {"author", "the byline as given", put_text<&Article::author>, nullptr},
    {"published", "when, in UTC: RFC 3339, or the day alone when no more is known; null when undated", put_published,
     nullptr},
    {"published_text", "the date as the input wrote it", put_text<&Article::published_text>, nullptr},
    {"first_seen", "when the archive learned of this version, UTC", put_first_seen, nullptr},
    {"language", "such as en, or empty", put_text<&Article::language>, nullptr},
    {"tickers", "symbols of the companies mentioned, strongest first", put_tickers, nullptr, "source_tickers"},
    {"source_tickers", "those of them that the source itself listed", put_source_tickers, nullptr},
    {"companies", "companies mentioned: key, name, symbol, about and evidence; in CSV the names", put_companies,
     nullptr},
    {"labels", "the source's own topics", put_labels, nullptr},
    {"flags",
     "what `is:` finds the version by: superseded, corrected, future, undated, correction, update, withdrawal, "
     "withdrawn",
     put_flags, &HitParts::flags},
    {"news", "to tape-search new: new, or corrected if the search had found an earlier version; otherwise null",
     put_news, nullptr},
    {"words", "how many words title and body have", put_words, &HitParts::words},
    {"snippet", "the stretch that shows best why it matched, as --snippet-length says", put_snippet,
     &HitParts::snippet},
    {"story",
     "the story, if it has further articles: its id, how many articles, how many this result represents, and the "
     "first; "
     "in CSV the id",
     put_story, &HitParts::story},
    {"body", "the whole text; paragraphs end in line feeds", put_text<&Article::body>, &HitParts::body},
};

const std::vector<ResultFieldSet> kResultFieldSets = {
    {"record", "all that `tape-index add` needs to make the same article again",
     "id,external_id,input,url,title,source,author,language,published,published_text,first_seen,source_tickers,labels,"
     "flags,"
     "body"},
};

FieldList default_fields(Format format) {
  FieldList fields;
  add_fields(format == Format::kCsv ? kCsvFields : format == Format::kJsonl ? kJsonlFields : kJsonFields, fields);
  return with_implied(fields, format);
}

FieldList parse_fields(std::string_view list, Format format) {
  FieldList fields;
  if (!list.starts_with('+')) {
    add_fields(list, fields);
    return with_implied(fields, format);
  }
  add_fields(list.substr(1), fields);
  FieldList all = default_fields(format);
  for (const ResultField* field : with_implied(fields, format)) {
    if (!has(all, *field)) all.push_back(field);
  }
  return all;
}

HitParts parts_of(const FieldList& fields) {
  HitParts parts = kNoHitParts;
  for (const ResultField* field : fields) {
    if (field->part) parts.*field->part = true;
  }
  return parts;
}

std::string fields_help() {
  std::size_t columns = 0;
  for (const ResultField& field : kResultFields) columns = std::max(columns, field.name.size());
  std::string text;
  for (const ResultField& field : kResultFields) text += fmt::format("  {:{}}  {}\n", field.name, columns, field.help);
  for (const ResultFieldSet& set : kResultFieldSets)
    text += fmt::format("  {:{}}  {}: {}\n", set.name, columns, set.help, set.fields);
  return text;
}

}  // namespace broadtape
