#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "common/archive/schema.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/changes.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::pair<std::string_view, std::string_view> kFlagLines[] = {
    {kWithdrawnFlag, "withdrawn: a notice takes this report back"},
    {kWithdrawalFlag, "a notice that takes a report back"},
};

Json tickers(const Article& article) {
  Json array = Json::array();
  for (const TickerMention& mention : article.tickers) {
    if (mention.symbol.empty()) continue;
    const std::string name = name_of(mention);
    Json ticker = {{"symbol", mention.shown()},
                   {"evidence", evidence_name(mention.evidence)},
                   {"count", mention.count},
                   {"in_title", mention.in_title},
                   {"in_lead", mention.in_lead}};
    if (!name.empty()) ticker["name"] = name;
    array.push_back(std::move(ticker));
  }
  return array;
}

Json version(const Article& article, const std::vector<std::string>& flags) {
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
          {"source_tickers", source_symbols_of(article)},
          {"companies", json_companies(companies_of(article))},
          {"labels", article.labels},
          {"flags", flags},
          {"body", article.body}};
}

// Writes each line of the text, followed by an empty line if it is not empty.
void write_body(const std::vector<Piece>& pieces, const TextStyle& style, std::ostream& out) {
  std::vector<Span> line;
  const auto end_line = [&] {
    if (!line.empty()) {
      write_lines(line, "", style, out);
      out << '\n';
    }
    line.clear();
  };
  for (const Piece& piece : pieces) {
    const std::string text = harmless_lines(piece.text);
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (end > begin) line.push_back({text.substr(begin, end - begin), piece.match ? Ink::kMatch : Ink::kPlain});
      if (end < text.size()) end_line();
      begin = end + 1;
    }
  }
  end_line();
}

void write_version_changes(const VersionChanges& changes, const TextStyle& style, std::ostream& out) {
  write_changes(changes.title, changes.body, "", style, out);
  if (!has_changes(changes.title) && !has_changes(changes.body))
    write_lines({{"its words are those of the next version", Ink::kDim}}, "", style, out);
  out << '\n';
}

void write_earlier(const ShownArticle& shown, bool whole, const TextStyle& style, std::ostream& out) {
  for (std::size_t i = 0; i < shown.versions.earlier.size(); ++i) {
    const Article& earlier = shown.versions.earlier[i];
    out << painted(fmt::format("earlier version, first seen {}: {}", format_rfc3339(earlier.first_seen_s),
                               harmless(earlier.title)),
                   Ink::kDim, style.colour)
        << '\n';
    if (i < shown.changes.size()) write_version_changes(shown.changes[i], style, out);
    if (!whole) continue;
    out << '\n';
    write_body({{earlier.body, false}}, style, out);
  }
}

void write_members(const ShownArticle& shown, const TextStyle& style, std::ostream& out) {
  if (shown.members.empty()) return;
  const std::uint64_t others = shown.story.articles - 1;
  std::string head = fmt::format("{} of the same story", plural(others, "other article"));
  if (shown.members.size() < others) head += fmt::format(", the first {} here", shown.members.size());
  write_lines({{head + ":", Ink::kDim}}, "", style, out);
  for (const StoryMember& member : shown.members) {
    const std::string facts = facts_line({shown_time(member.published, style.zone), member.source, member.id});
    write_lines({{facts + "  ", Ink::kDim}, {harmless(member.title), Ink::kPlain}}, "  ", style, out);
  }
}

// What a reader must know of a report besides its text.
void write_flags(const std::vector<std::string>& flags, const TextStyle& style, std::ostream& out) {
  for (const auto& [flag, line] : kFlagLines) {
    if (std::find(flags.begin(), flags.end(), flag) != flags.end())
      write_lines({{std::string(line), Ink::kBold}}, "", style, out);
  }
}

