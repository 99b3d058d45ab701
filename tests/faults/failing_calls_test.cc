// Each system call that a verb makes fails once, or kills it: the archive answers as before or as after, and the
// program says what happened. docs/reliability.md has what is promised.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <random>

#include "tests/faults/effort.h"
#include "tests/faults/faulty_run.h"
#include "tests/faults/findings.h"
#include "tests/faults/small_world.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kSpread = 5;  // calls of each verb and kind, in the part that belongs to the tests

struct KindRow {
  const char* name;
  bool on;           // from the call onwards, not once
  bool for_readers;  // can happen to a program that writes nothing
};

constexpr KindRow kKindRows[] = {
    {"ENOSPC", false, false},  {"ENOSPC", true, false},  {"EIO", false, true},    {"EIO", true, true},
    {"EIO-READ", false, true}, {"EIO-READ", true, true}, {"EACCES", false, true}, {"EMFILE", false, true},
    {"EMFILE", true, true},    {"ENOMEM", false, true},  {"KILL", false, false},  {"TORN", false, false},
    {"SHORT", true, false},
};

std::string in_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', '|');
  return text.substr(0, 600);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// What is wrong with how a program ended that met `fault`; its state is judged elsewhere.
void judge_ending(const Fault& fault, const Finished& finished, const std::function<void(const std::string&)>& wrong) {
  if (finished.status == -SIGALRM) return wrong("does not end");
  if (finished.status < 0 && !(fault.kills() && finished.status == -SIGKILL)) {
    return wrong("ends by signal " + std::to_string(-finished.status));
  }
  if (finished.status < 0 || finished.status == 0) return;
  if (finished.status != 3 && finished.status != 1) wrong("exit status " + std::to_string(finished.status));
  if (fault.kills()) return wrong("an error without a reason");
  if (!contains(finished.err, text_of_error(fault.kind))) wrong("the message lacks the system's reason");
  if (contains(finished.err, "remove its line") || contains(finished.err, "take their lines out") ||
      contains(finished.err, "is damaged")) {
    wrong("a failing call is called damage");
  }
  const bool has_hint = contains(finished.err, "\n  ") || contains(finished.err, "\"hint\":\"");
  if (!has_hint) wrong("the message has no way out");
}

// One run of a writing verb with a fault on a copy of the world's archive, and what it leaves.
class WritingCase {
 public:
  WritingCase(const SmallWorld& world, const WritingVerb& verb, const Fault& fault, const std::string& call,
              Findings& findings)
      : world_(world), verb_(verb), fault_(fault), archive_(folder_ / "a"), findings_(findings) {
    world.copy_for(verb, archive_);
    finished_ = tape_index(arguments(), with_fault(fault, folder_.path()));
    example_ = verb.name + " " + fault.name() + " (" + call + "): status " + std::to_string(finished_.status) + ", " +
               in_one_line(finished_.err);
    judge_ending(fault, finished_, [this](const std::string& what) { wrong(what); });
    judge_archive();
    judge_next_run();
  }

 private:
  std::vector<std::string> arguments() const { return SmallWorld::with_archive(verb_.arguments, archive_); }

  void wrong(const std::string& what, const std::string& detail = {}) {
    findings_.add(what, example_ + (detail.empty() ? "" : " -> " + in_one_line(detail)));
  }

  bool is_after(const ArchiveAnswers& answers) const {
    return answers == verb_.after && (!verb_.merges_all || segments_named_by(archive_).size() == 1);
  }
  bool is_before(const ArchiveAnswers& answers) const {
    return verb_.on_new_archive ? answers.versions.empty() && answers.problem.empty() : answers == world_.before();
  }

  void judge_archive() {
    if (!fs::exists(archive_) && verb_.on_new_archive) return judge_state(false);
    const Finished verified = tape_index({"verify", "--archive", archive_});
    if (verified.status != 0) wrong("verify does not call the archive sound", verified.out + verified.err);
    const ArchiveAnswers answers = answers_of(archive_);
    if (!answers.problem.empty()) return wrong("the archive cannot be searched", answers.problem);
    const bool after = is_after(answers);
    if (!after && !is_before(answers)) return wrong("the answers are neither those before nor those after");
    judge_state(after);
  }

  void judge_state(bool after) {
    if (finished_.status == 0 && !after) wrong("status 0, but nothing was done");
    if (fault_.changes_nothing() && finished_.status != 0) wrong("a short write is an error");
    const bool says_so = contains(finished_.err, "published") || contains(finished_.err, "are in the archive");
    if (finished_.status > 0 && after && !says_so) wrong("a failure after publishing does not say what is published");
  }

  void judge_next_run() {
    const Finished again = tape_index(arguments());
    const bool had_been_done = verb_.name == "remove" && again.status == 1;
    if (again.status != 0 && !had_been_done) wrong("the next run fails", again.err);
    const ArchiveAnswers answers = answers_of(archive_);
    if (!is_after(answers)) wrong("the next run does not lead to the answers after", answers.problem + again.err);
    if (names_in(archive_) != verb_.names_after) wrong("the next run leaves something else in the archive's folder");
    if (names_in(archive_ + "/segments") != segments_named_by(archive_)) {
      wrong("the next run leaves segments that nothing names");
    }
  }

  const SmallWorld& world_;
  const WritingVerb& verb_;
  const Fault& fault_;
  TemporaryFolder folder_;
  const std::string archive_;
  Findings& findings_;
  Finished finished_;
  std::string example_;
};

struct ReadingVerb {
  std::string name;
  std::string program;
  std::vector<std::string> arguments;
};

