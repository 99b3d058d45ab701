#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/language_code.h"
#include "common/time/date_parser.h"
#include "indexer/readers/exports/factiva_article.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

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

// Whether a word of four letters or more is in lower case, as in a headline, but not in the name of a section.
bool has_lower_case_word(std::string_view line) {
  constexpr std::size_t kShortest = 4;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    if (word.size() >= kShortest &&
        std::all_of(word.begin(), word.end(), [](char c) { return is_ascii_letter(c) && !is_ascii_upper(c); }))
      return true;
    at = end + 1;
  }
  return false;
}

// `By Jane Roe`, or two to four words that begin with capitals below a longer headline.
bool is_byline(std::string_view line, std::string_view above) {
  if (begins_byline(line)) return true;
  const auto words = std::count(line.begin(), line.end(), ' ') + 1;
  const auto words_above = std::count(above.begin(), above.end(), ' ') + 1;
  if (words < 2 || words > 4) return false;
  if (words_above < 4 && !(words_above > words && has_lower_case_word(above))) return false;
  bool at_start = true;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (at_start && std::islower(byte)) return false;
    if (byte < 0x80 && !std::isalpha(byte) && std::string_view(" .-',").find(c) == std::string_view::npos) return false;
    at_start = c == ' ';
  }
  return true;
}

class FactivaDisplayParser {
 public:
  explicit FactivaDisplayParser(const ExportPiece& piece) : piece_(piece) {}

  FactivaResult parse() {
    take_display();
    return std::move(result_);
  }

 private:
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
    add_factiva_text(text, result_.article);
  }

  const ExportPiece& piece_;
  FactivaResult result_;
};

}  // namespace

FactivaResult parse_factiva_display(const ExportPiece& piece) {
  return FactivaDisplayParser(piece).parse();
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
