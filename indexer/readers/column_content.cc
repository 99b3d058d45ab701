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

bool is_headline(std::string_view value) {
  constexpr std::size_t kLongest = 200;
  const auto first = static_cast<unsigned char>(value[0]);
  const bool begins_so = std::isupper(first) || std::isdigit(first) || first >= 0x80 || first == '"' || first == '\'';
  const bool ends = (value.ends_with('.') && !value.ends_with("..")) || value.ends_with("\xE3\x80\x82");
  return begins_so && !ends && value.size() <= kLongest && value.find_first_of("\n<") == std::string_view::npos;
}

// Whether a word of `name` begins with one of `words`, or it contains a long one: `lastUpdated`, `lastupdate`.
bool name_has_word(std::string_view name, const auto& words) {
  constexpr std::size_t kLong = 5;
  const std::vector<std::string> parts = words_of_name(name);
  const std::string normal = normal_field_name(name);
  return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
    return (word.size() >= kLong && normal.find(word) != std::string::npos) ||
           std::any_of(parts.begin(), parts.end(), [&](const std::string& part) { return part.starts_with(word); });
  });
}

bool has_time_word(std::string_view name) {
  constexpr std::string_view kTimeWords[] = {"date", "time", "stamp", "publi", "post", "when", "utc", "epoch"};
  const std::string normal = normal_field_name(name);
  return normal == "ts" || normal.ends_with(".ts") ||
         std::any_of(std::begin(kTimeWords), std::end(kTimeWords),
                     [&](std::string_view word) { return normal.find(word) != std::string::npos; });
}

// Names of short values in capitals that are no symbols.
constexpr std::string_view kCodeNames[] = {"country", "currency", "lang",   "region", "state",    "status",    "type",
                                           "code",    "grade",    "rating", "level",  "exchange", "sentiment", "zone",
                                           "class",   "edition",  "desk",   "author", "initial",  "flag",      "id"};
// Names of symbols, of which a few are enough.
constexpr std::string_view kSymbolNames[] = {"sym", "tick", "tkr", "cashtag", "equit", "stock", "securit", "instr"};
// Names of addresses other than the article's.
constexpr std::string_view kOtherAddresses[] = {"author", "source",  "publisher", "site",    "feed", "home",  "next",
                                                "prev",   "comment", "api",       "related", "logo", "proxy", "profile",
                                                "user",   "media",   "asset",     "parent",  "rss",  "amp"};

// Whether the values may be headlines: of two words or more, and not running text.
bool is_short_text(const ColumnContent& content) {
  constexpr double kFewestWords = 1.5;
  return !content.is_typed() && content.is_varied() && content.mean_words() >= kFewestWords &&
         content.mean_bytes() < kShortestBodyBytes;
}

// Gives fields to columns one after the other.
class ContentGuess {
 public:
  ContentGuess(const std::vector<NamedContent>& columns, const std::set<RawField>& claimed)
      : columns_(columns), claimed_(claimed), taken_(columns.size()) {}

  bool claims(RawField field) const { return claimed_.contains(field); }
  bool is_free(std::size_t i) const { return columns_[i].content && !taken_[i]; }

  // Gives the field to the free column that fits and has the lowest `order`; of equal ones to the first.
  void give(RawField field, const auto& fits, const auto& order) {
    if (claims(field)) return;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!is_free(i) || is_picture_name(columns_[i].name) || !fits(columns_[i])) continue;
      if (!best || order(columns_[i]) < order(columns_[*best])) best = i;
    }
    if (best) take(*best, field);
  }

  std::size_t count(const auto& fits) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) count += is_free(i) && fits(columns_[i]);
    return count;
  }

  void take(std::size_t column, RawField field) {
    taken_[column] = true;
    claimed_.insert(field);
    given_.emplace_back(column, field);
  }

  std::vector<std::pair<std::size_t, RawField>> given() && { return std::move(given_); }

 private:
  const std::vector<NamedContent>& columns_;
  std::set<RawField> claimed_;
  std::vector<bool> taken_;
  std::vector<std::pair<std::size_t, RawField>> given_;
};

void give_dates(ContentGuess& guess, bool ordered) {
  const auto named = [](const NamedContent& c) { return has_time_word(c.name); };
  const auto fits = [&](const NamedContent& c) {
    return c.content->is_dates() && !is_other_date_name(c.name) && (!c.content->is_numbers() || ordered || named(c));
  };
  if (!ordered && guess.count(fits) > 1 && guess.count([&](const auto& c) { return fits(c) && named(c); }) != 1) return;
  guess.give(RawField::kDate, fits, [&](const NamedContent& c) { return named(c) ? 0 : 1; });
}

// Fields by a word of the name: `headline_en`.
void give_by_words(ContentGuess& guess) {
  constexpr RawField kByWords[] = {RawField::kTitle, RawField::kBody, RawField::kSummary, RawField::kUrl};
  for (const RawField field : kByWords) {
    const auto fits_words = [&](const NamedContent& c) {
      return field_in_words(c.name) == field && fits(field, *c.content) &&
             (field != RawField::kUrl || !name_has_word(c.name, kOtherAddresses));
    };
    guess.give(field, fits_words, [](const auto&) { return 0; });
  }
}

}  // namespace

