#include "indexer/readers/exports/nexis_article.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "common/text/fold.h"
#include "common/time/date_parser.h"
#include "indexer/readers/exports/nexis_labels.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// The date at the beginning of a line: `January 30, 2013 Wednesday Late Edition - Final`. Empty for other lines; a
// month alone, `March 2015`, is a date line whose article will be undated.
std::string date_at_start(std::string_view line) {
  constexpr std::size_t kLongest = 100;
  constexpr int kMostWords = 10;
  std::string text = one_line(line);
  if (text.size() > kLongest || text.find_first_of("0123456789") == std::string::npos) return {};
  for (int i = 0; i < kMostWords && text.find(' ') != std::string::npos; ++i) {
    if (parse_date(text)) return text;
    const std::size_t last = text.rfind(' ');
    const std::string year = text.substr(last + 1);
    const bool is_year = year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos;
    if (is_year && text.find(' ') == last && parse_date(text.substr(0, last) + " 1, " + year)) return text;
    text.resize(last);
  }
  return parse_date(text) && text.size() > 7 ? text : std::string();
}

bool is_page_number(std::string_view line) {
  return line.starts_with("Page ") && line.find(" of ") != std::string_view::npos && line.size() < 24;
}

// A line of the cover page and its list of documents.
bool is_cover_line(std::string_view line) {
  constexpr std::string_view kBeginnings[] = {
      "User Name:",    "Date and Time:", "Job Number:",   "Document (",        "Documents (",        "Client/Matter:",
      "Search Terms:", "Search Type:",   "Narrowed by:",  "Download Request:", "Benutzername:",      "Auftragsnummer:",
      "Dokument (",    "Dokumente (",    "Suchbegriffe:", "Nom d'utilisateur", "Termes de recherche"};
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view beginning) { return line.starts_with(beginning); });
}

// The edition of a paper: `Late Edition - Final`, `London Edition 1`, `USA Edition`. A headline has more words behind
// it.
bool is_edition(std::string_view line) {
  constexpr std::string_view kEditions[] = {"edition", "ausgabe", "edicion", "edizione", "editie"};
  constexpr std::string_view kAfter[] = {"", "-", "final", "late", "early", "main", "national"};
  constexpr int kMostWordsBefore = 3;
  std::string rest = fold(one_line(line));
  for (int before = 0; before <= kMostWordsBefore; ++before) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const bool found = is_among(rest.substr(0, end), kEditions);
    rest.erase(0, std::min(end + 1, rest.size()));
    if (!found) continue;
    while (!rest.empty()) {
      const std::size_t last = std::min(rest.find(' '), rest.size());
      const std::string word = rest.substr(0, last);
      if (!is_among(word, kAfter) && word.find_first_not_of("0123456789") != std::string::npos) return false;
      rest.erase(0, std::min(last + 1, rest.size()));
    }
    return true;
  }
  return false;
}

class NexisParser {
 public:
  explicit NexisParser(const NexisPiece& piece) : piece_(piece) {
    for (const ExportLine& line : piece.lines) {
      if (!is_page_number(line.text)) lines_.push_back(trimmed(line.text));
    }
    while (!lines_.empty() && lines_.back().empty()) lines_.pop_back();
    const auto first = std::find_if(lines_.begin(), lines_.end(), [](auto line) { return !line.empty(); });
    has_blanks_ = std::find(first, lines_.end(), std::string_view()) != lines_.end();
  }

  NexisResult parse() {
    const auto body_mark = std::find_if(lines_.begin(), lines_.end(), [](std::string_view line) {
      return line == "Body" || line == "Text" || line == "Full Text" || line == "BODY:" || line == "TEXT:";
    });
    const bool has_mark = body_mark != lines_.end();
    is_uni_ = piece_.has_end || (has_mark && !body_mark->ends_with(':'));
    const auto mark = static_cast<std::size_t>(body_mark - lines_.begin());
    const std::size_t first_label = first_label_line(mark);
    take_preamble(std::min(first_label, mark));
    const std::size_t body = take_head_labels(std::min(first_label, mark), mark);
    // Lines between the title and the labels, if any, are the beginning of the text.
    if (text_begin_ && first_label < mark) lead_ = paragraphs_between(*text_begin_, first_label);
    take_body(has_mark ? mark + 1 : first_label < mark ? body : text_begin_.value_or(mark));
    return finish();
  }

 private:
  struct PreambleLine {
    std::string_view text;
    std::size_t at;  // in lines_
    bool after_blank;
  };

