#include <fmt/format.h>

#include <algorithm>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/xml.h"
#include "indexer/readers/xml/xml_syntax.h"

namespace broadtape {
namespace {

constexpr std::size_t kPieceBytes = 64u << 10;

}  // namespace

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
  has(kMaxBytesBeforeXml);
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
    append_xml_escaped(out, text.substr(at, mark - at));
    at = mark;
    if (at == text.size()) break;
    const std::size_t end = text.substr(at, kMaxXmlReferenceBytes).find(';');
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
    append_xml_escaped(out, decoded);
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
    if (!open_.empty() && !text.empty()) piece.append(kOpening).append(text).append(kEnd);
    skip(end);
    if (ends) return skip(kEnd.size());
    if (ended_) return fault("the text ends before ]]>");
    if (piece.size() > kPieceBytes) {
      // The next call continues as if another CDATA section began.
      buffer_.replace(0, at_, kOpening);
      at_ = 0;
      return;
    }
    fill();
  }
}

void XmlRepair::close_through(std::size_t level, std::string& piece) {
  while (open_.size() > level) {
    piece += "</" + open_.back() + ">";
    lists_.erase(open_.size());
    open_.pop_back();
  }
}

void XmlRepair::take_closing(std::string_view name, std::string& piece) {
  const auto found = std::find(open_.rbegin(), open_.rend(), name);
  if (found == open_.rend()) return fault(fmt::format("</{}> closes nothing", name));
  if (found != open_.rbegin()) fault(fmt::format("<{}> is not closed", open_.back()));
  close_through(static_cast<std::size_t>(open_.rend() - found) - 1, piece);
}

// Whether the innermost element ends before another one of its name begins, so that it is a list inside a record:
// <stocks><item>. It is looked for once, because a list may have a million items.
bool XmlRepair::is_in_list() {
  constexpr std::size_t kReach = 16u << 10;
  const auto [known, is_new] = lists_.try_emplace(open_.size(), false);
  if (!is_new) return known->second;
  const std::string& element = open_.back();
  if (std::find(records_.begin(), records_.end(), ascii_lowered(element.substr(element.find(':') + 1))) !=
      records_.end())
    return false;
  has(kReach);
  const std::string_view ahead = rest().substr(0, kReach);
  const std::size_t end = ahead.find("</" + element);
  return known->second = end != ahead.npos && ahead.substr(0, end).find("<" + element) == ahead.npos;
}

void XmlRepair::take_opening(std::string_view tag, std::string& piece) {
  const std::string name(name_at(tag));
  std::string_view text = without_space(tag.substr(name.size()));
  const std::string local = ascii_lowered(name.substr(name.find(':') + 1));
  if (std::find(records_.begin(), records_.end(), local) != records_.end()) {
    const auto outer = std::find(open_.begin(), open_.end(), name);
    if (outer != open_.end() && !is_in_list()) {
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
