#include "tests/bench/input_forms.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape::bench {
namespace {

using FormJson = nlohmann::ordered_json;
using Articles = std::vector<Article>;

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else
      escaped += c;
  }
  return escaped;
}

std::string address_of(const Article& article) {
  return "https://harborwire.example/news/" + article.id;
}

std::string day_of_article(const Article& article) {
  return format_day(day_of(article.published->utc_s));
}

std::string symbol_at(std::size_t at) {
  static constexpr const char* kSymbols[] = {"AAPL", "NVDA", "XOM", "GM", "JPM", "KO", "CAT", "PFE"};
  return kSymbols[at % std::size(kSymbols)];
}

// The paragraphs as HTML.
std::string markup_of(const Article& article) {
  std::string html;
  for (std::size_t at = 0; at < article.body.size();) {
    const std::size_t end = std::min(article.body.find('\n', at), article.body.size());
    if (end > at) html += "<p>" + escape_html(std::string_view(article.body).substr(at, end - at)) + "</p>\n";
    at = end + 1;
  }
  return html;
}

std::string lines_in_our_form(const Articles& articles) {
  std::string text;
  for (const Article& article : articles) {
    const FormJson line{{"title", article.title},
                        {"body", article.body},
                        {"url", address_of(article)},
                        {"source", article.source},
                        {"published", format_instant(*article.published)}};
    text += line.dump() + '\n';
  }
  return text;
}

std::string rss(const Articles& articles) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>Harbor Wire</title>\n";
  for (const Article& article : articles) {
    text += fmt::format(
        "<item><title>{}</title><link>{}</link><pubDate>{}</pubDate>\n"
        "<content:encoded><![CDATA[{}]]></content:encoded></item>\n",
        escape_html(article.title), address_of(article), format_instant(*article.published), markup_of(article));
  }
  return text + "</channel></rss>\n";
}

std::string atom(const Articles& articles) {
  std::string text = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Harbor Wire</title>\n";
  for (const Article& article : articles) {
    text += fmt::format(
        "<entry><id>{0}</id><title>{1}</title><link href=\"{0}\"/><published>{2}</published>\n"
        "<content type=\"html\">{3}</content></entry>\n",
        address_of(article), escape_html(article.title), format_instant(*article.published),
        escape_html(markup_of(article)));
  }
  return text + "</feed>\n";
}

FormJson wrapped(const Article& article, std::size_t at) {
  return {{"node",
           {{"guid", at},
            {"attributes",
             {{"storyHeadline", article.title},
              {"fullText", article.body},
              {"publishedOn", article.published->utc_s},
              {"outlet", {{"id", 7}, {"displayName", article.source}}},
              {"links", FormJson::array({{{"rel", "self"}, {"href", address_of(article)}}})},
              {"tags", FormJson::array({{{"name", "markets"}}, {{"name", "earnings"}}})}}}}}};
}

std::string json_in_wrappers(const Articles& articles) {
  FormJson edges = FormJson::array();
  for (std::size_t i = 0; i < articles.size(); ++i) edges.push_back(wrapped(articles[i], i));
  return FormJson{{"status", "ok"}, {"data", {{"stories", {{"edges", std::move(edges)}}}}}}.dump();
}

std::string json_of_unknown_names(const Articles& articles) {
  FormJson list = FormJson::array();
  for (const Article& article : articles)
    list.push_back(
        {{"k1", article.title}, {"k2", format_instant(*article.published)}, {"k3", article.body}, {"k4", 7}});
  return FormJson{{"payload", std::move(list)}}.dump(1);
}

std::string json_by_symbol(const Articles& articles) {
  FormJson symbols = FormJson::object();
  for (std::size_t i = 0; i < articles.size(); ++i)
    symbols[symbol_at(i)].push_back({{"headline", articles[i].title},
                                     {"article_content", markup_of(articles[i])},
                                     {"created_utc", articles[i].published->utc_s}});
  return symbols.dump();
}

std::string json_by_columns(const Articles& articles) {
  FormJson table;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const std::string row = std::to_string(i);
    table["Headline"][row] = articles[i].title;
    table["Date"][row] = articles[i].published->utc_s * 1000;
    table["Article"][row] = articles[i].body;
  }
  return table.dump();
}

std::string json_split(const Articles& articles) {
  FormJson rows = FormJson::array();
  for (const Article& article : articles)
    rows.push_back(FormJson::array({day_of_article(article), article.title, article.body}));
  return FormJson{{"columns", {"day", "story headline", "content"}}, {"data", std::move(rows)}}.dump();
}

std::string cell(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string rows(const Articles& articles, std::string text, char separator) {
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const Article& article = articles[i];
    text += fmt::format("{1}{0}{2}{0}{3}{0}{4}{0}{5}\n", separator, i, day_of_article(article), cell(article.title),
                        symbol_at(i), cell(article.body));
  }
  return text;
}

std::string csv_of_unknown_names(const Articles& articles) {
  return rows(articles, "nr;c1;c2;c3;c4\n", ';');
}

std::string csv_without_header(const Articles& articles) {
  return rows(articles, "", ',');
}

}  // namespace

const std::vector<InputFormRow>& input_forms() {
  static const std::vector<InputFormRow> kRows = {
      {"JSON Lines of our own form", lines_in_our_form},
      {"RSS with HTML", rss},
      {"Atom with HTML", atom},
      {"JSON, wrapped", json_in_wrappers},
      {"JSON, unknown names", json_of_unknown_names},
      {"JSON by symbol, HTML", json_by_symbol},
      {"JSON, pandas columns", json_by_columns},
      {"JSON, pandas split", json_split},
      {"CSV, unknown names", csv_of_unknown_names},
      {"CSV without header", csv_without_header},
  };
  return kRows;
}

}  // namespace broadtape::bench
