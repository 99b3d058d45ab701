#include "indexer/readers/exports/factiva_article.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/language_code.h"
#include "common/time/date_parser.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// In the order in which an article has them.
constexpr std::string_view kCodes[] = {"SE", "HD", "CR",  "BY", "CLM", "WC",  "PD",  "ET", "SN",  "SC",
                                       "ED", "PG", "VOL", "LA", "CY",  "LP",  "TD",  "RF", "ART", "CT",
                                       "CO", "IN", "NS",  "RE", "IPC", "IPD", "PUB", "AN"};
// Codes whose values are lists such as `iint : Internet | i3302 : Computers`.
constexpr std::string_view kListCodes[] = {"CO", "IN", "NS", "RE", "IPC", "IPD"};

struct FieldCode {
  std::string_view code;
  RawField field;
  std::string RawArticle::*text;
};
constexpr FieldCode kFieldCodes[] = {
    {"HD", RawField::kTitle, &RawArticle::title},    {"BY", RawField::kAuthor, &RawArticle::author},
    {"PD", RawField::kDate, &RawArticle::date_text}, {"ET", RawField::kTime, &RawArticle::time_text},
    {"SN", RawField::kSource, &RawArticle::source},  {"LA", RawField::kLanguage, &RawArticle::language},
};

std::size_t code_order(std::string_view code) {
  return static_cast<std::size_t>(std::find(std::begin(kCodes), std::end(kCodes), code) - std::begin(kCodes));
}

// The code at the beginning of a line before one blank.
std::string_view code_before_blank(std::string_view line) {
  const std::string_view code = line.substr(0, line.find(' '));
  return code.size() < line.size() && is_among(code, kCodes) ? code : std::string_view();
}

// Whether `line` is the name of a language, not its code or the beginning of a list or sentence.
bool is_language_name(std::string_view line) {
  constexpr std::size_t kShortest = 4, kLongest = 40;
  constexpr std::size_t kLongestCode = 3;
  if (line.size() < kShortest || line.size() > kLongest || line.find_first_of(",;") != std::string_view::npos)
    return false;
  return line.find_first_of("-_.@") > kLongestCode && language_code(line).size() == 2;
}

// The code of a source, `DJDN`, `J`, `NYTF`.
bool is_source_code(std::string_view line) {
  constexpr std::size_t kLongest = 10;
  return !line.empty() && line.size() <= kLongest &&
         std::all_of(line.begin(), line.end(), [](char c) { return is_ascii_upper(c) || is_ascii_digit(c); });
}

// Whether `line` may be the name of a language that is_language_name() does not know.
bool is_one_word(std::string_view line) {
  return !is_source_code(line) && line.find_first_of(" 0123456789") == std::string_view::npos;
}

// `By Jane Roe`, or two to four words in capitals below a longer headline.
bool is_byline(std::string_view line, std::string_view above) {
  if (begins_byline(line)) return true;
  const auto words = std::count(line.begin(), line.end(), ' ') + 1;
  if (words < 2 || words > 4 || std::count(above.begin(), above.end(), ' ') < 3) return false;
  bool at_start = true;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (at_start && std::islower(byte)) return false;
    if (byte < 0x80 && !std::isalpha(byte) && std::string_view(" .-',").find(c) == std::string_view::npos) return false;
    at_start = c == ' ';
  }
  return true;
}

// `iint : Internet | i3302 : Computers`, or one in each line, as names.
void add_names(std::string_view value, std::vector<std::string>& labels) {
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of("|\n", at), value.size());
    const std::string_view part = trimmed(value.substr(at, end - at));
    const std::size_t colon = part.find(" : ");
    if (!part.empty()) labels.emplace_back(trimmed(part.substr(colon == std::string_view::npos ? 0 : colon + 3)));
    at = end + 1;
  }
}

class FactivaParser {
 public:
  explicit FactivaParser(const ExportPiece& piece) : piece_(piece) {}

