// An archive of three segments, and each verb that can be run on a copy of it with what a run without faults leads to.
#pragma once

#include <filesystem>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/faults/archive_answers.h"
#include "tests/faults/stories.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

inline std::set<std::string> names_in(const std::string& folder) {
  std::set<std::string> names;
  std::error_code status;
  for (const auto& entry : std::filesystem::directory_iterator(folder, status)) names.insert(entry.path().filename());
  return names;
}

// The names of the segments that the manifest names.
inline std::set<std::string> segments_named_by(const std::string& archive) {
  std::set<std::string> names;
  const std::string start = "auto segments/";
  if (!std::filesystem::exists(archive + "/XAPIANDB")) return names;
  std::istringstream manifest(read_file(archive + "/XAPIANDB"));
  for (std::string line; std::getline(manifest, line);) {
    if (line.starts_with(start)) names.insert(line.substr(start.size()));
  }
  return names;
}

// A verb that changes the archive.
struct WritingVerb {
  std::string name;
  std::vector<std::string> arguments;  // but for --archive
  bool on_new_archive = false;
  bool merges_all = false;  // changes no answer: it is done when one segment is left

  ArchiveAnswers after = {};
  std::set<std::string> names_after = {};  // in the archive's folder
};

class SmallWorld {
 public:
  static constexpr int kSegments[] = {60, 20, 5};

  SmallWorld() {
    int number = 0;
    for (const int size : kSegments) {
      std::vector<Story> stories;
      for (int i = 0; i < size; ++i) stories.push_back(story(number++));
      must_run({"add", folder_.write("segment.jsonl", as_json_lines(stories)), "--now", "2025-02-01T00:00:00Z",
                "--threads", "1", "--archive", base()});
    }
    if (segments_named_by(base()).size() != 3) throw std::runtime_error("the archive should have three segments");
    before_ = answers_of(base());
    if (!before_.problem.empty()) throw std::runtime_error("the archive cannot be searched: " + before_.problem);
    make_verbs();
    for (WritingVerb& verb : verbs_) {
      const TemporaryFolder folder;
      copy_for(verb, folder / "a");
      must_run(with_archive(verb.arguments, folder / "a"));
      verb.after = answers_of(folder / "a");
      verb.names_after = names_in(folder / "a");
    }
  }

  const std::string base() const { return folder_ / "base"; }
  const ArchiveAnswers& before() const { return before_; }
  const std::vector<WritingVerb>& verbs() const { return verbs_; }
  const std::vector<std::string>& ids() const { return ids_; }

  // The archive that `verb` is run on.
  void copy_for(const WritingVerb& verb, const std::string& archive) const {
    if (!verb.on_new_archive) std::filesystem::copy(base(), archive, std::filesystem::copy_options::recursive);
  }

  static std::vector<std::string> with_archive(std::vector<std::string> arguments, const std::string& archive) {
    arguments.insert(arguments.end(), {"--archive", archive});
    return arguments;
  }

 private:
  static Story story(int number) {
    return {.number = number, .source = number % 7 == 0, .day = number % 20, .tickers = {number % 3 ? "IBM" : "XOM"}};
  }

  static void must_run(const std::vector<std::string>& arguments) {
    const Finished finished = tape_index(arguments);
    if (finished.status != 0) throw std::runtime_error("tape-index " + arguments.front() + ": " + finished.err);
  }

  std::string id_of(int number) const {
    for (const std::string& line : before_.versions) {
      if (line.find("\"" + story_url(number) + "\"") != std::string::npos) return nlohmann::json::parse(line)["id"];
    }
    throw std::runtime_error("no story " + std::to_string(number));
  }

  // Corrected and listed anew in each segment, and enough new ones to make all segments merge.
  void make_verbs() {
    std::vector<Story> mixed, fresh;
    for (const int number : {3, 30, 61, 81, 84}) {
      mixed.push_back(story(number));
      mixed.back().edition = 2;
    }
    for (const int number : {4, 62, 82}) {
      mixed.push_back(story(number));
      mixed.back().tickers.push_back("MSFT");
    }
    for (int number = 200; number < 212; ++number) mixed.push_back(story(number));
    for (int number = 300; number < 330; ++number) fresh.push_back(story(number));
    for (const int number : {0, 33, 59, 70, 80, 81, 82, 83, 84}) ids_.push_back(id_of(number));
    const std::vector<std::string> end{"--now", "2025-02-02T00:00:00Z", "--threads", "1"};
    std::vector<std::string> add_fresh{"add", folder_.write("fresh.jsonl", as_json_lines(fresh))};
    std::vector<std::string> add_mixed{"add", folder_.write("mixed.jsonl", as_json_lines(mixed))};
    add_fresh.insert(add_fresh.end(), end.begin(), end.end());
    add_mixed.insert(add_mixed.end(), end.begin(), end.end());
    std::vector<std::string> remove{"remove"};
    remove.insert(remove.end(), ids_.begin(), ids_.end());
    verbs_ = {{.name = "first-add", .arguments = add_fresh, .on_new_archive = true},
              {.name = "add", .arguments = add_mixed},
              {.name = "remove", .arguments = remove},
              {.name = "compact", .arguments = {"compact"}, .merges_all = true},
              {.name = "reindex", .arguments = {"reindex"}, .merges_all = true}};
  }

  TemporaryFolder folder_;
  ArchiveAnswers before_;
  std::vector<std::string> ids_;  // of the articles to be removed
  std::vector<WritingVerb> verbs_;
};

}  // namespace broadtape
