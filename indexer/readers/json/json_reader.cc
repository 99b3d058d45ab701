#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_envelopes.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

constexpr auto kReplace = nlohmann::json::error_handler_t::replace;  // for invalid bytes, which parse_json() accepts

// Removes the name and description of a thing, such as a program or a product, from an article that has nothing else.
// False for any other article.
bool drop_mere_name(RawArticle& raw, const FieldNames& names) {
  constexpr std::ptrdiff_t kFewestBlanks = 8;  // of a text
  const auto match = names.find(raw.origins[static_cast<std::size_t>(RawField::kTitle)]);
  const bool is_named = match && match->field == RawField::kTitle && match->weak && raw.date_text.empty() &&
                        raw.url.empty() && std::count(raw.body.begin(), raw.body.end(), ' ') < kFewestBlanks;
  if (!is_named) return false;
  raw.title.clear();
  raw.body.clear();
  return true;
}

// Outputs the articles in one JSON value; the first has the identifier `id` if it has no other. A value without
// articles is output as one, unless it `may_have_none`. False if the sink stops.
bool hand_over(const nlohmann::json& whole, const std::string& text, const std::string& record, bool may_have_none,
               const std::string& id, const FieldNames& names, RecordOutput& output) {
  int number = 0;
  constexpr const char* kLogRecord = "is a record of a log, not an article";
  if (is_json_log_record(whole, names)) return output.reject(record, kLogRecord, text);
  return each_json_article(whole, names, [&](const FoundArticle& found) {
    const nlohmann::json& value = *found.object;
    ++number;
    const bool is_whole = &value == &whole;
    if (is_whole && may_have_none) return true;
    std::string where = is_whole ? record : fmt::format("{}, article {}", record, number);
    const auto its_text = [&] { return is_whole ? text : value.dump(-1, ' ', false, kReplace); };
    if (!value.is_object()) return output.reject(std::move(where), "not a JSON object", its_text());
    if (const RefusedForm* const kind = is_whole ? other_json_kind(value) : nullptr)
      return output.reject(std::move(where), fmt::format("is {}, not an article", kind->name), its_text());
    if (is_json_log_record(value, names)) return output.reject(std::move(where), kLogRecord, its_text());
    return output.article_of(std::move(where), its_text, [&] {
      RawArticle raw = json_article(found, names, &output.tally());
      if (number == 1 && raw.external_id.empty() && !raw.exported && !id.empty()) {
        raw.external_id = id;
        raw.set_origin(RawField::kId, "envelope");
      }
      if (drop_mere_name(raw, names) && !is_whole) raw.unpublished = "name without a text";  // tags beside articles
      return raw;
    });
  });
}

// Parses records, or takes those that were parsed before.
class RecordParser {
 public:
  explicit RecordParser(std::deque<ParsedRecord> parsed) : parsed_(std::move(parsed)) {}

  // The plain value of `text`, which is the next record.
  JsonResult parse(const std::string& text) {
    while (!parsed_.empty()) {
      ParsedRecord record = std::move(parsed_.front());
      parsed_.pop_front();
      if (record.text == text) return {std::move(record.value), {}};
      parsed_.clear();  // this one was repaired, or the input is split in another way
    }
    JsonResult result = parse_json_or_python(text);
    if (result.value) make_plain(*result.value);
    return result;
  }

 private:
  std::deque<ParsedRecord> parsed_;
};

// The brackets of a text that are open at its end, outermost first.
struct OpenBrackets {
  std::string open;
  bool is_unpaired = false;  // one closes that was not open
  bool in_string = false;    // the text ends inside a string
  char last = '\0';          // that is no blank; '"' for a string
};

OpenBrackets brackets_of(std::string_view text) {
  OpenBrackets state;
  for (std::size_t i = 0; i < text.size() && !state.is_unpaired; ++i) {
    const char c = text[i];
    if (state.in_string && c == '\\') {
      ++i;
    } else if (c == '"') {
      state.in_string = !state.in_string;
    } else if (!state.in_string) {
      if (c == '{' || c == '[') state.open += c;
      if (c == '}' || c == ']') {
        state.is_unpaired = state.open.empty() || state.open.back() != (c == '}' ? '{' : '[');
        if (!state.is_unpaired) state.open.pop_back();
      }
    }
    if (!is_json_blank(c)) state.last = c;
  }
  return state;
}

// Whether the brackets outside strings are paired; they are not in a line of an object of several lines.
bool has_paired_brackets(std::string_view line) {
  const OpenBrackets state = brackets_of(line);
  return state.open.empty() && !state.is_unpaired;
}

// Whether a document that begins in the line `first` has the object in the line `second` as an element or a member, and
// goes on in `rest`, the text from there.
bool goes_on(std::string_view first, std::string_view second, std::string_view rest) {
  const OpenBrackets before = brackets_of(first);
  if (before.is_unpaired || before.in_string || before.open.empty()) return false;
  const bool in_list = before.open.back() == '[';
  if (!(in_list ? before.last == '[' || before.last == ',' : before.last == ':')) return false;
  const std::string_view after = trimmed(rest.substr(second.size()));
  if (second.ends_with(',')) return true;
  if (after.empty()) return in_list && trimmed(first.substr(0, first.size() - 1)).ends_with('}');  // cut off there
  return after.front() == ',' || after.front() == (in_list ? ']' : '}');
}

// Whether `line` is one complete object.
bool is_object_line(std::string_view line) {
  return line.starts_with('{') && (line.ends_with('}') || (line.ends_with("},") && has_paired_brackets(line)));
}

}  // namespace