  FactivaResult parse() {
    const bool has_codes = std::any_of(piece_.lines.begin(), piece_.lines.end(), [](const ExportLine& line) {
      return code_before_blank(line.text) == "HD" || factiva_code(line.text) == "HD";
    });
    if (has_codes)
      take_fields();
    else
      take_display();
    // The headlines of a list are numbered.
    const std::string number = fmt::format("{}) ", piece_.number);
    RawArticle& article = result_.article;
    if (article.title.starts_with(number)) article.title.erase(0, number.size());
    article.author = without_by(std::move(article.author));
    if (article.author.find_first_not_of("_-. ") == std::string::npos) article.author.clear();
    if (result_.problem.empty() && article.title.empty() && article.body.empty())
      result_.problem = "neither a headline nor a text";
    return std::move(result_);
  }

 private:
  // The code of `line`. A single blank behind it counts where HD has one; then the codes must keep their order.
  std::string_view code_of(std::string_view line, std::string_view current) {
    if (const std::string_view code = factiva_code(line); !code.empty()) return code;
    const std::string_view code = code_before_blank(line);
    if (code.empty()) return {};
    if (code == "HD" && (current.empty() || current == "SE")) has_blank_ = true;
    if (code == "SE" && current.empty()) return code;
    const bool in_order = code_order(code) > code_order(current) || current.empty();
    const bool has_list = !is_among(code, kListCodes) || line.find(" : ") != std::string_view::npos;
    return has_blank_ && in_order && has_list ? code : std::string_view();
  }

  void take_fields() {
    std::string_view current;
    std::string value;
    int dates = 0;
    for (const ExportLine& line : piece_.lines) {
      if (code_before_blank(line.text) == "PD" && parse_date(trimmed(std::string_view(line.text).substr(2)))) ++dates;
      const std::string_view code = code_of(line.text, current);
      if (code.empty() && current.empty()) {
        result_.has_lines_before = result_.has_lines_before || !line.text.empty();
      } else if (code.empty()) {
        value.append("\n").append(line.text);
      } else {
        take_field(current, value);
        current = code;
        value = line.text.substr(std::min(code.size(), line.text.size()));
      }
    }
    take_field(current, value);
    result_.begins_another = dates > 1;
    if (dates > 1) result_.problem = "another article begins in it before its last line, AN";
  }

  void take_field(std::string_view code, const std::string& written) {
    const std::string_view value = trimmed(written);
    RawArticle& article = result_.article;
    for (const FieldCode& row : kFieldCodes) {
      if (code != row.code) continue;
      article.*row.text = one_line(value);
      article.set_origin(row.field, row.code);
    }
    if (code == "SE" && !value.empty()) article.labels.push_back(one_line(value));
    if (code == "NS" || code == "IN") add_names(value, article.labels);
    if (code == "LP" || code == "TD") add_text(value);
  }

  void add_text(std::string_view value) {
    std::vector<std::string_view> lines = split_lines(value);
    for (std::string_view& line : lines) line = trimmed(line);
    std::string& body = result_.article.body;
    result_.article.set_origin(RawField::kBody, "LP and TD, or the text");
    if (!body.empty()) body += "\n\n";
    body += trimmed(unwrapped_text(lines));
  }

  void take_display() {
    std::vector<const ExportLine*> written;
    for (const ExportLine& line : piece_.lines) {
      if (!line.text.empty()) written.push_back(&line);
    }
    std::size_t count = 0;
    while (count + 1 < written.size() && !begins_display(written[count]->text, written[count + 1]->text)) ++count;
    if (count + 1 >= written.size()) {
      result_.problem = "no line with the number of words before one with a date";
      return;
    }
    for (std::size_t i = count + 1; i + 1 < written.size(); ++i) {
      if (!begins_display(written[i]->text, written[i + 1]->text)) continue;
      result_.problem = "another article begins in it before its last line, such as `Document DJDN0000...`";
      result_.begins_another = true;
      return;
    }
    take_above({written.begin(), written.begin() + static_cast<std::ptrdiff_t>(count)});
    RawArticle& article = result_.article;
    article.date_text = written[count + 1]->text;
    article.set_origin(RawField::kDate, "the line after the number of words");
    std::size_t at = count + 2;
    if (at < written.size() && is_time_of_day(written[at]->text)) article.time_text = written[at++]->text;
    if (at < written.size()) article.source = written[at++]->text;
    at = skip_source_lines(written, at);
    if (at < written.size()) take_text_from(*written[at]);
  }

