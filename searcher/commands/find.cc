#include "searcher/commands/find.h"

#include <iostream>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/query_options.h"
#include "searcher/commands/search_options.h"
#include "searcher/output/diagnosis_writer.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/search_writer.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

bool is_rows(Format format) {
  return format == Format::kJsonl || format == Format::kCsv;
}

int find_rows(const Archive& archive, const SearchRequest& request, const FieldList& fields, const OutputStyle& style) {
  HitRows rows(style.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, fields, style.csv, std::cout);
  bool found = false;
  const auto head = [&](const SearchResponse& response) {
    found = response.total > 0;
    print_warnings(response.query.warnings);
    const std::uint64_t undated = response.query.undated_left_out;
    if (undated > 0) print_warnings({"undated articles left out: " + std::to_string(undated)});
    if (response.diagnosis) write_diagnosis(*response.diagnosis, {style.text.width, false, false}, std::cerr);
  };
  Searcher(archive).stream(request, parts_of(fields), head, [&](Hit&& hit) { rows.write(hit); });
  rows.flush();
  return found ? kExitFound : kExitNothing;
}

}  // namespace

SearchRequest request_of(const Options& options) {
  SearchRequest request = search_request_of(options);
  const Format format = find_format(options.text("format", "text"));
  request.limit = limit_of(options, is_rows(format) ? kAllResults : request.limit);
  // What is to be added again comes in the archive's own order.
  if (options.has("all") && !options.has("sort") && options.text("fields").find("record") != std::string::npos)
    request.sort = Sort::kStored;
  require_query(request.query);
  if (is_rows(format) && !request.facets.empty())
    throw Error(ErrorKind::kUsage, "jsonl and csv are rows of results, without --facets",
                "use --format json, or the verb facets");
  return request;
}

int run_find(const Options& options) {
  if (options.text("fields") == "help") {
    std::cout << fields_help();
    return kExitFound;
  }
  const OutputStyle style = style_of(options);
  const SearchRequest request = request_of(options);
  const FieldList fields = fields_of(options, style.format);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  if (is_rows(style.format)) return find_rows(archive, request, fields, style);
  const bool json = style.format == Format::kJson;
  const SearchResponse response = Searcher(archive).search(request, json ? parts_of(fields) : HitParts());
  print_warnings(response.query.warnings);
  if (json) {
    write_json(json_of(response, fields), std::cout);
  } else {
    write_text(response, style.text, std::cout);
  }
  return response.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
