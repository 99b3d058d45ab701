// Converts the options of a verb to request values, and other helpers that verbs share.
#pragma once

#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/command_line/options.h"
#include "common/time/instant.h"
#include "searcher/output/format.h"
#include "searcher/query/warning.h"
#include "searcher/request/read_request.h"

namespace broadtape {

// The operands form the query of verbs that have one; if a verb accepts several queries, each operand is a query.
// Throws RequestError.
RequestValues values_of(const Options& options);

// A query with the current time and default values.
inline QueryRequest base_query() {
  QueryRequest query;
  query.clock.now_s = now_s();
  return query;
}

// A request with a query, from the values. Throws RequestError.
template <class Request>
Request request_from(const RequestValues& values) {
  Request request;
  request.query = base_query();
  read_request(values, request);
  return request;
}

// The output format and the terminal's capabilities. Also reads the environment variables NO_COLOR, TERM and COLUMNS.
// Throws Error(kUsage).
OutputStyle style_of(const Options& options, const RequestValues& values);

// The folders of --archive, or of the default archive.
std::vector<std::string> archive_paths(const Options& options);

// Several archives are opened as one.
Archive open_archive(const Options& options);

// Prints one line each to standard error.
void print_warnings(const Warnings& warnings);
void print_warning(const std::string& message);

}  // namespace broadtape
