#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/limits.h"
#include "indexer/readers/charset.h"
#include "indexer/readers/document/markup_guard.h"
#include "indexer/readers/document/office_package.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

namespace {

// The bytes of a part in UTF-8, with bounded markup. The encoding is that of the byte order mark: one that is declared
// could hide markup from the guard, and parts are in UTF-8 or UTF-16 (ECMA-376, part 2, 8.1.4), the latter with a mark.
class PartText {
 public:
  explicit PartText(ByteSource& part) : part_(part), guard_(part.name().path) {}

  // 0 at the end. Throws as MarkupGuard and what part.read() throws.
  std::size_t read(char* buffer, std::size_t size) {
    while (given_ == text_.size()) {
      if (!fill()) return 0;
      guard_.take(text_);
    }
    const std::size_t count = text_.copy(buffer, size, given_);
    given_ += count;
    return count;
  }

 private:
  // Replaces the text by the next piece. False at the end.
  bool fill() {
    constexpr std::size_t kLongestMark = 4;
    char piece[16u << 10];
    std::size_t count = part_.read(piece, sizeof piece);
    for (std::size_t more = count; !started_ && more > 0 && count < kLongestMark; count += more)
      more = part_.read(piece + count, sizeof piece - count);
    std::string_view bytes(piece, count);
    if (!std::exchange(started_, true)) {
      const ByteOrderMark* const mark = find_byte_order_mark(bytes);
      if (mark) bytes.remove_prefix(mark->bytes.size());
      if (mark && std::string_view(mark->charset) != "UTF-8") decoder_.emplace(mark->charset);
    }
    given_ = 0;
    text_.clear();
    if (decoder_)
      decoder_->decode(bytes, text_);
    else
      text_ = bytes;
    return count > 0;
  }

  ByteSource& part_;
  MarkupGuard guard_;
  std::optional<CharsetDecoder> decoder_;
  std::string text_;
  std::size_t given_ = 0;
  bool started_ = false;
};

}  // namespace

struct XmlPart::Impl {
  explicit Impl(ByteSource& source) : part(source), text(source) {
    constexpr int kOptions =
        XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
    reader = xmlReaderForIO(on_part_bytes, nullptr, this, nullptr, "UTF-8", kOptions);
    if (!reader) throw std::bad_alloc();
    xmlTextReaderSetStructuredErrorHandler(reader, on_part_error, this);
  }
  ~Impl() { xmlFreeTextReader(reader); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  static int on_part_bytes(void* self, char* buffer, int size) {
    auto& impl = *static_cast<Impl*>(self);
    if (impl.failure) return -1;
    try {
      return static_cast<int>(impl.text.read(buffer, static_cast<std::size_t>(size)));
    } catch (const std::exception&) {
      impl.failure = std::current_exception();  // exceptions must not cross the C frames of libxml2
      return -1;
    }
  }
  static void on_part_error(void* self, xmlErrorPtr error) {
    auto& impl = *static_cast<Impl*>(self);
    if (error && error->message && error->level > XML_ERR_WARNING && impl.fault.empty())
      impl.fault = fmt::format("line {}: {}", error->line, trimmed(error->message));
  }

  // libxml2 looks through all namespaces in scope for the one of a name. Throws Error(kTooLarge) for too many.
  void count_namespaces(bool opens, bool closes) {
    constexpr std::size_t kMaxNamespaces = 1'000;
    std::size_t count = 0;
    for (const xmlNs* own = xmlTextReaderCurrentNode(reader)->nsDef; own; own = own->next) ++count;
    if (opens) namespaces += count;
    if (namespaces > kMaxNamespaces)
      throw Error(ErrorKind::kTooLarge,
                  fmt::format("its part {} has more than {} nested namespaces", part.name().path, kMaxNamespaces));
    if (closes) namespaces -= count;
  }

  ByteSource& part;
  PartText text;
  xmlTextReaderPtr reader;
  std::size_t namespaces = 0;  // declared by the open elements
  std::exception_ptr failure;
  std::string fault;
};

XmlPart::XmlPart(ByteSource& part) : impl_(std::make_unique<Impl>(part)) {}
XmlPart::~XmlPart() = default;

XmlEvent XmlPart::next() {
  if (std::exchange(closes_, false)) return XmlEvent::kClose;
  for (;;) {
    const int result = xmlTextReaderRead(impl_->reader);
    if (impl_->failure) std::rethrow_exception(impl_->failure);
    if (result == 0) return XmlEvent::kEnd;
    if (result < 0)
      throw Error(ErrorKind::kInput, fmt::format("its part {} is damaged: {}", impl_->part.name().path, impl_->fault));
    const int type = xmlTextReaderNodeType(impl_->reader);
    if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
      const xmlChar* const name = xmlTextReaderConstLocalName(impl_->reader);
      name_ = name ? reinterpret_cast<const char*>(name) : "";
      closes_ = type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement(impl_->reader) == 1;
      impl_->count_namespaces(type == XML_READER_TYPE_ELEMENT, type == XML_READER_TYPE_END_ELEMENT || closes_);
      return type == XML_READER_TYPE_ELEMENT ? XmlEvent::kOpen : XmlEvent::kClose;
    }
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_WHITESPACE ||
        type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE)
      return XmlEvent::kText;
  }
}

std::string XmlPart::attribute(const char* local_name) const {
  std::string value;
  while (xmlTextReaderMoveToNextAttribute(impl_->reader) == 1) {
    const xmlChar* const name = xmlTextReaderConstLocalName(impl_->reader);
    const xmlChar* const text = xmlTextReaderConstValue(impl_->reader);
    if (!name || !text || std::string_view(reinterpret_cast<const char*>(name)) != local_name) continue;
    value = reinterpret_cast<const char*>(text);
    break;
  }
  xmlTextReaderMoveToElement(impl_->reader);
  return value;
}

std::string_view XmlPart::text() const {
  const xmlChar* const text = xmlTextReaderConstValue(impl_->reader);
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

void XmlPart::append_text(std::string& out) {
  each_inside([&](XmlEvent event) {
    if (event == XmlEvent::kText) out += text();
    if (out.size() > kMaxRecordBytes)
      throw Error(ErrorKind::kTooLarge, fmt::format("has a text of more than {} bytes", kMaxRecordBytes));
    return false;
  });
}

}  // namespace broadtape
