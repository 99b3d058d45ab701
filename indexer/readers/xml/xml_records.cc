#include <fmt/format.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <optional>

#include "common/text/ascii.h"
#include "indexer/input/limits.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/xml.h"

namespace broadtape {
namespace {

// Namespaces by a part of their address, with the prefix that their elements get. Empty: none.
struct NamespaceRow {
  std::string_view address;
  std::string_view prefix;
};
constexpr NamespaceRow kNamespaces[] = {
    {"purl.org/rss/1.0/modules/content", "content"},
    {"purl.org/dc/elements/", "dc"},
    {"purl.org/dc/terms/", "dcterms"},
    {"www.w3.org/2005/Atom", "atom"},
    {"purl.org/atom/ns", "atom"},
    {"search.yahoo.com/mrss", "media"},
    {"wordpress.org/export/", "wp"},
    {"google.com/schemas/sitemap-news", "news"},
    {"itunes.com/dtds", "itunes"},
    {"rssnamespace.org/feedburner", "feedburner"},
    {"22-rdf-syntax-ns", "rdf"},
    {"www.w3.org/1999/xhtml", "xhtml"},
    {"prismstandard.org/namespaces", "prism"},
    {"my.netscape.com/rdf/simple", ""},
    {"channel.netscape.com/rdf/simple", ""},
    {"purl.org/rss/1.0/", ""},
    {"sitemaps.org/schemas/sitemap", ""},
};

std::string_view chars(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

std::string prefix_of(std::string_view address, std::string_view written) {
  if (address.find("wordpress.org/export/") != std::string_view::npos &&
      address.find("excerpt") != std::string_view::npos)
    return "excerpt";
  const auto row = std::find_if(std::begin(kNamespaces), std::end(kNamespaces), [&](const NamespaceRow& known) {
    return address.find(known.address) != std::string_view::npos;
  });
  return row == std::end(kNamespaces) ? ascii_lowered(written) : std::string(row->prefix);
}

// All texts of a record, for the report of a rejected one.
void append_summary(const XmlElement& element, std::string& out) {
  constexpr std::size_t kEnough = 64u << 10;
  if (out.size() > kEnough) return;
  out += element.text;
  if (!element.is_text()) out += "<" + element.name + ">";
  for (const XmlElement& child : element.children) append_summary(child, out);
  if (!element.is_text()) out += "</" + element.name + ">";
}

// Builds the elements of one record at a time from libxml2's events.
class RecordBuilder {
 public:
  RecordBuilder(const XmlVisitor& visitor, RecordOutput& output) : visitor_(visitor), output_(output) {
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_characters;
    handler.ignorableWhitespace = on_characters;
    handler.cdataBlock = on_characters;
    parser_ = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
    if (!parser_) throw std::bad_alloc();
    xmlCtxtUseOptions(parser_, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlSwitchEncoding(parser_, XML_CHAR_ENCODING_UTF8);
    // An outermost element of our own, so that several documents in one file are read.
    parse("<all>");
  }
  ~RecordBuilder() { xmlFreeParserCtxt(parser_); }
  RecordBuilder(const RecordBuilder&) = delete;
  RecordBuilder& operator=(const RecordBuilder&) = delete;

  // Whether libxml2 goes on; it stops at faults that XmlRepair leaves.
  bool parse(std::string_view piece) {
    xmlParseChunk(parser_, piece.data(), static_cast<int>(piece.size()), 0);
    return !parser_->disableSAX;
  }

  // Passes on the records that ended. `cut_off`: the last one was ended by the end of the input. False: stop.
  bool pass_on(bool cut_off) {
    for (std::size_t i = 0; i < ready_.size(); ++i) {
      Ready& ready = ready_[i];
      ++count_;
      const std::string reason = cut_off ? "the input ends inside it" : std::move(ready.excess);
      std::string place = fmt::format("{} {}", ready.record.element.local_name(), count_);
      if (!reason.empty()) {
        std::string text;
        append_summary(ready.record.element, text);
        if (!output_.reject(std::move(place), reason, text)) return false;
        continue;
      }
      ready.record.place = std::move(place);
      if (!visitor_.record(std::move(ready.record))) return false;
    }
    ready_.clear();
    return true;
  }

  std::uint64_t count() const { return count_; }

 private:
  struct Open {
    XmlElement element;
    std::string language;
    std::string base;
    bool has_children = false;
  };
  struct Ready {
    XmlRecord record;
    std::string excess;  // the limit that the record is above
  };

  static RecordBuilder& of(void* self) { return *static_cast<RecordBuilder*>(self); }

  // The signature is libxml2's.
  // NOLINTNEXTLINE(readability-function-size)
  static void on_start(void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar* address, int,
                       const xmlChar**, int attributes, int, const xmlChar** values) {
    XmlElement element;
    RecordBuilder& builder = of(self);
    element.name = builder.name_of(chars(name), chars(prefix), chars(address));
    for (int i = 0; i < attributes; ++i) {
      const xmlChar** row = values + 5 * i;  // local name, prefix, address, begin and end of the value
      element.attributes.emplace_back(
          ascii_lowered(chars(row[0])),
          std::string(reinterpret_cast<const char*>(row[3]), static_cast<std::size_t>(row[4] - row[3])));
    }
    builder.start(std::move(element));
  }

  static void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) { of(self).end(); }

  static void on_characters(void* self, const xmlChar* text, int bytes) {
    of(self).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes)});
  }

