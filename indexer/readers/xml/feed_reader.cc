#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "common/time/date_parser.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/feed_text.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

// Elements of items in RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, and their usual extensions. The lowest rank of
// a field wins.
struct FeedRow {
  std::string_view name;
  RawField field;
  int rank;
};
constexpr FeedRow kFeedRows[] = {
    {"title", RawField::kTitle, 1},
    {"dc:title", RawField::kTitle, 3},
    {"media:title", RawField::kTitle, 9},
    {"content:encoded", RawField::kBody, 1},
    {"content", RawField::kBody, 2},  // Atom
    {"atom:content", RawField::kBody, 2},
    {"xhtml:body", RawField::kBody, 3},
    {"xhtml:div", RawField::kBody, 3},
    {"yandex:full-text", RawField::kBody, 4},
    {"description", RawField::kSummary, 1},
    {"summary", RawField::kSummary, 1},
    {"atom:summary", RawField::kSummary, 2},
    {"excerpt:encoded", RawField::kSummary, 3},
    {"dc:description", RawField::kSummary, 4},
    {"dcterms:abstract", RawField::kSummary, 5},
    {"media:description", RawField::kSummary, 8},
    {"itunes:summary", RawField::kSummary, 9},
    {"pubdate", RawField::kDate, 1},
    {"published", RawField::kDate, 1},
    {"issued", RawField::kDate, 2},  // Atom 0.3
    {"atom:published", RawField::kDate, 2},
    {"dc:date", RawField::kDate, 3},
    {"dcterms:issued", RawField::kDate, 3},
    {"created", RawField::kDate, 4},
    {"dcterms:created", RawField::kDate, 4},
    {"prism:publicationdate", RawField::kDate, 5},
    {"updated", RawField::kDate, 90},  // only if there is no date of publication
    {"atom:updated", RawField::kDate, 90},
    {"modified", RawField::kDate, 91},
    {"dcterms:modified", RawField::kDate, 91},
    {"source", RawField::kSource, 1},
    {"dc:publisher", RawField::kSource, 3},
    {"prism:publicationname", RawField::kSource, 3},
    {"dc:source", RawField::kSource, 5},
    {"dc:creator", RawField::kAuthor, 1},
    {"author", RawField::kAuthor, 2},
    {"atom:author", RawField::kAuthor, 2},
    {"itunes:author", RawField::kAuthor, 9},
    {"feedburner:origlink", RawField::kUrl, 1},
    {"link", RawField::kUrl, 2},
    {"atom:link", RawField::kUrl, 3},
    {"guid", RawField::kId, 1},
    {"id", RawField::kId, 1},
    {"dc:identifier", RawField::kId, 3},
    {"category", RawField::kLabels, 1},
    {"dc:subject", RawField::kLabels, 1},
    {"media:keywords", RawField::kLabels, 2},
    {"dc:language", RawField::kLanguage, 1},
    {"language", RawField::kLanguage, 1},
};
constexpr int kUnknownElement = 50;  // added to the rank of an element that only FieldNames knows
constexpr int kOfFeed = 95;          // the rank of what the whole feed says

bool has_word(std::string_view text, std::string_view word) {
  return ascii_lowered(text).find(word) != std::string::npos;
}

class FeedReader {
 public:
  FeedReader(const InputName& input, const FieldNames& names, RecordOutput& output)
      : names_(names), output_(output), near_s_(input.modified_s), captured_s_(input.captured_s), address_(input.url) {}

  // What the feed says of all its items.
  void other(const std::string& path, const XmlElement& element) {
    const std::string name = path.substr(path.find('/') + 1);
    const std::string text = element.all_text();
    has_channel_ = has_channel_ || name == "channel" || name.starts_with("channel/");
    if (name == "channel/title" || name == "title") source_ = text;
    if (name == "channel/language" || name == "channel/dc:language") language_ = text;
    if (name == "link" && element.attribute("rel") != "self" && address_.empty()) address_ = element.attribute("href");
    if (name == "channel/link" && is_web_address(text)) address_ = text;
    if (name == "author/name") author_ = text;
    if (name == "author/wp:author_login") login_ = text;
    if (name == "channel/author/wp:author_login") login_ = text;
    if (name == "channel/author/wp:author_display_name" && !login_.empty()) people_[login_] = text;
    if (name == "channel/lastbuilddate" || name == "channel/pubdate" || name == "updated" ||
        name == "channel/dc:date") {
      if (const DateResult date = parse_date(text)) near_s_ = captured_s_ = date.date->instant.utc_s;
    }
  }

