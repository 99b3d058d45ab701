// The members that a result can have, in JSON, JSON Lines and CSV alike: one table for --fields, its help, the
// documentation and the writers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"

namespace broadtape {

// Where a field puts its value: one of these calls.
class Cell {
 public:
  virtual ~Cell() = default;
  virtual void nothing() = 0;
  virtual void text(std::string_view text) = 0;
  virtual void count(std::uint64_t number) = 0;
  virtual void number(double number) = 0;
  virtual void list(const std::vector<std::string_view>& texts) = 0;
  virtual void pieces(const std::vector<Piece>& pieces) = 0;
};

struct ResultField {
  std::string_view name;
  std::string_view help;
  void (*put)(const Hit& hit, Cell& cell);
  bool HitParts::*part;           // that it needs; null for what every hit has
  std::string_view implies = {};  // a field that JSON has behind this one unless it was asked for elsewhere
};
extern const std::vector<ResultField> kResultFields;

// A name in --fields that stands for several.
struct ResultFieldSet {
  std::string_view name;
  std::string_view help;
  std::string_view fields;  // separated by commas; those that were named before it are left out
};
extern const std::vector<ResultFieldSet> kResultFieldSets;

using FieldList = std::vector<const ResultField*>;

// What a result has without --fields.
FieldList default_fields(Format format);

// The fields of a list with commas, in its order, sets as their fields; behind a plus those are added to the default.
// Throws Error(kUsage) for a name that is no row of kResultFields, one that stands there twice, and an empty list.
FieldList parse_fields(std::string_view list, Format format);

HitParts parts_of(const FieldList& fields);

// One line for each field, for help.
std::string fields_help();

}  // namespace broadtape
