#include "indexer/readers/xml/xml_syntax.h"

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

constexpr std::string_view kDeclaration = "<?xml ";  // XML 1.0, 2.8

bool starts_name(char c) {
  return is_ascii_letter(c) || c == '_';
}

bool continues_name(char c) {
  return starts_name(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == ':';
}

bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::string_view name_at(std::string_view text) {
  if (text.empty() || !starts_name(text[0])) return {};
  const auto end = std::find_if_not(text.begin(), text.end(), continues_name);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_xml_space(text.front())) text.remove_prefix(1);
  return text;
}

std::size_t start_of_xml(std::string_view head) {
  const std::size_t declaration = head.substr(0, kMaxBytesBeforeXml).find(kDeclaration);
  if (declaration != std::string_view::npos) return declaration;
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '<' ? first : std::string_view::npos;
}

std::size_t end_of_tag(std::string_view text) {
  char quote = 0;
  for (std::size_t at = 1; at < text.size() && at <= XmlRepair::kMaxTagBytes; ++at) {
    const char c = text[at];
    if (quote) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && (text[at - 1] == '=' || is_xml_space(text[at - 1]))) {
      quote = c;
    } else if (c == '>') {
      return at;
    } else if (c == '<') {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

bool is_xml_reference(std::string_view reference) {
  constexpr std::string_view kNamed[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
  return std::find(std::begin(kNamed), std::end(kNamed), reference) != std::end(kNamed);
}

void append_xml_escaped(std::string& out, std::string_view text) {
  const auto reference_of = [](char c) -> std::string_view {
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : "";
  };
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view reference = reference_of(text[at]);
    if (reference.empty()) continue;
    out.append(text, copied, at - copied) += reference;
    copied = at + 1;
  }
  out += text.substr(copied);
}

std::size_t complete_bytes(std::string_view text) {
  std::size_t size = text.size();
  const std::size_t reference = text.rfind('&');
  if (reference != std::string_view::npos && size - reference <= kMaxXmlReferenceBytes) size = reference;
  for (std::size_t back = 1; back <= 4 && back <= size; ++back) {
    const auto c = static_cast<unsigned char>(text[size - back]);
    if (c < 0x80) break;
    if (c >= 0xc0) return size - back;
  }
  return size;
}

std::string xml_root_name(std::string_view head) {
  const std::size_t start = start_of_xml(head);
  if (start == std::string_view::npos) return {};
  head.remove_prefix(start);
  while (head.starts_with("<!") || head.starts_with("<?")) {
    const bool comment = head.starts_with("<!--");
    std::size_t end = head.find(comment ? "-->" : ">");
    const std::size_t subset = head.find('[');
    if (!comment && head.starts_with("<!DOCTYPE") && subset < end) end = head.find("]>");
    if (end == std::string_view::npos) return {};
    head = without_space(head.substr(std::min(head.find('>', end) + 1, head.size())));
  }
  if (!head.starts_with('<')) return {};
  const std::string_view name = name_at(head.substr(1));
  return ascii_lowered(name.substr(name.find(':') + 1));
}

}  // namespace broadtape
