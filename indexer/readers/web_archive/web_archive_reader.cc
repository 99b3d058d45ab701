#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/html/page_dates.h"
#include "indexer/readers/left_out.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"
#include "indexer/readers/web_archive/web_archive.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxHttpHeadBytes = 1u << 20;
constexpr std::size_t kMaxTitleLine = 300;  // of an extracted text

bool is_page_type(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

// Whether the end of a page is there, of which only bytes behind `</body>` or `</html>` may be missing.
bool is_whole_page(std::string_view body) {
  constexpr std::size_t kTailBytes = 200;
  const std::string tail = ascii_lowered(body.substr(body.size() - std::min(body.size(), kTailBytes)));
  return tail.find("</body>") != std::string::npos || tail.find("</html>") != std::string::npos;
}

class WebArchiveReader {
 public:
  explicit WebArchiveReader(RecordOutput& output) : output_(output) {}

  // False: stop.
  bool take(WebRecord&& record) {
    ++number_;
    const std::string place = fmt::format("record {}", number_);
    const bool http = record.type == "response" && (record.media_type == "application/http" ||
                                                    record.media_type.empty() || record.block.starts_with("HTTP/"));
    const bool bare = record.type == "response" || record.type == "resource" || record.type == "conversion";
    if (!http && !bare) {
      if (record.type.empty()) return output_.reject(place, record.damage.empty() ? "has no type" : record.damage, {});
      if (!record.damage.empty()) output_.note(fmt::format("{} ({}): {}", place, record.type, record.damage));
      return true;
    }
    if (record.url.starts_with("dns:")) return true;
    if (record.too_large) return take_too_large(record, http, place);
    try {
      return http ? take_response(record, place) : take_bare(record, place);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kTooLarge) throw;
      return output_.reject(place, error.what(), {});
    }
  }

  void finish() {
    if (const std::string kinds = left_out_.summary(); !kinds.empty())
      output_.note("left out, because they are no pages: " + kinds);
  }

 private:
  bool take_too_large(const WebRecord& record, bool http, const std::string& place) {
    std::string type = record.media_type;
    if (http) {
      const auto response = parse_http_response(std::string_view(record.block).substr(0, kMaxHttpHeadBytes));
      type = response ? response->media_type : std::string();
    }
    if (!is_page_type(type)) return left_out(type.empty() ? "without a type" : type);
    return output_.reject(place, fmt::format("its block is larger than {} bytes", kMaxPageBytes + kMaxHttpHeadBytes),
                          {});
  }

  bool take_response(WebRecord& record, const std::string& place) {
    const std::optional<HttpResponse> response = parse_http_response(record.block);
    if (!response) {
      return output_.reject(place, record.damage.empty() ? "is no HTTP response" : record.damage, record.block);
    }
    if (response->status < 200 || response->status > 299)
      return left_out(fmt::format("with status {}", response->status));
    const bool page =
        is_page_type(response->media_type) || (response->media_type.empty() && looks_like_html_page(response->body));
    if (!page && record.damage.empty())
      return left_out(response->media_type.empty() ? "without a type" : response->media_type);
    std::string damage = response->problem.empty() ? record.damage : response->problem;
    if (!damage.empty() && page && response->problem.empty() && is_whole_page(response->body)) {
      output_.note(fmt::format("{}: {}, but its page is whole", place, damage));
      damage.clear();
    }
    if (!damage.empty()) return output_.reject(place, damage, response->body);
    return take_page(record, place, response->body, response->charset);
  }

  bool take_bare(WebRecord& record, const std::string& place) {
    if (record.type == "conversion" && record.media_type == "text/plain") return take_text(record, place);
    if (!is_page_type(record.media_type) && record.damage.empty())
      return left_out(record.media_type.empty() ? "without a type" : record.media_type);
    if (!record.damage.empty()) return output_.reject(place, record.damage, record.block);
    return take_page(record, place, record.block, {});
  }

  // The text of a page that a program has extracted, as in WET files of Common Crawl. The first line is the title.
  bool take_text(WebRecord& record, const std::string& place) {
    constexpr std::string_view kLanguage = "warc-identified-content-language";  // `eng,deu`, the main one first
    if (!record.damage.empty()) return output_.reject(place, record.damage, record.block);
    output_.repair(record.block);
    const std::string_view text = trimmed(record.block);
    if (text.empty()) return left_out("without content");
    RawArticle raw;
    std::string_view rest = text;
    const std::string_view first = trimmed(take_line(rest));
    const bool has_title = first.size() <= kMaxTitleLine && !trimmed(rest).empty();
    if (has_title) raw.title = std::string(first);
    raw.body = std::string(has_title ? trimmed(rest) : text);
    raw.url = record.url;
    raw.source = host_of(record.url);
    if (const std::optional<Day> day = day_in_address(record.url)) {
      raw.date_text = format_day(*day);
      raw.set_origin(RawField::kDate, "address");
    }
    const auto language = record.fields.find(std::string(kLanguage));
    if (language != record.fields.end()) raw.language = language->second.substr(0, language->second.find(','));
    raw.record = place;
    return output_.article(std::move(raw), text);
  }

  bool take_page(const WebRecord& record, const std::string& place, std::string_view body, const std::string& charset) {
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return left_out("without content");
    return read_page(body, {place, record.url, charset, record.captured_s}, output_);
  }

  bool left_out(const std::string& kind) {
    left_out_.add(kind);
    return true;
  }

  RecordOutput& output_;
  std::uint64_t number_ = 0;
  LeftOut left_out_;
};

// Passes the article of a page on, with its place and time of capture.
class PageSink final : public RecordSink {
 public:
  PageSink(const CapturedPage& page, RecordOutput& output) : page_(page), output_(output) {}

  bool article(RawArticle&& raw) override {
    raw.record = page_.place;
    if (!raw.date_near_s) raw.date_near_s = page_.captured_s;
    return goes_on_ = output_.article(std::move(raw), {});
  }
  bool reject(RejectedRecord&& rejected) override {
    return goes_on_ = output_.reject(page_.place, std::move(rejected.reason), rejected.text);
  }
  void replaced_bytes(std::uint64_t count) override { output_.count_replaced(count); }
  void note(std::string&& text) override { output_.note(fmt::format("{}: {}", page_.place, text)); }

  bool goes_on() const { return goes_on_; }

 private:
  const CapturedPage& page_;
  RecordOutput& output_;
  bool goes_on_ = true;
};

}  // namespace

bool read_page(std::string_view bytes, const CapturedPage& page, RecordOutput& output) {
  PageSink sink(page, output);
  RecordOutput of_page(sink);
  InputName name;
  name.url = page.url;
  name.charset = page.charset;
  name.modified_s = name.captured_s = page.captured_s;
  MemorySource source(bytes, std::move(name));
  try {
    TextSource text(source);
    read_html(text, of_page);
    if (const std::uint64_t replaced = text.replaced_bytes()) output.count_replaced(replaced);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput && error.kind() != ErrorKind::kTooLarge) throw;
    return output.reject(page.place, error.what(), {});
  }
  return sink.goes_on();
}

void read_web_archive(ByteSource& source, RecordOutput& output) {
  WebRecords records(source, kMaxPageBytes + kMaxHttpHeadBytes);
  bool goes_on = true;
  records.damaged = [&](const std::string& what) { goes_on = output.reject("between records", what, {}) && goes_on; };
  WebArchiveReader reader(output);
  WebRecord record;
  while (goes_on && records.next(record)) goes_on = reader.take(std::move(record)) && goes_on;
  reader.finish();
}

}  // namespace broadtape
