#include "tests/bench/workspace.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "tests/bench/child_process.h"
#include "tests/bench/engines.h"
#include "tests/bench/lucene_baseline.h"
#include "tests/bench/sqlite_baseline.h"
#include "tests/bench/xapian_baseline.h"

namespace broadtape::bench {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct IndexerRow {
  const char* verb;
  EngineIndex engine;
  void (*index)(const std::string& corpus, const std::string& path);
};

constexpr IndexerRow kIndexers[] = {{"index-xapian", kXapian, index_with_xapian},
                                    {"index-fts5", kSqlite, index_with_sqlite}};

std::string beside(const char* program) {
  return fs::path(own_path()).replace_filename(program).string();
}

std::string temporary_folder() {
  std::string path = (fs::temp_directory_path() / "tape-bench-XXXXXX").string();
  if (!::mkdtemp(path.data())) throw std::runtime_error("cannot make a temporary folder like " + path);
  return path;
}

}  // namespace

Workspace::Workspace(const std::string& keep)
    : folder_(keep.empty() ? temporary_folder() : keep), temporary_(keep.empty()) {
  fs::create_directories(folder_);
}

Workspace::~Workspace() {
  std::error_code ignored;
  if (temporary_) fs::remove_all(folder_, ignored);
}

bool Workspace::is_complete() const {
  bool complete = fs::exists(corpus()) && fs::exists(facts_path());
  for (const std::size_t engine : present_engines()) complete = complete && fs::exists(database(engine));
  return complete;
}

void Workspace::remove_database(std::size_t engine) const {
  fs::remove_all(database(engine));
}

CorpusFacts Workspace::prepare(const std::string& input) const {
  run_apart([&] {
    const CorpusFacts facts = prepare_corpus(input, corpus());
    std::ofstream file(facts_path());
    file << Json{{"description", facts.description},
                 {"articles", facts.articles},
                 {"text_bytes", facts.text_bytes},
                 {"first_s", midnight_utc(facts.first_day)},
                 {"last_s", midnight_utc(facts.last_day)}};
    if (!lucene_version().empty()) prepare_lucene(corpus(), folder_);
    file.close();
    if (!file) throw std::runtime_error("cannot write " + facts_path());
  });
  return facts();
}

CorpusFacts Workspace::facts() const {
  std::ifstream file(facts_path());
  const Json json = Json::parse(file);
  return {json["description"], json["articles"], json["text_bytes"], day_of(json["first_s"]), day_of(json["last_s"])};
}

std::vector<std::string> Workspace::index_command(std::size_t engine) const {
  if (engine == kLucene) return lucene_index_command(folder_, database(engine));
  for (const IndexerRow& row : kIndexers) {
    if (row.engine == engine) return {own_path(), row.verb, corpus(), database(engine)};
  }
  return add_command(corpus(), database(engine));
}

std::vector<std::string> Workspace::search_command(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), beside("tape-search"));
  arguments.insert(arguments.end(), {"--archive", database(kBroadtape)});
  return arguments;
}

std::vector<std::string> Workspace::find_command(const std::string& query) const {
  return find_command(query, database(kBroadtape));
}

std::vector<std::string> Workspace::add_command(const std::string& input, const std::string& archive) {
  return {beside("tape-index"), "add", input, "--archive", archive, "--quiet"};
}

std::vector<std::string> Workspace::find_command(const std::string& query, const std::string& archive) {
  return {beside("tape-search"), "find", query, "--match", "all", "--format", "text", "--archive", archive};
}

std::uint64_t stored_bytes(const std::string& path) {
  if (fs::is_regular_file(path)) return fs::file_size(path);
  std::uint64_t bytes = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return bytes;
}

bool run_as_indexer(const std::vector<std::string>& arguments) {
  for (const IndexerRow& row : kIndexers) {
    if (arguments.size() != 3 || arguments[0] != row.verb) continue;
    row.index(arguments[1], arguments[2]);
    return true;
  }
  return false;
}

}  // namespace broadtape::bench
