#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

struct LabelLine {
  std::string_view name;
  std::string_view value;      // trimmed
  std::string_view line = {};  // all of it
};

// `Title: Oil rises`, `Stand：2025`: a name of few words before a colon. nullopt for other lines.
std::optional<LabelLine> label_line(std::string_view line) {
  constexpr std::size_t kLongestLabel = 40, kMostBlanks = 3;
  constexpr std::string_view kWideColon = "：";
  constexpr std::string_view kEmphasis = "*_";  // `**Title:** Oil rises`
  const std::string_view whole = line;
  while (!line.empty() && kEmphasis.find(line[0]) != std::string_view::npos) line.remove_prefix(1);
  const std::size_t ascii = line.find(':'), wide = line.find(kWideColon);
  const std::size_t colon = std::min(ascii, wide);
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestLabel) return std::nullopt;
  const std::string_view name = trimmed(line.substr(0, colon));
  std::string_view value = line.substr(colon + (wide < ascii ? kWideColon.size() : 1));
  if (wide >= ascii && !value.empty() && std::string_view(" \t*_").find(value[0]) == std::string_view::npos)
    return std::nullopt;
  while (!value.empty() && kEmphasis.find(value[0]) != std::string_view::npos) value.remove_prefix(1);
  const bool is_name = !name.empty() && (is_ascii_letter(name[0]) || (name[0] & 0x80) != 0) &&
                       name.find_first_of(".,;!?\"()=<>{}[]") == std::string_view::npos &&
                       std::count(name.begin(), name.end(), ' ') <= static_cast<std::ptrdiff_t>(kMostBlanks);
  if (!is_name) return std::nullopt;
  return LabelLine{name, trimmed(value), whole};
}

// A line of one sign, `-----`, or a form feed.
bool is_separator_line(std::string_view line) {
  return line.find('\f') != std::string_view::npos || is_rule_line(line);
}

std::string_view without_form_feeds(std::string_view line) {
  return line.substr(std::min(line.find_first_not_of('\f'), line.size()));
}

// The lines before the body of a record.
struct LabelBlock {
  std::string_view headline;  // a first line without a label
  std::vector<LabelLine> labels;
  std::size_t lines = 0;  // of the block; the body follows
};

// Reads the labels at the beginning of `lines`. A line that is blank or goes on the one before may be between them.
LabelBlock read_labels(const std::vector<std::string_view>& lines, const FieldNames& names) {
  constexpr std::size_t kLongestHeadline = 300, kMostLabels = 100;
  LabelBlock block;
  bool after_blank = false, wants_value = false;
  for (std::size_t i = 0; i < lines.size() && block.labels.size() < kMostLabels; ++i) {
    const std::string_view line = trimmed(without_form_feeds(lines[i]));
    if (line.empty() || (block.labels.empty() && is_separator_line(lines[i]))) {
      after_blank = !block.labels.empty();
      continue;
    }
    const auto label = label_line(line);
    const bool is_known = label && names.find(label->name);
    if (!label || (after_blank && !is_known)) {
      const bool is_headline = block.labels.empty() && block.headline.empty() && line.size() <= kLongestHeadline;
      if (is_headline) {
        block.headline = line;
      } else if (wants_value && !after_blank) {
        block.labels.back().value = line;
        block.lines = i + 1;
        wants_value = false;
      } else {
        break;
      }
      continue;
    }
    after_blank = false;
    block.labels.push_back(*label);
    block.lines = i + 1;
    const auto match = names.find(label->name);
    if (match && match->field == RawField::kBody) break;  // the rest is its value
    wants_value = label->value.empty();
  }
  return block;
}

// Whether a blank line and running text are below the labels.
bool begins_text(const LabelBlock& block, const std::vector<std::string_view>& lines) {
  std::size_t at = block.lines;
  while (at < lines.size() && trimmed(lines[at]).empty()) ++at;
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(at + 4, lines.size()));
  return at > block.lines && std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at), end,
                                         [](auto line) { return is_prose_line(trimmed(line)); });
}

// Whether the labels are those of an article: a title and another field, or fields below a headline, or without a title
// fields above a blank line and a text, of which one is rather of news than of a letter.
bool are_of_article(const LabelBlock& block, const std::vector<std::string_view>& lines, const FieldNames& names) {
  std::size_t known = 0;
  bool text = !block.headline.empty(), date = false, tickers = false, source = false;
  for (const LabelLine& label : block.labels) {
    const auto match = names.find(label.name);
    if (!match) continue;
    ++known;
    text = text || (match->field == RawField::kTitle && !match->weak) || match->field == RawField::kBody;
    date = date || (match->field == RawField::kDate && parse_date(label.value));
    tickers = tickers || (match->field == RawField::kTickers && !label.value.empty());
    source = source || match->field == RawField::kSource;
  }
  const bool is_news = tickers || (date && source);
  if (is_news && block.labels.size() > 1 && begins_text(block, lines)) return true;
  return known > 1 && text && (block.headline.empty() ? known * 2 >= block.labels.size() : date);
}

// Removes a headline from the beginning of a text and returns it: a line that ends no sentence, above a blank one.
std::string take_headline(std::string& body) {
  constexpr std::size_t kLongestHeadline = 300;
  std::string_view rest = trimmed(body);
  const std::string headline(trimmed(take_line(rest)));
  std::string_view next = rest;
  const bool is_headline = headline.size() <= kLongestHeadline && !is_prose_line(headline) &&
                           trimmed(take_line(next)).empty() && !trimmed(rest).empty();
  if (!is_headline) return {};
  body = std::string(trimmed(rest));
  return headline;
}

