// What goes wrong outside the programs: each ends in a message that says what and what to do, exit status 3, nothing
// lost.
#include <sys/mount.h>
#include <unistd.h>
#include <xapian.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/made_input.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

Finished add(const std::string& archive, const std::string& input, const ProgramSetup& setup = {}) {
  return tape_index({"add", input, "--archive", archive}, setup);
}

// An archive of two segments, 200 articles and 20, made once and copied by each test.
class FaultyArchive {
 public:
  FaultyArchive() {
    static const TemporaryFolder sound;
    if (!fs::exists(sound / "a")) {
      ArticleMaker maker(7);
      add(sound / "a", sound.write("200.jsonl", as_json_lines(maker.many(200))));
      add(sound / "a", sound.write("20.jsonl", as_json_lines(maker.many(20))));
    }
    fs::copy(sound / "a", path(), fs::copy_options::recursive);
  }

  std::string path() const { return folder_ / "a"; }
  std::string operator/(const std::string& name) const { return path() + "/" + name; }
  const TemporaryFolder& folder() const { return folder_; }

  bool holds_220_sound_articles() const { return articles_in(path()) == 220 && is_sound(path()); }

 private:
  TemporaryFolder folder_;
};

std::string new_articles(const TemporaryFolder& folder, std::size_t count) {
  return folder.write("new.jsonl", as_json_lines(ArticleMaker(99).many(count)));
}

// A small file system of its own, which only root may have.
class SmallDisk {
 public:
  SmallDisk(const std::string& path, const char* options) : path_(path) {
    fs::create_directories(path);
    mounted_ = ::mount("tmpfs", path.c_str(), "tmpfs", 0, options) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  bool make_read_only() const { return ::mount("", path_.c_str(), "", MS_REMOUNT | MS_RDONLY, "") == 0; }

 private:
  std::string path_;
  bool mounted_;
};

}  // namespace

TEST_CASE("A damaged archive is named by both programs", "[cli][faults]") {
  struct Case {
    const char* name;
    void (*damage)(const FaultyArchive&);
    const char* says;
    bool search_meets_it;
  };
  const Case cases[] = {
      {"a manifest that names a missing segment",
       [](const FaultyArchive& a) {
         write_file(a / "XAPIANDB", "auto segments/000002\nauto segments/000001\nauto segments/000099\n");
       },
       "segments/000099 is missing", true},
      {"a manifest with a line of something else",
       [](const FaultyArchive& a) { write_file(a / "XAPIANDB", "glass /somewhere\n"); }, "line 1 of ", true},
      {"a missing table", [](const FaultyArchive& a) { fs::remove(a / "segments/000001/termlist.glass"); },
       "termlist.glass is missing", true},
      {"an empty version file", [](const FaultyArchive& a) { fs::resize_file(a / "segments/000001/iamglass", 0); },
       "segments/000001", true},
      {"posting lists cut off",
       [](const FaultyArchive& a) { fs::resize_file(a / "segments/000001/postlist.glass", 16384); }, "000001", true},
      {"articles cut off", [](const FaultyArchive& a) { fs::resize_file(a / "segments/000001/docdata.glass", 16384); },
       "000001", true},
      {"a later version",
       [](const FaultyArchive& a) {
         Xapian::WritableDatabase segment(a / "segments/000001", Xapian::DB_OPEN);
         segment.set_metadata("schema", "99");
         segment.commit();
         fs::remove(a / "segments/000001/checksums");
       },
       "has schema version 99 and", true},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const FaultyArchive archive;
      c.damage(archive);
      const std::string manifest = read_file(archive / "XAPIANDB");
      const std::string input = new_articles(archive.folder(), 5);
      const std::vector<std::vector<std::string>> runs = {
          {kTapeIndex, "verify", "--archive", archive.path()},
          {kTapeIndex, "compact", "--archive", archive.path()},
          {kTapeSearch, "shares", "rose", "--limit", "300", "--archive", archive.path()},
      };
      for (const std::vector<std::string>& run : runs) {
        const Finished finished = run_program(run[0], {run.begin() + 1, run.end()});
        INFO(run[0] << " " << run[1] << "\nout: " << finished.out << "\nerr: " << finished.err);
        CHECK(finished.status == 3);
        CHECK_THAT(finished.out + finished.err, Contains(c.says));
      }
      CHECK(read_file(archive / "XAPIANDB") == manifest);
    }
  }
}

