// Steps of the JSON reader: splitting a text into records, parsing a record, extracting articles.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/input/byte_source.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/input_summary.h"
#include "indexer/readers/json/json_scanner.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct JsonResult {
  std::optional<nlohmann::json> value;
  std::string reason;  // "not JSON: unexpected end of input at byte 412"
};

inline constexpr int kMaxJsonDepth = 64;
inline constexpr char kJsonRecordSeparator = '\x1e';  // before each text of a sequence (RFC 7464)

// Requires valid UTF-8. Rejects more than kMaxJsonValues values. Reads NaN and Infinity as null and unpaired surrogates
// as U+FFFD; accepts raw line ends and tabs in strings. Of duplicate names in an object the last one is kept.
JsonResult parse_json(const std::string& text);

// The same for a record, which may also be a literal as Python prints it.
JsonResult parse_json_or_python(const std::string& text);

// A literal as Python prints it, `{'id': None, 'name': 'Example Wire'}`, in the spelling of JSON. The result is JSON
// only if `text` was such a literal.
std::string json_of_python(std::string_view text);

// Replaces objects that only spell a value by that value: `{"$date": ...}` of MongoDB, `{"S": ...}` and
// `{"stringValue": ...}` of databases, `{"#text": ..., "@id": ...}` and `{"_": ..., "$": {...}}` of XML converters.
void make_plain(nlohmann::json& value);

// Whether the value of a text field is a tree of paragraphs and parts of lines, as editors store it: objects with
// `text`, `children`, `content`, `blocks`. An object with a title is not.
bool is_rich_text(const nlohmann::json& value);

// Whether the value of a member of any name is the root of such a tree: {"type": "doc", "content": [...]}.
bool is_text_tree(const nlohmann::json& value);

// The text in such a tree, in order, without pictures and embedded pages. Blank lines separate paragraphs.
std::string rich_text(const nlohmann::json& value);

// A table in JSON whose rows are lists: {"columns": ["title", ...], "data": [["Acme beats", ...], ...]}, or a list of
// lists of which the first has the names.
struct JsonTable {
  std::vector<std::string> names;
  const nlohmann::json* rows;
  std::size_t first_row = 0;
  const nlohmann::json* labels = nullptr;  // of the rows; null if there are none

  nlohmann::json row(std::size_t index) const;  // as an object
};

// Nullopt if no column of the table is a title or text.
std::optional<JsonTable> json_table_of(const nlohmann::json& value, const FieldNames& names);

// The names in the first row of a list of lists in `head`, or names for its columns without them, as a JSON list; empty
// if the text is no list of lists.
std::string header_of_json_rows(std::string_view head, const FieldNames& names);

// Names of members that may contain a list of articles, directly or nested. `name` must be normalised
// (normal_field_name).
bool is_article_list_name(std::string_view name);
bool is_list_holder_name(std::string_view name);

enum class JsonLevel { kArray, kObject };

// The containers around the first article in a text, which may be cut off: from an outermost object to the first array
// of articles, or to the object whose members are articles. Empty if the outermost value is an array or an article, or
// if no article is found.
std::vector<JsonLevel> levels_around_articles(std::string_view text, const FieldNames& names);

// The start of a JSON value that is cut off, to the last comma outside strings, with its open brackets closed.
std::string closed_start(std::string_view text);

struct JsonPiece {
  std::string text;
  std::string opening, closing;  // the containers around it, with their names: `{"AAPL":[` and `]}`; may be empty
  bool is_aside = false;         // from a member beside the articles; it may have articles, too, or none
  std::string fault;             // why `text` cannot be an article; empty for an object or any other array element
};

// Splits a JSON text of any size into articles: the elements of an array, the elements of an article list in an object
// (`{"articles": [...]}`, `{"response": {"docs": [...]}}`), or concatenated objects.
//
// It only matches brackets and strings; the pieces may still be invalid JSON.
class JsonSplitter {
 public:
  // `source` must outlive this. A piece longer than `max_piece_bytes` is reported as a fault with its start. With
  // `levels`, the articles are in containers of any name at these levels; other lists and objects in the outer ones are
  // pieces, too.
  JsonSplitter(ByteSource& source, std::size_t max_piece_bytes, std::vector<JsonLevel> levels = {})
      : scanner_(source, max_piece_bytes), max_piece_bytes_(max_piece_bytes), levels_(std::move(levels)) {}

  // False at the end. Throws what source.read() throws.
  bool next(JsonPiece& piece);

  // To be called if the last piece of a list is damaged and may contain the following elements: elements that begin on
  // a new line with the same indentation are read again. Returns the number of bytes of `piece` that are dropped.
  std::size_t resume_inside(std::string_view piece);

 private:
  bool next_in_array(JsonPiece& piece);
  bool next_in_object(JsonPiece& piece);
  bool take_member(JsonPiece& piece);
  bool take_level(const std::string& name, int opening, JsonPiece& piece);
  void descend(JsonLevel level);
  void surround(JsonPiece& piece, bool in_list) const;
  bool begins_part();
  void end_object(JsonPiece& piece, std::string fault);
  void hand_over(JsonPiece& piece, std::string fault);

