// The members of a result in JSON, JSON Lines and CSV: one table for --fields, its help, the documentation and the
// writers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"
#include "searcher/search/shown_companies.h"

namespace broadtape {

// Receives the value of a field by exactly one of these calls.
class Cell {
 public:
  virtual ~Cell() = default;
  virtual void nothing() = 0;
  virtual void text(std::string_view text) = 0;
  virtual void count(std::uint64_t number) = 0;
  virtual void number(double number) = 0;
  virtual void list(const std::vector<std::string_view>& texts) = 0;
  virtual void pieces(const std::vector<Piece>& pieces) = 0;
  virtual void companies(const std::vector<ShownCompany>& companies) = 0;
  virtual void story(const Hit& hit) = 0;
};

struct ResultField {
  std::string_view name;
  std::string_view help;
  void (*put)(const Hit& hit, Cell& cell);
  bool HitParts::*part;  // the part that it requires; null if every hit has it
  // A field that JSON adds after this one unless it was requested explicitly.
  std::string_view implies = {};
};
extern const std::vector<ResultField> kResultFields;

// A name in --fields for several fields.
struct ResultFieldSet {
  std::string_view name;
  std::string_view help;
  std::string_view fields;  // comma-separated; fields that were already named are skipped
};
extern const std::vector<ResultFieldSet> kResultFieldSets;

using FieldList = std::vector<const ResultField*>;

// The fields of a result without --fields.
FieldList default_fields(Format format);

// Parses a comma-separated list of fields and sets, in that order; after a leading plus, those that are not among
// the default are added to it. Throws Error(kUsage) for an unknown name, a duplicate and an empty list.
FieldList parse_fields(std::string_view list, Format format);

HitParts parts_of(const FieldList& fields);

// One line per field.
std::string fields_help();

}  // namespace broadtape