void write_article(const ShownArticle& shown, bool highlighted, bool whole_versions, const TextStyle& style,
                   std::ostream& out) {
  const Article& article = shown.versions.current;
  const std::vector<std::string> symbols = symbols_of(article);
  const std::vector<Piece> title = highlighted ? shown.title_pieces : std::vector<Piece>{{article.title, false}};
  write_lines(spans_of(title, Ink::kBold, Ink::kBoldMatch), "", style, out);
  write_lines({{facts_line({article.source, article.author, shown_time(article.published, style.zone),
                            shown_tickers(symbols, symbols.size()), article.id}),
                Ink::kDim}},
              "", style, out);
  if (!article.url.empty()) out << painted(harmless(article.url), Ink::kDim, style.colour) << '\n';
  write_flags(shown.versions.flags[0], style, out);
  if (const std::string companies = companies_line(companies_of(article)); !companies.empty())
    write_lines({{companies, Ink::kDim}}, "", style, out);
  out << '\n';
  write_body(highlighted ? shown.body_pieces : std::vector<Piece>{{article.body, false}}, style, out);
  write_earlier(shown, whole_versions, style, out);
  write_members(shown, style, out);
}

Json json_story(const ShownArticle& shown) {
  if (shown.story.id.empty()) return nullptr;
  Json others = Json::array();
  for (const StoryMember& member : shown.members) {
    others.push_back({{"id", member.id},
                      {"title", member.title},
                      {"source", member.source},
                      {"published", json_instant(member.published)}});
  }
  const FirstReport& first = shown.story.first;
  return {{"id", shown.story.id},
          {"articles", shown.story.articles},
          {"first", {{"id", first.id}, {"source", first.source}, {"date", json_instant(first.published)}}},
          {"others", std::move(others)}};
}

Json article_object(const ShownArticle& shown, bool highlighted) {
  const ArticleVersions& versions = shown.versions;
  Json json = version(versions.current, versions.flags[0]);
  if (highlighted) {
    json["title_pieces"] = json_pieces(shown.title_pieces);
    json["body_pieces"] = json_pieces(shown.body_pieces);
  }
  json["earlier_versions"] = Json::array();
  for (std::size_t i = 0; i < versions.earlier.size(); ++i)
    json["earlier_versions"].push_back(version(versions.earlier[i], versions.flags[i + 1]));
  for (std::size_t i = 0; i < shown.changes.size(); ++i) {
    json["earlier_versions"][i]["changes"] = {{"title", json_changes(shown.changes[i].title)},
                                              {"body", json_changes(shown.changes[i].body)}};
  }
  json["story"] = json_story(shown);
  return json;
}

}  // namespace

void write_text(const ShownArticles& shown, const TextStyle& style, std::ostream& out) {
  for (std::size_t i = 0; i < shown.articles.size(); ++i) {
    if (i > 0) out << painted(std::string(style.width, '-'), Ink::kDim, style.colour) << "\n\n";
    write_article(shown.articles[i], shown.highlighted, shown.whole_versions, style, out);
  }
}

Json json_of(const ShownArticles& shown) {
  if (shown.articles.size() == 1) return article_object(shown.articles.front(), shown.highlighted);
  Json articles = Json::array();
  for (const ShownArticle& article : shown.articles) articles.push_back(article_object(article, shown.highlighted));
  return {{"articles", std::move(articles)}};
}

std::vector<std::string> columns_of(const ShownArticles&) {
  return {"id",      "external_id",    "url",       "title",          "source",
          "author",  "language",       "published", "published_text", "first_seen",
          "tickers", "source_tickers", "companies", "labels",         "flags",
          "body"};
}

void write_rows(const ShownArticles& shown, RowWriter& rows) {
  for (const ShownArticle& article : shown.articles) {
    const ArticleVersions& versions = article.versions;
    rows.write(version(versions.current, versions.flags[0]));
    for (std::size_t i = 0; i < versions.earlier.size(); ++i)
      rows.write(version(versions.earlier[i], versions.flags[i + 1]));
  }
}

}  // namespace broadtape
