#include "indexer/commands/add_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxShown = 10;  // of each kind, so that one bad file does not hide the rest of the report

}  // namespace

RejectLog::RejectLog(const std::string& path) : path_(path) {
  if (path_.empty()) return;
  file_.open(path_, std::ios::app);
  if (!file_)
    throw Error(ErrorKind::kUnwritable, fmt::format("the file for rejected records {} cannot be written", path_));
}

void RejectLog::show(const char* kind, const std::string& input, const std::string& record, const std::string& what) {
  if (++shown_[kind] > kMaxShown) return;
  const std::string place = record.empty() ? input : input + ": " + record;
  say("{}: {}: {}\n", kind, harmless(place), harmless(what));
}

void RejectLog::rejected(const std::string& input, const RejectedRecord& record) {
  show("rejected", input, record.record, record.reason);
  if (!file_.is_open()) return;
  const Json json{{"input", input}, {"record", record.record}, {"reason", record.reason}, {"text", record.text}};
  file_ << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

void RejectLog::undated(const std::string& input, const std::string& record, const std::string& what) {
  show("undated", input, record, what);
}

void RejectLog::first_seen_unknown(const std::string& input, const std::string& record, const std::string& what) {
  show("first seen now", input, record, what);
}

void RejectLog::dates_settled(const std::string& input, const std::string& what) {
  show("dates", input, {}, what);
}

void RejectLog::noted(const std::string& input, const std::string& note) {
  show("note", input, {}, note);
}

void RejectLog::close() {
  for (const auto& [kind, count] : shown_) {
    if (count > kMaxShown) say("{}: {} more like these\n", kind, with_commas(count - kMaxShown));
  }
  if (!file_.is_open()) return;
  file_.close();
  if (!file_)
    throw Error(ErrorKind::kUnwritable, fmt::format("the file for rejected records {} could not be written", path_));
}

void AddReporter::rejected(const std::string& input, const RejectedRecord& record) {
  line_.clear();
  log_.rejected(input, record);
}

void AddReporter::undated(const std::string& input, const std::string& record, const std::string& problem) {
  log_.undated(input, record, problem);
}

void AddReporter::first_seen_unknown(const std::string& input, const std::string& record, const std::string& what) {
  line_.clear();
  log_.first_seen_unknown(input, record, what);
}

void AddReporter::dates_settled(const std::string& input, const std::string& what) {
  line_.clear();
  log_.dates_settled(input, what);
}

void AddReporter::unreadable(const InputProblem& problem) {
  line_.clear();
  const std::string hint = problem.hint.empty() ? "" : "; " + problem.hint;
  say("cannot read {}: {}{}\n", harmless(problem.name), harmless(problem.reason), harmless(hint));
}

void AddReporter::noted(const std::string& input, const std::string& note) {
  line_.clear();
  log_.noted(input, note);
}

void AddReporter::passed_by(const std::string& what) {
  line_.clear();
  say("skipped {}\n", harmless(what));
}

void AddReporter::progress(const IngestCounts& counts) {
  line_.show([&] {
    const double megabytes = static_cast<double>(counts.text_bytes) / 1e6;
    return fmt::format("{} articles, {:.1f} MB, {:.1f} MB/s  {}", with_commas(counts.read), megabytes,
                       megabytes / std::max(line_.seconds(), 0.001),
                       line_.time_left(counts.consumed_bytes, total_bytes_));
  });
}

void AddReporter::close() {
  line_.clear();
  log_.close();
}

bool wants_json_report(const Options& line) {
  const std::string report = line.text("report", "text");
  if (report == "text" || report == "json") return report == "json";
  throw Error(ErrorKind::kUsage, fmt::format("--report takes text or json, not `{}`", report));
}

std::string format_counts(const IngestCounts& counts, double seconds) {
  std::string text =
      fmt::format("{} added, {} updated, {} unchanged, {} rejected", with_commas(counts.added),
                  with_commas(counts.updated), with_commas(counts.unchanged), with_commas(counts.rejected));
  const double megabytes = static_cast<double>(counts.text_bytes) / 1e6;
  text += fmt::format("; {:.1f} MB of text in {:.1f} s ({:.1f} MB/s)\n", megabytes, seconds,
                      seconds > 0 ? megabytes / seconds : 0.0);
  if (counts.distinct > 0) {
    text += fmt::format("{} of them have the address, identifier or headline of a different article: kept apart\n",
                        with_commas(counts.distinct));
  }
  if (counts.undated > 0) {
    text += fmt::format("{} of them undated: kept, but left out of every date filter\n", with_commas(counts.undated));
  }
  if (counts.first_seen_unknown > 0) {
    text += fmt::format("{} of them first seen now, because their records do not give a usable time\n",
                        with_commas(counts.first_seen_unknown));
  }
  if (counts.replaced_bytes > 0) {
    text += fmt::format("{} invalid byte sequences replaced by U+FFFD\n", with_commas(counts.replaced_bytes));
  }
  if (counts.failed_inputs > 0) text += fmt::format("{} inputs could not be read\n", with_commas(counts.failed_inputs));
  return text;
}

std::string report_json(const IngestPipeline& pipeline, double seconds, std::uint64_t archive_bytes, bool interrupted) {
  const IngestCounts& counts = pipeline.counts();
  const Json json{{"read", counts.read},
                  {"added", counts.added},
                  {"unchanged", counts.unchanged},
                  {"updated", counts.updated},
                  {"rejected", counts.rejected},
                  {"distinct", counts.distinct},
                  {"undated", counts.undated},
                  {"first_seen_unknown", counts.first_seen_unknown},
                  {"replaced_bytes", counts.replaced_bytes},
                  {"failed_inputs", counts.failed_inputs},
                  {"interrupted", interrupted},
                  {"seconds", seconds},
                  {"text_bytes", counts.text_bytes},
                  {"archive_bytes", archive_bytes},
                  {"inputs", inputs_json(pipeline.reports())}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace broadtape
