// Where a run of the benchmark keeps its files, and the programs that it measures.
#pragma once

#include <array>
#include <string>

#include "tests/bench/corpus.h"
#include "tests/bench/table.h"

namespace broadtape::bench {

class Workspace {
 public:
  // `keep` empty: a temporary folder that vanishes with this.
  explicit Workspace(const std::string& keep);
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  const std::string& folder() const { return folder_; }
  std::string corpus() const { return folder_ + "/corpus.jsonl"; }
  std::string database(std::size_t engine) const { return folder_ + "/" + kEngineNames[engine]; }
  bool is_complete() const;  // corpus and every database are there
  void remove_database(std::size_t engine) const;

  // Makes the corpus file, apart from this process, which is to stay small beside those that it measures.
  CorpusFacts prepare(const std::string& input) const;
  // The facts of the corpus that is there.
  CorpusFacts facts() const;

  // The command that indexes the corpus into database(engine), as a process.
  std::vector<std::string> index_command(std::size_t engine) const;
  // tape-search with these arguments, over our archive.
  std::vector<std::string> search_command(std::vector<std::string> arguments) const;
  std::vector<std::string> find_command(const std::string& query) const;
  // The same of another input, and over another archive.
  static std::vector<std::string> add_command(const std::string& input, const std::string& archive);
  static std::vector<std::string> find_command(const std::string& query, const std::string& archive);

  // A file for whatever a measurement needs.
  std::string scratch(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string facts_path() const { return folder_ + "/facts.json"; }

  std::string folder_;
  bool temporary_;
};

// Bytes of a file, or of all files below a folder.
std::uint64_t stored_bytes(const std::string& path);

// The baselines' indexing, which index_command() calls this program for: {"index-xapian", CORPUS, DATABASE}.
// False when `arguments` is none of these.
bool run_as_indexer(const std::vector<std::string>& arguments);

}  // namespace broadtape::bench
