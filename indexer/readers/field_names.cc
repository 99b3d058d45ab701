#include "indexer/readers/field_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "common/embedded_data.h"
#include "common/error/error.h"
#include "common/text/fold.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// In the order of RawField.
constexpr std::string_view kFieldNames[] = {"title", "body", "summary",  "date",   "source", "author",   "tickers",
                                            "url",   "id",   "language", "labels", "time",   "captured", "year",
                                            "month", "day",  "minute",   "zone",   "status", "company",  "first_seen"};
static_assert(std::size(kFieldNames) == kFieldCount);

// Words around the name of a field that do not change its meaning.
constexpr std::string_view kWrapperWords[] = {"post",    "article", "story",   "news", "item",     "entry",    "raw",
                                              "full",    "clean",   "cleaned", "main", "orig",     "original", "short",
                                              "web",     "html",    "plain",   "text", "utc",      "gmt",      "iso",
                                              "value",   "str",     "string",  "seo",  "meta",     "og",       "name",
                                              "content", "data",    "display", "art",  "resolved", "given"};

constexpr int kBestWeight = 100;
constexpr int kWeakWeight = 50;       // a weaker name must match literally
constexpr int kWrappedPenalty = 100;  // a name in wrapper words counts less than any literal one

bool is_ascii_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

using NameTable = std::unordered_map<std::string, FieldMatch>;

NameTable read_name_table() {
  NameTable table;
  each_data_row(embedded_data("fields.tsv"), [&](std::string_view line) {
    const std::size_t first = line.find('\t'), second = line.rfind('\t');
    if (first == second) return;
    int weight = 0;
    std::from_chars(line.data() + second + 1, line.data() + line.size(), weight);
    const FieldMatch match{field_named(line.substr(0, first)), kBestWeight - weight, weight < kWeakWeight};
    const auto [known, is_new] = table.emplace(normal_field_name(line.substr(first + 1, second - first - 1)), match);
    if (!is_new && match.rank < known->second.rank) known->second = match;
  });
  return table;
}

const NameTable& name_table() {
  static const NameTable table = read_name_table();
  return table;
}

std::optional<FieldMatch> in_table(const std::string& normal, bool literal) {
  const auto known = name_table().find(normal);
  if (known == name_table().end()) return std::nullopt;
  if (!literal && known->second.weak) return std::nullopt;
  return known->second;
}

std::optional<FieldMatch> singular_in_table(const std::string& normal, bool literal) {
  if (const auto match = in_table(normal, literal)) return match;
  constexpr std::size_t kShortest = 4;
  if (normal.size() < kShortest || !normal.ends_with('s')) return std::nullopt;
  return in_table(normal.substr(0, normal.size() - 1), false);
}

// Words of names of dates. A name that consists of them is a date; the least rank of its words counts.
struct PublicationWord {
  std::string_view word;
  int rank;  // kNoRank: says nothing alone
};
constexpr int kNoRank = 1'000;
constexpr PublicationWord kPublicationWords[] = {
    {"first", kNoRank},  {"publish", 110},      {"published", 110},   {"publication", 110},  {"pub", 110},
    {"publishing", 110}, {"posted", 120},       {"post", kNoRank},    {"release", kNoRank},  {"released", 120},
    {"issue", kNoRank},  {"issued", 120},       {"aired", 130},       {"air", kNoRank},      {"display", kNoRank},
    {"created", 160},    {"creation", 160},     {"create", 160},      {"date", 140},         {"time", 150},
    {"datetime", 140},   {"timestamp", 145},    {"dt", 170},          {"ts", 170},           {"on", kNoRank},
    {"at", kNoRank},     {"utc", kNoRank},      {"gmt", kNoRank},     {"unix", kNoRank},     {"epoch", 175},
    {"ms", kNoRank},     {"iso", kNoRank},      {"iso8601", kNoRank}, {"local", kNoRank},    {"str", kNoRank},
    {"text", kNoRank},   {"string", kNoRank},   {"news", kNoRank},    {"story", kNoRank},    {"article", kNoRank},
    {"item", kNoRank},   {"headline", kNoRank}, {"full", kNoRank},    {"original", kNoRank}, {"raw", kNoRank},
    {"of", kNoRank},     {"print", kNoRank},    {"online", kNoRank},  {"web", kNoRank},      {"seconds", kNoRank},
    {"millis", kNoRank}, {"est", kNoRank},      {"et", kNoRank},      {"tz", kNoRank},       {"sent", 150},
    {"and", kNoRank}};

