#include "indexer/readers/wire/dateline.h"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
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

}  // namespace

std::optional<Dateline> dateline_of(std::string_view paragraph) {
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