bool fits(RawField field, const ColumnContent& content) {
  switch (field) {
    case RawField::kTitle:
    case RawField::kBody:
    case RawField::kSummary:
      return content.is_text();
    case RawField::kDate:
    case RawField::kTime:
    case RawField::kCaptured:
    case RawField::kFirstSeen:
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

bool is_element_cell(std::string_view cell) {
  constexpr std::string_view kNameBytes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  cell = trimmed(cell);
  if (!cell.starts_with('<') || !cell.ends_with('>')) return false;
  const std::size_t end = cell.find_first_not_of(kNameBytes, 1);
  const std::string_view name = cell.substr(1, end - 1);
  return end != std::string_view::npos && cell[end] == '>' && name.find('_') != std::string_view::npos &&
         cell.find("</" + std::string(name) + ">") != std::string_view::npos;
}

bool is_structured_cell(std::string_view cell) {
  cell = trimmed(cell);
  if (is_element_cell(cell)) return true;
  const bool list = cell.starts_with('[') && cell.ends_with(']'), object = cell.starts_with('{') && cell.ends_with('}');
  if (!list && !object) return false;
  const std::string_view inner = trimmed(cell.substr(1));
  return std::string_view("'\"{[(]}0123456789Nn-").find(inner.front()) != std::string_view::npos;
}

bool is_image_address(std::string_view value) {
  constexpr std::string_view kEndings[] = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".mp4"};
  if (!is_web_address(value)) return false;
  const std::string path = ascii_lowered(value.substr(0, value.find_first_of("?#")));
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

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
  structured_ += is_structured_cell(value);
  addresses_ += is_web_address(value);
  images_ += is_image_address(value);
  numbers_ += is_number(value);
  symbols_ += is_symbol(value);
  headlines_ += is_headline(value);
  bytes_ += value.size();
  words_ += 1 + static_cast<std::size_t>(std::count(value.begin(), value.end(), ' ')) + wide_characters(value) / 2;
}

bool ColumnContent::is_text() const {
  constexpr double kFewestWords = 3;
  return filled_ > 0 && !is_typed() && mean_words() >= kFewestWords;
}

bool ColumnContent::is_headlines() const {
  return filled_ > 1 && is_text() && is_varied() && mostly(headlines_) && mean_bytes() < kShortestBodyBytes;
}

bool is_picture_name(std::string_view name) {
  constexpr std::string_view kWords[] = {"img",  "image", "thumbnail", "thumb",  "photo", "picture",
                                         "logo", "icon",  "avatar",    "banner", "video", "foto"};
  const std::string normal = ascii_lowered(name);
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](std::string_view word) { return normal.find(word) != std::string::npos; });
}

bool is_other_date_name(std::string_view name) {
  constexpr std::string_view kWords[] = {
      "updat",   "modif",  "edit",   "refresh", "expir",  "valid", "crawl",  "fetch", "scrap", "downl",   "ingest",
      "retriev", "captur", "access", "last",    "chang",  "delet", "archiv", "birth", "found", "deadlin", "upcoming",
      "due",     "import", "insert", "sync",    "embarg", "until", "event",  "index", "end",   "seen",    "collect"};
  return name_has_word(name, kWords);
}

std::vector<std::pair<std::size_t, RawField>> fields_by_content(const std::vector<NamedContent>& columns,
                                                                const std::set<RawField>& claimed, bool ordered) {
  ContentGuess guess(columns, claimed);
  const auto any = [](const NamedContent&) { return 0; };
  give_dates(guess, ordered);
  give_by_words(guess);
  const auto is_address = [&](const NamedContent& c) {
    return c.content->is_addresses() &&
           (ordered || (c.content->is_varied() && !name_has_word(c.name, kOtherAddresses)));
  };
  guess.give(RawField::kUrl, is_address, [&](const auto& c) { return ordered ? 0 : -c.content->mean_bytes(); });
  const auto is_symbols = [&](const NamedContent& c) {
    if (!c.content->may_be_symbols() || c.content->is_numbers() || name_has_word(c.name, kCodeNames)) return false;
    return name_has_word(c.name, kSymbolNames) || (c.content->is_symbols() && c.content->distinct() > 2);
  };
  guess.give(RawField::kTickers, is_symbols, any);
  const auto is_long = [](const NamedContent& c) {
    return c.content->is_text() && c.content->mean_bytes() >= kShortestBodyBytes;
  };
  const bool needs_title = !guess.claims(RawField::kTitle);
  // The only column of texts is rather the title.
  const bool has_others = guess.count([](const NamedContent& c) { return is_short_text(*c.content); }) > 0;
  if (!guess.claims(RawField::kSummary) && (!needs_title || has_others))
    guess.give(RawField::kBody, is_long, [](const auto& c) { return -c.content->mean_bytes(); });
  const auto is_title = [](const NamedContent& c) {
    const bool is_repeated = c.content->filled() > 1 && c.content->distinct() == 1;  // a question, a disclaimer
    return c.content->is_text() && c.content->mean_bytes() <= kLongestTitleBytes && !is_repeated;
  };
  guess.give(RawField::kTitle, is_title, [](const auto& c) { return c.content->mean_bytes(); });
  guess.give(
      RawField::kTitle, [](const NamedContent& c) { return is_short_text(*c.content); },
      [](const auto& c) { return -c.content->mean_words(); });
  return std::move(guess).given();
}

std::optional<RawField> likely_field(std::string_view name, const ColumnContent& content) {
  if (const auto field = field_in_words(name); field && fits(*field, content)) return field;
  if (content.is_addresses() && !is_picture_name(name)) return RawField::kUrl;
  if (content.is_numbers()) return std::nullopt;  // a count or a price, rather than a date
  if (content.is_dates()) return RawField::kDate;
  if (content.is_symbols() && !name_has_word(name, kCodeNames)) return RawField::kTickers;
  if (!content.is_text()) return std::nullopt;
  return content.mean_bytes() <= kLongestTitleBytes ? RawField::kTitle : RawField::kBody;
}

}  // namespace broadtape
