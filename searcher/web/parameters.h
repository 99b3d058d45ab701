// The parameters of a URL as the values of a request.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "searcher/http/problem.h"
#include "searcher/request/request_values.h"
#include "searcher/web/route_table.h"

namespace broadtape {

// What ends a request early, with the answer that it gets. Caught where requests are answered.
struct Refusal {
  Problem problem;
};

// The problem that names the parameter of `error`.
Problem problem_of(const RequestError& error);

// The query of `target`. Throws Refusal for a parameter that the route does not take, one that is there twice but takes
// one value, and an invalid flag, number or word.
RequestValues values_of(std::string_view target, const ApiRoute& route);

// All values except those of `without`, in one fixed order: equal for requests that ask for the same.
std::string canonical(const RequestValues& values, std::initializer_list<std::string_view> without = {});

}  // namespace broadtape
