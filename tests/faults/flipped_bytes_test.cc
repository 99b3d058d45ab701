// Damages one file of an archive at a random place: verify finds it or no answer differs, and no search crashes, hangs
// or prints a wrong text in silence. docs/reliability.md has what is promised.
#include <catch2/catch.hpp>
#include <random>

#include "tests/faults/effort.h"
#include "tests/faults/findings.h"
#include "tests/faults/small_world.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFew = 200;      // in the part that belongs to the tests
constexpr std::size_t kMany = 10'000;  // where `all` is asked for
constexpr unsigned kHangSeconds = 30;
constexpr std::size_t kLongestRun = 4'096;  // of bytes made zero

using Random = std::mt19937_64;

// Each changes `bytes`, which are not empty, and says how.
std::string flip_bit(std::string& bytes, Random& random) {
  const std::size_t at = random() % bytes.size(), bit = random() % 8;
  bytes[at] = static_cast<char>(bytes[at] ^ 1 << bit);
  return "bit " + std::to_string(bit) + " of byte " + std::to_string(at) + " flipped";
}

std::string overwrite_byte(std::string& bytes, Random& random) {
  const std::size_t at = random() % bytes.size();
  const int before = static_cast<unsigned char>(bytes[at]);
  bytes[at] = static_cast<char>(before + 1 + static_cast<int>(random() % 255));
  return "byte " + std::to_string(at) + " changed from " + std::to_string(before) + " to " +
         std::to_string(static_cast<unsigned char>(bytes[at]));
}

std::string make_zero(std::string& bytes, Random& random) {
  const std::size_t at = random() % bytes.size();
  const std::size_t size = std::min(1 + random() % kLongestRun, bytes.size() - at);
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), size, '\0');
  return std::to_string(size) + " bytes from " + std::to_string(at) + " made zero";
}

std::string truncate(std::string& bytes, Random& random) {
  bytes.resize(random() % bytes.size());
  return "cut to " + std::to_string(bytes.size()) + " bytes";
}

// Most are single bits and bytes, which are the hardest to notice.
std::string damage(std::string& bytes, Random& random) {
  using Damage = std::string (*)(std::string&, Random&);
  constexpr Damage kRows[] = {flip_bit,       flip_bit,       flip_bit,       flip_bit,  overwrite_byte,
                              overwrite_byte, overwrite_byte, overwrite_byte, make_zero, truncate};
  return kRows[random() % std::size(kRows)](bytes, random);
}

// The manifest and every file of every segment; large files are drawn more often.
std::string drawn_file(const std::string& archive, Random& random) {
  constexpr std::size_t kAtLeast = 8'192;
  std::vector<std::pair<std::string, std::size_t>> files;
  std::size_t weights = 0;
  for (const auto& entry : fs::recursive_directory_iterator(archive)) {
    if (!entry.is_regular_file() || entry.file_size() == 0 || entry.path().filename() == "lock") continue;
    files.emplace_back(entry.path().lexically_relative(archive), std::max<std::size_t>(entry.file_size(), kAtLeast));
    weights += files.back().second;
  }
  std::sort(files.begin(), files.end());
  std::size_t place = random() % weights;
  for (const auto& [file, weight] : files) {
    if (place < weight) return file;
    place -= weight;
  }
  return {};
}

struct Examined {
  Finished verify;
  ArchiveAnswers answers;
  Finished shown, timeline;

  bool says_something() const { return !answers.problem.empty(); }
};

Examined examine(const std::string& archive, const std::string& id) {
  const ProgramSetup limit{.max_seconds = kHangSeconds};
  return {
      tape_index({"verify", "--archive", archive}, limit), answers_of(archive),
      tape_search({"show", id, "--format", "json", "--archive", archive}, limit),
      tape_search({"timeline", "oil", "--by", "day", "--peaks", "0", "--format", "csv", "--archive", archive}, limit)};
}

bool crashed(const Finished& finished) {
  return finished.status < 0 || finished.status > 3;
}

