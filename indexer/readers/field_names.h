// Names of article fields in news archives: one table for all formats with named fields.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

enum class Field { kTitle, kBody, kSummary, kDate, kSource, kAuthor, kTickers, kUrl, kId, kLanguage, kLabels };

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

}  // namespace broadtape