TEST_CASE("Posting lists cut off are told by every verb that looks into them", "[cli][faults]") {
  const FaultyArchive archive;
  const std::string id = nlohmann::json::parse(
      tape_search({"shares", "--limit", "1", "--format", "json", "--archive", archive.path()}).out)["results"][0]["id"];
  const std::string table = archive / "segments/000001/postlist.glass";
  const std::size_t whole = fs::file_size(table);
  const std::vector<std::string> runs[] = {
      {"shares", "rose"},    {"show", id},           {"similar", id},      {"explain", "shares", "--id", id},
      {"explain", "shares"}, {"timeline", "shares"}, {"facets", "shares"}, {"terms", "shares"},
      {"coverage"},          {"count", "shares"}};
  for (const std::size_t tenths : {9, 8, 7, 6, 5, 4, 3})
    for (std::vector<std::string> run : runs) {
      fs::resize_file(table, whole * tenths / 10);
      const std::string verb = run.front();
      run.insert(run.end(), {"--archive", archive.path()});
      const Finished finished = tape_search(run);
      INFO(verb << "\nout: " << finished.out << "\nerr: " << finished.err);
      if (finished.status == 0) continue;  // what it reads is not lost
      CHECK(finished.status == 3);
      CHECK_THAT(finished.err, Contains(archive.path()));
    }
}

TEST_CASE("A flipped byte in a frame is told by search, show and verify", "[cli][faults]") {
  const FaultyArchive archive;
  const std::string table = archive / "segments/000001/docdata.glass";
  const nlohmann::json found = nlohmann::json::parse(
      tape_search({"shares", "--limit", "300", "--format", "json", "--archive", archive.path()}).out)["results"];
  const std::string whole = read_file(table);
  Finished verified;
  // Blocks that are no longer in use have frames too.
  for (std::size_t frame = whole.size() / 2; verified.out.find(", document ") == std::string::npos; ++frame) {
    frame = whole.find("\x28\xb5\x2f\xfd", frame);
    REQUIRE(frame != std::string::npos);
    std::string bytes = whole;
    bytes[frame + 60] = static_cast<char>(bytes[frame + 60] ^ 0x20);
    write_file(table, bytes);
    verified = tape_index({"verify", "--archive", archive.path()});
  }
  CHECK(verified.status == 3);
  CHECK_THAT(verified.out, Contains("segments/000001, document ") && Contains("damaged"));
  CHECK(!is_sound(archive.path(), true));

  std::size_t unreadable = 0;
  for (const nlohmann::json& result : found) {
    const Finished shown = tape_search({"show", result["id"], "--archive", archive.path()});
    if (shown.status == 0) continue;
    ++unreadable;
    CHECK(shown.status == 3);
    CHECK_THAT(shown.err, Contains("damaged") && Contains("tape-index verify"));
  }
  CHECK(unreadable <= 1);

  // What is added meanwhile is kept.
  CHECK(add(archive.path(), new_articles(archive.folder(), 5)).status == 0);
  CHECK(articles_in(archive.path()) == 225);
}

TEST_CASE("An input that is not there costs only itself", "[cli][faults]") {
  const TemporaryFolder folder;
  ArticleMaker maker;
  const std::string first = folder.write("1.jsonl", as_json_lines(maker.many(3)));
  const std::string last = folder.write("3.jsonl", as_json_lines(maker.many(4)));
  const Finished finished = tape_index({"add", first, folder / "2.jsonl", last, "--archive", folder / "a"});
  CHECK(finished.status == 3);
  CHECK_THAT(finished.err, Contains("cannot read " + folder / "2.jsonl") && Contains("No such file"));
  CHECK(articles_in(folder / "a") == 7);
}