RawArticle article_of_labels(const std::vector<std::string_view>& lines, const FieldNames& names,
                             RecordOutput& output) {
  const LabelBlock block = read_labels(lines, names);
  ArticleFields fields;
  std::string body, others;  // lines with other labels stay in the text
  std::optional<FieldMatch> body_match;
  if (!block.headline.empty()) fields.set({RawField::kTitle, 0, false, "the first line"}, std::string(block.headline));
  for (const LabelLine& label : block.labels) {
    const auto match = names.find(label.name);
    if (!match) {
      output.tally().unused(label.name, label.value);
      others += std::string(label.line) + "\n";
    } else if (match->field == RawField::kBody) {
      body_match = match;
      body = label.value;
    } else if (match->field == RawField::kLabels) {
      fields.set_list(*match, split_labels(label.value));
    } else {
      fields.set(*match, std::string(label.value));
      if (match->field == RawField::kCompanies)
        others += std::string(label.line) + "\n";  // no company may have the name
    }
  }
  for (std::size_t i = block.lines; i < lines.size(); ++i) {
    body += '\n';
    body += lines[i];
  }
  RawArticle raw = std::move(fields).article();
  if (raw.title.empty() && !body_match) raw.title = take_headline(body);
  if (!others.empty()) body = others + (trimmed(body).empty() ? "" : "\n") + std::string(trimmed(body));
  if (!trimmed(body).empty()) {
    raw.body = trimmed(body);
    raw.set_origin(RawField::kBody, body_match ? body_match->origin : "the text");
  }
  return raw;
}

// Splits the lines of an input into records: at lines of one sign before a known label, and where the first label of
// the first record is repeated.
class LabelledRecords {
 public:
  LabelledRecords(const FieldNames& names, RecordOutput& output) : names_(names), output_(output) {}

  // False if the sink stops.
  bool take(Line&& line) {
    const bool form_feed = line.text.find('\f') != std::string::npos;
    const bool separator = is_separator_line(line.text);
    output_.repair(line.text);
    const std::string_view content = trimmed(line.text);
    const auto label = label_line(content);
    const auto match = label ? names_.find(label->name) : std::nullopt;
    if (first_.empty() && label) first_ = normal_field_name(label->name);
    const bool repeats = match && normal_field_name(label->name) == first_ &&
                         (in_labels_ || (after_blank_ && !may_end_text(match->field)));
    const bool begins = match && (repeats || after_separator_ || form_feed);
    if (begins && !lines_.empty() && !finish()) return false;
    if (lines_.empty()) first_line_ = line.number;
    in_labels_ = label && (lines_.empty() || in_labels_);
    after_blank_ = content.empty();
    if (!content.empty()) after_separator_ = separator && !label;
    bytes_ += line.text.size() + sizeof(Line);
    if (bytes_ <= kMaxRecordBytes) lines_.push_back(std::move(line.text));
    return true;
  }

  bool finish() {
    while (!lines_.empty() && (trimmed(lines_.back()).empty() || is_separator_line(lines_.back()))) lines_.pop_back();
    const std::vector<std::string> lines = std::exchange(lines_, {});
    const std::size_t bytes = std::exchange(bytes_, 0);
    if (lines.empty()) return true;
    std::string place = fmt::format("record {} (line {})", ++count_, first_line_);
    const std::vector<std::string_view> views(lines.begin(), lines.end());
    const auto text = [&] { return joined(lines, "\n"); };
    if (bytes > kMaxRecordBytes)
      return output_.reject(std::move(place), fmt::format("longer than {} bytes", kMaxRecordBytes), lines[0]);
    return output_.article_of(std::move(place), text, [&] { return article_of_labels(views, names_, output_); });
  }

 private:
  // Whether a line with that label may be at the end of a text.
  static bool may_end_text(RawField field) {
    return field == RawField::kSource || field == RawField::kAuthor || field == RawField::kUrl;
  }

  const FieldNames& names_;
  RecordOutput& output_;
  std::vector<std::string> lines_;
  std::size_t bytes_ = 0;
  std::string first_;  // the label that begins the first record, normalised
  std::uint64_t first_line_ = 1, count_ = 0;
  bool after_blank_ = false, after_separator_ = false, in_labels_ = false;
};

}  // namespace

bool looks_like_labelled_text(std::string_view head, const FieldNames& names) {
  constexpr std::size_t kLookBytes = 8u << 10;
  if (head.empty() || trimmed(head).starts_with("---\n")) return false;  // front matter, or a stream of YAML
  const std::string_view start = head.substr(0, kLookBytes);
  const std::size_t second = std::min(start.find('\n'), start.size() - 1) + 1;
  if (trimmed(start.substr(0, second)).ends_with(':') && start.substr(second).starts_with("  ")) return false;  // YAML
  const std::vector<std::string_view> lines = split_lines(start);
  return are_of_article(read_labels(lines, names), lines, names);
}

void read_labelled_text(ByteSource& text, const FieldNames& names, RecordOutput& output) {
  LineReader lines(text, kMaxRecordBytes);
  LabelledRecords records(names, output);
  Line line;
  while (lines.next(line)) {
    if (!records.take(std::move(line))) return;
    line = {};
  }
  records.finish();
}

}  // namespace broadtape
