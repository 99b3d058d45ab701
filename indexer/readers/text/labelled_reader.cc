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
#include "indexer/readers/exports/exports.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text/labelled_lines.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Whether a blank line and running text are below the labels.
bool begins_text(const LabelBlock& block, const std::vector<std::string_view>& lines) {
  std::size_t at = block.lines;
  while (at < lines.size() && trimmed(lines[at]).empty()) ++at;
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(at + 4, lines.size()));
  return at > block.lines && std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(at), end,
                                         [](auto line) { return is_prose_line(trimmed(line)); });
}

// Whether the labels are those of an article: a title and another field, or a date or text below a headline, or without
// a title fields above a blank line and a text, of which one is rather of news than of a letter.
bool are_of_article(const LabelBlock& block, const std::vector<std::string_view>& lines, const FieldNames& names) {
  std::size_t known = 0;
  bool text = !block.headline.empty(), date = false, tickers = false, source = false, body = false;
  for (const LabelledLine& label : block.labels) {
    const auto match = names.find(label.name);
    if (!match) continue;
    ++known;
    text = text || (match->field == RawField::kTitle && !match->weak) || match->field == RawField::kBody;
    body = body || (match->field == RawField::kBody && !match->weak);
    date = date || (match->field == RawField::kDate && parse_date(label.value));
    tickers = tickers || (match->field == RawField::kTickers && !label.value.empty());
    source = source || match->field == RawField::kSource;
  }
  const bool is_news = tickers || (date && source);
  if (is_news && block.labels.size() > 1 && begins_text(block, lines)) return true;
  return known > 1 && text && (block.headline.empty() ? known * 2 >= block.labels.size() : date || body);
}

// Removes what is before the first line such as `Document 1 of 25`, with that line, if no known label is before it.
void drop_before_count(std::vector<std::string_view>& lines, const FieldNames& names) {
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    const std::string_view content = trimmed(*line);
    if (is_document_count(content)) {
      lines.erase(lines.begin(), line + 1);
      return;
    }
    const auto label = labelled_line(content);
    if (label && names.find(label->name)) return;
  }
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

// The fields and the text of one record.
class LabelledArticle {
 public:
  LabelledArticle(const std::vector<std::string_view>& lines, const FieldNames& names, RecordOutput& output)
      : lines_(lines), names_(names), output_(output) {}

  RawArticle read() {
    const LabelBlock block = read_labels(lines_, names_);
    if (!block.headline.empty())
      fields_.set({RawField::kTitle, 0, false, "the first line"}, std::string(block.headline));
    for (const LabelledLine& label : block.labels) take(label);
    const std::size_t end = body_match_ ? begin_of_last_labels(lines_, block.lines, names_) : lines_.size();
    for (std::size_t i = block.lines; i < end; ++i) {
      body_ += '\n';
      body_ += lines_[i];
    }
    for (std::size_t i = end; i < lines_.size(); ++i) {
      const auto label = labelled_line(trimmed(lines_[i]));
      if (label) take(*label);
    }
    return article();
  }

 private:
  void take(const LabelledLine& label) {
    const auto match = names_.find(label.name);
    if (!match) {
      output_.tally().unused(label.name, label.value);
      others_ += std::string(label.line) + "\n";
    } else if (match->field == RawField::kBody) {
      if (body_match_) return;
      body_match_ = match;
      body_ = label.value;
    } else if (match->field == RawField::kLabels) {
      fields_.set_list(*match, split_labels(label.value));
    } else {
      fields_.set(*match, std::string(label.value));
      if (match->field == RawField::kCompanies)
        others_ += std::string(label.line) + "\n";  // no company may have the name
    }
  }

  RawArticle article() {
    RawArticle raw = std::move(fields_).article();
    if (raw.title.empty() && !body_match_) raw.title = take_headline(body_);
    const bool keeps_others = !others_.empty() && !body_match_;  // a text with a label has nothing else
    if (keeps_others) body_ = others_ + (trimmed(body_).empty() ? "" : "\n") + std::string(trimmed(body_));
    if (!trimmed(body_).empty()) {
      raw.body = trimmed(body_);
      raw.set_origin(RawField::kBody, body_match_ ? body_match_->origin : "the text");
    }
    return raw;
  }

  const std::vector<std::string_view>& lines_;
  const FieldNames& names_;
  RecordOutput& output_;
  ArticleFields fields_;
  std::string body_, others_;  // lines with other labels stay in the text
  std::optional<FieldMatch> body_match_;
};

// Splits the lines of an input into records: at lines of one sign before a known label, and where the first label of
// the first record is repeated; or only at lines that count the records, if one is before the first known label.
class LabelledRecords {
 public:
  LabelledRecords(const FieldNames& names, RecordOutput& output) : names_(names), output_(output) {}

