#include <gmime/gmime.h>

#include <memory>

#include "common/text/ascii.h"
#include "indexer/readers/mail/mail.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <typename T>
using GObjectPtr = std::unique_ptr<T, Unref>;

std::string text_or_empty(const char* text) {
  return text ? std::string(trimmed(text)) : std::string();
}

std::string header_of(GMimeObject* object, const char* name) {
  const char* raw = g_mime_object_get_header(object, name);
  if (!raw) return {};
  const std::unique_ptr<char, void (*)(void*)> decoded(g_mime_utils_header_decode_text(nullptr, raw), g_free);
  return one_line(text_or_empty(decoded.get()));
}

// The text between `<` and `>`, else all of it.
std::string in_angles(const std::string& text) {
  const std::size_t open = text.find('<'), close = text.rfind('>');
  return open < close && close != std::string::npos ? text.substr(open + 1, close - open - 1) : text;
}

std::string content_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (!content) return {};
  const GObjectPtr<GMimeStream> memory(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, memory.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
  return bytes ? std::string(reinterpret_cast<const char*>(bytes->data), bytes->len) : std::string();
}

// Collects the readable parts of a message.
class PartFinder {
 public:
  explicit PartFinder(MailMessage& message) : message_(message) {}

  void visit(GMimeObject* object, int depth) {
    constexpr int kMaxDepth = 50;
    if (!object || depth > kMaxDepth) return;
    if (GMIME_IS_MULTIPART(object)) {
      auto* multipart = GMIME_MULTIPART(object);
      const int count = g_mime_multipart_get_count(multipart);
      for (int i = 0; i < count; ++i) visit(g_mime_multipart_get_part(multipart, i), depth + 1);
    } else if (GMIME_IS_PART(object)) {
      take(object);
    }
  }

 private:
  void take(GMimeObject* object) {
    GMimeContentType* type = g_mime_object_get_content_type(object);
    const bool plain = !type || g_mime_content_type_is_type(type, "text", "plain");
    const bool html = type && (g_mime_content_type_is_type(type, "text", "html") ||
                               g_mime_content_type_is_type(type, "application", "xhtml+xml"));
    const bool attached = ascii_lowered(text_or_empty(g_mime_object_get_disposition(object))) == "attachment";
    if ((!plain && !html) || attached || (html && !message_.html.bytes.empty())) return;
    MailPart part;
    part.bytes = content_of(GMIME_PART(object));
    const auto parameter = [&](const char* name) {
      return type ? ascii_lowered(text_or_empty(g_mime_content_type_get_parameter(type, name))) : std::string();
    };
    part.charset = parameter("charset");
    part.flowed = parameter("format") == "flowed";
    part.location = header_of(object, "Content-Location");
    if (html) {
      message_.html = std::move(part);
    } else if (message_.plain.bytes.empty()) {
      message_.plain = std::move(part);
    } else if (part.charset == message_.plain.charset) {
      message_.plain.bytes += "\n\n" + part.bytes;
    }
  }

  MailMessage& message_;
};

void take_headers(GMimeMessage* parsed, MailMessage& message) {
  GMimeObject* object = GMIME_OBJECT(parsed);
  message.subject = one_line(text_or_empty(g_mime_message_get_subject(parsed)));
  InternetAddressList* from = g_mime_message_get_from(parsed);
  if (from && internet_address_list_length(from) > 0) {
    InternetAddress* first = internet_address_list_get_address(from, 0);
    message.from_name = one_line(text_or_empty(internet_address_get_name(first)));
    if (INTERNET_ADDRESS_IS_MAILBOX(first))
      message.from_address = text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
  }
  const std::string date = header_of(object, "Date");
  message.date = std::string(trimmed(std::string_view(date).substr(0, date.find('('))));  // a comment: `(UTC)`
  message.id = in_angles(header_of(object, "Message-Id"));
  const std::string list = header_of(object, "List-Id");
  message.list = std::string(trimmed(std::string_view(list).substr(0, list.find('<'))));
  message.keywords = header_of(object, "Keywords");
  message.language = header_of(object, "Content-Language");
  message.archived_at = in_angles(header_of(object, "Archived-At"));
  message.location = header_of(object, "Snapshot-Content-Location");
  if (message.location.empty()) message.location = header_of(object, "Content-Location");
  const std::string saved_by = ascii_lowered(header_of(object, "From"));
  const bool sent = !header_of(object, "To").empty() || !header_of(object, "Received").empty();
  message.is_saved_page = !header_of(object, "Snapshot-Content-Location").empty() ||
                          saved_by.find("saved by") != std::string::npos || (saved_by.empty() && !sent);
}

}  // namespace

MailMessage parse_mail(std::string_view bytes) {
  static const bool initialised = (g_mime_init(), true);
  (void)initialised;
  MailMessage message;
  const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
  const GObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  const GObjectPtr<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), nullptr));
  if (!parsed) {
    message.problem = "is no mail";
    return message;
  }
  take_headers(parsed.get(), message);
  PartFinder(message).visit(g_mime_message_get_mime_part(parsed.get()), 0);
  if (message.is_saved_page && message.html.bytes.empty()) message.is_saved_page = false;
  return message;
}

}  // namespace broadtape
