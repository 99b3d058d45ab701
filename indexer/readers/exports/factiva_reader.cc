#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "indexer/readers/exports/exports.h"
#include "indexer/readers/exports/factiva_article.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// `Page 1 of 12 (c) 2025 Factiva, Inc. All rights reserved.`
bool is_page_footer(std::string_view line) {
  constexpr std::string_view kOwners[] = {"Factiva, Inc", "Dow Jones & Company"};
  const bool has_owner = std::any_of(std::begin(kOwners), std::end(kOwners), [&](std::string_view owner) {
    return line.find(owner) != std::string_view::npos;
  });
  return line.starts_with("Page ") && has_owner;
}

// The name of the publisher, in the last line of the display in HTML.
void drop_publisher(std::vector<ExportLine>& lines) {
  const bool has_roles =
      std::any_of(lines.begin(), lines.end(), [](const ExportLine& line) { return line.role == LineRole::kText; });
  const auto last =
      std::find_if(lines.rbegin(), lines.rend(), [](const ExportLine& line) { return !line.text.empty(); });
  if (has_roles && last != lines.rend() && last->role == LineRole::kNone && factiva_code(last->text).empty())
    lines.erase(std::next(last).base());
}

class FactivaReader {
 public:
  explicit FactivaReader(RecordOutput& output) : output_(output) {}

  // False: stop.
  bool take(ExportLine&& line) {
    if (line.role == LineRole::kStart) {
      if (has_display_ || (has_headline_ && has_date_)) return hand_over({});
      has_lines_between_ = has_lines_between_ || piece_.has_text();
      piece_ = {};
      return true;
    }
    if (is_page_footer(line.text)) return true;
    if (const std::string_view number = accession_of(line.text); !number.empty()) return hand_over(number);
    const std::string_view code = factiva_code(line.text);
    const bool begins_next = has_headline_ && has_date_ && (code == "HD" || code == "SE");
    if (begins_next && !hand_over({})) return false;
    has_headline_ = has_headline_ || code == "HD";
    has_date_ = has_date_ || code == "PD";
    return take_display_line(std::move(line));
  }

  // False if there was neither an article nor a rejected one.
  bool finish() {
    if (piece_.has_text()) {
      const FactivaResult rest = parse_factiva(numbered());
      const bool is_cut_off = rest.problem.empty() && has_ids_;
      if (rest.problem.empty() || rest.begins_another || piece_.is_too_long || has_begun())
        hand_over({});
      else
        has_lines_after_ = true;
      if (is_cut_off) output_.note("the last article has no identifier at its end, so it may be cut off");
    }
    if (has_lines_between_) output_.note("text before the articles, such as a table of contents, was left out");
    if (has_lines_after_)
      output_.note(
          "text after the last article, such as a summary of the search or the beginning of another, was left out");
    return number_ > 0;
  }

 private:
  // Whether the piece has what only an article has, so that it is more than text after the last one.
  bool has_begun() const {
    return has_headline_ || has_date_ || has_display_ || !line_before_.empty() ||
           std::any_of(piece_.lines.begin(), piece_.lines.end(),
                       [](const ExportLine& line) { return line.role == LineRole::kHeadline; });
  }

  // Adds `line`. If a second display begins at it, hands over what is before that display. False: stop.
  bool take_display_line(ExportLine&& line) {
    if (trimmed(line.text).empty()) {
      piece_.add(std::move(line));
      return true;
    }
    const bool has_begun = begins_display(line_before_, line.text);
    const std::size_t first = has_begun && has_display_ ? next_display() : 0;
    if (first > 0) {
      const auto begin = piece_.lines.begin() + static_cast<std::ptrdiff_t>(first);
      std::vector<ExportLine> next(std::make_move_iterator(begin), std::make_move_iterator(piece_.lines.end()));
      piece_.lines.erase(begin, piece_.lines.end());
      if (!hand_over({})) return false;
      for (ExportLine& above : next) piece_.add(std::move(above));
    }
    has_display_ = has_display_ || has_begun;
    line_before_ = is_word_count(line.text) ? line.text : std::string();
    piece_.add(std::move(line));
    return true;
  }