  // Section, headline and byline, by the markup, else by their place.
  void take_above(std::vector<const ExportLine*> above) {
    RawArticle& article = result_.article;
    const bool has_roles = std::any_of(above.begin(), above.end(),
                                       [](const ExportLine* line) { return line->role == LineRole::kHeadline; });
    std::vector<std::string_view> rest;
    for (const ExportLine* line : above) {
      if (has_roles && line->role == LineRole::kHeadline)
        article.title.append(article.title.empty() ? "" : " ").append(line->text);
      else if (has_roles && line->role == LineRole::kAuthor)
        article.author = line->text;
      else
        rest.push_back(line->text);
    }
    if (has_roles) {
      if (!rest.empty()) article.labels.emplace_back(rest.front());
      return;
    }
    if (rest.size() > 1 && is_byline(rest.back(), rest[rest.size() - 2])) {
      article.author = rest.back();
      rest.pop_back();
    }
    if (rest.empty()) return;
    article.title = rest.back();
    rest.pop_back();
    constexpr std::size_t kLongestSection = 40;
    if (!rest.empty() && rest.back().size() <= kLongestSection) {
      article.labels.emplace_back(rest.back());
      rest.pop_back();
    }
    result_.has_lines_before = !rest.empty();
  }

  // Code, edition, page, language and copyright, which follow the source.
  std::size_t skip_source_lines(const std::vector<const ExportLine*>& written, std::size_t at) {
    constexpr std::size_t kMostLines = 9, kLongestLine = 100;
    const std::size_t limit = std::min(written.size(), at + kMostLines);
    std::size_t end = at;
    if (at < limit && is_source_code(written[at]->text)) end = at + 1;
    for (std::size_t i = at; i < limit; ++i) {
      const bool names_language = is_language_name(written[i]->text);
      const bool is_copyright = is_copyright_line(written[i]->text);
      if (names_language && result_.article.language.empty()) result_.article.language = written[i]->text;
      if (!is_copyright && written[i]->text.size() > kLongestLine) break;
      if (is_copyright && result_.article.language.empty() && i > at && is_one_word(written[i - 1]->text))
        result_.article.language = written[i - 1]->text;
      if (names_language || is_copyright) end = i + 1;
      if (is_copyright) break;
    }
    return end;
  }

  void take_text_from(const ExportLine& first) {
    const auto begin = piece_.lines.begin() + (&first - piece_.lines.data());
    std::string text;
    for (auto line = begin; line != piece_.lines.end(); ++line) text.append(line->text).push_back('\n');
    add_text(text);
  }

  const ExportPiece& piece_;
  FactivaResult result_;
  bool has_blank_ = false;
};

}  // namespace

FactivaResult parse_factiva(const ExportPiece& piece) {
  return FactivaParser(piece).parse();
}

std::string_view accession_of(std::string_view line) {
  constexpr std::size_t kShortest = 20, kLongest = 35, kLongestWord = 30;
  line = trimmed(line);
  if (line.starts_with("AN ") || line.starts_with("AN\t")) line = trimmed(line.substr(2));
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || blank > kLongestWord) return {};
  const std::string_view number = line.substr(blank + 1);
  if (number.size() < kShortest || number.size() > kLongest || !is_ascii_upper(number[0])) return {};
  const bool is_plain =
      std::all_of(number.begin(), number.end(), [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); });
  const auto digits = std::count_if(number.begin(), number.end(), is_ascii_digit);
  constexpr auto kFewestDigits = 9;  // of the date, and zeros before it
  return is_plain && digits >= kFewestDigits ? number : std::string_view();
}

std::string_view factiva_code(std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view code = line.substr(0, end);
  if (!is_among(code, kCodes)) return {};
  const std::string_view rest = line.substr(end);
  const bool separated = rest.empty() || rest.find('\t') < rest.find_first_not_of(" \t") || rest.starts_with("  ");
  return separated ? code : std::string_view();
}

bool begins_byline(std::string_view line) {
  constexpr std::string_view kBeginnings[] = {"By ", "BY ", "Von ", "Par ", "Por ", "Di ", "Door "};
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view beginning) { return line.starts_with(beginning); });
}

bool begins_display(std::string_view line, std::string_view next) {
  constexpr std::size_t kLongestDate = 40;
  return is_word_count(line) && next.size() <= kLongestDate && parse_date(next);
}

}  // namespace broadtape
