#include "searcher/commands/several_queries.h"

#include "searcher/commands/query_options.h"

namespace broadtape {

std::vector<QueryRequest> query_requests_of(const Options& options) {
  QueryRequest request = query_request_of(options);
  std::vector<QueryRequest> requests;
  for (const std::string& text : options.operands) {
    request.text = text;
    require_query(request);
    requests.push_back(request);
  }
  if (requests.empty()) {
    require_query(request);
    requests.push_back(request);
  }
  return requests;
}

}  // namespace broadtape
