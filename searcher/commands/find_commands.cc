// The verbs find and again.
#include <iostream>

#include "common/error/error.h"
#include "common/terminal/pager.h"
#include "common/terminal/terminal_text.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/last_query.h"
#include "searcher/commands/request_options.h"
#include "searcher/commands/shell_command.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/search_writer.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

bool is_rows(Format format) {
  return format == Format::kJsonl || format == Format::kCsv;
}

int find_rows(const Archive& archive, const SearchRequest& request, const FieldList& fields, const OutputStyle& style,
              const Options& options) {
  HitRows rows(style.format == Format::kCsv ? RowForm::kCsv : RowForm::kJsonl, fields, style.csv, std::cout);
  bool found = false;
  const auto head = [&](const SearchAnswer& answer) {
    found = answer.total > 0;
    print_warnings(answer.query.warnings);
    if (!found && !options.has("match") && answer.diagnosis && answer.diagnosis->parts.size() > 1)
      print_warning("csv and jsonl have only articles with all words; --match best falls back to some of them");
    const std::uint64_t undated = answer.query.undated_left_out;
    if (undated > 0) print_warning("undated articles left out: " + std::to_string(undated));
    if (!found && answer.diagnosis)
      write_diagnosis(*answer.diagnosis, corrected_command(answer, options), {style.text.width, false, false},
                      std::cerr);
  };
  Searcher(archive).stream(request, parts_of(fields), head, [&](Hit&& hit) { rows.write(hit); });
  rows.flush();
  return found ? kExitFound : kExitNothing;
}

SearchRequest search_of(const Options& options, const RequestValues& values, Format format) {
  SearchRequest request;
  request.query = base_query();
  if (is_rows(format)) {
    request.limit = kAllResults;
    request.partial = false;
  }
  if (format == Format::kText) request.collapse = Collapse::kStory;
  request.count_stories = !is_rows(format);
  read_request(values, request);
  // Records for re-indexing are sorted in archive order.
  if (options.has("all") && !options.has("sort") && options.text("fields").find("record") != std::string::npos)
    request.sort = Sort::kStored;
  require_query(values, request.query);
  if (is_rows(format) && !request.facets.empty())
    throw Error(ErrorKind::kUsage, "jsonl and csv are rows of results, without --facets",
                "use --format json, or the verb facets");
  return request;
}

}  // namespace

SearchRequest request_of(const Options& options) {
  return search_of(options, values_of(options), find_format(options.text("format", "text")));
}

int run_find(const Options& options) {
  if (options.text("fields") == "help") {
    std::cout << fields_help();
    return kExitFound;
  }
  const RequestValues values = values_of(options);
  const OutputStyle style = style_of(options, values);
  const SearchRequest request = search_of(options, values, style.format);
  const FieldList fields = read_fields(values, style.format);
  const Archive archive = open_archive(options);
  if (is_rows(style.format)) return find_rows(archive, request, fields, style, options);
  const bool json = style.format == Format::kJson;
  const SearchAnswer answer = Searcher(archive).search(request, json ? parts_of(fields) : HitParts{.story = true});
  print_warnings(answer.query.warnings);
  const std::string command = corrected_command(answer, options);
  if (json) {
    std::cout << json_text_of(answer, fields, {.command = command}, JsonLayout::kIndented);
  } else {
    write_text(answer, command, style.text, std::cout);
  }
  return answer.total > 0 ? kExitFound : kExitNothing;
}

int run_again(const Options& options) {
  const std::optional<LastQuery> last = read_last_query(last_query_path());
  if (!last)
    throw Error(ErrorKind::kUsage, "there is no last query",
                "tape-search find keeps its query when its answer is shown on a terminal");
  Options find = options;
  find.values.erase("exclude");
  for (const auto& [name, texts] : last->options) {
    // Skips stored options that no longer exist, which find would reject.
    if (!find.has(name) && find_option(tape_search_program(), kFindVerb, name)) find.values[name] = texts;
  }
  QueryClock clock = base_query().clock;
  read_request(values_of(find), clock);
  find.operands = {narrowed(last->text, options.texts("exclude"), last_query_of(options).text, clock)};
  if (find.operands.front().empty()) find.operands.clear();
  std::cerr << harmless(command_line_of(last_query_of(find))) << '\n';
  try {
    const int status = run_find(find);
    remember_query(find);
    return status;
  } catch (const PagerLeft&) {
    remember_query(find);
    throw;
  }
}

void remember_query(const Options& options) {
  try {
    keep_last_query(last_query_of(options), last_query_path());
  } catch (const Error& error) {
    print_warning(error.what());
  }
}

}  // namespace broadtape