  std::string name_of(std::string_view local, std::string_view prefix, std::string_view address) {
    std::string name = ascii_lowered(local);
    if (open_.size() == 1) outermost_ = std::string(address);
    if (in_record_ == 0 && is_record(name)) of_record_ = std::string(address);
    const bool plain = address == outermost_ || (in_record_ > 0 && address == of_record_) ||
                       (in_record_ == 0 && is_record(name)) || (address.empty() && prefix.empty());
    const std::string of_namespace = plain ? std::string() : prefix_of(address, prefix);
    return of_namespace.empty() ? name : of_namespace + ":" + name;
  }

  void start(XmlElement&& element) {
    if (in_record_ == 0 && is_record(element.name)) {
      in_record_ = open_.size();
      nodes_ = bytes_ = 0;
      excess_.clear();
    }
    if (!open_.empty()) open_.back().has_children = true;
    if (in_record_ > 0) count_in(1 + element.attributes.size(), bytes_of(element));
    Open open;
    if (!open_.empty()) {
      open.language = open_.back().language;
      open.base = open_.back().base;
    }
    if (const std::string_view language = element.attribute("lang"); !language.empty()) open.language = language;
    if (const std::string_view base = element.attribute("base"); !base.empty()) open.base = base;
    if (excess_.empty() || in_record_ == 0)
      open.element = std::move(element);
    else
      open.element.name = std::move(element.name);
    open_.push_back(std::move(open));
  }

  void characters(std::string_view text) {
    constexpr std::size_t kMaxOtherBytes = 64u << 10;
    if (open_.empty()) return;
    std::vector<XmlElement>& children = open_.back().element.children;
    const bool appends = !children.empty() && children.back().is_text();
    if (in_record_ > 0) {
      count_in(appends ? 0 : 1, text.size());
      if (!excess_.empty()) return;
    } else if (appends && children.back().text.size() + text.size() > kMaxOtherBytes) {
      return;
    }
    if (!appends) children.emplace_back();
    children.back().text += text;
  }

  void end() {
    if (open_.empty()) return;
    Open ended = std::move(open_.back());
    open_.pop_back();
    if (in_record_ == open_.size() && in_record_ > 0) {
      in_record_ = 0;
      ready_.push_back({{std::move(ended.element), {}, std::move(ended.language), std::move(ended.base)}, excess_});
    } else if (in_record_ > 0) {
      if (excess_.empty()) open_.back().element.children.push_back(std::move(ended.element));
    } else if (!ended.has_children && visitor_.other) {
      std::string path;
      for (std::size_t i = 1; i < open_.size(); ++i) path += std::string(open_[i].element.local_name()) + "/";
      visitor_.other(path + ended.element.name, ended.element);
    }
  }

  bool is_record(std::string_view name) const {
    return !open_.empty() &&
           std::find(visitor_.records.begin(), visitor_.records.end(), name) != visitor_.records.end();
  }

  static std::size_t bytes_of(const XmlElement& element) {
    std::size_t bytes = element.name.size();
    for (const auto& [name, value] : element.attributes) bytes += name.size() + value.size();
    return bytes;
  }

  void count_in(std::size_t nodes, std::size_t bytes) {
    nodes_ += nodes;
    bytes_ += bytes;
    if (!excess_.empty() || (nodes_ <= kMaxPageNodes && bytes_ <= kMaxRecordBytes)) return;
    excess_ = nodes_ > kMaxPageNodes ? fmt::format("has more than {} elements and attributes", kMaxPageNodes)
                                     : fmt::format("is larger than {} bytes", kMaxRecordBytes);
  }

  const XmlVisitor& visitor_;
  RecordOutput& output_;
  xmlParserCtxt* parser_ = nullptr;
  std::string outermost_;  // the namespace of the outermost element
  std::string of_record_;  // and of the open record
  std::vector<Open> open_;
  std::size_t in_record_ = 0;  // the level of the open record; 0: none is open
  std::size_t nodes_ = 0;      // of the open record
  std::size_t bytes_ = 0;
  std::string excess_;
  std::vector<Ready> ready_;
  std::uint64_t count_ = 0;
};

}  // namespace

std::uint64_t read_xml(ByteSource& text, const XmlVisitor& visitor, RecordOutput& output) {
  static const bool initialised = (xmlInitParser(), true);
  (void)initialised;
  XmlRepair repair(text, visitor.records, output);
  RecordBuilder builder(visitor, output);
  bool goes_on = true;
  for (std::string piece; goes_on && repair.next(piece);) {
    const bool parsed = builder.parse(piece);
    if (!builder.pass_on(repair.cut_off())) return builder.count();
    goes_on = parsed;
  }
  std::string faults = repair.faults();
  if (!goes_on)
    faults += (faults.empty() ? "" : "; ") + std::string("reading ended at a fault that cannot be repaired");
  if (!faults.empty()) output.note("its XML has faults: " + faults);
  return builder.count();
}

}  // namespace broadtape