  bool record(XmlRecord&& record) {
    const std::string left_out = unpublished(record.element);
    if (!left_out.empty()) {
      ++left_out_[left_out];
      return true;
    }
    return output_.article_of(
        record.place, [&] { return record.element.all_text(); }, [&] { return article_of(record); });
  }

  // Throws Error(kInput) for RDF of another vocabulary, of which no element is that of a feed.
  void finish(std::uint64_t items, bool is_rdf) {
    if (items == 0 && is_rdf && !has_channel_)
      throw Error(ErrorKind::kInput, "is RDF that is not a feed, such as an ontology, which is not supported",
                  "convert what it describes to CSV or JSON Lines");
    if (items == 0) output_.note("is a feed without articles");
    std::string counts;
    for (const auto& [what, count] : left_out_)
      counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, what);
    if (!counts.empty()) output_.note("left out, because only published posts are articles: " + counts);
  }

 private:
  // Why the item of a WordPress export is no article: "attachment", "post (draft)". Empty for an article.
  static std::string unpublished(const XmlElement& item) {
    const std::string type = item.text_at("wp:post_type"), status = item.text_at("wp:status");
    if (!type.empty() && type != "post") return type;
    if (!status.empty() && status != "publish") return fmt::format("post ({})", status);
    return item.text_at("wp:post_password").empty() ? std::string() : "post (with a password)";
  }

  RawArticle article_of(const XmlRecord& record) {
    ArticleFields fields;
    is_export_ = record.element.find("wp:post_type") != nullptr;
    base_ = record.base.empty() ? address_ : resolve_url(address_.empty() ? record.base : address_, record.base);
    std::vector<std::string> labels, tickers, authors;
    for (const XmlElement& child : record.element.children) {
      if (child.name == "category" || child.name == "dc:subject")
        take_category(child, labels, tickers);
      else if (!child.is_text())
        take(child, fields, authors);
    }
    fields.set_list({RawField::kAuthor, 1}, authors);
    fields.set_list({RawField::kLabels, 1}, labels);
    fields.set_list({RawField::kTickers, 5}, tickers);
    fields.set({RawField::kUrl, kOfFeed}, std::string(record.element.attribute("about")));  // RSS 1.0
    fields.set({RawField::kSource, kOfFeed, false, "title of the feed"}, source_);
    fields.set({RawField::kAuthor, kOfFeed}, author_);
    fields.set({RawField::kLanguage, kOfFeed}, record.language.empty() ? language_ : record.language);
    RawArticle raw = std::move(fields).article();
    raw.date_near_s = near_s_;
    if (captured_s_ && raw.captured_text.empty() && may_be_age(raw.date_text))
      raw.captured_text = format_rfc3339(*captured_s_);
    return raw;
  }

  void take(const XmlElement& element, ArticleFields& fields, std::vector<std::string>& authors) {
    if (element.name == "wp:post_date_gmt") {
      const std::string date = element.all_text();
      if (!date.starts_with("0000")) fields.set({RawField::kDate, 0, false, "wp:post_date_gmt"}, date + "Z");
      return;
    }
    const std::optional<FieldMatch> match = match_of(element);
    if (!match) return;
    switch (match->field) {
      case RawField::kUrl:
        return take_link(element, *match, fields);
      case RawField::kAuthor: {
        const XmlElement* name = element.find("name");
        if (!name) name = element.find("atom:name");
        std::string person = person_of((name ? *name : element).all_text());
        if (const auto known = people_.find(person); known != people_.end()) person = known->second;
        person = decode_entities(person);
        const bool listed = std::find(authors.begin(), authors.end(), person) != authors.end();
        if (match->rank > 2 || match->rank == 0)
          fields.set(*match, std::move(person));
        else if (!listed && !person.empty())
          authors.push_back(std::move(person));
        return;
      }
      case RawField::kSource: {
        const XmlElement* title = element.find("title");
        const std::string text = (title ? *title : element).all_text();
        return is_web_address(text) ? void() : fields.set(*match, text);
      }
      case RawField::kId:
        if (element.name == "guid" && element.attribute("ispermalink") != "false" && is_web_address(element.all_text()))
          fields.set({RawField::kUrl, 9}, element.all_text());
        return fields.set(*match, element.all_text());
      case RawField::kBody:
        return fields.set(*match, is_export_ ? wordpress_html(element.all_text()) : markup_of(element));
      case RawField::kTitle:
      case RawField::kSummary:
        return fields.set(*match, markup_of(element));
      default:
        return fields.set(*match, element.all_text());
    }
  }

  std::optional<FieldMatch> match_of(const XmlElement& element) const {
    const std::optional<FieldMatch> chosen = names_.find(element.name);
    if (chosen && chosen->rank == 0) return chosen;
    const auto row = std::find_if(std::begin(kFeedRows), std::end(kFeedRows),
                                  [&](const FeedRow& known) { return known.name == element.name; });
    if (row != std::end(kFeedRows)) return FieldMatch{row->field, row->rank, false, row->name};
    std::optional<FieldMatch> known = names_.find(element.local_name());
    if (!known || element.name.starts_with("media:") || element.name.starts_with("itunes:")) return std::nullopt;
    const bool taken = known->field == RawField::kDate || known->field == RawField::kSource ||
                       known->field == RawField::kAuthor || known->field == RawField::kTickers;
    if (!taken) return std::nullopt;
    known->rank += known->rank > 0 ? kUnknownElement : 0;
    return known;
  }

  void take_link(const XmlElement& element, FieldMatch match, ArticleFields& fields) const {
    const std::string_view rel = element.attribute("rel"), href = element.attribute("href");
    if (!rel.empty() && rel != "alternate") return;
    const std::string_view type = element.attribute("type");
    if (!type.empty() && type != "text/html" && type != "application/xhtml+xml") match.rank += 5;
    const std::string link = decode_entities(href.empty() ? element.all_text() : std::string(href));
    const std::string resolved = resolve_url(base_, link);
    fields.set(match, resolved.empty() ? link : resolved);
  }

  // A category is a label, unless its scheme says that it is a symbol (`domain=".../rss/stock"`) or another code.
  static void take_category(const XmlElement& element, std::vector<std::string>& labels,
                            std::vector<std::string>& tickers) {
    const std::string scheme =
        fmt::format("{} {} {}", element.attribute("domain"), element.attribute("scheme"), element.attribute("type"));
    const std::string_view label = element.attribute("label"), term = element.attribute("term");
    std::string text = decode_entities(!label.empty() ? std::string(label) : element.all_text());
    if (text.empty()) text = decode_entities(term);
    if (has_word(scheme, "isin")) return;
    if (!has_word(scheme, "stock") && !has_word(scheme, "symbol") && !has_word(scheme, "ticker")) {
      labels.push_back(std::move(text));
      return;
    }
    for (std::string& ticker : split_tickers(term.empty() ? text : std::string(term)))
      tickers.push_back(std::move(ticker));
  }

  const FieldNames& names_;
  RecordOutput& output_;
  std::optional<std::int64_t> near_s_;
  std::optional<std::int64_t> captured_s_;  // the date of the feed, or when it was fetched
  std::string address_;                     // of the feed or its site
  std::string base_;                        // of the links of the current item
  std::string source_, language_, author_, login_;
  std::map<std::string, std::string> people_;  // login -> name, in a WordPress export
  std::map<std::string, std::uint64_t> left_out_;
  bool is_export_ = false, has_channel_ = false;
};

}  // namespace

bool looks_like_feed(std::string_view head) {
  const std::string root = xml_root_name(head);
  if (root == "rss" || root == "rdf") return true;
  // Other vocabularies have elements of these names, too.
  const bool has_items = head.find("<item") != head.npos || head.find("<entry") != head.npos ||
                         head.find(":entry") != head.npos || head.find("Atom") != head.npos;
  return (root == "feed" || root == "channel") && has_items;
}

void read_feed(ByteSource& source, const FieldNames& names, RecordOutput& output) {
  constexpr std::size_t kRootBytes = 4u << 10;
  PeekSource text(source, kRootBytes);
  const bool is_rdf = xml_root_name(text.head()) == "rdf";
  FeedReader reader(text.name(), names, output);
  const std::uint64_t items =
      read_xml(text,
               {{"item", "entry"},
                [&](XmlRecord&& record) { return reader.record(std::move(record)); },
                [&](const std::string& path, const XmlElement& element) { reader.other(path, element); }},
               output);
  reader.finish(items, is_rdf);
}

}  // namespace broadtape
