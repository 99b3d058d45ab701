// The values of a request as text by parameter, checked against the rows of parameters.h.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "searcher/request/parameters.h"

namespace broadtape {

enum class Front : std::uint8_t {
  kCommandLine,  // options: --all-versions
  kApi,          // parameters of a URL: all_versions=true
  kBatch,        // members of a JSON object: "match"
};

// An invalid value. `parameter()` is the name of its row.
class RequestError : public Error {
 public:
  RequestError(const Error& error, std::string_view parameter) : Error(error), parameter_(parameter) {}
  RequestError(std::string_view parameter, const std::string& message, std::string hint = {})
      : Error(ErrorKind::kUsage, message, std::move(hint)), parameter_(parameter) {}

  const std::string& parameter() const { return parameter_; }

 private:
  std::string parameter_;
};

class RequestValues {
 public:
  // `user` has the bits of the verb or the bit of the route that accepts the parameters.
  RequestValues(Front front, std::uint32_t user) : front_(front), user_(user) {}

  Front front() const { return front_; }

  // The row with that name if the verb or route accepts it, otherwise null.
  const ParameterRow* find(std::string_view name) const;

  // Adds a value of `row`, which must belong to the verb or route. Flags are "true" or "false".
  // Throws RequestError for a second value of a single-valued parameter, and for an invalid flag, number or word.
  void add(const ParameterRow& row, std::string value);

  // Makes has() true for an empty list.
  void add_empty(const ParameterRow& row) { values_[std::string(row.name)]; }

  bool has(std::string_view name) const { return values_.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  std::vector<std::string> texts(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;                  // split at commas, without empty members
  std::uint64_t number(std::string_view name, std::uint64_t otherwise) const;  // kAllResults for "all"
  bool flag(std::string_view name, bool otherwise = false) const;

  // The value in `rows` for the parameter's word. Requires a word that was checked against them.
  template <class Value, std::size_t n>
  Value choice(std::string_view name, const std::pair<std::string_view, Value> (&rows)[n], Value otherwise) const {
    const std::string word = text(name);
    const auto row = std::find_if(rows, rows + n, [&](const auto& known) { return known.first == word; });
    return row == rows + n ? otherwise : row->second;
  }

  // The parameter as written by the user: --ticker, ticker or "ticker".
  std::string spelled(std::string_view name) const;

  // All values by parameter name.
  const std::map<std::string, std::vector<std::string>, std::less<>>& all() const { return values_; }

 private:
  void check(const ParameterRow& row, const std::string& value) const;
  void check_number(const ParameterRow& row, const std::string& value) const;
  void check_words(const ParameterRow& row, const std::vector<std::string>& given) const;
  std::string spelled(const ParameterRow& row) const;

  Front front_;
  std::uint32_t user_;
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// The members of a comma-separated list, in order, without empty ones.
std::vector<std::string> list_members(std::string_view list);

}  // namespace broadtape
