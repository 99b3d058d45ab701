// Names of article fields in news archives: which name of an input means which field. The names are in data/fields.tsv.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadtape {

enum class RawField {
  kTitle,
  kBody,
  kSummary,
  kDate,
  kSource,
  kAuthor,
  kTickers,
  kUrl,
  kId,
  kLanguage,
  kLabels,
  kTime,      // of day, beside a date; also its hour
  kCaptured,  // when the record was fetched
  kYear,      // parts of a date in fields of their own
  kMonth,
  kDay,
  kMinute,
  kZone,       // of a date or time without one
  kStatus,     // whether the record is a published article
  kCompanies,  // by name
  kFirstSeen,  // when the collection had the record; only if the user names it
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(RawField::kFirstSeen) + 1;

// Our name of a field, for --field, reports and the documentation: "title".
std::string_view field_name(RawField field);
// Throws Error(kUsage), which lists the names, if `name` is not one of them.
RawField field_named(std::string_view name);

// Normalises `publishedAt`, `published_at` and `Published At` to `publishedat`, and `Título` to `titulo`. Keeps the
// dots of a path.
std::string normal_field_name(std::string_view name);

// The words of `publishedAt`, `published_at` and `Published At`, normalised.
std::vector<std::string> words_of_name(std::string_view name);

struct FieldMatch {
  RawField field;
  int rank;                      // if several names map to the same field, the lowest rank wins
  bool weak = false;             // the name often means something else
  std::string_view origin = {};  // the name as the input has it; may be empty
};

// The field that a word of `name` means, for a name that as a whole is unknown: `headline_en`.
std::optional<RawField> field_in_words(std::string_view name);

// FieldMatch::rank of a name whose field is a guess from its values; any known name counts more.
inline constexpr int kGuessRank = 2'000;

class FieldNames {
 public:
  // `chosen` maps our names to names of the input, which take precedence over the table. Throws Error(kUsage) if a key
  // is not one of our names.
  explicit FieldNames(const std::map<std::string, std::string>& chosen);

  // The field of the input's `name`; nullopt if unknown. A name that is not in the table is compared without its plural
  // ending and without words that only wrap the name of a field (`post_title`, `story headline`, `created_utc`); of a
  // path the first or the last name may say the field (`source.name`, `article.title`). A name that consists of words
  // for publication and time is a date (`firstPublishDate`). Its origin is valid as long as this. Threads: not shared,
  // because the results are kept.
  std::optional<FieldMatch> find(std::string_view name) const;

  // Gives a field to a name, or to a path of names separated by dots, that is unknown so far. Invalidates origins.
  void learn(std::string_view path, RawField field);
  const std::map<std::string, RawField>& learned() const { return learned_; }

  // Gives another field to a name that is known, unless the user has chosen one. Invalidates origins.
  void replace(std::string_view name, RawField field);

  // The normalised names chosen by the user; names with dots are paths into nested objects.
  const std::map<std::string, RawField>& chosen() const { return chosen_; }

 private:
  std::map<std::string, RawField> chosen_;
  std::map<std::string, RawField> learned_;                                   // by normalised path
  std::map<std::string, RawField> replaced_;                                  // by normalised name
  mutable std::unordered_map<std::string, std::optional<FieldMatch>> found_;  // by name as written; bounded
};

}  // namespace broadtape
