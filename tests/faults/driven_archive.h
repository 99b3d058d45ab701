// An archive that the real programs make, step by step, beside its model.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/faults/faulty_run.h"
#include "tests/faults/model_searches.h"
#include "tests/faults/small_world.h"

namespace broadtape {

class DrivenArchive {
 public:
  explicit DrivenArchive(int start) : model_(start) {
    if (start > 0) std::filesystem::copy(made_start(start), archive_, std::filesystem::copy_options::recursive);
  }

  // Carries out one step and compares everything with the model; an empty text, or what differs.
  std::string run(const Step& step) {
    if (step.verb == "verify") return verify();
    if (step.verb == "search") return search(step.choice);
    Model after = model_;
    const std::vector<std::string> arguments = prepare(step, after);
    const Finished finished = run_with_trouble(arguments, step);
    if (std::string problem = judge_status(step, finished); !problem.empty()) return problem;
    const bool done = finished.status == 0 || (step.verb == "remove" && finished.status == 1 && !step_failed(finished));
    if (!done) {
      const std::string unlike_before = compare_with(model_);
      if (unlike_before.empty()) return {};
      const std::string unlike_after = compare_with(after);
      if (!unlike_after.empty()) return "neither before: " + unlike_before + "\nnor after: " + unlike_after;
    }
    model_ = after;
    return done ? compare_with(model_) : "";
  }

  // At the end: one run without trouble leaves nothing but what the manifest names.
  std::string finish() {
    if (!exists()) return {};
    if (const std::string problem = run({"compact", {}, 0, "", 0}); !problem.empty()) return problem;
    if (names_in(archive_ + "/segments") != segments_named_by(archive_)) return "segments that nothing names are left";
    if (names_in(archive_).contains("incoming")) return "the scratch folder is left";
    return verify();
  }

 private:
  // An archive of one segment, made once.
  static std::string made_start(int start) {
    static const TemporaryFolder folder;
    const std::string archive = folder / std::to_string(start);
    if (std::filesystem::exists(archive)) return archive;
    const std::string input = folder.write("start.jsonl", as_json_lines(Model(start).all_stories()));
    const Finished finished = tape_index({"add", input, "--archive", archive});
    if (finished.status != 0) throw std::runtime_error(finished.err);
    return archive;
  }

  bool exists() const { return std::filesystem::exists(archive_ + "/XAPIANDB"); }

  // The step's command line; `after` becomes what it leads to.
  std::vector<std::string> prepare(const Step& step, Model& after) {
    std::vector<std::string> arguments{step.verb};
    if (step.verb == "add") {
      const std::vector<Story> stories = model_.stories_of(step.items);
      for (const Story& story : stories) after.add(story);
      arguments.push_back(folder_.write("in.jsonl", as_json_lines(stories)));
      arguments.insert(arguments.end(), {"--threads", "1"});
    }
    for (const Item& item : step.items) {
      if (step.verb != "remove") break;
      const int number = model_.story_number(item.number);
      after.remove(number);
      arguments.push_back(ids_.of(number));
    }
    arguments.insert(arguments.end(), {"--archive", archive_});
    return arguments;
  }

  Finished run_with_trouble(const std::vector<std::string>& arguments, const Step& step) const {
    if (step.trouble == "later") {
      Program program(kTapeIndex, arguments);
      std::this_thread::sleep_for(std::chrono::milliseconds(step.at));
      program.send(SIGKILL);
      return program.wait();
    }
    if (step.trouble.empty()) return tape_index(arguments, {.max_seconds = kHangSeconds});
    const bool on = step.trouble.ends_with("+");
    const std::string kind = step.trouble.substr(0, step.trouble.size() - on);
    return tape_index(arguments, with_fault({kind, static_cast<std::size_t>(step.at), on}, folder_.path()));
  }

  // Whether a status of 1 means more than that an id is not there.
  static bool step_failed(const Finished& finished) { return finished.err.find("removed,") == std::string::npos; }

  std::string judge_status(const Step& step, const Finished& finished) const {
    const bool may_be_killed = step.trouble == "KILL" || step.trouble == "TORN" || step.trouble == "later";
    if (finished.status == -SIGKILL && may_be_killed) return {};
    if (finished.status == 0 || (finished.status == 1 && step.verb == "remove")) return {};
    const bool fails = !step.trouble.empty() && !may_be_killed && step.trouble != "SHORT+";
    if (finished.status == 3 && (fails || !exists())) return {};
    return step.verb + " ends with status " + std::to_string(finished.status) + ": " + finished.err;
  }

  std::string compare_with(const Model& model) {
    if (!exists() && model.articles().empty()) return {};
    return compare(archive_, model, ids_);
  }

  std::string search(int choice) {
    if (!exists()) return {};
    return run_search({archive_, model_, ids_, choice / kSearches}, choice % kSearches);
  }

  std::string verify() const {
    if (!exists()) return {};
    const Finished verified = tape_index({"verify", "--archive", archive_}, {.max_seconds = kHangSeconds});
    if (verified.status != 0) return "verify: " + verified.out + verified.err;
    const nlohmann::json stats =
        nlohmann::json::parse(tape_index({"stats", "--format", "json", "--archive", archive_}).out);
    const auto current = current_versions(model_);
    const auto undated =
        std::count_if(current.begin(), current.end(), [](const ModelVersion& v) { return v.day == 0; });
    const auto versions = model_.versions([](const ModelVersion&) { return true; }).size();
    const bool right =
        stats["articles"] == current.size() && stats["versions"] == versions && stats["undated"] == undated;
    return right ? "" : "stats: " + stats.dump();
  }

  TemporaryFolder folder_;
  const std::string archive_ = folder_ / "a";
  Model model_;
  StoryIds ids_;
};

}  // namespace broadtape