  std::string paragraphs_between(std::size_t begin, std::size_t end) const {
    return unwrapped_text({lines_.begin() + static_cast<std::ptrdiff_t>(begin),
                           lines_.begin() + static_cast<std::ptrdiff_t>(std::max(begin, end))});
  }

  std::size_t first_label_line(std::size_t end) const {
    std::size_t first = 0;
    while (first < end && !label_line(lines_[first])) ++first;
    return first;
  }

  void take_preamble(std::size_t end) {
    std::vector<PreambleLine> kept;
    for (std::size_t i = 0; i < end; ++i) {
      const bool dropped = lines_[i].empty() || is_copyright_line(lines_[i]);
      if (!dropped) kept.push_back({lines_[i], i, i == 0 || lines_[i - 1].empty()});
    }
    // The date is near the labels, behind any cover page.
    constexpr std::size_t kMostLines = 100;
    std::optional<std::size_t> dated;
    const std::size_t first = is_uni_ && kept.size() > kMostLines ? kept.size() - kMostLines : 0;
    for (std::size_t i = first; i < kept.size() && i < first + kMostLines && (is_uni_ || !dated); ++i) {
      std::string date = date_at_start(kept[i].text);
      if (date.empty()) continue;
      dated = i;
      article_.date_text = std::move(date);
    }
    if (!dated) {
      if (!kept.empty()) loose_title_ = kept.front().text;
      return;
    }
    has_date_ = true;
    article_.set_origin(RawField::kDate, "the line with a date");
    article_.set_origin(RawField::kSource, "the line above the date");
    article_.set_origin(RawField::kAuthor, "BYLINE");
    const std::size_t at = *dated;
    if (at > 0) article_.source = kept[at - 1].text;
    if (!is_uni_) take_title_below(kept, at + 1);
    if (article_.title.empty() && at > 1)
      take_title_above(kept, at - 1);
    else if (at > 1)
      cover_lines_ = at - 1;
  }

  // Behind the date, after the edition, which is directly below the date. What follows belongs to the text.
  void take_title_below(const std::vector<PreambleLine>& kept, std::size_t from) {
    const auto begins_paragraph = [](const PreambleLine& line) { return line.after_blank; };
    if (from + 1 < kept.size() && is_edition(kept[from].text)) ++from;
    const auto begin = kept.begin() + static_cast<std::ptrdiff_t>(from);
    auto first = std::find_if(begin, kept.end(), begins_paragraph);
    if (first == kept.end()) first = begin;
    if (first == kept.end()) return;
    const auto last = std::find_if(first + 1, kept.end(), begins_paragraph);
    for (auto line = first; line != last; ++line)
      article_.title.append(article_.title.empty() ? "" : " ").append(line->text);
    if (last != kept.end()) text_begin_ = last->at;
  }

  // Above the source: the lines without an empty one between, of the cover page only the last.
  void take_title_above(const std::vector<PreambleLine>& kept, std::size_t source) {
    const bool has_cover = std::any_of(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(source),
                                       [](const PreambleLine& line) { return is_cover_line(line.text); });
    std::size_t first = source - 1;
    while (first > 0 && !kept[first].after_blank && !has_cover) --first;
    for (std::size_t i = first; i < source; ++i)
      article_.title.append(article_.title.empty() ? "" : " ").append(kept[i].text);
    cover_lines_ = first;
  }

  // The value of the label at `at`, to the next label or empty line; moves `at` behind it.
  std::string label_value(std::size_t& at, std::string_view first, std::size_t end) const {
    std::string value(first);
    for (++at; at < end && !lines_[at].empty() && !label_line(lines_[at]); ++at)
      value.append(value.empty() ? "" : " ").append(lines_[at]);
    return value;
  }

