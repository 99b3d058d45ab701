#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "searcher/commands/batch_reader.h"
#include "searcher/commands/batch_report.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/interrupt.h"
#include "searcher/commands/ordered_pool.h"
#include "searcher/commands/request_options.h"
#include "searcher/commands/shell_command.h"
#include "searcher/output/search_writer.h"
#include "searcher/output/trec_writer.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMostThreads = 256;
constexpr std::uint64_t kTrecLimit = 1'000;    // the depth of TREC judgments
constexpr std::size_t kQueriesPerThread = 16;  // in progress

enum class BatchForm : std::uint8_t { kJsonLines, kTrec };
constexpr std::pair<std::string_view, BatchForm> kForms[] = {{"jsonl", BatchForm::kJsonLines},
                                                             {"trec", BatchForm::kTrec}};

struct BatchStyle {
  BatchForm form = BatchForm::kJsonLines;
  FieldList fields;
  std::string run_tag;
  const Options* options = nullptr;
};

// The result of one query.
struct BatchAnswer {
  std::string output;
  std::string complaint;  // for standard error; otherwise empty
  std::int64_t took_us = 0;
  bool found = false;
  bool refused = false;
};

BatchAnswer refusal(const BatchQuery& query, const Error& error, const BatchStyle& style) {
  BatchAnswer answer;
  answer.refused = true;
  answer.complaint = fmt::format("line {}: {}", query.line, error.what());
  if (style.form == BatchForm::kJsonLines) {
    const Json line = {{"format_version", kFormatVersion},
                       {"id", query.id},
                       {"line", query.line},
                       {"error", {{"message", error.what()}, {"hint", error.hint()}}}};
    answer.output = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  }
  return answer;
}

// A thread with its own archive and search objects.
class Worker {
 public:
  Worker(Archive&& archive, const BatchStyle& style) : archive_(std::move(archive)), style_(style) {}

  BatchAnswer answer(const BatchQuery& query) {
    if (!query.refused.empty()) return refusal(query, Error(ErrorKind::kUsage, query.refused), style_);
    try {
      return found(query);
    } catch (const Error& error) {
      // Other queries are unaffected; a damaged archive ends the batch.
      if (error.kind() != ErrorKind::kQuery && error.kind() != ErrorKind::kUsage) throw;
      return refusal(query, error, style_);
    }
  }

 private:
  BatchAnswer found(const BatchQuery& query) {
    const Clock::time_point begin = Clock::now();
    const bool trec = style_.form == BatchForm::kTrec;
    const HitParts parts = trec ? kNoHitParts : parts_of(style_.fields);
    const SearchAnswer searched = searcher_.search(query.request, parts);
    BatchAnswer answer;
    answer.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    answer.found = searched.total > 0;
    answer.output =
        trec ? trec_run(query.id, searched.hits, style_.run_tag)
             : json_text_of(searched, style_.fields,
                            {.first = {{"id", query.id}}, .command = corrected_command(searched, *style_.options)});
    return answer;
  }

  const Archive archive_;
  const BatchStyle& style_;
  Searcher searcher_{archive_};
};

// Opens one archive per thread, all in the same state.
std::vector<Archive> open_alike(const std::vector<std::string>& paths, std::size_t count) {
  std::vector<Archive> archives;
  while (archives.size() < count) {
    archives.push_back(Archive::open(paths));
    if (!(archives.back().parts() == archives.front().parts())) archives.erase(archives.begin(), archives.end() - 1);
  }
  return archives;
}

using Pool = OrderedPool<BatchQuery, BatchAnswer>;

std::vector<Pool::Work> make_workers(const Options& options, const BatchStyle& style) {
  const std::uint64_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::uint64_t threads = std::max<std::uint64_t>(options.number("threads", cores, kMostThreads), 1);
  std::vector<Pool::Work> workers;
  for (Archive& archive : open_alike(archive_paths(options), threads)) {
    const auto worker = std::make_shared<Worker>(std::move(archive), style);
    workers.emplace_back([worker](BatchQuery&& query) { return worker->answer(query); });
  }
  return workers;
}

