#include "indexer/readers/wire/dateline.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

struct WireRow {
  std::string_view mark;  // as wire_named() compares: in lower case, without blanks and full stops
  std::string_view name;
};
constexpr WireRow kWires[] = {
    {"prnewswire", "PR Newswire"},
    {"cnw", "CNW"},
    {"businesswire", "Business Wire"},
    {"globenewswire", "GlobeNewswire"},
    {"accesswire", "ACCESSWIRE"},
    {"accessnewswire", "ACCESS Newswire"},
    {"einpresswire", "EIN Presswire"},
    {"newsfilecorp", "Newsfile"},
    {"newsfile", "Newsfile"},
    {"marketwired", "Marketwired"},
    {"marketwire", "Marketwire"},
    {"primenewswire", "PrimeNewswire"},
    {"prweb", "PRWeb"},
    {"newmediawire", "NewMediaWire"},
    {"acnnewswire", "ACN Newswire"},
    {"mediaoutreachnewswire", "Media OutReach"},
    {"mediaoutreach", "Media OutReach"},
    {"ots", "news aktuell"},
    {"dgap", "DGAP"},
    {"eqs", "EQS"},
    {"reuters", "Reuters"},
    {"thomsonreuters", "Reuters"},
    {"rtrs", "Reuters"},
    {"dj", "Dow Jones"},
    {"ap", "Associated Press"},
    {"afp", "AFP"},
    {"bloomberg", "Bloomberg"},
    {"dowjones", "Dow Jones"},
    {"dpa", "dpa"},
    {"dpa-afx", "dpa-AFX"},
    {"upi", "UPI"},
    {"kyodo", "Kyodo"},
    {"xinhua", "Xinhua"},
    {"rttnews", "RTTNews"},
    {"tass", "TASS"},
    {"interfax", "Interfax"},
    {"ani", "ANI"},
    {"pti", "PTI"},
    {"ians", "IANS"},
    {"ansa", "ANSA"},
    {"efe", "EFE"},
    {"yonhap", "Yonhap"},
    {"mtnewswires", "MT Newswires"},
    {"benzinga", "Benzinga"},
    {"cnbc", "CNBC"},
    {"cnn", "CNN"},
    {"cp", "The Canadian Press"},
    {"canadianpress", "The Canadian Press"},
    {"alliancenews", "Alliance News"},
};
static_assert(std::all_of(std::begin(kWires), std::end(kWires), [](const WireRow& row) {
  return row.mark.find_first_of(" .ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos && !row.mark.ends_with("com");
}));

// The wire that `text`, from inside the brackets of a mark, names: `PRNewswire-FirstCall`, `CNW Telbec`, `GLOBE
// NEWSWIRE`, `Newsfile Corp. `. Null if it names none.
const WireRow* wire_named(std::string_view text) {
  std::string name;
  for (const char c : ascii_lowered(text)) {
    if (c != ' ' && c != '.') name.push_back(c);
  }
  if (name.ends_with("com")) name.resize(name.size() - 3);
  const WireRow* best = nullptr;
  for (const WireRow& row : kWires) {
    const bool is_whole = name == row.mark;
    const bool is_variant = name.starts_with(row.mark) && row.mark.size() > 2 &&
                            (name[row.mark.size()] == '-' || row.mark == "cnw" || row.mark == "prnewswire");
    if ((is_whole || is_variant) && (!best || row.mark.size() > best->mark.size())) best = &row;
  }
  return best;
}

struct WireMark {
  const WireRow* wire;
  std::size_t begin, end;  // of the mark with its brackets
  std::string_view rest;   // in the brackets, behind the name: `January 30, 2025`
};

// The first `/NAME/` or `(NAME)` that names a wire.
std::optional<WireMark> mark_in(std::string_view start) {
  constexpr std::size_t kLongestWireMark = 60;
  for (std::size_t at = 0; (at = start.find_first_of("/(", at)) != std::string_view::npos; ++at) {
    const std::size_t end = start.find(start[at] == '/' ? '/' : ')', at + 1);
    if (end == std::string_view::npos || end - at > kLongestWireMark) continue;
    const std::string_view inside = start.substr(at + 1, end - at - 1);
    const std::size_t dash = inside.find(" - ");
    const std::string_view rest =
        dash == std::string_view::npos ? std::string_view() : trimmed(inside.substr(dash + 3));
    if (const WireRow* const wire = wire_named(trimmed(inside.substr(0, dash))))
      return WireMark{wire, at, end + 1, rest};
  }
  return std::nullopt;
}

bool begins_with_dash(std::string_view text) {
  constexpr std::string_view kDashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\x92"};
  return std::any_of(std::begin(kDashes), std::end(kDashes),
                     [&](std::string_view dash) { return trimmed(text).starts_with(dash); });
}

// Whether `text` is a date without a year, such as `Jan 30`.
bool is_day_of_year(std::string_view text) {
  constexpr std::size_t kLongest = 20;
  return text.size() <= kLongest && !parse_date(text) && parse_date(std::string(text) + ", 2024");
}

bool is_date_text(std::string_view text) {
  return !text.empty() && (parse_date(text) || is_day_of_year(text));
}

// The date behind one of the commas of the place: `NEW YORK, Jan. 30, 2025`. Empty if there is none.
std::string date_behind_place(std::string_view place) {
  for (std::size_t comma = place.find(','); comma != std::string_view::npos; comma = place.find(',', comma + 1)) {
    const std::string_view tail = trimmed(place.substr(comma + 1));
    if (is_date_text(tail)) return std::string(tail);
  }
  return {};
}

// Whether the text before a mark is a place: it begins with a capital letter and has no end of a sentence.
bool is_place(std::string_view text) {
  constexpr std::size_t kLongest = 120;
  const auto first = static_cast<unsigned char>(text.empty() ? 'a' : text[0]);
  if (text.size() > kLongest || !(std::isupper(first) || first >= 0x80)) return false;
  return text.find_first_of(":;!?\"") == std::string_view::npos;
}

constexpr WireRow kChineseWires[] = {
    {"新华社", "Xinhua"},
    {"新华网", "Xinhua"},
    {"中新社", "China News Service"},
    {"中新网", "China News Service"},
    {"财联社", "CLS"},
    {"路透社", "Reuters"},
    {"法新社", "AFP"},
    {"彭博社", "Bloomberg"},
    {"美联社", "Associated Press"},
    {"共同社", "Kyodo"},
    {"韩联社", "Yonhap"},
    {"塔斯社", "TASS"},
    {"中央社", "CNA"},
    {"新華社", "Xinhua"},
    {"中新社", "China News Service"},
    {"路透", "Reuters"},
};

// The reporter in `（记者王明）` or `(記者 王明)` at the beginning of `text`, which it is removed from. Empty without
// one.
std::string take_reporter(std::string_view& text) {
  constexpr std::size_t kLongestNames = 90;  // bytes
  for (const auto& [open, close] : {std::pair("（", "）"), std::pair("(", ")")}) {
    if (!text.starts_with(open)) continue;
    const std::string_view inside = text.substr(std::string_view(open).size());
    const std::size_t end = inside.substr(0, kLongestNames).find(close);
    const bool is_reporter = inside.starts_with("记者") || inside.starts_with("記者");
    if (!is_reporter || end == std::string_view::npos) return {};
    text = trimmed(inside.substr(end + std::string_view(close).size()));
    return std::string(trimmed(inside.substr(0, end).substr(std::string_view("记者").size())));
  }
  return {};
}

// `新华社北京1月30日电 央行下调利率`: an agency, a place, a day and the word for a telegram.
std::optional<Dateline> chinese_dateline_of(std::string_view paragraph) {
  constexpr std::size_t kLongestPlace = 40, kLongestHeadline = 120;  // bytes
  constexpr std::string_view kDay = "日";
  constexpr std::string_view kTelegrams[] = {"电", "電", "讯", "訊"};
  for (const std::string_view open : {"（", "【", "("}) {
    if (paragraph.starts_with(open)) paragraph.remove_prefix(open.size());
  }
  const auto wire = std::find_if(std::begin(kChineseWires), std::end(kChineseWires),
                                 [&](const WireRow& row) { return paragraph.starts_with(row.mark); });
  if (wire == std::end(kChineseWires)) return std::nullopt;
  const std::string_view rest = paragraph.substr(wire->mark.size());
  const std::size_t begin = rest.find_first_of("0123456789");
  if (begin > kLongestPlace) return std::nullopt;
  const std::size_t day = rest.find(kDay, begin);
  if (day == std::string_view::npos || day - begin > kLongestPlace) return std::nullopt;
  const std::string_view date = rest.substr(begin, day + kDay.size() - begin);
  std::string_view behind = rest.substr(day + kDay.size());
  const auto telegram = std::find_if(std::begin(kTelegrams), std::end(kTelegrams),
                                     [&](std::string_view word) { return behind.starts_with(word); });
  if (date.find("月") == std::string_view::npos || telegram == std::end(kTelegrams)) return std::nullopt;
  behind = trimmed(behind.substr(telegram->size()));
  for (const std::string_view close : {"）", "】", ")"}) {
    if (behind.starts_with(close)) behind = trimmed(behind.substr(close.size()));
  }
  Dateline line{wire->name, std::string(date)};
  line.author = take_reporter(behind);
  if (behind.size() <= kLongestHeadline && !has_sentence_end(behind)) line.headline = behind;
  return line;
}

}  // namespace

