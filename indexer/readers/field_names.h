// The names that archives give to an article's fields, in one table for every form with named fields.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

enum class Field { kTitle, kBody, kSummary, kDate, kSource, kAuthor, kTickers, kUrl, kId, kLanguage, kLabels };

struct FieldRow {
  Field field;
  std::string_view name;   // ours, for --field and the documentation
  std::string_view names;  // theirs, in normal form, the likeliest first, separated by blanks
};
extern const FieldRow kFieldRows[];
extern const std::size_t kFieldRowCount;

// `publishedAt`, `published_at` and `Published At` as `publishedat`: lower case letters and digits, and the dots of a
// path.
std::string normal_field_name(std::string_view name);

struct FieldMatch {
  Field field;
  int rank;  // the lower one wins where two names of an input mean the same field
};

class FieldNames {
 public:
  // `chosen` maps our names to the input's, which then go before the table's.
  // Throws Error(kUsage) for a name that is not ours.
  explicit FieldNames(const std::map<std::string, std::string>& chosen);

  // What the input's `name` means; nothing when it means nothing to us.
  std::optional<FieldMatch> find(std::string_view name) const;

  // The names chosen by the user, normalised; those with dots are paths into nested objects.
  const std::map<std::string, Field>& chosen() const { return chosen_; }

 private:
  std::map<std::string, Field> chosen_;
};

}  // namespace broadtape
