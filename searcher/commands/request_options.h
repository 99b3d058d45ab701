// The options of a verb as the values of a request, and what the verbs share in using them.
#pragma once

#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/command_line/options.h"
#include "common/time/instant.h"
#include "searcher/output/format.h"
#include "searcher/request/read_request.h"

namespace broadtape {

// The operands are the query of verbs that take one: where a verb takes several queries, each operand is one.
// Throws RequestError.
RequestValues values_of(const Options& options);

// A query of the present time, before any value is read.
inline QueryRequest base_query() {
  QueryRequest query;
  query.clock.now_s = now_s();
  return query;
}

// A request with a query, as the values have it. Throws RequestError.
template <class Request>
Request request_from(const RequestValues& values) {
  Request request;
  request.query = base_query();
  read_request(values, request);
  return request;
}

// The format, and what the terminal supports. Reads the environment too: NO_COLOR, TERM, COLUMNS. Throws Error(kUsage).
OutputStyle style_of(const Options& options, const RequestValues& values);

Archive open_archive(const Options& options);

// One line of standard error for each.
void print_warnings(const std::vector<std::string>& warnings);

}  // namespace broadtape
