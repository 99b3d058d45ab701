// Reads inputs into an archive: input -> readers -> ArticleBuilder -> IndexRun. Owns the order of these steps, the
// limits, the counts and what happens when the user interrupts.
//
// Dates and identity are decided in the thread that reads, in input order, so that which of two versions is the newer
// one never depends on timing. The run's worker threads recognise the tickers of the text.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/ingest/article_builder.h"
#include "indexer/ingest/date_settler.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"
#include "indexer/write/index_run.h"

namespace broadtape {

struct IngestOptions {
  std::vector<std::string> inputs;  // files, folders, addresses, or "-"
  ReadOptions read;
  DateSettings dates;
  InputLimits limits;
  OwnOutput own;  // never read
  RunOptions run;
  std::int64_t first_seen_s = 0;
};

struct IngestCounts {
  std::uint64_t read = 0;  // records: added + updated + unchanged + rejected
  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t rejected = 0;
  std::uint64_t distinct = 0;        // of those added: another article has their address, identifier or headline
  std::uint64_t undated = 0;         // of those added or updated
  std::uint64_t replaced_bytes = 0;  // invalid byte sequences replaced by U+FFFD
  std::uint64_t failed_inputs = 0;
  std::uint64_t text_bytes = 0;      // of titles and bodies read
  std::uint64_t consumed_bytes = 0;  // of inputs, before decompression
};

// Called while inputs are read, by the thread that reads. `input` is the display name of an input, `record` the place
// in it.
class IngestObserver {
 public:
  virtual ~IngestObserver() = default;
  virtual void rejected(const std::string& input, const RejectedRecord& record) = 0;
  // An article was kept without a date, because its date could not be read.
  virtual void undated(const std::string& input, const std::string& record, const std::string& problem) = 0;
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
  // All references must outlive the pipeline. Throws as IndexRun.
  IngestPipeline(SegmentStore& store, const SymbolDirectory& directory, const IngestOptions& options,
                 IngestObserver& observer);

  // How many bytes read_inputs() will consume; empty when that is not known. Throws Error(kUsage) when an input is the
  // run's own output.
  std::optional<std::uint64_t> total_bytes() const;

  // Reads every input. Records and inputs that cannot be read are reported to the observer and counted. Throws
  // Error(kUsage) as above, and what IndexRun::add() throws.
  void read_inputs();

  // Publishes what was read. Throws as IndexRun::publish().
  void publish() { run_.publish(); }

  const IngestCounts& counts() const { return counts_; }

 private:
  bool article(RawArticle&& raw) override;
  bool reject(RejectedRecord&& rejected) override;
  void replaced_bytes(std::uint64_t count) override { counts_.replaced_bytes += count; }
  void note(std::string&& text) override { observer_.noted(input_, text); }

  bool read_input(ByteSource& source);
  void add(RawArticle&& raw, ArticleDate&& date);
  bool goes_on() const;
  bool take_previous(RawArticle& raw);
  void count(AddOutcome outcome);

  const IngestOptions& options_;
  IngestObserver& observer_;
  ArticleBuilder builder_;
  DateSettler dates_;
  IndexRun run_;
  IngestCounts counts_;
  std::string input_;       // its display name
  std::string input_file_;  // its path
  std::set<std::string> passed_by_;
  bool reads_standard_input_ = false;
  std::optional<RawArticle> held_;  // the last record from standard input since the interruption
};

}  // namespace broadtape
