// Turns inputs into articles: input -> readers -> ArticleBuilder -> a function that takes them (of an IndexRun, or of a
// preview). Owns the order of these steps, the limits, the counts and what happens when the user interrupts.
//
// Dates and identity are decided in the thread that reads, in input order, so that which of two versions is the newer
// one never depends on timing.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/ingest/article_builder.h"
#include "indexer/ingest/date_settler.h"
#include "indexer/ingest/input_reports.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"
#include "indexer/write/index_run.h"

namespace broadtape {

// Inputs that are read in the same way.
struct InputGroup {
  std::vector<std::string> inputs;  // files, folders, addresses, or "-"
  ReadOptions read;
  DateSettings dates;
};

struct IngestOptions {
  std::vector<InputGroup> groups;
  InputLimits limits;
  OwnOutput own;                  // never read
  std::uint64_t max_records = 0;  // reading ends after these; 0: no limit
};

struct IngestCounts {
  std::uint64_t read = 0;  // records: added + updated + unchanged + rejected
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t rejected = 0;
  std::uint64_t distinct = 0;            // of those added: another article has their address, identifier or headline
  std::uint64_t undated = 0;             // of those added or updated
  std::uint64_t first_seen_unknown = 0;  // of those added or updated: BuiltArticle::first_seen_problem
  std::uint64_t replaced_bytes = 0;      // invalid byte sequences replaced by U+FFFD
  std::uint64_t failed_inputs = 0;
  std::uint64_t text_bytes = 0;      // of titles and bodies read
  std::uint64_t consumed_bytes = 0;  // of inputs, before decompression

  void count(AddOutcome outcome);
};

// Called while inputs are read, by the thread that reads. `input` is the display name of an input, `record` the place
// in it.
class IngestObserver {
 public:
  virtual ~IngestObserver() = default;
  virtual void rejected(const std::string& input, const RejectedRecord& record) = 0;
  // An article was kept without a date, because its date could not be read.
  virtual void undated(const std::string& input, const std::string& record, const std::string& problem) = 0;
  // An article counts as first seen now, although its record was to say when.
  virtual void first_seen_unknown(const std::string&, const std::string&, const std::string&) {}
  // What the ambiguous dates of an input were taken for: "day first, by 212 of 400 dates".
  virtual void dates_settled(const std::string& input, const std::string& what) = 0;
  virtual void unreadable(const InputProblem& problem) = 0;
  // What an input has that was left out or repaired.
  virtual void noted(const std::string& input, const std::string& note) = 0;
  virtual void passed_by(const std::string& what) = 0;  // called once for each `what`
  virtual void progress(const IngestCounts& counts) = 0;
  // Whether the user wants reading to end. Standard input is then read to its end all the same, because it cannot be
  // read again; its last record, which may be cut off, is dropped.
  virtual bool interrupted() const = 0;
};

class IngestPipeline : private RecordSink {
 public:
  // Takes an article with the tickers that its source gives. Empty for one whose record is too large to be stored.
  using Take = std::function<std::optional<AddOutcome>(Article&&, const ExportedVersion&)>;

  // All references must outlive the pipeline.
  IngestPipeline(const ArticleBuilder& builder, const IngestOptions& options, IngestObserver& observer, Take take);

  // How many bytes read_inputs() will consume; empty when that is not known. Throws Error(kUsage) when an input is the
  // run's own output.
  std::optional<std::uint64_t> total_bytes() const;

  // Reads one stream that is open, as an INPUT of a group. Otherwise as read_inputs().
  void read_stream(ByteSource& source, const InputGroup& group);

  // Reads every input. Records and inputs that cannot be read are reported to the observer and counted. Throws
  // Error(kUsage) as above, and what `take` throws.
  void read_inputs();

  const IngestCounts& counts() const { return counts_; }
  const InputReports& reports() const { return reports_; }
  // Whether reading ended at IngestOptions::max_records.
  bool is_cut_off() const { return options_.max_records > 0 && records_ >= options_.max_records; }

 private:
  struct Stream {
    std::string name;               // to display
    std::string file;               // its path
    std::uint64_t dated = 0;        // articles
    std::uint64_t identifiers = 0;  // left out
    std::optional<InputSummary> summary;
  };

  struct OddDates {
    std::uint64_t dates = 0;
    std::string first;  // as written
  };

  bool article(RawArticle&& raw) override;
  bool reject(RejectedRecord&& rejected) override;
  void replaced_bytes(std::uint64_t count) override { counts_.replaced_bytes += count; }
  void note(std::string&& text) override { observer_.noted(streams_.back().name, text); }
  void understood(InputSummary&& summary) override { streams_.back().summary = std::move(summary); }

  InputCallbacks callbacks();
  bool read_group(const InputGroup& group, const InputCallbacks& callbacks);
  void start_group(const InputGroup& group);
  bool read_argument(const std::string& argument, const std::function<bool()>& walk);
  bool read_input(ByteSource& source, const ReadOptions& read);
  void note_dates();
  void report_to(std::uint64_t number);
  void add(RawArticle&& raw, ArticleDate&& date, Stream& stream);
  bool goes_on() const;
  bool take_previous(RawArticle& raw);
  void count_rejected(const RejectedRecord& rejected, const std::string& input);
  Stream& stream_of(std::uint64_t number) { return streams_[number - first_stream_]; }

  const IngestOptions& options_;
  IngestObserver& observer_;
  const ArticleBuilder& builder_;
  const Take take_;
  std::optional<DateSettler> dates_;  // of the group
  IngestCounts counts_;
  std::uint64_t records_ = 0;          // handed over by readers
  std::string argument_;               // the INPUT being read
  OddDates other_weekdays_, updates_;  // in it
  std::deque<Stream> streams_;  // the one being read is the last; those before have records that wait for their dates
  std::uint64_t first_stream_ = 0;  // the number of the first of them in its group
  InputReports reports_;
  std::set<std::string> passed_by_;
  bool reads_standard_input_ = false;
  std::optional<RawArticle> held_;  // the last record from standard input since the interruption
};

}  // namespace broadtape
