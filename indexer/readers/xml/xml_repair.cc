#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "common/text/utf8.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

constexpr std::size_t kPieceBytes = 64u << 10;
constexpr std::size_t kMaxReferenceBytes = 12;       // `&thetasym;`, `&#x10FFFF;`
constexpr std::size_t kMaxJunkBytes = 4u << 10;      // before an XML declaration
constexpr std::string_view kDeclaration = "<?xml ";  // XML 1.0, 2.8

// Names are ASCII in all forms that are read.
bool starts_name(char c) {
  return is_ascii_letter(c) || c == '_';
}

bool continues_name(char c) {
  return starts_name(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == ':';
}

std::string_view name_at(std::string_view text) {
  if (text.empty() || !starts_name(text[0])) return {};
  const auto end = std::find_if_not(text.begin(), text.end(), continues_name);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_xml_space(text.front())) text.remove_prefix(1);
  return text;
}

// Where the XML begins in the start of a text: at a declaration after other bytes, else at the first tag.
std::size_t start_of_xml(std::string_view head) {
  const std::size_t declaration = head.substr(0, kMaxJunkBytes).find(kDeclaration);
  if (declaration != std::string_view::npos) return declaration;
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '<' ? first : std::string_view::npos;
}

// The end of the tag that begins with text[0], outside quotes; npos if `text` does not contain it or another tag begins
// before it.
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

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out.push_back(c);
  }
}

// The length of the part of `text` that can be passed on before more is read: without a character or a reference that
// may be incomplete.
std::size_t complete_bytes(std::string_view text) {
  std::size_t size = text.size();
  const std::size_t reference = text.rfind('&');
  if (reference != std::string_view::npos && size - reference <= kMaxReferenceBytes) size = reference;
  for (std::size_t back = 1; back <= 4 && back <= size; ++back) {
    const auto c = static_cast<unsigned char>(text[size - back]);
    if (c < 0x80) break;
    if (c >= 0xc0) return size - back;
  }
  return size;
}

}  // namespace

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

bool XmlRepair::fill() {
  if (ended_) return false;
  skip(0);
  buffer_.erase(0, at_);
  at_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kPieceBytes);
  const std::size_t count = text_.read(buffer_.data() + before, kPieceBytes);
  buffer_.resize(before + count);
  ended_ = count == 0;
  return !ended_;
}

bool XmlRepair::has(std::size_t bytes) {
  while (buffer_.size() - at_ < bytes && fill()) continue;
  return buffer_.size() - at_ >= bytes;
}

void XmlRepair::skip(std::size_t bytes) {
  const auto from = buffer_.begin() + static_cast<std::ptrdiff_t>(at_);
  line_ += static_cast<std::uint64_t>(std::count(from, from + static_cast<std::ptrdiff_t>(bytes), '\n'));
  at_ += bytes;
}

void XmlRepair::skip_past(std::string_view end) {
  while (has(end.size())) {
    const std::size_t found = rest().find(end);
    if (found != std::string_view::npos) return skip(found + end.size());
    skip(rest().size() - (end.size() - 1));
    if (!fill()) break;
  }
  fault("the text ends before " + std::string(end));
  skip(rest().size());
}

// `<!DOCTYPE rss [<!ENTITY x ">">]>`
void XmlRepair::skip_document_type() {
  char quote = 0;
  int brackets = 0;
  while (has(1)) {
    const std::string_view text = rest();
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == ']') {
        brackets += c == '[' ? 1 : -1;
      } else if (c == '>' && brackets <= 0) {
        return skip(at + 1);
      }
    }
    skip(text.size());
  }
}

void XmlRepair::skip_to_start() {
  has(kMaxJunkBytes);
  const std::size_t start = start_of_xml(rest());
  started_ = true;
  if (start == std::string_view::npos) return;
  if (!trimmed(rest().substr(0, start)).empty()) fault(fmt::format("{} bytes before the XML", start));
  skip(start);
}

std::string XmlRepair::escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t mark = std::min(text.find('&', at), text.size());
    append_escaped(out, text.substr(at, mark - at));
    at = mark;
    if (at == text.size()) break;
    const std::size_t end = text.substr(at, kMaxReferenceBytes).find(';');
    const std::string_view reference = end == std::string_view::npos ? "&" : text.substr(at, end + 1);
    at += reference.size();
    if (is_xml_reference(reference)) {
      out += reference;
      continue;
    }
    std::string decoded = decode_entities(reference);
    if (decoded == reference)
      fault(reference == "&" ? "a & that is no reference" : std::string(reference) + " is not defined");
    else if (!reference.starts_with("&#"))
      fault(std::string(reference) + " is not defined");
    output_.repair(decoded);
    append_escaped(out, decoded);
  }
  return out;
}

void XmlRepair::add_text(std::string text, std::string& piece) {
  output_.repair(text);
  if (!open_.empty())
    piece += escaped(text);
  else if (!trimmed(text).empty())
    fault("text outside the outermost element");
}

void XmlRepair::take_text(std::string& piece) {
  std::size_t end = rest().find('<');
  if (end == std::string_view::npos) {
    if (rest().size() < kPieceBytes && fill()) return;
    end = ended_ ? rest().size() : complete_bytes(rest());
    if (end == 0) end = rest().size();
  }
  add_text(std::string(rest().substr(0, end)), piece);
  skip(end);
}

