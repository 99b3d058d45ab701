#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/table/xlsx.h"

namespace broadtape {
namespace {

// A code without what is shown literally: "text", \x, [Red], and the character after _ and *. Only the first section.
std::string bare_format_code(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (c == '[') {
      const std::size_t end = std::min(code.find(']', i), code.size());
      const std::string inner = ascii_lowered(code.substr(i + 1, end - i - 1));
      if (!inner.empty() && inner.find_first_not_of("hms") == std::string::npos) bare += inner;  // elapsed time
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      bare += c;
    }
  }
  return ascii_lowered(bare);
}

struct BuiltInFormats {
  int first, last;
  NumberKind kind;
};
constexpr BuiltInFormats kBuiltInFormats[] = {
    {14, 17, NumberKind::kDate}, {18, 21, NumberKind::kTime}, {22, 22, NumberKind::kDate}, {27, 31, NumberKind::kDate},
    {32, 35, NumberKind::kTime}, {36, 36, NumberKind::kDate}, {45, 47, NumberKind::kTime}, {50, 58, NumberKind::kDate},
};

std::string day_text(double serial, NumberKind kind, bool from_1904) {
  constexpr std::int64_t kSecondsOfDay = 86'400;
  constexpr double kFirstLikelyDay = 20'000;  // 1954; smaller numbers under a format of time are durations
  using std::chrono::sys_days, std::chrono::year;
  const std::int64_t seconds = std::llround(serial * static_cast<double>(kSecondsOfDay));
  const std::int64_t day = seconds / kSecondsOfDay, second = seconds % kSecondsOfDay;
  const std::string clock = fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (day == 0 || (kind == NumberKind::kTime && serial < kFirstLikelyDay)) return day == 0 ? clock : std::string();
  constexpr std::int64_t kDayThatNeverWas = 60;  // Excel counts a 29 February 1900
  const sys_days start =
      from_1904 ? sys_days(year(1904) / 1 / 1) : sys_days(year(1899) / 12 / (day < kDayThatNeverWas ? 31 : 30));
  const std::chrono::year_month_day date(start + std::chrono::days(day));
  const std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return second == 0 ? text : text + "T" + clock;
}

}  // namespace

NumberKind number_kind(int format, std::string_view code) {
  if (code.empty()) {
    for (const BuiltInFormats& row : kBuiltInFormats) {
      if (format >= row.first && format <= row.last) return row.kind;
    }
    return NumberKind::kNumber;
  }
  const std::string bare = bare_format_code(code);
  const auto has = [&](std::string_view letters) { return bare.find_first_of(letters) != std::string::npos; };
  if (bare == "general" || has("#?") || (has("0") && !has("s"))) return NumberKind::kNumber;
  if (has("yd") || (has("m") && !has("hs"))) return NumberKind::kDate;
  return has("hs") ? NumberKind::kTime : NumberKind::kNumber;
}

std::string number_text(std::string_view number, NumberKind kind, bool from_1904) {
  constexpr double kDaysToYear10000 = 2'958'466, kExact = 9'007'199'254'740'992;
  double value = 0;
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != number.data() + number.size()) return std::string(number);
  if (kind != NumberKind::kNumber && value >= 0 && value < kDaysToYear10000) {
    if (std::string text = day_text(value, kind, from_1904); !text.empty()) return text;
  }
  const bool exponential = number.find_first_of("eE") != std::string_view::npos;
  if (exponential && std::abs(value) < kExact && value == std::floor(value)) return fmt::format("{:.0f}", value);
  return std::string(number);
}

std::string rich_text(XmlPart& xml) {
  std::string text;
  xml.each_inside([&](XmlEvent event) {
    if (event != XmlEvent::kOpen) return false;
    const bool is_text = xml.name() == "t", is_pronunciation = xml.name() == "rPh";
    if (is_text) xml.append_text(text);
    if (is_pronunciation) xml.skip();
    return is_text || is_pronunciation;
  });
  return text;
}

namespace {

// The strings one after the other; notes where each ends.
class StringsSource final : public ByteSource {
 public:
  StringsSource(ByteSource& part, std::vector<std::uint64_t>& ends) : xml_(part), ends_(ends), name_(part.name()) {}

  const InputName& name() const override { return name_; }
  std::size_t read(char* buffer, std::size_t size) override {
    while (given_ == text_.size()) {
      XmlEvent event = xml_.next();
      while (event != XmlEvent::kEnd && !(event == XmlEvent::kOpen && xml_.name() == "si")) event = xml_.next();
      if (event == XmlEvent::kEnd) return 0;
      if (ends_.size() == kMaxSharedStrings)
        throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} different strings", kMaxSharedStrings));
      text_ = rich_text(xml_);
      given_ = 0;
      total_ += text_.size();
      ends_.push_back(total_);
    }
    const std::size_t count = text_.copy(buffer, size, given_);
    given_ += count;
    return count;
  }

 private:
  XmlPart xml_;
  std::vector<std::uint64_t>& ends_;
  InputName name_;
  std::string text_;
  std::size_t given_ = 0;
  std::uint64_t total_ = 0;
};

}  // namespace

struct SharedStrings::Impl {
  explicit Impl(ByteSource& part) : source(part, ends), spooled(source) {}
  std::vector<std::uint64_t> ends;
  StringsSource source;
  SpooledSource spooled;
  std::uint64_t found = 0, found_bytes = 0;  // strings, with repetitions
};

SharedStrings::SharedStrings(ByteSource& part) : impl_(std::make_unique<Impl>(part)) {}
SharedStrings::~SharedStrings() = default;
SharedStrings::SharedStrings(SharedStrings&&) noexcept = default;

std::optional<std::string> SharedStrings::find(std::size_t index) {
  constexpr std::uint64_t kMostRepeats = 16, kMostMeanBytes = 1u << 10, kLeast = 16u << 20;
  if (index >= impl_->ends.size()) return std::nullopt;
  const std::uint64_t start = index == 0 ? 0 : impl_->ends[index - 1];
  std::string text(std::min<std::uint64_t>(impl_->ends[index] - start, kMaxRecordBytes), '\0');
  const std::uint64_t most = kLeast + kMostRepeats * impl_->ends.back() + kMostMeanBytes * ++impl_->found;
  if (impl_->found_bytes + text.size() > most)
    throw Error(ErrorKind::kInput, "damaged workbook: its cells have far more text than its shared strings");
  impl_->found_bytes += text.size();
  text.resize(impl_->spooled.read_at(start, text.data(), text.size()));
  return text;
}

}  // namespace broadtape
