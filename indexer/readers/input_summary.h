// What was understood of an input: its form, which fields its articles have and where they came from, and which columns
// or keys were not used.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/column_content.h"
#include "indexer/readers/field_names.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct FieldOrigin {
  std::string name;  // of the column, key, element or rule; empty: the form itself has the field
  std::uint64_t articles = 0;
};

inline constexpr std::size_t kMaxOrigins = 64;  // of one field

// Adds `articles` with that origin. Above kMaxOrigins they count for the last one.
void add_origin(std::vector<FieldOrigin>& origins, std::string_view name, std::uint64_t articles);
// The most frequent first.
void sort_origins(std::vector<FieldOrigin>& origins);

struct UnusedName {
  std::string name;               // of a column or key
  std::optional<RawField> guess;  // what it looks like
};

struct InputSummary {
  std::string form;    // name of a row of kForms
  std::string detail;  // "separated by semicolons, no header"; may be empty
  std::uint64_t articles = 0;
  std::uint64_t rejected = 0;
  // By field: how many articles have it from where, the most frequent origin first.
  std::array<std::vector<FieldOrigin>, kFieldCount> fields;
  std::vector<UnusedName> unused;  // in the order in which they were met
  // The names that the user chose for fields, normalised.
  std::map<std::string, RawField> chosen = {};

  std::uint64_t articles_with(RawField field) const;
};

// Counts while an input is read. The memory is bounded: origins and unused names beyond a limit are not kept apart.
class InputTally {
 public:
  static constexpr std::size_t kMaxUnused = 256;           // names
  static constexpr std::size_t kSampledValues = 40;        // of each unused name
  static constexpr std::uint64_t kSampledRecords = 1'000;  // whose unused names are looked at

  void article(const RawArticle& raw);
  void reject() { ++summary_.rejected; }
  // Adds to InputSummary::detail.
  void describe(std::string_view detail);

  // Whether the unused names of the present record are still looked at.
  bool samples() const { return summary_.articles < kSampledRecords; }
  void unused(std::string_view name, std::string_view value);

  InputSummary summary(std::string_view form) const;

 private:
  struct Unused {
    std::string name;
    ColumnContent content;
  };

  InputSummary summary_;
  std::vector<Unused> unused_;
  std::map<std::string, std::size_t, std::less<>> unused_at_;  // name -> index in unused_
};

}  // namespace broadtape