void put_out(const BatchAnswer& answer, BatchReport& report) {
  report.add(answer.took_us, answer.found, answer.refused);
  if (!answer.complaint.empty()) std::cerr << "tape-search: " << harmless_lines(answer.complaint) << '\n';
  std::cout.write(answer.output.data(), static_cast<std::streamsize>(answer.output.size())).flush();
  if (!std::cout) throw_output_failed();
}

BatchForm form_of(const std::string& name) {
  for (const auto& [known, form] : kForms) {
    if (known == name) return form;
  }
  throw Error(ErrorKind::kUsage, "--format takes one of jsonl, trec, not '" + name + "'");
}

BatchStyle style_of_batch(const Options& options, const RequestValues& values) {
  BatchStyle style;
  style.options = &options;
  style.form = form_of(options.text("format", "jsonl"));
  if (style.form == BatchForm::kTrec && options.has("fields"))
    throw Error(ErrorKind::kUsage, "--fields chooses the members of jsonl; a TREC run has its own");
  style.fields = options.has("fields") ? read_fields(values, Format::kJsonl) : default_fields(Format::kJson);
  style.run_tag = options.text("run-tag", "broadtape");
  return style;
}

SearchRequest base_request(const RequestValues& values, BatchForm form) {
  SearchRequest request;
  request.query = base_query();
  if (form == BatchForm::kTrec) request.limit = kTrecLimit;
  request.partial = form == BatchForm::kTrec;  // a run evaluates the results that people get
  read_request(values, request);
  request.query.text.clear();                   // the operand is the file
  request.diagnose = form != BatchForm::kTrec;  // the TREC format cannot represent it
  return request;
}

// The file of queries, open for the lifetime of the object; standard input if no file is named.
class QueriesFile {
 public:
  explicit QueriesFile(const Options& options) {
    if (options.operands.size() > 1) throw Error(ErrorKind::kUsage, "batch takes one file of queries");
    if (options.operands.empty() || options.operands.front() == "-") return;
    const std::string& path = options.operands.front();
    file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    const bool readable = file_ >= 0 && ::fstat(file_, &status) == 0 && !S_ISDIR(status.st_mode);
    if (readable) return;
    close();
    throw Error(ErrorKind::kUsage, "the file " + path + " cannot be read");
  }
  ~QueriesFile() { close(); }
  QueriesFile(const QueriesFile&) = delete;
  QueriesFile& operator=(const QueriesFile&) = delete;

  int descriptor() const { return file_; }

 private:
  void close() {
    if (file_ > STDIN_FILENO) ::close(file_);
  }

  int file_ = STDIN_FILENO;
};

}  // namespace

int run_batch(const Options& options) {
  const RequestValues values = values_of(options);
  const BatchStyle style = style_of_batch(options, values);
  const SearchRequest base = base_request(values, style.form);
  const QueriesFile file(options);
  InterruptibleInput input(file.descriptor());
  std::istream in(&input);
  in.exceptions(std::ios::badbit);  // propagates exceptions of the input
  BatchReader reader(in, base);
  const std::vector<Pool::Work> workers = make_workers(options, style);
  BatchReport report;
  Interrupt interrupt;  // before the threads, so that they block the signal
  Pool pool(
      workers, [&](BatchAnswer&& answer) { put_out(answer, report); }, kQueriesPerThread * workers.size());
  interrupt.listen();
  BatchQuery query;
  while (!interrupt.came() && reader.next(query) && pool.put(std::move(query))) {
  }
  pool.finish();
  for (const std::string& name : reader.passed_over())
    print_warning("the queries' member \"" + name + "\" is unknown and was ignored");
  std::cerr << "tape-search: " << report.text(pool.threads()) << '\n';
  if (interrupt.came()) return kExitInterrupted;
  return report.refused() > 0 ? kExitUsage : report.found() > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
