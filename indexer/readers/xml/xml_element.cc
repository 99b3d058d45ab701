#include <algorithm>
#include <iterator>

#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

// Elements of XHTML and NITF, and the HTML that they become. Others are only passed through.
struct MarkupRow {
  std::string_view name;
  std::string_view html;  // empty: left out with its content
};
constexpr MarkupRow kMarkup[] = {
    {"p", "p"},         {"br", "br"},       {"hr", "hr"},         {"div", "div"}, {"block", "div"},
    {"h1", "h2"},       {"h2", "h2"},       {"h3", "h3"},         {"h4", "h4"},   {"h5", "h5"},
    {"h6", "h6"},       {"hl1", "h2"},      {"hl2", "h2"},        {"ul", "ul"},   {"ol", "ol"},
    {"li", "li"},       {"dl", "dl"},       {"dt", "dt"},         {"dd", "dd"},   {"table", "table"},
    {"tr", "tr"},       {"td", "td"},       {"th", "th"},         {"pre", "pre"}, {"blockquote", "blockquote"},
    {"section", "div"}, {"article", "div"}, {"bq", "blockquote"}, {"media", ""},  {"media-caption", ""},
    {"head", ""},       {"script", ""},     {"style", ""},        {"figure", ""}, {"media-metadata", ""},
};

void append_markup(const XmlElement& element, std::string& out) {
  if (element.is_text()) {
    // References in the text were escaped twice, which is frequent: `&amp;#39;`. HTML decodes them.
    for (const char c : element.text) {
      if (c == '<')
        out += "&lt;";
      else
        out.push_back(c);
    }
    return;
  }
  const std::string_view name = element.local_name();
  const auto row =
      std::find_if(std::begin(kMarkup), std::end(kMarkup), [&](const MarkupRow& r) { return r.name == name; });
  const std::string html(row == std::end(kMarkup) ? std::string_view() : row->html);
  if (row != std::end(kMarkup) && html.empty()) return;
  if (!html.empty()) out += "<" + html + ">";
  for (const XmlElement& child : element.children) append_markup(child, out);
  if (!html.empty() && html != "br" && html != "hr") out += "</" + html + ">";
}

}  // namespace

std::string_view XmlElement::attribute(std::string_view attribute_name) const {
  for (const auto& [known, value] : attributes) {
    if (known == attribute_name) return value;
  }
  return {};
}

const XmlElement* XmlElement::find(std::string_view path) const {
  const XmlElement* at = this;
  while (at && !path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const auto next = std::find_if(at->children.begin(), at->children.end(),
                                   [&](const XmlElement& child) { return child.name == path.substr(0, end); });
    at = next == at->children.end() ? nullptr : &*next;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return at;
}

std::string XmlElement::all_text() const {
  std::string all;
  const std::function<void(const XmlElement&)> add = [&](const XmlElement& element) {
    all += element.text;
    for (const XmlElement& child : element.children) add(child);
  };
  add(*this);
  return std::string(trimmed(all));
}

std::string XmlElement::text_at(std::string_view path) const {
  const XmlElement* found = find(path);
  return found ? found->all_text() : std::string();
}

bool XmlElement::has_elements() const {
  return std::any_of(children.begin(), children.end(), [](const XmlElement& child) { return !child.is_text(); });
}

void XmlElement::each(const std::function<void(const XmlElement&)>& visit) const {
  for (const XmlElement& child : children) {
    if (child.is_text()) continue;
    visit(child);
    child.each(visit);
  }
}

std::string markup_of(const XmlElement& element) {
  if (!element.has_elements()) return element.all_text();
  std::string out = "<div>";
  for (const XmlElement& child : element.children) append_markup(child, out);
  return out + "</div>";
}

}  // namespace broadtape
