// Parses and checks the parameters of a URL.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "searcher/http/problem.h"
#include "searcher/request/request_values.h"
#include "searcher/web/route_table.h"

namespace broadtape {

// Thrown to end a request early, with its answer. Caught where requests are answered.
struct Refusal {
  Problem problem;
};

// A problem that names the parameter of `error`.
Problem problem_of(const RequestError& error);

// Parses the query of `target`. Throws Refusal for a parameter that the route does not accept, a duplicate of a
// single-valued parameter, and an invalid flag, number or word.
RequestValues values_of(std::string_view target, const ApiRoute& route);

// All values except those of `without`, in canonical order, so that equal requests give equal text.
std::string canonical(const RequestValues& values, std::initializer_list<std::string_view> without = {});

}  // namespace broadtape
