// Steps of the XML readers: repairing the text, splitting it into records with libxml2, and reading a record.
//
// Memory: one record is held at a time, with at most kMaxRecordBytes of text and kMaxPageNodes elements.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/input/byte_source.h"
#include "indexer/readers/record_output.h"

namespace broadtape {

// Passes XML on as tags and text that are well-formed: tags are balanced, `&` and `<` that are no markup are escaped,
// the named references of HTML are decoded, and invalid bytes are replaced. Drops comments, processing instructions and
// the document type with its entities, which libxml2 therefore never sees.
class XmlRepair {
 public:
  static constexpr std::size_t kMaxDepth = 200;
  static constexpr std::size_t kMaxTagBytes = 64u << 10;  // a longer tag is text
  static constexpr std::size_t kMaxAttributes = 200;      // of an element; the others are dropped

  // `records` are the names of the elements that never contain one another: an open one ends where the next begins.
  XmlRepair(ByteSource& text, std::vector<std::string> records, RecordOutput& output)
      : text_(text), records_(std::move(records)), output_(output) {}

  // Replaces `piece` by the next part of the text, of about 64 KiB. False at the end, where open elements are closed.
  // Throws what the source throws.
  bool next(std::string& piece);

  // Whether the text ended inside an element.
  bool cut_off() const { return cut_off_; }

  // The first fault with its line and the number of faults: "line 12: <b> is not closed, and 3 more faults". Empty if
  // there is none.
  std::string faults() const;

 private:
  bool fill();
  bool has(std::size_t bytes);
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
  void skip(std::size_t bytes);
  void skip_past(std::string_view end);
  void skip_document_type();
  void skip_to_start();
  void take_text(std::string& piece);
  void take_cdata(std::string& piece);
  void take_markup(std::string& piece);
  bool is_in_list();
  void take_opening(std::string_view tag, std::string& piece);
  void take_closing(std::string_view name, std::string& piece);
  void close_through(std::size_t level, std::string& piece);
  void add_text(std::string text, std::string& piece);
  std::string escaped(std::string_view text);
  void fault(std::string what);

  ByteSource& text_;
  std::vector<std::string> records_;
  RecordOutput& output_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
  bool started_ = false;
  bool ended_ = false;   // of the source
  bool closed_ = false;  // the open elements were closed at the end
  bool cut_off_ = false;
  std::vector<std::string> open_;
  std::map<std::size_t, bool> lists_;  // by the number of open elements: whether the innermost is a list
  std::string first_fault_;
  std::uint64_t fault_count_ = 0;
};

// An element, or text between elements.
struct XmlElement {
  // The local name in lower case; with a prefix if the namespace is neither that of the outermost element nor that of
  // the record: "dc:creator". Well known namespaces have a fixed prefix. Empty for text.
  std::string name;
  std::string text;
  std::vector<std::pair<std::string, std::string>> attributes;  // local names in lower case
  std::vector<XmlElement> children;

  bool is_text() const { return name.empty(); }
  // The name without its prefix.
  std::string_view local_name() const { return std::string_view(name).substr(name.find(':') + 1); }
  std::string_view attribute(std::string_view attribute_name) const;
  // The first child element with this name, or at a path of names: "contentmeta/headline". Null if there is none.
  const XmlElement* find(std::string_view path) const;
  // All text under the element, trimmed. Of find(path) in the second form, or empty.
  std::string all_text() const;
  std::string text_at(std::string_view path) const;
  bool has_elements() const;
  // Calls `visit` for every element under this one in document order.
  void each(const std::function<void(const XmlElement&)>& visit) const;
};

// The text of an element whose content is markup (XHTML, NITF, or HTML in the text of the element) as HTML of
// paragraphs, headings, lists and tables, for ArticleFields.
std::string markup_of(const XmlElement& element);

struct XmlRecord {
  XmlElement element;
  std::string place;     // "item 12", for RawArticle::record
  std::string language;  // the nearest xml:lang, or empty
  std::string base;      // the nearest xml:base, or empty
};

struct XmlVisitor {
  std::vector<std::string> records;  // local names in lower case of the elements that are records
  // Receives each record. False: stop.
  std::function<bool(XmlRecord&&)> record;
  // Receives each element without children outside records, at its end; `path` has the local names from the outermost
  // element: "rss/channel/title". Texts are cut at 64 KiB. May be empty.
  std::function<void(const std::string& path, const XmlElement& element)> other;
};

// Reads XML with libxml2's push parser, without network, document types and external entities. Rejects a record that
// the end of the input cuts off or that is above a limit, and notes the faults that were repaired. Returns the number
// of records, with rejected ones.
std::uint64_t read_xml(ByteSource& text, const XmlVisitor& visitor, RecordOutput& output);

}  // namespace broadtape
