// Names of article fields in news archives, and the collection of a record's named fields into a RawArticle.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/raw_article.h"

namespace broadtape {

enum class Field {
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
  kTime,
  kCaptured
};

struct FieldRow {
  Field field;
  std::string_view name;   // our name, for --field and the documentation
  std::string_view names;  // names in inputs, normalised, by descending priority, separated by blanks
};
extern const FieldRow kFieldRows[];
extern const std::size_t kFieldRowCount;

// Normalises `publishedAt`, `published_at` and `Published At` to `publishedat`. Keeps the dots of a path.
std::string normal_field_name(std::string_view name);

struct FieldMatch {
  Field field;
  int rank;  // if several names map to the same field, the lowest rank wins
};

class FieldNames {
 public:
  // `chosen` maps our names to names of the input, which take precedence over the table. Throws Error(kUsage) if a key
  // is not one of our names.
  explicit FieldNames(const std::map<std::string, std::string>& chosen);

  // The field of the input's `name`; nullopt if unknown.
  std::optional<FieldMatch> find(std::string_view name) const;

  // The normalised names chosen by the user; names with dots are paths into nested objects.
  const std::map<std::string, Field>& chosen() const { return chosen_; }

 private:
  std::map<std::string, Field> chosen_;
};

// Collects the named fields of a record into a RawArticle. Fields may come in any order; duplicates are allowed.
class ArticleFields {
 public:
  // Ignores empty values. A time of day in a field of the date is the time. Of several values of a field the one with
  // the lowest rank is kept; of equal ranks the last.
  void set(FieldMatch match, std::string value);

  // For fields with several values: tickers, labels, authors.
  void set_list(FieldMatch match, std::vector<std::string> values);

  // Decodes character references and converts HTML to text. The summary becomes the body if there is no body. Throws
  // Error(kTooLarge) above a limit of indexer/input/limits.h.
  RawArticle article() &&;

 private:
  struct Value {
    int rank = -1;  // -1: absent
    std::string text;
    std::vector<std::string> list;
  };
  static constexpr std::size_t kFields = static_cast<std::size_t>(Field::kCaptured) + 1;

  Value* to_replace(FieldMatch match);
  std::string text_of(Field field);
  std::vector<std::string> list_of(Field field);

  std::array<Value, kFields> values_;
};

// `AAPL, MSFT`, `8306.T 8316.T`, `['AAPL', 'MSFT']`, `NYSE: F;NKE` as a list.
std::vector<std::string> split_tickers(std::string_view text);

// `grain, wheat`, `['Interest rates', 'Bonds']` as a list; blanks do not separate.
std::vector<std::string> split_labels(std::string_view text);

}  // namespace broadtape
