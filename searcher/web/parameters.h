// The parameters of one request to the API, checked against the table (route_table.h).
#pragma once

#include <cstdint>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "searcher/http/problem.h"
#include "searcher/output/choices.h"
#include "searcher/web/route_table.h"

namespace broadtape {

// What ends a request early, with the answer that it gets. Caught where requests are answered.
struct Refusal {
  Problem problem;
};

class Parameters {
 public:
  // Throws Refusal for a parameter that the route does not take, one that is there twice but takes one value, and a
  // flag, number or word that is none.
  Parameters(std::string_view target, const ApiRoute& route);

  bool has(std::string_view name) const { return values_.contains(name); }
  std::string text(std::string_view name, std::string_view otherwise = {}) const;
  std::vector<std::string> texts(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;  // split at commas, empty members left out
  std::uint64_t number(std::string_view name, std::uint64_t otherwise) const;
  bool flag(std::string_view name) const;

  // The value of `rows` beside the parameter's word, or that of the first row without it.
  template <class Value, std::size_t n>
  Value choice(std::string_view name, const std::pair<std::string_view, Value> (&rows)[n]) const {
    return choose(std::string(name), text(name, rows[0].first), rows);
  }

  // All of them but those of `without`, in one fixed order: equal for requests that ask for the same.
  std::string canonical(std::initializer_list<std::string_view> without) const;

 private:
  const ParameterRow& row_of(const std::string& name, const ApiRoute& route) const;

  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

// Runs `work`, which reads `parameter`, and gives what it gives.
// Throws Refusal in place of an Error(kUsage) or Error(kQuery).
template <class Work>
auto reading(std::string_view parameter, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kUsage && error.kind() != ErrorKind::kQuery) throw;
    throw Refusal{{ProblemType::kParameter, error.what(), error.hint(), std::string(parameter)}};
  }
}

}  // namespace broadtape