void XmlRepair::take_cdata(std::string& piece) {
  constexpr std::string_view kOpening = "<![CDATA[", kEnd = "]]>";
  skip(kOpening.size());
  for (;;) {
    const std::size_t found = rest().find(kEnd);
    const bool ends = found != std::string_view::npos;
    std::size_t end = ends ? found : ended_ ? rest().size() : rest().size() - std::min(rest().size(), kEnd.size() - 1);
    if (!ends && !ended_) end = complete_bytes(rest().substr(0, end));
    std::string text(rest().substr(0, end));
    output_.repair(text);
    if (!open_.empty()) append_escaped(piece, text);
    skip(end);
    if (ends) return skip(kEnd.size());
    if (ended_) return fault("the text ends before ]]>");
    if (piece.size() > kPieceBytes) {
      // The next call continues as if another CDATA section began.
      buffer_.replace(0, at_, kStart);
      at_ = 0;
      return;
    }
    fill();
  }
}

void XmlRepair::close_through(std::size_t level, std::string& piece) {
  while (open_.size() > level) {
    piece += "</" + open_.back() + ">";
    open_.pop_back();
  }
}

void XmlRepair::take_closing(std::string_view name, std::string& piece) {
  const auto found = std::find(open_.rbegin(), open_.rend(), name);
  if (found == open_.rend()) return fault(fmt::format("</{}> closes nothing", name));
  if (found != open_.rbegin()) fault(fmt::format("<{}> is not closed", open_.back()));
  close_through(static_cast<std::size_t>(open_.rend() - found) - 1, piece);
}

void XmlRepair::take_opening(std::string_view tag, std::string& piece) {
  const std::string name(name_at(tag));
  std::string_view text = without_space(tag.substr(name.size()));
  const std::string local = ascii_lowered(name.substr(name.find(':') + 1));
  if (std::find(records_.begin(), records_.end(), local) != records_.end()) {
    const auto outer = std::find(open_.begin(), open_.end(), name);
    if (outer != open_.end()) {
      fault(fmt::format("<{}> is not closed", open_.back()));
      close_through(static_cast<std::size_t>(outer - open_.begin()), piece);
    }
  }
  if (open_.size() >= kMaxDepth) return fault(fmt::format("elements are nested more than {} levels deep", kMaxDepth));
  const bool empty = tag.ends_with('/');
  if (empty && !text.empty()) text.remove_suffix(1);
  piece += "<" + name;
  std::vector<std::string_view> seen;
  while (!(text = without_space(text)).empty()) {
    const std::string_view attribute = name_at(text);
    const std::string_view behind = without_space(text.substr(attribute.size()));
    if (attribute.empty() || !behind.starts_with('=')) {
      fault(fmt::format("an attribute of <{}> has no value", name));
      text.remove_prefix(std::max<std::size_t>(attribute.size(), 1));
      continue;
    }
    std::string_view value = without_space(behind.substr(1));
    const bool quoted = value.starts_with('"') || value.starts_with('\'');
    const std::size_t end = quoted ? value.find(value[0], 1) : value.find_first_of(" \t\r\n");
    text = end == std::string_view::npos ? std::string_view() : value.substr(end + 1);
    value = quoted ? value.substr(1, end - 1) : value.substr(0, end);
    if (!quoted) fault(fmt::format("an attribute of <{}> has no quotes", name));
    if (seen.size() >= kMaxAttributes || std::find(seen.begin(), seen.end(), attribute) != seen.end()) continue;
    seen.push_back(attribute);
    piece += fmt::format(" {}=\"{}\"", attribute, escaped(value));
  }
  piece += empty ? "/>" : ">";
  if (!empty) open_.push_back(name);
}

void XmlRepair::take_markup(std::string& piece) {
  constexpr std::size_t kLongestStart = 9;  // <![CDATA[, <!DOCTYPE
  has(kLongestStart);
  if (rest().starts_with("<!--")) return skip_past("-->");
  if (rest().starts_with("<?xml")) return skip_past(">");  // also a declaration without its second question mark
  if (rest().starts_with("<?")) return skip_past("?>");
  if (rest().starts_with("<![CDATA[")) return take_cdata(piece);
  if (rest().starts_with("<!DOCTYPE") || rest().starts_with("<!doctype")) return skip_document_type();
  std::size_t end = end_of_tag(rest());
  while (end == std::string_view::npos && rest().size() <= kMaxTagBytes && fill()) end = end_of_tag(rest());
  std::string tag(rest().substr(1, end == std::string_view::npos ? 0 : end - 1));
  const bool closing = tag.starts_with('/');
  const std::string_view name = name_at(std::string_view(tag).substr(closing ? 1 : 0));
  if (name.empty() || std::count(name.begin(), name.end(), ':') > 1 || name.ends_with(':')) {
    const bool cut_off = ended_ && rest().find_first_of("<>", 1) == std::string_view::npos;
    if (cut_off) return skip(rest().size());
    fault("a < that begins no tag");
    if (!open_.empty()) piece += "&lt;";
    return skip(1);
  }
  output_.repair(tag);
  skip(end + 1);
  if (closing) return take_closing(name_at(std::string_view(tag).substr(1)), piece);
  take_opening(tag, piece);
}

bool XmlRepair::next(std::string& piece) {
  piece.clear();
  if (!started_) skip_to_start();
  while (piece.size() < kPieceBytes && has(1)) {
    if (rest().starts_with('<'))
      take_markup(piece);
    else
      take_text(piece);
  }
  if (!piece.empty()) return true;
  if (closed_) return false;
  closed_ = true;
  cut_off_ = !open_.empty();
  if (cut_off_) fault(fmt::format("the text ends inside <{}>", open_.back()));
  close_through(0, piece);
  return !piece.empty();
}

void XmlRepair::fault(std::string what) {
  if (fault_count_++ == 0) first_fault_ = fmt::format("line {}: {}", line_, what);
}

std::string XmlRepair::faults() const {
  if (fault_count_ < 2) return first_fault_;
  return fmt::format("{}, and {} more fault{}", first_fault_, fault_count_ - 1, fault_count_ == 2 ? "" : "s");
}

}  // namespace broadtape
