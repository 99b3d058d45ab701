#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/mail/mail.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

// A header field that only mail has, or that mail always has; a message has one of the first and two of all.
constexpr std::string_view kOfMail[] = {
    "from", "received", "return-path", "message-id", "mime-version", "delivered-to", "snapshot-content-location"};
constexpr std::string_view kUsual[] = {"subject", "date", "to", "content-type", "newsgroups", "sender"};

// The name of a header line in lower case: `Message-ID: <x>`; empty if the line is none.
std::string header_name(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return {};
  const std::string_view name = line.substr(0, colon);
  const bool valid = std::all_of(
      name.begin(), name.end(), [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || c == '_'; });
  return valid ? ascii_lowered(name) : std::string();
}

bool begins_mbox_message(std::string_view line) {
  return line.starts_with("From ");
}

// Whether the lines before the first empty one are header fields of mail.
bool is_mail_header(std::string_view head) {
  int of_mail = 0, usual = 0, lines = 0;
  while (!head.empty()) {
    const std::size_t end = head.find('\n');
    if (end == std::string_view::npos && lines > 0) break;  // may be cut off
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 1);
    if (line.empty()) break;
    ++lines;
    if (lines > 1 && (line.starts_with(' ') || line.starts_with('\t'))) continue;
    const std::string name = header_name(line);
    if (name.empty()) return false;
    of_mail += is_among(name, kOfMail);
    usual += is_among(name, kUsual);
  }
  return of_mail > 0 && of_mail + usual > 1;
}

std::string text_of_part(const MailPart& part) {
  InputName name;
  name.charset = part.charset;
  MemorySource bytes(part.bytes, std::move(name));
  if (trimmed(part.bytes).empty()) return {};
  TextSource text(bytes);
  return read_whole(text, kMaxRecordBytes);
}

// Joins the lines that format=flowed broke: those that end with a blank (RFC 3676, 4.2).
std::string unflowed(std::string_view text) {
  std::string out;
  for (const std::string_view line : split_lines(text)) {
    out += line;
    if (!line.ends_with(' ') || line == "-- ") out.push_back('\n');
  }
  return out;
}

// `text` up to the line `-- ` above a signature (RFC 3676, 4.3), if something is above it. Some programs cut off the
// blank.
std::string_view without_signature(std::string_view text) {
  for (const std::string_view mark : {"\n-- \n", "\n--\n"}) {
    const std::size_t at = text.rfind(mark);
    constexpr std::size_t kLongestSignature = 1'000;
    if (at != std::string_view::npos && text.size() - at <= kLongestSignature && !trimmed(text.substr(0, at)).empty())
      return text.substr(0, at);
  }
  return text;
}

// A subject without the prefixes of answers and forwarded mail.
std::string_view without_prefixes(std::string_view subject) {
  constexpr std::string_view kPrefixes[] = {"re", "fw", "fwd", "aw", "wg", "tr", "rv"};
  for (;;) {
    const std::size_t colon = std::min(subject.find(':'), subject.size());
    const std::string_view rest = trimmed(subject.substr(std::min(colon + 1, subject.size())));
    if (rest.empty() || !is_among(ascii_lowered(subject.substr(0, colon)), kPrefixes)) return subject;
    subject = rest;
  }
}

class MailReader {
 public:
  explicit MailReader(RecordOutput& output) : output_(output) {}