  // Returns where the text begins, if no line `Body` says so.
  std::size_t take_head_labels(std::size_t at, std::size_t mark) {
    while (at < mark) {
      if (const auto label = label_line(lines_[at])) {
        if (label->label == NexisLabel::kLoaded) break;
        std::string value = label_value(at, label->value, mark);
        set(label->label, std::move(value));
      } else if (lines_[at].empty() || mark < lines_.size()) {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }

  // Documents of Word may have no blank lines; each line is a paragraph then.
  bool begins_paragraph(std::size_t at) const { return at == 0 || !has_blanks_ || lines_[at - 1].empty(); }

  bool begins_tail(std::size_t at) const {
    if (lines_[at] == "Classification" && is_uni_) return true;
    const auto label = label_line(lines_[at]);
    if (!label || !(begins_paragraph(at) || label_line(lines_[at - 1]))) return false;
    if (label->label == NexisLabel::kLoaded) return label->in_capitals || is_uni_;
    return label->in_capitals && (label->label == NexisLabel::kBehind || label->label == NexisLabel::kLanguage ||
                                  label->label == NexisLabel::kSubject);
  }

  // Whether the paragraph that begins with `line` may be among the labels after the text: a label, also an unknown one
  // such as `PUB-TYPE:`, the rest of a list across two pages, or the copyright.
  bool may_be_in_tail(std::string_view line) const {
    if (label_line(line) || is_copyright_line(line) || (line == "Classification" && is_uni_)) return true;
    if (line.ends_with("%)") || line.find("%);") != std::string_view::npos) return true;
    const std::string_view name = line.substr(0, line.find_first_of(": "));
    return name.size() < line.size() && line[name.size()] == ':' && name.find('-') != std::string_view::npos &&
           std::isupper(static_cast<unsigned char>(name[0]));
  }

  // The first label after the text. A label is part of the text if a paragraph of the text follows it.
  std::size_t tail_begin(std::size_t begin) const {
    std::size_t tail = lines_.size();
    for (std::size_t at = lines_.size(); at-- > begin;) {
      if (lines_[at].empty()) continue;
      if (begins_tail(at)) tail = at;
      if ((at == begin || begins_paragraph(at)) && !may_be_in_tail(lines_[at])) break;
    }
    return tail;
  }

  // The line `Graphic` above the captions at the end of a text of Nexis Uni; `end` if there is none.
  std::size_t begin_of_captions(std::size_t begin, std::size_t end) const {
    constexpr std::string_view kHeadings[] = {"Graphic", "Grafik", "Graphique", "Gráfico"};
    constexpr std::size_t kMostLines = 20;
    if (!is_uni_) return end;
    for (std::size_t at = end; at-- > begin + 1 && end - at <= kMostLines;) {
      if (begins_paragraph(at) && is_among(lines_[at], kHeadings)) return at;
    }
    return end;
  }

  void take_body(std::size_t begin) {
    const std::size_t end = tail_begin(std::min(begin, lines_.size()));
    for (std::size_t at = end; at < lines_.size();) {
      const auto label = label_line(lines_[at]);
      if (!label) {
        ++at;
        continue;
      }
      set(label->label, label_value(at, label->value, lines_.size()));
    }
    // Without labels behind the text the copyright is its end.
    std::size_t last = begin_of_captions(std::min(begin, end), end);
    while (last > begin && (lines_[last - 1].empty() || is_copyright_line(lines_[last - 1]))) --last;
    article_.body = paragraphs_between(std::min(begin, last), last);
    for (const std::string& before : {highlight_, lead_}) {
      if (!trimmed(before).empty()) article_.body = std::string(trimmed(before)) + "\n\n" + article_.body;
    }
  }

  void set(NexisLabel label, std::string value) {
    seen_.set(static_cast<std::size_t>(label));
    if (label == NexisLabel::kHighlight)
      highlight_ = std::move(value);
    else
      take_nexis_value(label, std::move(value), article_);
  }

  NexisResult finish() {
    if (article_.title.empty() && has_date_ == false) article_.title = std::string(loose_title_);
    const bool has_labels = seen_.any();
    std::string problem;
    if (!has_date_ && !seen_.test(static_cast<std::size_t>(NexisLabel::kHeadline)))
      problem = "no line with a date at its beginning";
    else if (!has_labels && !is_uni_ && !piece_.begins_by_count)
      problem = "neither BYLINE, LENGTH nor another label";
    else if (article_.title.empty() && article_.body.empty())
      problem = "neither a title nor a text";
    return {std::move(article_), std::move(problem), seen_.test(static_cast<std::size_t>(NexisLabel::kLoaded)),
            piece_.may_have_cover ? cover_lines_ : 0};
  }

  const NexisPiece& piece_;
  std::vector<std::string_view> lines_;
  RawArticle article_;
  std::string highlight_;
  std::string lead_;
  std::optional<std::size_t> text_begin_;  // in lines_, where no label says so
  std::string_view loose_title_;
  std::bitset<kNexisLabelCount> seen_;
  std::size_t cover_lines_ = 0;
  bool is_uni_ = false;
  bool has_date_ = false;
  bool has_blanks_ = false;  // between its lines
};

}  // namespace

NexisResult parse_nexis(const NexisPiece& piece) {
  return NexisParser(piece).parse();
}

}  // namespace broadtape
