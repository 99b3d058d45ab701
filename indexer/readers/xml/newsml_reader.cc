#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

// Where a field is, by descending priority: a path from the record, or `//name` for the first element of that name;
// then
// `@name` for an attribute.
struct NewsRow {
  RawField field;
  std::string_view places;
};

// NewsML-G2: `newsItem` (IPTC NewsML-G2 2.x).
constexpr NewsRow kNewsMlG2[] = {
    {RawField::kTitle, "contentmeta/headline itemmeta/title contentmeta/slugline"},
    {RawField::kSummary, "contentmeta/description"},
    {RawField::kDate,
     "itemmeta/firstcreated contentmeta/contentcreated itemmeta/versioncreated contentmeta/contentmodified"},
    {RawField::kAuthor, "contentmeta/by contentmeta/creator/name"},
    {RawField::kSource,
     "contentmeta/infosource/name contentmeta/infosource@literal contentmeta/creditline itemmeta/provider/name "
     "itemmeta/provider@literal rightsinfo/copyrightholder/name rightsinfo/copyrightholder@literal"},
    {RawField::kLanguage, "contentmeta/language@tag"},
    {RawField::kId, "@guid"},
};

// NewsML 1.x: `NewsItem` in `NewsML`.
constexpr NewsRow kNewsMl1[] = {
    {RawField::kTitle, "//headline //sluglines //slugline"},
    {RawField::kSummary, "//subheadline"},
    {RawField::kDate, "newsmanagement/firstcreated newsmanagement/thisrevisioncreated //dateid"},
    {RawField::kAuthor, "//byline"},
    {RawField::kSource, "//creditline //source/party@formalname //provider/party@formalname //providerid"},
    {RawField::kLanguage, "//language@formalname"},
    {RawField::kId, "//publicidentifier //newsitemid"},
};

// News Industry Text Format 3.x.
constexpr NewsRow kNitf[] = {
    {RawField::kTitle, "body/body.head/hedline/hl1 body/body.head/hedline head/title //hl1"},
    {RawField::kSummary, "body/body.head/abstract"},
    {RawField::kDate,
     "//date.release@norm //date.issue@norm //pubdata@date.publication //story.date@norm //story.date"},
    {RawField::kAuthor, "body/body.head/byline //byline"},
    {RawField::kSource, "body/body.head/distributor //pubdata@name //doc.copyright@holder //from-src@src-name"},
    {RawField::kLanguage, "@lang body/body.content@lang"},
    {RawField::kId, "//doc-id@id-string"},
};

const XmlElement* first_named(const XmlElement& element, std::string_view name) {
  for (const XmlElement& child : element.children) {
    if (child.local_name() == name) return &child;
    if (const XmlElement* found = first_named(child, name)) return found;
  }
  return nullptr;
}