  // Where the display begins whose number of words is in the last line with text: at its headline or section, after an
  // empty line. 0 if no empty line or only a byline is above.
  std::size_t next_display() const {
    constexpr std::size_t kMostLines = 8;
    const auto is_empty = [&](std::size_t i) { return trimmed(piece_.lines[i].text).empty(); };
    if (piece_.is_too_long) return 0;
    std::size_t count = piece_.lines.size() - 1;
    while (count > 0 && is_empty(count)) --count;
    std::size_t first = count;
    while (first > 0 && count - first < kMostLines && !is_empty(first - 1)) --first;
    const bool has_headline = count - first > 1 || (count - first == 1 && !begins_byline(piece_.lines[first].text));
    return first > 0 && is_empty(first - 1) && has_headline ? first : 0;
  }

  ExportPiece& numbered() {
    piece_.number = number_ + 1;
    return piece_;
  }

  bool hand_over(std::string_view accession) {
    const std::string id(accession);
    has_ids_ = has_ids_ || !id.empty();
    ExportPiece piece = std::exchange(numbered(), {});
    drop_publisher(piece.lines);
    ++number_;
    has_headline_ = has_date_ = has_display_ = false;
    line_before_.clear();
    std::string place = piece.place();
    if (piece.is_too_long) return output_.reject(std::move(place), "is too long", piece.text());
    FactivaResult result = parse_factiva(piece);
    has_lines_between_ = has_lines_between_ || result.has_lines_before;
    if (!result.problem.empty()) return output_.reject(std::move(place), std::move(result.problem), piece.text());
    result.article.record = std::move(place);
    result.article.external_id = id;
    return output_.article(std::move(result.article), piece.text());
  }

  RecordOutput& output_;
  ExportPiece piece_;
  std::uint64_t number_ = 0;
  bool has_ids_ = false;  // of an article
  bool has_headline_ = false;
  bool has_date_ = false;
  bool has_display_ = false;
  std::string line_before_;  // if it is a number of words
  bool has_lines_between_ = false;
  bool has_lines_after_ = false;
};

bool looks_like_factiva_page(std::string_view head) {
  if (head.find("<title>Factiva") != std::string_view::npos) return true;
  // `class="articleParagraph enarticleParagraph"`
  constexpr std::string_view kClass = "\"articleParagraph ";
  const std::size_t at = head.find(kClass);
  if (at != std::string_view::npos && head.substr(at + kClass.size() + 2).starts_with("articleParagraph")) return true;
  const auto has_cell = [&](std::string_view code) {
    return head.find(">" + std::string(code) + "<") != std::string_view::npos ||
           head.find(">" + std::string(code) + "&nbsp;<") != std::string_view::npos;
  };
  return has_cell("HD") && has_cell("WC") && has_cell("PD") && has_cell("SN");
}

}  // namespace

bool looks_like_factiva(std::string_view head) {
  if (trimmed(head).starts_with('<')) return looks_like_factiva_page(head);
  std::set<std::string_view> codes;
  std::string_view before;
  bool has_display = false, has_end = false, has_copyright = false;
  for (const std::string_view written : split_lines(head)) {
    const std::string_view line = trimmed(written);
    if (line.empty()) continue;
    std::string_view code = factiva_code(line);
    if (code.empty() && line.size() > 3 && line[2] == ' ') code = factiva_code(line.substr(0, 2));
    if (!code.empty()) codes.insert(code);
    has_display = has_display || begins_display(before, line);
    has_copyright = has_copyright || (has_display && is_copyright_line(line));
    has_end = has_end || !accession_of(line).empty();
    before = line;
  }
  const auto has = [&](std::string_view code) { return codes.count(code) > 0; };
  if (has("HD") && has("PD") && has("SN") && (has("WC") || has("LA") || has("TD") || has("LP"))) return true;
  return has_display && (has_end || has_copyright);
}

void read_factiva(ByteSource& text, RecordOutput& output) {
  FactivaReader reader(output);
  each_export_line(text, output, [&](ExportLine&& line) { return reader.take(std::move(line)); });
  if (!reader.finish()) throw Error(ErrorKind::kInput, "has no article of Factiva");
}

}  // namespace broadtape