  // `envelope` is the line of an mbox that begins the message, or empty. False: stop.
  bool take(std::string_view bytes, const std::string& envelope) {
    const std::string place = fmt::format("message {}", ++number_);
    MailMessage mail = parse_mail(bytes);
    if (!mail.problem.empty()) return output_.reject(place, mail.problem, bytes);
    if (mail.is_saved_page) return take_page(mail, place);
    try {
      return output_.article_of(
          place, [&] { return std::string(bytes.substr(0, kKeptText)); },
          [&] { return article_of_mail(mail, envelope); });
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kInput) throw;
      return output_.reject(place, error.what(), bytes);
    }
  }

  bool too_large() {
    return output_.reject(fmt::format("message {}", ++number_), fmt::format("is larger than {} bytes", kMaxRecordBytes),
                          {});
  }

 private:
  static constexpr std::size_t kKeptText = 64u << 10;

  bool take_page(const MailMessage& mail, const std::string& place) {
    const DateResult saved = parse_date(mail.date);
    const std::string& url = mail.location.empty() ? mail.html.location : mail.location;
    return read_page(mail.html.bytes,
                     {place, url, mail.html.charset, saved ? std::optional(saved.date->instant.utc_s) : std::nullopt},
                     output_);
  }

  static RawArticle article_of_mail(MailMessage& mail, const std::string& envelope) {
    ArticleFields fields;
    std::string plain = text_of_part(mail.plain);
    if (mail.plain.flowed) plain = unflowed(plain);
    constexpr std::size_t kStub = 200, kMuchLonger = 3;  // `Your program does not show HTML`
    if (trimmed(plain).size() < kStub && !mail.html.bytes.empty() &&
        html_fragment_text(text_of_part(mail.html)).size() > kMuchLonger * plain.size())
      plain.clear();
    if (trimmed(plain).empty()) fields.set({RawField::kBody, 1}, "<div>" + text_of_part(mail.html) + "</div>");
    fields.set({RawField::kUrl, 1}, is_web_address(mail.archived_at) ? mail.archived_at : std::string());
    fields.set({RawField::kId, 1}, mail.id);
    fields.set({RawField::kLanguage, 1}, mail.language);
    fields.set({RawField::kLabels, 1}, mail.keywords);
    fields.set({RawField::kDate, 1}, mail.date.empty() ? envelope_date(envelope) : mail.date);
    RawArticle raw = std::move(fields).article();
    // Neither is HTML, even if it has angle brackets.
    if (!trimmed(plain).empty()) raw.body = without_signature(plain);
    raw.title = without_prefixes(mail.subject);
    raw.author = mail.from_name.empty() ? mail.from_address : mail.from_name;
    raw.source = mail.list.empty() ? raw.author : mail.list;
    return raw;
  }

  // `From news@pier.example Mon Jan 15 09:30:00 2024`
  static std::string envelope_date(const std::string& envelope) {
    const std::size_t address = envelope.find(' ');
    const std::size_t date = address == std::string::npos ? address : envelope.find(' ', address + 1);
    return date == std::string::npos ? std::string() : envelope.substr(date + 1);
  }

  RecordOutput& output_;
  std::uint64_t number_ = 0;
};

}  // namespace

bool looks_like_mail(std::string_view head) {
  if (!begins_mbox_message(head)) return is_mail_header(head);
  const std::size_t line = head.find('\n');
  return line != std::string_view::npos && is_mail_header(head.substr(line + 1));
}

void read_mail(ByteSource& source, RecordOutput& output) {
  MailReader reader(output);
  LineReader lines(source, kMaxRecordBytes);
  Line line;
  std::string message, envelope;
  bool is_mbox = false, any = false, after_blank = true, excess = false;
  const auto flush = [&] {
    const bool goes_on = excess ? reader.too_large() : reader.take(message, envelope);
    message.clear();
    excess = any = false;
    return goes_on;
  };
  while (lines.next(line)) {
    if (line.number == 1) is_mbox = begins_mbox_message(line.text);
    if (is_mbox && after_blank && begins_mbox_message(line.text)) {
      if (any && !flush()) return;
      envelope = line.text;
      after_blank = false;
      continue;
    }
    any = true;
    after_blank = line.text.empty();
    std::string_view text = line.text;
    const std::size_t quotes = is_mbox ? std::min(text.find_first_not_of('>'), text.size()) : 0;
    if (quotes > 0 && begins_mbox_message(text.substr(quotes))) text.remove_prefix(1);
    excess = excess || line.too_long || message.size() + text.size() > kMaxRecordBytes;
    if (excess)
      message.clear();
    else
      message.append(text).append("\n");
  }
  if (any) flush();
}

}  // namespace broadtape