// An answer that is not the right one, without a word about it.
bool is_wrong_in_silence(const Finished& finished, const Finished& right) {
  return finished.status <= 1 && finished.err.empty() && finished.out != right.out;
}

// What `show` prints of the stored record.
Finished record_of(Finished shown) {
  nlohmann::json article = nlohmann::json::parse(shown.out, nullptr, false);
  take_index_facts(article);
  if (article.is_object()) shown.out = article.dump();
  return shown;
}

class FlipCampaign {
 public:
  FlipCampaign() : right_(examine(world_.base(), world_.ids().front())) {}

  // The same damage for the same number.
  void run(std::size_t number) {
    const TemporaryFolder folder;
    const std::string archive = folder / "a";
    fs::copy(world_.base(), archive, fs::copy_options::recursive);
    Random random(number);
    const std::string file = drawn_file(archive, random);
    std::string bytes = read_file(archive + "/" + file);
    const std::string what = "flip " + std::to_string(number) + ": " + file + ", " + damage(bytes, random);
    write_file(archive + "/" + file, bytes);
    judge(what, examine(archive, world_.ids().front()));
  }

  const Findings& wrong() const { return wrong_; }
  const Findings& limits() const { return limits_; }
  std::size_t found() const { return found_; }

 private:
  void judge(const std::string& what, const Examined& now) {
    const auto one_line = [](std::string text) {
      std::replace(text.begin(), text.end(), '\n', '|');
      return text.substr(0, 400);
    };
    const std::string said = " -> verify " + std::to_string(now.verify.status) + " " + one_line(now.verify.out) +
                             "; search: " + one_line(now.answers.problem + now.shown.err + now.timeline.err);
    const bool found = now.verify.status == 3;
    found_ += found;
    if (crashed(now.verify)) wrong_.add("verify crashes or hangs", what + said);
    if (now.answers.problem.find("status -") != std::string::npos || crashed(now.shown) || crashed(now.timeline)) {
      wrong_.add("a search crashes or hangs", what + said);
    }
    const bool same =
        now.answers == right_.answers && now.shown.out == right_.shown.out && now.timeline.out == right_.timeline.out;
    if (!found && !same) wrong_.add("verify calls it sound, and an answer differs", what + said);
    const bool warned = now.says_something();
    if (!warned && now.answers.versions != right_.answers.versions)
      wrong_.add("an export prints something else in silence", what + said);
    if (is_wrong_in_silence(record_of(now.shown), record_of(right_.shown)))
      wrong_.add("show prints something else in silence", what + said);
    const bool counts_differ =
        (!warned && (now.answers.probes != right_.answers.probes || now.answers.facts != right_.answers.facts)) ||
        is_wrong_in_silence(now.timeline, right_.timeline);
    if (counts_differ) limits_.add("a search answers otherwise in silence, and verify finds why", what + said);
  }

  SmallWorld world_;
  Examined right_;
  Findings wrong_, limits_;
  std::atomic<std::size_t> found_ = 0;
};

}  // namespace

TEST_CASE("Damage anywhere is found by verify or changes no answer, and no search gives a wrong text in silence",
          "[faults][flips]") {
  const Effort effort;
  FlipCampaign campaign;
  std::size_t first = 1, count = effort.all() ? kMany : kFew;
  if (effort.seconds() > 0) {
    first = std::random_device()();
    count = std::size_t{1} << 31;
  }
  if (!effort.only().empty()) {
    if (!effort.only().starts_with("flip ")) return;  // another campaign's case
    first = std::stoull(effort.only().substr(5));
    count = 1;
  }
  const std::size_t runs = run_jobs(count, effort, [&](std::size_t i) { campaign.run(first + i); });
  WARN(runs << " places damaged; verify finds " << campaign.found() << "\n" << campaign.limits().report());
  INFO(campaign.wrong().report());
  CHECK(campaign.wrong().empty());
  if (count > 1) CHECK(campaign.found() > runs / 4);  // the rest is free space
}
