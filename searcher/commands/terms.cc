#include "searcher/commands/terms.h"

#include <iostream>

#include "common/archive/archive.h"
#include "common/tickers/symbol_directory.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/result_terms_writer.h"
#include "searcher/views/result_terms.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostTerms = 1'000;

}  // namespace

int run_terms(const Options& options) {
  const OutputStyle style = style_of(options);
  TermsRequest request;
  request.query = query_request_of(options);
  require_query(request.query);
  request.words = options.number("limit", request.words, kMostTerms);
  request.companies = options.has("limit") ? request.words : request.companies;
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  Analyser analyser;
  const TermsAnswer answer = result_terms(archive, analyser, SymbolDirectory::builtin(), request);
  print_warnings(answer.query.warnings);
  write_answer(answer, style, std::cout);
  return answer.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