std::string text_of_place(const XmlElement& record, std::string_view place) {
  const std::size_t at_sign = std::min(place.find('@'), place.size());
  std::string_view path = place.substr(0, at_sign);
  const XmlElement* element = &record;
  if (path.starts_with("//")) {
    path.remove_prefix(2);
    const std::size_t slash = std::min(path.find('/'), path.size());
    element = first_named(record, path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  element = element ? element->find(path) : nullptr;
  if (!element) return {};
  if (at_sign == place.size()) return one_line(element->all_text());
  return std::string(trimmed(element->attribute(place.substr(at_sign + 1))));
}

// Templates leave dates such as `YYYYMMDD000000-HHMM`.
bool is_usable(RawField field, const std::string& text) {
  if (field == RawField::kDate) return static_cast<bool>(parse_date(text));
  return !text.empty();
}

template <typename Rows>
void take_places(const XmlElement& record, const Rows& rows, ArticleFields& fields) {
  for (const NewsRow& row : rows) {
    std::string first;
    std::string_view origin;
    for (std::size_t at = 0; at < row.places.size();) {
      const std::size_t end = std::min(row.places.find(' ', at), row.places.size());
      const std::string_view place = row.places.substr(at, end - at);
      std::string text = text_of_place(record, place);
      at = end + 1;
      if (first.empty()) {
        first = text;
        origin = place;
      }
      if (!is_usable(row.field, text)) continue;
      first = std::move(text);
      origin = place;
      break;
    }
    fields.set({row.field, 1, false, origin}, std::move(first));
  }
}

// The names in a byline of NITF, without titles such as `<byttl>Business Writer</byttl>`.
std::string names_in(const XmlElement& byline) {
  if (const XmlElement* person = byline.find("person")) return person->all_text();
  std::string names;
  for (const XmlElement& child : byline.children) {
    if (child.name != "byttl") names += child.is_text() ? child.text : child.all_text();
  }
  return names;
}

// The texts of all parts of a record that hold a story.
std::string story_of(const XmlElement& record) {
  std::string body;
  const auto add = [&](const XmlElement& part) {
    const XmlElement* inner = part.find("body/body.content");
    if (!inner) inner = first_named(part, "body.content");
    if (!inner) inner = first_named(part, "body");
    const std::string text = markup_of(inner ? *inner : part);
    if (!text.empty()) body += (body.empty() ? "" : "<br><br>") + text;
  };
  record.each([&](const XmlElement& element) {
    const std::string_view name = element.local_name();
    const bool data = name == "inlinexml" || name == "inlinedata" || name == "datacontent";
    if (data) add(element);
  });
  if (body.empty() && (record.local_name() == "nitf" || first_named(record, "body.content"))) add(record);
  return body;
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

bool is_exchange(std::string_view name) {
  constexpr std::string_view kExchanges[] = {"nyse", "nasdaq", "amex", "otc", "lse", "tsx", "xnas", "xnys", "arca"};
  const std::string lower = ascii_lowered(name);
  return std::any_of(std::begin(kExchanges), std::end(kExchanges),
                     [&](std::string_view known) { return lower.find(known) != std::string::npos; });
}

struct Topics {
  std::vector<std::string> labels;
  std::vector<std::string> tickers;
};

// Labels and symbols in NewsML-G2, NewsML 1 and NITF.
void take_topic(const XmlElement& element, Topics& topics) {
  constexpr std::string_view kReutersCode = "R:";
  const std::string_view name = element.local_name(), code = element.attribute("qcode");
  if (name == "subject" && code.starts_with(kReutersCode)) {
    add_once(topics.tickers, std::string(code.substr(kReutersCode.size())));
  } else if (name == "subject") {
    // Codes without a name are labels only in the vocabularies of IPTC and Reuters.
    const bool known = code.starts_with("medtop:") || code.starts_with("subj:") || code.starts_with("N2:");
    const std::string label = element.text_at("name");
    add_once(topics.labels, label.empty() && known ? std::string(code) : label);
  } else if (name == "hasinstrument") {
    add_once(topics.tickers, std::string(element.attribute("symbol")));
  } else if (name == "keyword" || name == "keywordline") {
    const std::string_view key = element.attribute("key");
    add_once(topics.labels, key.empty() ? element.all_text() : std::string(key));
  } else if (name == "tobject.subject") {
    for (const char* part : {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"})
      add_once(topics.labels, std::string(element.attribute(part)));
  } else if (name == "topic") {
    const XmlElement* chosen = nullptr;
    for (const XmlElement& child : element.children) {
      if (child.local_name() != "description" || child.attribute("variant") == "Category") continue;
      if (!chosen || child.attribute("lang") == "en") chosen = &child;
    }
    if (chosen) add_once(topics.labels, chosen->all_text());
  } else if (name == "org" && !element.attribute("value").empty()) {
    const std::string_view value = element.attribute("value");
    if (is_exchange(element.attribute("idsrc")) || value.find(':') != std::string_view::npos)
      add_once(topics.tickers, std::string(value));
  }
}

RawArticle article_of_item(const XmlRecord& record) {
  const XmlElement& item = record.element;
  ArticleFields fields;
  if (item.local_name() == "nitf")
    take_places(item, kNitf, fields);
  else if (item.find("contentmeta") || item.find("itemmeta"))
    take_places(item, kNewsMlG2, fields);
  else
    take_places(item, kNewsMl1, fields);
  // A record of NewsML may hold its story as NITF, with a byline of its own.
  if (const XmlElement* byline = first_named(item, "byline")) {
    fields.set({RawField::kAuthor, 0}, names_in(*byline));
  }
  fields.set({RawField::kBody, 1}, story_of(item));
  fields.set({RawField::kLanguage, 2}, record.language);
  Topics topics;
  item.each([&](const XmlElement& element) { take_topic(element, topics); });
  fields.set_list({RawField::kLabels, 1}, std::move(topics.labels));
  fields.set_list({RawField::kTickers, 1}, std::move(topics.tickers));
  RawArticle raw = std::move(fields).article();
  return raw;
}

// Why an item is no article: "package", "picture". Empty for an article.
std::string no_story(const XmlElement& item) {
  if (item.local_name() == "nitf") return {};
  if (item.local_name() != "newsitem") return std::string(item.local_name());
  const std::string status = ascii_lowered(text_of_place(item, "itemmeta/pubstatus@qcode") +
                                           text_of_place(item, "newsmanagement/status@formalname"));
  for (const char* withdrawn : {"cancel", "withheld", "kill"}) {
    if (status.find(withdrawn) != std::string::npos) return "withdrawn newsitem";
  }
  if (!story_of(item).empty()) return {};
  const std::string kind = text_of_place(item, "itemmeta/itemclass@qcode");
  return fmt::format("{} without text", kind.empty() ? "newsitem" : kind.substr(kind.find(':') + 1));
}

}  // namespace

bool looks_like_newsml(std::string_view head) {
  constexpr std::string_view kRoots[] = {"newsmessage", "newsitem", "packageitem", "newsml", "nitf"};
  return std::find(std::begin(kRoots), std::end(kRoots), xml_root_name(head)) != std::end(kRoots);
}

void read_newsml(ByteSource& text, RecordOutput& output) {
  std::map<std::string, std::uint64_t> left_out;
  const auto record = [&](XmlRecord&& item) {
    const std::string reason = no_story(item.element);
    if (!reason.empty()) {
      ++left_out[reason];
      return true;
    }
    return output.article_of(
        item.place, [&] { return item.element.all_text(); }, [&] { return article_of_item(item); });
  };
  const std::uint64_t items = read_xml(
      text, {{"newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "nitf"}, record, {}}, output);
  std::string counts;
  for (const auto& [what, count] : left_out) counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", count, what);
  if (!counts.empty()) output.note("left out, because they hold no story: " + counts);
  if (items == 0) output.note("has no news items");
}

}  // namespace broadtape