  // False if the sink stops.
  bool take(Line&& line) {
    const bool form_feed = line.text.find('\f') != std::string::npos;
    const bool separator = is_separator_line(line.text);
    output_.repair(line.text);
    const std::string_view content = trimmed(line.text);
    const auto label = labelled_line(content);
    const auto match = label ? names_.find(label->name) : std::nullopt;
    if (counts_ > 0 || (!has_label_ && is_document_count(content))) return take_counted(std::move(line), content);
    has_label_ = has_label_ || match;
    if (separator && !content.empty()) last_rule_ = content;
    if (first_.empty() && label) first_ = normal_field_name(label->name);
    const bool repeats = match && normal_field_name(label->name) == first_ &&
                         (in_labels_ || (after_blank_ && !may_end_text(match->field)));
    const bool begins = match && (repeats || after_separator_ || form_feed);
    if (begins && !lines_.empty() && !hand_over()) return false;
    in_labels_ = label && (lines_.empty() || in_labels_);
    after_blank_ = content.empty();
    if (!content.empty()) after_separator_ = separator && !label;
    add(std::move(line));
    return true;
  }

  // False if the sink stops. Call it at the end.
  bool finish() {
    if (left_out_lines_ > 0)
      output_.note(fmt::format("left out {} lines before and after the documents", std::exchange(left_out_lines_, 0)));
    return hand_over();
  }

 private:
  bool hand_over() {
    while (!lines_.empty() && (trimmed(lines_.back()).empty() || is_separator_line(lines_.back()))) lines_.pop_back();
    const std::vector<std::string> lines = std::exchange(lines_, {});
    const std::size_t bytes = std::exchange(bytes_, 0);
    if (lines.empty()) return true;
    std::string place = fmt::format("record {} (line {})", ++count_, first_line_);
    const std::vector<std::string_view> views(lines.begin(), lines.end());
    const auto text = [&] { return joined(lines, "\n"); };
    if (bytes > kMaxRecordBytes)
      return output_.reject(std::move(place), fmt::format("longer than {} bytes", kMaxRecordBytes), lines[0]);
    return output_.article_of(std::move(place), text, [&] { return LabelledArticle(views, names_, output_).read(); });
  }

  // Takes a line where `Document 2 of 25` begins each record, and a rule as above the first one may end it.
  bool take_counted(Line&& line, std::string_view content) {
    if (is_document_count(content)) {
      if (counts_++ == 0) {
        for (const std::string& before : std::exchange(lines_, {})) left_out_lines_ += !is_blank_or_rule(before);
        bytes_ = 0;
      } else if (!hand_over()) {
        return false;
      }
      between_ = false;
      return true;
    }
    if (!between_ && !last_rule_.empty() && content == last_rule_) between_ = true;
    if (between_) {
      left_out_lines_ += !is_blank_or_rule(content);
      return true;
    }
    add(std::move(line));
    return true;
  }

  static bool is_blank_or_rule(std::string_view line) { return trimmed(line).empty() || is_separator_line(line); }

  void add(Line&& line) {
    if (lines_.empty()) first_line_ = line.number;
    bytes_ += line.text.size() + sizeof(Line);
    if (bytes_ <= kMaxRecordBytes) lines_.push_back(std::move(line.text));
  }

  // Whether a line with that label may be at the end of a text.
  static bool may_end_text(RawField field) {
    return field == RawField::kSource || field == RawField::kAuthor || field == RawField::kUrl;
  }

  const FieldNames& names_;
  RecordOutput& output_;
  std::vector<std::string> lines_;
  std::size_t bytes_ = 0;
  std::string first_;  // the label that begins the first record, normalised
  std::string last_rule_;
  std::uint64_t first_line_ = 1, count_ = 0, counts_ = 0, left_out_lines_ = 0;
  bool after_blank_ = false, after_separator_ = false, in_labels_ = false, has_label_ = false;
  bool between_ = false;  // behind the rule that ends a counted record
};

}  // namespace

bool looks_like_labelled_text(std::string_view head, const FieldNames& names) {
  constexpr std::size_t kLookBytes = 8u << 10;
  if (head.empty() || trimmed(head).starts_with("---\n") || is_yaml(trimmed(head))) return false;  // or front matter
  const std::string_view start = head.substr(0, kLookBytes);
  const std::size_t second = std::min(start.find('\n'), start.size() - 1) + 1;
  if (trimmed(start.substr(0, second)).ends_with(':') && start.substr(second).starts_with("  ")) return false;  // YAML
  std::vector<std::string_view> lines = split_lines(start);
  drop_before_count(lines, names);
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
