#include "indexer/readers/column_content.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <iterator>
#include <string>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_symbol(std::string_view value) {
  constexpr std::size_t kLongest = 10;
  const auto is_capital = [](unsigned char c) { return std::isupper(c) != 0; };
  return value.size() <= kLongest && std::any_of(value.begin(), value.end(), is_capital) &&
         std::all_of(value.begin(), value.end(), [&](unsigned char c) {
           return is_capital(c) || std::isdigit(c) ||
                  std::string_view(".-:^=").find(static_cast<char>(c)) != std::string_view::npos;
         });
}

// Characters of scripts that write no blanks between words: of three bytes, from U+3000.
std::size_t wide_characters(std::string_view value) {
  return static_cast<std::size_t>(
      std::count_if(value.begin(), value.end(), [](unsigned char c) { return c >= 0xe3 && c <= 0xed; }));
}

bool is_image_address(std::string_view value) {
  constexpr std::string_view kEndings[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".mp4"};
  const std::string path = ascii_lowered(value.substr(0, value.find_first_of("?#")));
  return is_web_address(value) && std::any_of(std::begin(kEndings), std::end(kEndings),
                                              [&](std::string_view ending) { return path.ends_with(ending); });
}

// Whether values of that kind may be in the field.
bool fits(RawField field, const ColumnContent& content) {
  switch (field) {
    case RawField::kTitle:
    case RawField::kBody:
    case RawField::kSummary:
      return content.is_text();
    case RawField::kDate:
    case RawField::kTime:
    case RawField::kCaptured:
    case RawField::kYear:
    case RawField::kMonth:
    case RawField::kDay:
    case RawField::kMinute:
      return content.is_dates() || content.is_numbers();
    case RawField::kUrl:
      return content.is_addresses();
    case RawField::kId:
      return content.filled() > 0;
    default:
      return content.filled() > 0 && !content.is_typed();
  }
}

}  // namespace

bool is_number(std::string_view value) {
  if (value.starts_with('-') || value.starts_with('+')) value.remove_prefix(1);
  if (value.ends_with('%')) value.remove_suffix(1);
  return !value.empty() && std::isdigit(static_cast<unsigned char>(value.front())) &&
         value.find_first_not_of("0123456789.,") == std::string_view::npos;
}

bool is_date(std::string_view value) {
  constexpr std::size_t kShortest = 6, kLongest = 60;
  if (value.size() < kShortest || value.size() > kLongest) return false;
  if (parse_date(value)) return true;
  const auto digits = std::count_if(value.begin(), value.end(), [](unsigned char c) { return std::isdigit(c); });
  const auto separators =
      std::count_if(value.begin(), value.end(), [](char c) { return c == '/' || c == '.' || c == '-'; });
  return digits >= 4 && separators >= 2 && value.find_first_not_of("0123456789/.- :AMPampTZ") == std::string_view::npos;
}

void ColumnContent::add(std::string_view value) {
  value = trimmed(value);
  if (value.empty()) return;
  ++filled_;
  seen_.insert(std::hash<std::string_view>{}(value));
  dates_ += is_date(value);
  addresses_ += is_web_address(value);
  images_ += is_image_address(value);
  numbers_ += is_number(value);
  symbols_ += is_symbol(value);
  bytes_ += value.size();
  words_ += 1 + static_cast<std::size_t>(std::count(value.begin(), value.end(), ' ')) + wide_characters(value) / 2;
}

bool ColumnContent::is_text() const {
  constexpr double kFewestWords = 3;
  return filled_ > 0 && !is_typed() && mean_words() >= kFewestWords;
}

bool is_picture_name(std::string_view name) {
  constexpr std::string_view kWords[] = {"img",  "image", "thumbnail", "thumb",  "photo", "picture",
                                         "logo", "icon",  "avatar",    "banner", "video", "foto"};
  const std::string normal = ascii_lowered(name);
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return normal.find(word) != std::string::npos; });
}

std::optional<RawField> likely_field(std::string_view name, const ColumnContent& content) {
  if (const auto field = field_in_words(name); field && fits(*field, content)) return field;
  if (content.is_addresses() && !is_picture_name(name)) return RawField::kUrl;
  if (content.is_numbers()) return std::nullopt;  // a count or a price, rather than a date
  if (content.is_dates()) return RawField::kDate;
  if (content.is_symbols()) return RawField::kTickers;
  if (!content.is_text()) return std::nullopt;
  return content.mean_bytes() <= kLongestTitleBytes ? RawField::kTitle : RawField::kBody;
}

}  // namespace broadtape