TEST_CASE("A second writer is told who is writing", "[cli][faults]") {
  const FaultyArchive archive;
  Program writer(kTapeIndex, {"add", "-", "--archive", archive.path()}, {.keeps_input_open = true});
  REQUIRE(Program::within_ten_seconds([&] { return fs::exists(archive / "incoming"); }));
  const std::string input = new_articles(archive.folder(), 5);
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"add", input, "--archive", archive.path()},
                                             {"compact", "--archive", archive.path()},
                                             {"remove", "x", "--archive", archive.path()}}) {
    const Finished finished = tape_index(arguments);
    INFO(arguments[0]);
    CHECK(finished.status == 3);
    CHECK_THAT(finished.err,
               Contains("process " + std::to_string(writer.pid()) + " is writing") && Contains("wait until"));
  }
  CHECK(tape_search({"shares", "--archive", archive.path()}).status == 0);
  CHECK(is_sound(archive.path()));
  writer.write_input(read_file(input));
  writer.close_input();
  CHECK(writer.wait().status == 0);
  CHECK(articles_in(archive.path()) == 225);
}

TEST_CASE("A file that may not grow further ends the run and not the archive", "[cli][faults]") {
  for (const rlim_t bytes : {4'096u, 8'192u, 30'000u, 65'536u, 150'000u, 250'000u}) {
    DYNAMIC_SECTION(bytes << " bytes") {
      const FaultyArchive archive;
      const std::string input = new_articles(archive.folder(), 400);
      const Finished finished = add(archive.path(), input, {.max_file_bytes = bytes});
      INFO(finished.err);
      CHECK(finished.status == 3);
      CHECK_THAT(finished.err, Contains("File too large"));
      CHECK_THAT(finished.err, Contains("nothing that was published before is touched"));
      CHECK(archive.holds_220_sound_articles());
      const Finished again = add(archive.path(), input);
      CHECK(again.status == 0);
      CHECK(articles_in(archive.path()) == 620);
    }
  }
}