  JsonScanner scanner_;  // keeps the current piece; nothing inside an object that contains a list
  const std::size_t max_piece_bytes_;
  const std::vector<JsonLevel> levels_;
  std::vector<JsonLevel> frames_;   // the open arrays, and objects that may contain a list
  std::vector<std::string> names_;  // of the members that are open at levels_
  bool broken_off_ = false;         // the input ended inside a piece
  std::uint64_t resumed_bytes_ = 0;
};

// Whether an object of this name groups fields of the article that contains it (`attributes`). `name` must be
// normalised.
bool is_field_group_name(std::string_view name);

// A value as the text of a field: strings unchanged, numbers as digits, an object by the member that represents it for
// that field (`{"name": "Reuters"}`), a list by its items; empty for null and booleans.
std::string json_text_of(const nlohmann::json& value, RawField field = RawField::kSource);

// Whether a value is a list of versions of a text with their roles: [{"role": "main", "value": "..."}].
bool is_version_list(const nlohmann::json& value);

// Sets the field to `value`. Numbers are references, not names, of authors, sources and labels, and are ignored. False
// for an object or list that cannot be the value of the field.
bool set_json_field(ArticleFields& fields, FieldMatch match, const nlohmann::json& value);

// An article in a JSON value, with what its surroundings say about it.
struct FoundArticle {
  const nlohmann::json* object;
  // The objects around it, the innermost last; may have its source, tickers, language and date.
  std::vector<const nlohmann::json*> around = {};
  bool is_wrapped = false;                 // the innermost of them is around it alone, and may have any of its fields
  const nlohmann::json* thread = nullptr;  // whose title is that of the posts in it
  // The fields that the keys of the article and of its lists give, the innermost last.
  std::vector<std::pair<RawField, std::string>> keys = {};
};

// Adds the fields in `object`, and in the groups of fields in it, with ranks of `penalty` and more. The names that no
// field takes are added to `tally` unless it is null.
void collect_json_fields(const nlohmann::json& object, int penalty, const FieldNames& names, ArticleFields& fields,
                         InputTally* tally);

// Adds the names that no field takes to `tally` unless it is null.
RawArticle json_article(const FoundArticle& found, const FieldNames& names, InputTally* tally);

// The kind of a file of JSON that is no news, by the names of its members: "GeoJSON", "the configuration of a package".
// Null for any other object.
const RefusedForm* other_json_kind(const nlohmann::json& object);

// Whether an object is what a program wrote to its log: a message with a level, and nothing of an article, unless the
// user has chosen the title or text.
bool is_json_log_record(const nlohmann::json& object, const FieldNames& names);

// Calls `visit` for `value` if it is an article, or for each article in its lists, objects and tables, to a limited
// depth. Members of a list of articles that are none are visited too. Stops and returns false if `visit` returns false.
// Visits a value without articles unchanged.
bool each_json_article(const nlohmann::json& value, const FieldNames& names,
                       const std::function<bool(const FoundArticle&)>& visit);

// The objects that a document has once for all of its articles, which name them by type and id, as JSON:API
// (https://jsonapi.org/format/#document-compound-documents), Contentful and Twitter write them: {"data": [...],
// "included":
// [{"type": "people", "id": "9", "attributes": {"name": "Ann Reed"}}]}.
class JsonIncluded {
 public:
  // Puts what names the included objects into `value` where that refers to them: in `relationships`, as links with
  // `sys`, as the member `author_id`. They are in `value` itself, or in `document`, which is parsed if it may have
  // some. References beyond the first 100,000 remain.
  void resolve(nlohmann::json& value, std::string_view document);

  // Adds the objects of a part of a document, {"included": [...]}. False for any other value.
  bool take_part(const nlohmann::json& part);

 private:
  void add(const nlohmann::json& document);
  void add_object(const nlohmann::json& object);
  void resolve_in(nlohmann::json& value, int depth);
  void resolve_members(nlohmann::json& object);
  const nlohmann::json* referred_by(const nlohmann::json& reference) const;
  nlohmann::json all_referred_by(const nlohmann::json& references);

  std::unordered_map<std::string, nlohmann::json>
      objects_;  // by type and id, and by id alone; null if that is ambiguous
  std::size_t copies_ = 0;
  bool looked_ = false;
};

// A record at the start of an input that was parsed while its names were learned.
struct ParsedRecord {
  std::string text;
  nlohmann::json value;  // plain (make_plain)
};

inline constexpr std::size_t kLearnedBytes = 512u << 10;  // of an input, for the fields of unknown names

// Looks at the articles at the start of an input for fields that no known name gives them, and adds to `names` the
// members whose values are such fields: dates, addresses, symbols, titles, texts. Says so in `tally`. `head` is the
// start of the input, of which it reads kLearnedBytes or the first record. `in_rows` is what header_of_json_rows()
// gave. Returns the records that it parsed, in order.
std::deque<ParsedRecord> learn_json_names(std::string_view head, bool by_line, const std::string& in_rows,
                                          FieldNames& names, InputTally& tally);

}  // namespace broadtape