std::string_view wire_name(std::string_view text) {
  const WireRow* const wire = wire_named(trimmed(text));
  return wire ? wire->name : std::string_view();
}

std::string reporter_of(std::string_view paragraph) {
  return take_reporter(paragraph);
}

std::optional<Dateline> dateline_of(std::string_view paragraph) {
  if (!paragraph.empty() && static_cast<unsigned char>(paragraph[0]) >= 0xe3) {
    if (auto line = chinese_dateline_of(paragraph)) return line;
  }
  constexpr std::size_t kMostBytes = 240;
  const std::string_view start = paragraph.substr(0, kMostBytes);
  const auto mark = mark_in(start);
  if (!mark) return std::nullopt;
  std::string_view place = trimmed(start.substr(0, mark->begin));
  while (place.ends_with('-') || place.ends_with(',')) place = trimmed(place.substr(0, place.size() - 1));
  // `(RTTNews) - Acme` and `Jan 30 (Reuters) - Acme` have no place.
  if (mark->begin > 0 && !is_place(place)) return std::nullopt;
  const std::string_view behind = start.substr(mark->end);
  Dateline line{mark->wire->name, is_date_text(place) ? std::string(place) : date_behind_place(place)};
  if (line.date_text.empty() && is_date_text(mark->rest)) line.date_text = mark->rest;
  if (begins_with_dash(behind)) return line;
  // `/ ACCESSWIRE / January 30, 2025 / Acme Corp`
  const std::string_view date = trimmed(behind.substr(0, behind.find('/')));
  if (start[mark->begin] != '/' || !is_date_text(date)) return std::nullopt;
  if (line.date_text.empty()) line.date_text = date;
  return line;
}

}  // namespace broadtape