std::vector<ReadingVerb> reading_verbs(const SmallWorld& world) {
  return {
      {"verify", kTapeIndex, {"verify"}},
      {"stats", kTapeIndex, {"stats", "--format", "json"}},
      {"export", kTapeSearch, {"find", "--all", "--all-versions", "--format", "jsonl", "--fields", "id,title,body"}},
      {"count", kTapeSearch, {"count", "oil", "\"oil market\"", "date:2025", "ticker:IBM"}},
      {"facets", kTapeSearch, {"facets", "oil", "--format", "csv"}},
      {"show", kTapeSearch, {"show", world.ids().front(), "--format", "json"}}};
}

// Reads the untouched archive with a fault: the right answer, or an error.
void examine_reading(const SmallWorld& world, const ReadingVerb& verb, const Fault& fault, const std::string& call,
                     const Finished& right, Findings& findings) {
  const Finished finished = run_program(verb.program, SmallWorld::with_archive(verb.arguments, world.base()),
                                        with_fault(fault, world.base()));
  const auto wrong = [&](const std::string& what) {
    findings.add(what, verb.name + " " + fault.name() + " (" + call + "): status " + std::to_string(finished.status) +
                           ", " + in_one_line(finished.err));
  };
  judge_ending(fault, finished, wrong);
  if (finished.status == 0 && finished.out != right.out) wrong("another answer, with status 0");
  if (finished.status == 1) wrong("a failing call means that nothing is found");
}

struct Job {
  std::string name;
  std::function<void(Findings&)> run;
};

// Which of `calls` are struck in this run: all of them, far apart ones first, or a few with those around the
// publishing.
std::vector<std::size_t> chosen(const std::vector<std::string>& calls, const Effort& effort) {
  std::vector<std::size_t> numbers;
  const std::size_t few = std::min(kSpread, calls.size());
  for (std::size_t i = 0; i < few; ++i) numbers.push_back(1 + (2 * i + 1) * calls.size() / (2 * few));
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const bool publishes = contains(calls[i], " rename ") && calls[i].ends_with("/XAPIANDB");
    if (publishes) numbers.insert(numbers.end(), {i + 1, i + 2});
  }
  for (std::size_t i = 0; i < calls.size() && effort.whole(); ++i) numbers.push_back(i + 1);
  std::vector<std::size_t> distinct;
  for (const std::size_t number : numbers) {
    const bool known = std::find(distinct.begin(), distinct.end(), number) != distinct.end();
    if (!known && number <= calls.size()) distinct.push_back(number);
  }
  return distinct;
}

std::vector<Job> jobs_of(const SmallWorld& world, const Effort& effort) {
  std::vector<Job> jobs;
  const auto add = [&](const std::string& verb, const KindRow& kind, const std::vector<std::string>& calls, auto run) {
    const auto shared = std::make_shared<decltype(run)>(std::move(run));  // it holds whole answers
    for (const std::size_t at : chosen(calls, effort)) {
      const Fault fault{kind.name, at, kind.on};
      if (fault.changes_nothing() && at > 1 && !effort.whole()) continue;
      jobs.push_back({verb + " " + fault.name(),
                      [=, call = calls[at - 1]](Findings& findings) { (*shared)(fault, call, findings); }});
    }
  };
  for (const KindRow& kind : kKindRows) {
    for (const WritingVerb& verb : world.verbs()) {
      const TemporaryFolder folder;
      world.copy_for(verb, folder / "a");
      const std::vector<std::string> calls = counted_calls(
          kTapeIndex, SmallWorld::with_archive(verb.arguments, folder / "a"), kind.name, folder.path(), folder / "log");
      add(verb.name, kind, calls, [&](const Fault& fault, const std::string& call, Findings& findings) {
        WritingCase(world, verb, fault, call, findings);
      });
    }
    if (!kind.for_readers) continue;
    for (const ReadingVerb& verb : reading_verbs(world)) {
      const TemporaryFolder folder;
      const std::vector<std::string> arguments = SmallWorld::with_archive(verb.arguments, world.base());
      const std::vector<std::string> calls =
          counted_calls(verb.program, arguments, kind.name, world.base(), folder / "log");
      const Finished right = run_program(verb.program, arguments);
      add(verb.name, kind, calls, [=, &world](const Fault& fault, const std::string& call, Findings& findings) {
        examine_reading(world, verb, fault, call, right, findings);
      });
    }
  }
  return jobs;
}

}  // namespace

TEST_CASE("Whichever call fails, the archive answers as before or as after and the program says why",
          "[faults][calls]") {
  const Effort effort;
  if (effort.only().starts_with("start") || effort.only().starts_with("flip")) return;  // another campaign's case
  const SmallWorld world;
  std::vector<Job> jobs = jobs_of(world, effort);
  if (!effort.only().empty()) {
    jobs.erase(std::remove_if(jobs.begin(), jobs.end(), [&](const Job& job) { return job.name != effort.only(); }),
               jobs.end());
  }
  if (effort.seconds() > 0) std::shuffle(jobs.begin(), jobs.end(), std::mt19937_64(std::random_device()()));
  REQUIRE(!jobs.empty());
  if (effort.only().empty()) REQUIRE(jobs.size() > 200);
  Findings findings;
  const std::size_t runs = run_jobs(jobs.size(), effort, [&](std::size_t i) { jobs[i].run(findings); });
  WARN(runs << " runs, each with a fault at another call, of " << jobs.size());
  INFO(findings.report());
  CHECK(findings.empty());
}