bool looks_like_json(std::string_view head) {
  head = trimmed(head);
  if (head.starts_with(kJsonRecordSeparator)) head = trimmed(head.substr(1));
  if (!head.starts_with('{') && !head.starts_with('[')) return false;
  const std::string_view inner = trimmed(head.substr(1));
  return inner.empty() || std::string_view("{[\"']}").find(inner.front()) != std::string_view::npos;
}

namespace {

// A line that people add to JSON Lines: `# export of 2025-01-30`, `// three articles`.
bool is_json_comment(std::string_view line) {
  return line.starts_with('#') || line.starts_with("//");
}

// The text behind the comments at its start.
std::string_view behind_comments(std::string_view text) {
  constexpr int kMostComments = 100;
  text = trimmed(text);
  for (int i = 0; i < kMostComments && is_json_comment(text); ++i) {
    const std::size_t end = text.find('\n');
    text = end == std::string_view::npos ? std::string_view() : trimmed(text.substr(end));
  }
  return text;
}

}  // namespace

bool looks_like_json_lines(std::string_view head) {
  head = behind_comments(head);
  if (is_event_stream(head)) return true;
  const std::size_t end = head.find('\n');
  if (!head.starts_with('{') || end == std::string_view::npos) return false;
  const std::string_view first = trimmed(head.substr(0, end));
  const std::string_view rest = trimmed(head.substr(end));
  const std::string_view second = trimmed(rest.substr(0, rest.find('\n')));
  if (is_object_line(first)) return rest.empty() || second.starts_with('{');
  const bool is_line = first.size() > 1 && is_object_line(second) && has_paired_brackets(second);
  return is_line && !goes_on(first, second, rest);  // the first line may be damaged
}

void read_json_lines(ByteSource& text, const FieldNames& names, RecordOutput& output) {
  PeekSource peeked(text, kLearnedBytes);
  const bool has_events = is_event_stream(trimmed(peeked.head()));
  if (has_events) output.tally().describe("as server-sent events");
  FieldNames learned = names;
  RecordParser parser(learn_json_names(peeked.head(), true, {}, learned, output.tally()));
  JsonIncluded included;
  JsonEnvelopes envelopes(learned);
  LineReader lines(peeked, kMaxRecordBytes);
  std::uint64_t comments = 0;
  for (Line line; lines.next(line);) {
    const std::string record = fmt::format("line {}", line.number);
    if (line.too_long) {
      if (!output.reject(record, fmt::format("longer than {} bytes", kMaxRecordBytes), line.text)) return;
      continue;
    }
    std::string_view object = trimmed(line.text);
    if (has_events) object = data_of_event_line(object);
    if (object.ends_with("},")) object.remove_suffix(1);
    if (is_json_comment(object)) ++comments;
    if (object.empty() || is_json_comment(object)) continue;
    std::string piece(object);
    output.repair(piece);
    JsonResult json = parser.parse(piece);
    if (!envelopes.open(json.value)) continue;
    if (json.value) included.resolve(*json.value, {});
    const bool more = json.value ? hand_over(*json.value, piece, record, false, envelopes.id(), learned, output)
                                 : output.reject(record, json.reason, piece);
    if (!more) return;
  }
  envelopes.report(output);
  if (comments > 0) output.note(fmt::format("left out {} lines of comments", comments));
}

void read_json(ByteSource& text, const FieldNames& names, RecordOutput& output) {
  // A short input is read at once, an object in a long one by its containers, which the start shows.
  constexpr std::size_t kAtOnceBytes = 8u << 20;
  PeekSource peeked(text, kAtOnceBytes);
  const std::string_view start = std::string_view(peeked.head()).substr(0, kLearnedBytes);
  const std::string header = header_of_json_rows(start, names);
  FieldNames learned = names;
  RecordParser parser(learn_json_names(peeked.head(), false, header, learned, output.tally()));
  JsonIncluded included;
  JsonEnvelopes envelopes(learned);
  std::vector<JsonLevel> levels;
  if (peeked.head().size() == kAtOnceBytes) levels = levels_around_articles(peeked.head(), learned);
  JsonSplitter splitter(peeked, kMaxRecordBytes, std::move(levels));
  std::uint64_t number = 0;
  bool has_articles = false, late_names = false;  // names below the articles that refer to them
  for (JsonPiece piece; splitter.next(piece);) {
    if (number == 0 && !header.empty() && piece.text == header) {
      ++number;
      continue;
    }
    const std::string record = fmt::format("record {}", ++number);
    output.repair(piece.text);
    if (!header.empty() && piece.text.starts_with('[')) {
      piece.opening = "[" + header + ",";
      piece.closing = "]";
    }
    JsonResult json;
    if (piece.fault.empty())
      json = parser.parse(piece.opening.empty() ? piece.text : piece.opening + piece.text + piece.closing);
    if (json.value && !piece.opening.empty() && included.take_part(*json.value)) {
      late_names = late_names || has_articles;
      continue;
    }
    if (piece.opening.empty() && !envelopes.open(json.value)) continue;
    has_articles = true;
    if (json.value)
      included.resolve(*json.value, peeked.head());
    else
      piece.text.resize(splitter.resume_inside(piece.text));
    const bool more = json.value
                          ? hand_over(*json.value, piece.text, record, piece.is_aside, envelopes.id(), learned, output)
                          : output.reject(record, piece.fault.empty() ? json.reason : piece.fault, piece.text);
    if (!more) return;
  }
  envelopes.report(output);
  if (late_names)
    output.note("the names in `included` are not read, because they are below the articles of more than 8 MiB");
}

}  // namespace broadtape