std::optional<FieldMatch> date_in_words(const std::vector<std::string>& words) {
  int rank = kNoRank;
  bool publication = false, time = false;
  for (const std::string& word : words) {
    const auto known = std::find_if(std::begin(kPublicationWords), std::end(kPublicationWords),
                                    [&](const PublicationWord& row) { return row.word == word; });
    if (known == std::end(kPublicationWords)) return std::nullopt;
    rank = std::min(rank, known->rank);
    publication |= known->rank < 140 || known->rank == 160;
    time |= known->rank >= 140 && known->rank != kNoRank && known->rank != 160;
  }
  // `post id` and `issue` have no date, `date` and `time` alone are in the table.
  if (rank == kNoRank || !(publication || time)) return std::nullopt;
  return FieldMatch{RawField::kDate, rank};
}

// A name in wrapper words. The name of a company or of a file is none of our fields, so these words lead to texts only.
std::optional<FieldMatch> wrapped_in_table(const std::vector<std::string>& words) {
  constexpr std::string_view kTextWords[] = {"text", "html", "content"};
  std::string inner;
  bool wrapped = false, text = false;
  for (const std::string& word : words) {
    const bool is_wrapper = is_among(word, kWrapperWords);
    wrapped |= is_wrapper;
    text |= is_among(word, kTextWords);
    if (!is_wrapper) inner += word;
  }
  if (wrapped && text && inner.empty()) return FieldMatch{RawField::kBody, kWrappedPenalty};  // `article_html`
  if (!wrapped || inner.empty()) return std::nullopt;
  auto match = singular_in_table(inner, false);
  if (!match || match->field == RawField::kTickers) return std::nullopt;
  // `created_utc` counts more than `created`, which is in an unknown zone.
  const bool in_known_zone =
      match->field == RawField::kDate && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
        return word == "utc" || word == "gmt" || !is_among(word, kWrapperWords);
      });
  match->rank = in_known_zone ? std::max(match->rank - 1, 1) : match->rank + kWrappedPenalty;
  return match;
}

std::optional<FieldMatch> in_any_way(std::string_view name, const std::string& normal) {
  if (auto match = singular_in_table(normal, true)) return match;
  const std::vector<std::string> words = words_of_name(name);
  auto match = wrapped_in_table(words);
  return match ? match : date_in_words(words);
}

// `creator` of `dc:creator`; empty for other names.
std::string_view without_namespace(std::string_view name) {
  constexpr std::string_view kPrefixes[] = {"dc",    "dcterms", "og",  "article", "news", "schema",
                                            "prism", "atom",    "a10", "content", "rss",  "xhtml"};
  const std::size_t colon = name.find(':');
  return colon != std::string_view::npos && is_among(name.substr(0, colon), kPrefixes) ? name.substr(colon + 1)
                                                                                       : std::string_view();
}

