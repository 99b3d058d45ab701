// Kills tape-index at random moments: the archive opens, verifies and holds exactly what was published, every time.
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <random>
#include <set>

#include "common/archive/archive.h"
#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;
using Milliseconds = std::chrono::duration<double, std::milli>;

namespace {

constexpr int kKills = 220;
constexpr int kFullVerifyEvery = 10;
constexpr std::uint64_t kMostDocuments = 4'000;  // then a new archive, so that verifying stays quick

std::uint64_t documents_in(const std::string& archive) {
  return Archive::open(archive).document_count();
}

double duration_of(const std::vector<std::string>& arguments) {
  const auto start = std::chrono::steady_clock::now();
  REQUIRE(tape_index(arguments).status == 0);
  return Milliseconds(std::chrono::steady_clock::now() - start).count();
}

// Runs tape-index and kills it after `delay`; true when it was killed before it had ended.
bool killed(const std::vector<std::string>& arguments, Milliseconds delay) {
  Program program(kTapeIndex, arguments);
  std::this_thread::sleep_for(delay);
  program.send(SIGKILL);
  const int status = program.wait().status;
  REQUIRE((status == -SIGKILL || status == 0));
  return status == -SIGKILL;
}

// Kills spread over the duration of what they hit, every other one near its end, where it merges and publishes.
class Killer {
 public:
  explicit Killer(std::uint64_t seed) : random_(seed) {}

  bool kill_run(const std::vector<std::string>& arguments, double usual_ms) {
    const bool near_end = below(2) == 0;
    const double share =
        near_end ? 0.6 + static_cast<double>(below(500)) / 1'000 : static_cast<double>(below(1'000)) / 1'000;
    return killed(arguments, Milliseconds(usual_ms * share));
  }

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

 private:
  std::mt19937_64 random_;
};

struct Tally {
  int kills = 0, before_publication = 0, after_publication = 0, in_compact = 0;
};

// One archive from its first article on; returns when it is large enough or all kills are done.
void torment_archive(const std::string& archive, const std::string& input, std::uint64_t articles, Killer& killer,
                     Tally& tally) {
  const std::vector<std::string> add{"add", input, "--archive", archive};
  const std::vector<std::string> compact{"compact", "--archive", archive};
  double add_ms = duration_of({"add", input, "--archive", archive + "-timed"});
  double compact_ms = duration_of({"compact", "--archive", archive + "-timed"});
  ArticleMaker maker(killer.below(1'000'000));
  std::uint64_t published = 0;
  while (tally.kills < kKills && published < kMostDocuments) {
    const bool compacting = published > 0 && killer.below(3) == 0;
    if (!compacting) write_file(input, as_json_lines(maker.many(articles)));
    double& usual_ms = compacting ? compact_ms : add_ms;
    const bool was_killed = killer.kill_run(compacting ? compact : add, usual_ms);
    usual_ms *= was_killed ? 1.1 : 0.9;  // runs grow longer as the archive grows
    tally.kills += was_killed;
    // Until it has published its manifest, a first run leaves nothing to open.
    if (!fs::exists(archive + "/XAPIANDB")) continue;

    const std::uint64_t found = documents_in(archive);
    INFO("kill " << tally.kills << " in " << (compacting ? "compact" : "add") << ", " << published
                 << " documents before");
    if (compacting) {
      REQUIRE(found == published);
      tally.in_compact += was_killed;
    } else {
      REQUIRE((found == published || found == published + articles));
      if (!was_killed) REQUIRE(found == published + articles);
      if (was_killed) ++(found == published ? tally.before_publication : tally.after_publication);
    }
    published = found;
    REQUIRE(is_sound(archive, tally.kills % kFullVerifyEvery != 0));
  }
  // The next run completes.
  write_file(input, as_json_lines(maker.many(articles)));
  REQUIRE(tape_index(add).status == 0);
  REQUIRE(documents_in(archive) == published + articles);
  REQUIRE(is_sound(archive));
  REQUIRE(!fs::exists(archive + "/incoming"));
  const auto folders = std::distance(fs::directory_iterator(archive + "/segments"), fs::directory_iterator());
  REQUIRE(static_cast<std::size_t>(folders) == read_manifest(archive).shards.size());
}

}  // namespace

TEST_CASE("kill -9 at any moment of add and compact costs the run and nothing else", "[cli][kill]") {
  constexpr std::uint64_t kArticles = 600;
  Killer killer(20250127);
  Tally tally;
  for (int round = 0; tally.kills < kKills; ++round) {
    const TemporaryFolder folder;
    const std::string input = folder.write("made.jsonl", as_json_lines(ArticleMaker(3).many(kArticles)));
    torment_archive(folder / "a", input, kArticles, killer, tally);
  }
  CHECK(tally.kills >= 200);
  // The kills did hit what they were meant to hit.
  CHECK(tally.before_publication > 20);
  CHECK(tally.in_compact > 10);
  WARN(tally.kills << " kills: " << tally.before_publication << " of add before it published, "
                   << tally.after_publication << " after, " << tally.in_compact << " of compact");
}