TEST_CASE("When only the merge fails, the articles are in and the user is told so", "[cli][faults]") {
  const FaultyArchive archive;
  const std::string input = new_articles(archive.folder(), 150);
  const Finished finished = add(archive.path(), input, {.max_file_bytes = 350'000});
  INFO(finished.err);
  CHECK(finished.status == 3);
  CHECK_THAT(finished.err, Contains("150 added") && Contains("the articles are in the archive, but merging"));
  CHECK(articles_in(archive.path()) == 370);
  CHECK(is_sound(archive.path()));
  CHECK(tape_index({"compact", "--archive", archive.path()}).status == 0);
  CHECK(articles_in(archive.path()) == 370);
}

TEST_CASE("Messages and answers that cannot be written end a program with status 3, not by a signal", "[cli][faults]") {
  const FaultyArchive archive;
  CHECK(add(archive.path(), new_articles(archive.folder(), 400), {.max_file_bytes = 1}).status == 3);
  CHECK(archive.holds_220_sound_articles());
  CHECK(tape_index({"stats", "--archive", archive.path()}, {.max_file_bytes = 1}).status == 3);
  const std::string shell = "/bin/sh";
  for (const std::string redirection : {"2>&-", ">&- 2>&-", "<&- >&- 2>&-"}) {
    const std::string input = archive.folder().write(redirection + ".jsonl",
                                                     as_json_lines(ArticleMaker(redirection.size()).many(7)) + "bad\n");
    const Finished finished = run_program(
        shell, {"-c", "exec \"$0\" add \"$1\" --archive \"$2\" " + redirection, kTapeIndex, input, archive.path()});
    INFO(redirection);
    CHECK(finished.status == 1);
  }
  CHECK(articles_in(archive.path()) == 241);
  CHECK(is_sound(archive.path()));
}

TEST_CASE("Compacting past the limit leaves the segments as they were", "[cli][faults]") {
  const FaultyArchive archive;
  const Finished finished = tape_index({"compact", "--archive", archive.path()}, {.max_file_bytes = 100'000});
  CHECK(finished.status == 3);
  CHECK_THAT(finished.err, Contains("nothing that was published before is touched"));
  CHECK(archive.holds_220_sound_articles());
}

TEST_CASE("A full disk ends the run and not the archive", "[cli][faults]") {
  const TemporaryFolder folder;
  const std::string input = folder.write("big.jsonl", as_json_lines(ArticleMaker(99).many(3000)));
  for (const char* size : {"size=1m", "size=2m", "size=3m", "size=4m"}) {
    const SmallDisk disk(folder / "disk", size);
    if (!disk.mounted()) {
      WARN("skipped: only root may mount a small disk");
      return;
    }
    INFO(size);
    const std::string archive = folder / "disk/a";
    REQUIRE(add(archive, folder.write("few.jsonl", as_json_lines(ArticleMaker(1).many(50)))).status == 0);
    const Finished finished = add(archive, input);
    INFO(finished.err);
    CHECK(finished.status == 3);
    CHECK_THAT(finished.err, Contains("No space left on device") && Contains("make room"));
    CHECK(articles_in(archive) == 50);
    CHECK(is_sound(archive));
    CHECK(!fs::exists(archive + "/incoming"));  // the room is given back
    CHECK(add(archive, folder.write("more.jsonl", as_json_lines(ArticleMaker(2).many(20)))).status == 0);
    CHECK(articles_in(archive) == 70);
  }
}

TEST_CASE("A folder that cannot be written is named", "[cli][faults]") {
  const TemporaryFolder folder;
  const std::string input = new_articles(folder, 5);
  folder.write("file", "text");
  for (const std::string& archive : {folder / "file", folder / "file/news", std::string("/proc/news"), std::string()}) {
    const Finished finished = add(archive, input);
    INFO(archive << ": " << finished.err);
    CHECK(finished.status == 3);
    CHECK_THAT(finished.err, Contains(archive) && (Contains("cannot be made") || Contains("cannot be written")));
  }
  CHECK(read_file(folder / "file") == "text");
}

TEST_CASE("An archive on a read-only disk can be searched and verified, not written", "[cli][faults]") {
  const TemporaryFolder folder;
  const SmallDisk disk(folder / "disk", "size=16m");
  const std::string archive = folder / "disk/a";
  const std::string input = new_articles(folder, 5);
  if (!disk.mounted()) {
    if (::geteuid() == 0) {
      WARN("skipped: this root may not mount");
      return;
    }
    fs::create_directories(archive);
  }
  REQUIRE(add(archive, folder.write("few.jsonl", as_json_lines(ArticleMaker(1).many(50)))).status == 0);
  if (disk.mounted()) {
    REQUIRE(disk.make_read_only());
  } else {
    fs::permissions(archive + "/lock", fs::perms::owner_read);
    fs::permissions(archive, fs::perms::owner_read | fs::perms::owner_exec);
  }
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"add", input, "--archive", archive}, {"compact", "--archive", archive}}) {
    const Finished finished = tape_index(arguments);
    INFO(finished.err);
    CHECK(finished.status == 3);
    CHECK_THAT(finished.err, Contains(archive) && Contains("cannot be written") && Contains("permissions"));
  }
  CHECK(is_sound(archive));
  CHECK(is_sound(archive, true));
  CHECK(tape_search({"shares", "--archive", archive}).status == 0);
  if (!disk.mounted()) fs::permissions(archive, fs::perms::owner_all);
}