// The field of a path such as `source.name`, `content.provider.displayname` or `thread.title`: of its first name, if
// the next one only represents it; otherwise of its last one after names of groups.
std::optional<FieldMatch> in_path(std::string_view path) {
  constexpr std::string_view kGroups[] = {"content",  "data",     "fields",     "source",      "attributes", "article",
                                          "news",     "node",     "item",       "story",       "thread",     "doc",
                                          "document", "post",     "properties", "record",      "metadata",   "meta",
                                          "details",  "info",     "itemmeta",   "contentmeta", "entry",      "finance",
                                          "links",    "entities", "header",     "seo"};
  constexpr std::string_view kRepresenting[] = {
      "name",  "displayname", "title", "label",     "value",    "text", "rendered", "url",  "href", "main",
      "basic", "date",        "iso",   "plaintext", "fullname", "raw",  "full",     "html", "utc",  "default"};
  const std::size_t dot = path.find('.');
  if (dot == std::string_view::npos) return in_any_way(path, std::string(path));
  const std::string first(path.substr(0, dot));
  const std::string_view rest = path.substr(dot + 1);
  if (is_among(rest, kRepresenting)) {
    auto match = singular_in_table(first, true);
    const bool is_name = match && (match->field == RawField::kSource || match->field == RawField::kAuthor);
    if (match && !match->weak && !(is_name && (rest == "url" || rest == "href"))) return match;
  }
  if (!is_among(first, kGroups)) return std::nullopt;
  auto match = in_path(rest);
  if (match) match->rank += kWrappedPenalty;
  return match;
}

}  // namespace

std::string_view field_name(RawField field) {
  return kFieldNames[static_cast<std::size_t>(field)];
}

RawField field_named(std::string_view name) {
  const auto found = std::find(std::begin(kFieldNames), std::end(kFieldNames), name);
  if (found == std::end(kFieldNames)) {
    throw Error(ErrorKind::kUsage, fmt::format("unknown field \"{}\"", name),
                fmt::format("the fields are {}", fmt::join(kFieldNames, ", ")));
  }
  return static_cast<RawField>(found - std::begin(kFieldNames));
}

std::string normal_field_name(std::string_view name) {
  std::string normal;
  bool ascii = true;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      normal.push_back(static_cast<char>(c - 'A' + 'a'));
    else if (is_ascii_letter_or_digit(c) || c == '.' || (c & 0x80))
      normal.push_back(c);
    ascii &= (c & 0x80) == 0;
  }
  return ascii ? normal : fold(normal);
}

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool kept = is_ascii_letter_or_digit(c) || (c & 0x80);
    const bool begins = c >= 'A' && c <= 'Z' && i > 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if ((!kept || begins) && !words.back().empty()) words.emplace_back();
    if (kept) words.back().push_back(c);
  }
  if (words.back().empty()) words.pop_back();
  for (std::string& word : words) word = normal_field_name(word);
  return words;
}

std::optional<RawField> field_in_words(std::string_view name) {
  for (const std::string& word : words_of_name(name)) {
    if (const auto match = singular_in_table(word, false)) return match->field;
  }
  return std::nullopt;
}

FieldNames::FieldNames(const std::map<std::string, std::string>& chosen) {
  for (const auto& [ours, theirs] : chosen) chosen_[normal_field_name(theirs)] = field_named(ours);
}

void FieldNames::learn(std::string_view path, RawField field) {
  learned_[normal_field_name(path)] = field;
  found_.clear();
}

void FieldNames::replace(std::string_view name, RawField field) {
  replaced_[normal_field_name(name)] = field;
  found_.clear();
}

std::optional<FieldMatch> FieldNames::find(std::string_view name) const {
  constexpr std::size_t kMostKept = 4'096;
  const std::string written(name);
  if (const auto known = found_.find(written); known != found_.end()) return known->second;
  const std::string normal = normal_field_name(name);
  std::optional<FieldMatch> match;
  if (const auto own = chosen_.find(normal); own != chosen_.end()) {
    match = FieldMatch{own->second, 0};
  } else if (const auto other = replaced_.find(normal); other != replaced_.end()) {
    match = FieldMatch{other->second, kGuessRank};
  } else {
    match = in_any_way(name, normal);
    if (const std::string_view local = match ? std::string_view() : without_namespace(name); !local.empty())
      match = in_any_way(local, normal_field_name(local));
    if (!match && normal.find('.') != std::string::npos) match = in_path(normal);
    if (const auto learned = learned_.find(normal); !match && learned != learned_.end())
      match = FieldMatch{learned->second, kGuessRank};
  }
  if (found_.size() >= kMostKept) return match;
  const auto kept = found_.emplace(written, match).first;
  if (kept->second) kept->second->origin = kept->first;
  return kept->second;
}

}  // namespace broadtape
