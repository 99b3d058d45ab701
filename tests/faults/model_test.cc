// Random sequences of adds, corrections, removals, merges, kills, failing calls and searches: after each step the
// archive holds exactly what a model in memory holds. docs/reliability.md says how to repeat one.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <iterator>
#include <optional>
#include <random>
#include <thread>

#include "tests/faults/driven_archive.h"
#include "tests/faults/effort.h"

using namespace broadtape;

namespace {

constexpr std::size_t kSteps = 2'000;
constexpr std::size_t kAllSteps = 50'000;  // where `all` is asked for
constexpr std::uint64_t kSeed = 20250130;
constexpr double kShrinkSeconds = 90;
constexpr int kLongestSequence = 60;

// An empty text, or the first step after which something differs and what.
std::string run_sequence(const Sequence& sequence, std::size_t& steps) {
  DrivenArchive archive(sequence.start);
  for (const Step& step : sequence.steps) {
    ++steps;
    std::ostringstream text;
    text << "after `" << step << "`: ";
    if (const std::string problem = archive.run(step); !problem.empty()) return text.str() + problem;
  }
  const std::string problem = archive.finish();
  return problem.empty() ? "" : "at the end: " + problem;
}

struct Campaign {
  const Effort& effort;
  std::size_t steps_wanted;
  std::size_t steps = 0, sequences = 0;
  std::string worst = {};  // the shortest sequence that failed, and why

  bool is_over() const { return effort.seconds() > 0 ? effort.time_is_up() : steps >= steps_wanted; }

  void run(std::uint64_t seed) {
    rc::detail::TestParams params;
    params.seed = seed;
    params.maxSuccess = 1'000'000;
    params.maxSize = kLongestSequence;
    std::optional<std::chrono::steady_clock::time_point> failed_at;
    const auto property = [&](const Sequence& sequence) {
      if (failed_at && std::chrono::steady_clock::now() - *failed_at > std::chrono::duration<double>(kShrinkSeconds))
        return;
      if (!failed_at && is_over()) return;
      ++sequences;
      const std::string problem = run_sequence(sequence, steps);
      if (problem.empty()) return;
      if (!failed_at) failed_at = std::chrono::steady_clock::now();
      std::ostringstream text;
      text << "BROADTAPE_FAULTS_ONLY='" << sequence << "'\n" << problem;
      worst = text.str();
      RC_FAIL(problem);
    };
    // Sizes grow with the number of successes, so each property is short and the next one has another seed.
    params.maxSuccess = kLongestSequence;
    while (worst.empty() && !is_over()) {
      rc::detail::checkTestable(property, rc::detail::TestMetadata{}, params);
      ++params.seed;
    }
  }
};

// Runs a campaign of its own in a child process for each processor; what each wrote.
std::vector<std::string> run_in_children(const Effort& effort, std::uint64_t seed, std::size_t& steps) {
  const unsigned children = std::max(1u, std::thread::hardware_concurrency());
  const TemporaryFolder folder;
  std::vector<pid_t> pids;
  for (unsigned i = 0; i < children; ++i) {
    pids.push_back(fork());
    if (pids.back() != 0) continue;
    Campaign campaign{.effort = effort, .steps_wanted = (effort.all() ? kAllSteps : kSteps) / children + 1};
    campaign.run(seed + 1'000'003 * i);
    write_file(folder / std::to_string(i), std::to_string(campaign.steps) + "\n" + campaign.worst);
    _exit(0);
  }
  std::vector<std::string> failures;
  for (unsigned i = 0; i < children; ++i) {
    int status = 0;
    waitpid(pids[i], &status, 0);
    if (status != 0) failures.push_back("a child of the test ends with status " + std::to_string(status));
    if (status != 0) continue;
    std::istringstream text(read_file(folder / std::to_string(i)));
    std::size_t count = 0;
    text >> count;
    steps += count;
    const std::string rest((std::istreambuf_iterator<char>(text)), std::istreambuf_iterator<char>());
    if (rest.size() > 1) failures.push_back(rest);
  }
  return failures;
}

}  // namespace

TEST_CASE("After any sequence of runs, kills and failing calls the archive holds what the model holds",
          "[faults][model]") {
  const Effort effort;
  std::size_t steps = 0;
  if (effort.only().starts_with("start")) {
    const std::string problem = run_sequence(parse_sequence(effort.only()), steps);
    INFO(problem);
    CHECK(problem.empty());
    return;
  }
  if (!effort.only().empty()) return;  // another campaign's case
  const std::uint64_t seed = effort.whole() ? std::random_device()() : kSeed;
  const std::vector<std::string> failures = run_in_children(effort, seed, steps);
  WARN(steps << " steps, seed " << seed);
  for (const std::string& failure : failures) {
    INFO(failure);
    CHECK(failure.empty());
  }
  CHECK((steps >= kSteps || !failures.empty()));
}

TEST_CASE("A sequence is read as it is printed", "[faults][model]") {
  const std::string text = "start 1; add 3.1.0 4.2.1; remove 3 ! KILL 17; compact ! later 12; search 2; verify";
  std::ostringstream printed;
  printed << parse_sequence(text);
  CHECK(printed.str() == text);
}
