#include "searcher/output/feed_writer.h"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <iterator>
#include <string_view>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "common/time/instant.h"

namespace broadtape {
namespace {

// RFC 822 with a four-digit year as in RFC 1123.
std::string rfc822(std::int64_t utc_s) {
  const std::time_t when = static_cast<std::time_t>(utc_s);
  std::tm utc{};
  ::gmtime_r(&when, &utc);
  char text[40];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S +0000", &utc)};
}

std::string text_of(const Snippet& snippet) {
  std::string text = snippet.cut_before ? "… " : "";
  for (const Piece& piece : snippet.pieces) text += piece.text;
  return text + (snippet.cut_after ? " …" : "");
}

std::string link_of(const Article& article, const FeedLinks& links) {
  return is_web_address(article.url) ? article.url : links.article + article.id;
}

std::string title_of(const SearchAnswer& answer) {
  return answer.query.parsed.empty() ? "Broadtape" : "Broadtape: " + answer.query.parsed;
}

std::int64_t changed_s(const Article& article) {
  return article.published ? article.published->utc_s : article.first_seen_s;
}

std::int64_t arrived_s(const Article& article) {
  return article.first_seen_s;
}

template <class... Values>
void put(std::string& out, fmt::format_string<Values...> form, Values&&... values) {
  fmt::format_to(std::back_inserter(out), form, std::forward<Values>(values)...);
}

// Browsers show a feed by its style sheet. XSLT, which could also make links, is being removed from them.
std::string xml_head(const FeedLinks& links) {
  std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  if (!links.style.empty()) put(head, "<?xml-stylesheet type=\"text/css\" href=\"{}\"?>\n", xml_text(links.style));
  return head;
}

std::string atom_feed(const SearchAnswer& answer, const std::string& title, const FeedLinks& links,
                      std::int64_t (*updated_s)(const Article&)) {
  std::int64_t newest_s = 0;
  for (const Hit& hit : answer.hits) newest_s = std::max(newest_s, updated_s(hit.article));
  std::string out = xml_head(links) + "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  put(out, "<id>{0}</id>\n<title>{1}</title>\n<updated>{2}</updated>\n<author><name>Broadtape</name></author>\n",
      xml_text(links.self), xml_text(title), format_rfc3339(newest_s));
  put(out, "<link rel=\"self\" href=\"{}\"/>\n<link rel=\"alternate\" href=\"{}\"/>\n", xml_text(links.self),
      xml_text(links.page));
  for (const Hit& hit : answer.hits) {
    const Article& article = hit.article;
    put(out, "<entry>\n<id>urn:broadtape:article:{}</id>\n<title>{}</title>\n<link href=\"{}\"/>\n",
        xml_text(article.id), xml_text(article.title), xml_text(link_of(article, links)));
    put(out, "<updated>{}</updated>\n", format_rfc3339(updated_s(article)));
    if (article.published) put(out, "<published>{}</published>\n", format_rfc3339(article.published->utc_s));
    if (!article.author.empty()) put(out, "<author><name>{}</name></author>\n", xml_text(article.author));
    put(out, "<summary>{}</summary>\n", xml_text(text_of(hit.snippet)));
    for (const std::string& symbol : symbols_of(article)) put(out, "<category term=\"{}\"/>\n", xml_text(symbol));
    put(out, "</entry>\n");
  }
  return out + "</feed>\n";
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode_utf8(text, at);
    const bool known = c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n' || c == '\r';
    if (!known) continue;
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      default:
        append_utf8(out, c);
    }
  }
  return out;
}

bool is_web_address(std::string_view url) {
  const std::string begin = ascii_lowered(url.substr(0, 8));
  return begin.starts_with("http://") || begin.starts_with("https://");
}

std::string rss_of(const SearchAnswer& answer, const FeedLinks& links) {
  std::string out = xml_head(links) + "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n";
  put(out, "<title>{}</title>\n<link>{}</link>\n<description>{} articles of the archive</description>\n",
      xml_text(title_of(answer)), xml_text(links.page), answer.total);
  put(out, "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n", xml_text(links.self));
  for (const Hit& hit : answer.hits) {
    const Article& article = hit.article;
    put(out, "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"false\">{}</guid>\n",
        xml_text(article.title), xml_text(link_of(article, links)), xml_text(article.id));
    if (article.published) put(out, "<pubDate>{}</pubDate>\n", rfc822(article.published->utc_s));
    const std::string snippet = text_of(hit.snippet);
    // Readers parse the text as HTML, so markup characters are escaped twice.
    put(out, "<description>{}</description>\n", xml_text(links.is_shown ? snippet : xml_text(snippet)));
    for (const std::string& symbol : symbols_of(article)) put(out, "<category>{}</category>\n", xml_text(symbol));
    put(out, "</item>\n");
  }
  return out + "</channel>\n</rss>\n";
}

std::string atom_of(const SearchAnswer& answer, const FeedLinks& links) {
  return atom_feed(answer, title_of(answer), links, changed_s);
}

std::string atom_of_arrivals(const SearchAnswer& answer, const std::string& title, const FeedLinks& links) {
  return atom_feed(answer, title, links, arrived_s);
}

}  // namespace broadtape
