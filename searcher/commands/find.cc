#include "searcher/commands/find.h"

#include <iostream>
#include <utility>

#include "common/archive/archive.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/result_fields.h"
#include "searcher/output/search_writer.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostSnippetCharacters = 100'000;

constexpr std::pair<std::string_view, Sort> kSorts[] = {
    {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}};

bool is_rows(Format format) {
  return format == Format::kJsonl || format == Format::kCsv;
}

std::uint64_t limit_of(const Options& options, Format format) {
  const std::uint64_t otherwise = is_rows(format) ? kAllResults : SearchRequest().limit;
  return options.text("limit") == "all" ? kAllResults : options.number("limit", otherwise, kMostResults);
}

FieldList fields_of(const Options& options, Format format) {
  if (!options.has("fields")) return default_fields(format);
  if (format == Format::kText)
    throw Error(ErrorKind::kUsage, "--fields chooses the members of json, jsonl and csv", "add --format csv");
  return parse_fields(options.text("fields"), format);
}

int find_rows(const Archive& archive, const SearchRequest& request, const FieldList& fields, const OutputStyle& style) {
  HitRows rows(style.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, fields, style.csv, std::cout);
  bool found = false;
  const auto head = [&](const SearchResponse& response) {
    found = response.total > 0;
    print_warnings(response.query.warnings);
    const std::uint64_t undated = response.query.undated_left_out;
    if (undated > 0) print_warnings({"undated articles left out: " + std::to_string(undated)});
  };
  Searcher(archive).stream(request, parts_of(fields), head, [&](Hit&& hit) { rows.write(hit); });
  rows.flush();
  return found ? kExitFound : kExitNothing;
}

}  // namespace

SearchRequest request_of(const Options& options) {
  SearchRequest request;
  request.query = query_request_of(options);
  request.partial = !options.has("match");
  request.sort = choice(options, "sort", kSorts);
  request.offset = options.number("offset", 0, kMostResults);
  const Format format = find_format(options.text("format", "text"));
  request.limit = limit_of(options, format);
  request.facets = split_lists(options.texts("facets"));
  request.facet_limit = options.number("facet-limit", request.facet_limit, kMostResults);
  request.snippet_length =
      options.has("no-snippets") ? 0 : options.number("snippet-length", request.snippet_length, kMostSnippetCharacters);
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
