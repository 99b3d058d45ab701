// Dates in Vietnamese, whose months and weekdays are numbers behind a word: `Thứ Tư, ngày 6 tháng 3 năm 2024`.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "common/time/date_forms.h"
#include "common/time/date_spellings.h"

namespace broadtape {
namespace {

// Numbers as words; 1 is also the name of the first month, and 4 has a second name in months and weekdays.
struct VietnameseNumber {
  std::string_view word;
  int value;
};
constexpr VietnameseNumber kVietnameseNumbers[] = {
    {"một", 1}, {"giêng", 1}, {"hai", 2}, {"ba", 3},  {"tư", 4},   {"bốn", 4},   {"năm", 5},
    {"sáu", 6}, {"bảy", 7},   {"bẩy", 7}, {"tám", 8}, {"chín", 9}, {"mười", 10}, {"chạp", 12},
};

struct VietnameseWeekday {
  int number;  // behind `thứ`: Monday is the second day
  std::string_view english;
};
constexpr VietnameseWeekday kVietnameseWeekdays[] = {{2, "Monday"},   {3, "Tuesday"}, {4, "Wednesday"},
                                                     {5, "Thursday"}, {6, "Friday"},  {7, "Saturday"}};

struct VietnameseWord {
  std::string_view vietnamese, english;
};
constexpr VietnameseWord kVietnameseWords[] = {{"ngày", ""}, {"vào", ""},     {"lúc", ""},   {"năm", ""},
                                               {"giờ", "h"}, {"phút", ""},    {"sa", "AM"},  {"sáng", "AM"},
                                               {"ch", "PM"}, {"chiều", "PM"}, {"tối", "PM"}, {"thg", ""}};

std::string lowered_ascii(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

class VietnameseTranslator {
 public:
  explicit VietnameseTranslator(std::string_view text) : text_(text) {}

  std::optional<std::string> run() {
    while (at_ < text_.size()) {
      const std::string_view word = word_at(at_);
      if (word.empty())
        out_ += text_[at_++];
      else
        translate(word);
    }
    if (!is_vietnamese_) return std::nullopt;
    if (!has_month_) put_dots();
    return std::move(out_);
  }

 private:
  std::string_view word_at(std::size_t at) const {
    const std::size_t end = text_.find_first_of(" \t,.-/:|;()", at);
    return at < text_.size() ? text_.substr(at, (end == text_.npos ? text_.size() : end) - at) : std::string_view();
  }

  // The word behind the one that ends at `end`, if only a blank is between.
  std::string_view word_behind(std::size_t end) const {
    return end < text_.size() && text_[end] == ' ' ? word_at(end + 1) : std::string_view();
  }

  static int number_of(std::string_view word) {
    const int digits = word.size() == 1 || word.size() == 2 ? digits_at(word, 0, word.size()) : -1;
    if (digits >= 0) return digits;
    const std::string lower = lowered_ascii(word);
    const auto row = std::find_if(std::begin(kVietnameseNumbers), std::end(kVietnameseNumbers),
                                  [&](const VietnameseNumber& number) { return number.word == lower; });
    return row == std::end(kVietnameseNumbers) ? -1 : row->value;
  }

  void translate(std::string_view word) {
    const std::string lower = lowered_ascii(word);
    const std::size_t end = at_ + word.size();
    const std::string_view next = word_behind(end);
    const bool is_month = lower == "tháng" || lower == "thg";
    if (is_month && take_month(next, end)) return;
    if (lower == "thứ" && take_weekday(next, end)) return;
    if (lower == "chủ" && lowered_ascii(next) == "nhật") return take(end + 1 + next.size(), "Sunday");
    const auto row = std::find_if(std::begin(kVietnameseWords), std::end(kVietnameseWords),
                                  [&](const VietnameseWord& known) { return known.vietnamese == lower; });
    if (row == std::end(kVietnameseWords)) {
      out_ += word;
      at_ = end;
      return;
    }
    is_vietnamese_ = is_vietnamese_ || row->english.empty();
    if (row->english == "h" && out_.ends_with(' ')) out_.pop_back();
    out_ += row->english;
    at_ = end;
  }

  void take(std::size_t end, std::string_view english) {
    is_vietnamese_ = true;
    out_ += english;
    at_ = end;
  }

  bool take_month(std::string_view next, std::size_t end) {
    int number = number_of(next);
    std::size_t behind = end + 1 + next.size();
    const std::string_view unit = word_behind(behind);
    const int more = number == 10 && !next.starts_with('1') ? number_of(unit) : -1;
    if (more == 1 || more == 2) {  // `mười hai`
      number += more;
      behind += 1 + unit.size();
    }
    if (number < 1 || number > 12) return false;
    has_month_ = true;
    take(behind, kMonthNames[number - 1]);
    return true;
  }

  bool take_weekday(std::string_view next, std::size_t end) {
    const int number = number_of(next);
    const auto row = std::find_if(std::begin(kVietnameseWeekdays), std::end(kVietnameseWeekdays),
                                  [&](const VietnameseWeekday& weekday) { return weekday.number == number; });
    if (row == std::end(kVietnameseWeekdays)) return false;
    take(end + 1 + next.size(), row->english);
    return true;
  }

  // The day is first: `6/3/2024` as `6.3.2024`.
  void put_dots() {
    for (std::size_t at = 0; at < out_.size(); ++at) {
      if (digits_at(out_, at, 1) < 0 || (at > 0 && digits_at(out_, at - 1, 1) >= 0)) continue;
      std::size_t marks[2] = {}, end = at;
      for (std::size_t& mark : marks) {
        while (digits_at(out_, end, 1) >= 0) ++end;
        mark = end;
        end += end < out_.size() && (out_[end] == '/' || out_[end] == '-') ? 1 : 0;
      }
      const bool is_day = marks[0] - at <= 2 && marks[1] > marks[0] + 1 && end == marks[1] + 1 &&
                          marks[1] - marks[0] <= 3 && digits_at(out_, end, 4) >= 0;
      if (!is_day) continue;
      for (const std::size_t mark : marks) out_[mark] = '.';
      return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  bool is_vietnamese_ = false, has_month_ = false;
};

}  // namespace

std::optional<std::string> with_english_months(std::string_view text) {
  constexpr std::size_t kMost = 200;
  return text.size() > kMost ? std::nullopt : VietnameseTranslator(text).run();
}

}  // namespace broadtape
