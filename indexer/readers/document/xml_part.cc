#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <exception>
#include <new>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/limits.h"
#include "indexer/readers/document/office_package.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

struct XmlPart::Impl {
  explicit Impl(ByteSource& source) : part(source) {
    constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    reader = xmlReaderForIO(on_part_bytes, nullptr, this, nullptr, nullptr, kOptions);
    if (!reader) throw std::bad_alloc();
    xmlTextReaderSetStructuredErrorHandler(reader, on_part_error, this);
  }
  ~Impl() { xmlFreeTextReader(reader); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  static int on_part_bytes(void* self, char* buffer, int size) {
    auto& impl = *static_cast<Impl*>(self);
    try {
      return static_cast<int>(impl.part.read(buffer, static_cast<std::size_t>(size)));
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

  ByteSource& part;
  xmlTextReaderPtr reader;
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
