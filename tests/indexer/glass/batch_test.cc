#include "indexer/glass/batch.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <sstream>

#include "common/error/error.h"
#include "indexer/glass/merge.h"
#include "tests/indexer/glass/visible.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

CATCH_TRANSLATE_EXCEPTION(const Xapian::Error& error) {
  return error.get_description();
}

namespace broadtape::glass {
namespace {

using Random = std::mt19937;

std::uint32_t below(Random& random, std::uint32_t bound) {
  return static_cast<std::uint32_t>(random() % bound);
}

std::string random_bytes(Random& random, std::size_t size) {
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

// Mostly words of few letters, so that documents share them; also high bytes, zero bytes, and the longest that there
// are.
std::string random_term(Random& random) {
  switch (below(random, 40)) {
    case 0:
      return random_bytes(random, 1 + below(random, 8));
    case 1:
      return std::string(1 + below(random, 3), '\0') + std::to_string(below(random, 4));
    case 2:
      return std::string("a\0b", 1 + below(random, 3)) + std::to_string(below(random, 3));
    case 3:
      return std::string(239, 'x') + std::to_string(10000 + below(random, 50));
    case 4:
      return "XT:" + std::to_string(below(random, 300));
    default:
      return std::to_string(below(random, 1 + below(random, 20000)));
  }
}

// The same document, added to both.
struct Pair {
  Batch& ours;
  Xapian::WritableDatabase& theirs;
  Xapian::Document document;
  std::set<Xapian::valueno>& slots;

  void term(const std::string& term, std::uint32_t wdf) {
    ours.add_term(term, wdf);
    document.add_term(term, wdf);
  }
  void boolean(const std::string& term) {
    ours.add_boolean_term(term);
    document.add_boolean_term(term);
  }
  void value(std::uint32_t slot, const std::string& text) {
    ours.add_value(slot, text);
    document.add_value(slot, text);
    slots.insert(slot);
  }
  void data(const std::string& bytes) {
    ours.set_data(bytes);
    document.set_data(bytes);
  }
  void end() {
    ours.end_document();
    theirs.add_document(document);
    document = Xapian::Document();
  }
};

void add_random_document(Pair& pair, Random& random) {
  if (below(random, 50) == 0) return pair.end();  // nothing at all
  for (std::uint32_t words = 1 + below(random, 60); words > 0; --words)
    pair.term(random_term(random), below(random, 10) == 0 ? 1 + below(random, 1000) : 1);
  for (std::uint32_t zero = below(random, 5); zero > 0; --zero) pair.term(random_term(random), 0);
  for (std::uint32_t terms = below(random, 6); terms > 0; --terms) pair.boolean("Q" + random_term(random));
  for (std::uint32_t values = below(random, 8); values > 0; --values) {
    const std::uint32_t slot = below(random, 3) == 0 ? below(random, 70000) % 400 * 173 : below(random, 9);
    pair.value(slot, random_bytes(random, below(random, 3) == 0 ? below(random, 40) : 8));
  }
  if (below(random, 4) > 0) pair.data(random_bytes(random, below(random, 300)));
  pair.end();
}

// What differs first, for a message that can be read.
std::string difference(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
  const auto [a, b] = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
  if (a == ours.end() && b == theirs.end()) return "";
  return (a == ours.end() ? "nothing" : a->substr(0, 300)) + " instead of " +
         (b == theirs.end() ? "nothing" : b->substr(0, 300));
}

void check_sound(const std::string& path) {
  std::ostringstream report;
  INFO(path);
  const std::size_t errors = Xapian::Database::check(path, 0, &report);
  CHECK(errors == 0);
  if (errors > 0) WARN(report.str());
}

// One database by a batch, and one by Xapian from the same documents.
class TwoDatabases {
 public:
  TwoDatabases() : theirs_(folder_ / "theirs", Xapian::DB_CREATE), pair_{batch_, theirs_, {}, slots_} {}

  Pair& documents() { return pair_; }
  const std::set<Xapian::valueno>& slots() const { return slots_; }

  // Writes both; both are opened afresh.
  void write() {
    batch_.write(folder_ / "ours");
    theirs_.commit();
  }

  template <class Change>
  void change(Change&& change) {
    theirs_.close();
    for (const char* name : {"ours", "theirs"}) {
      Xapian::WritableDatabase database(folder_ / name, Xapian::DB_OPEN);
      change(database);
    }
  }

  Xapian::Database ours() const { return Xapian::Database(folder_ / "ours"); }
  Xapian::Database theirs() const { return Xapian::Database(folder_ / "theirs"); }
  std::string path_of_ours() const { return folder_ / "ours"; }

  void compare() const {
    CHECK(difference(visible(ours(), slots_), visible(theirs(), slots_)) == "");
    check_sound(path_of_ours());
  }

  // The same after compaction, each taken twice, so that documents get other numbers.
  void compare_compacted() const {
    const std::string one = compact_twice("ours");
    const std::string other = compact_twice("theirs");
    CHECK(difference(visible(Xapian::Database(one), slots_), visible(Xapian::Database(other), slots_)) == "");
    check_sound(one);
  }

  // Our merge against Xapian's, of parts of both writers.
  void compare_merged() const {
    std::vector<std::string> parts;
    Xapian::Database all;
    for (const char* name : {"ours", "theirs"}) {
      parts.push_back(folder_ / name);
      all.add_database(Xapian::Database(parts.back()));
    }
    all.compact(folder_ / "expected", Xapian::Compactor::FULL);
    REQUIRE(merge_databases(parts, folder_ / "merged"));
    const Xapian::Database expected(folder_ / "expected"), merged(folder_ / "merged");
    CHECK(difference(visible(merged, slots_), visible(expected, slots_)) == "");
    const std::vector<std::string> keys(expected.metadata_keys_begin(), expected.metadata_keys_end());
    CHECK(keys == std::vector<std::string>(merged.metadata_keys_begin(), merged.metadata_keys_end()));
    for (const std::string& key : keys) CHECK(merged.get_metadata(key) == expected.get_metadata(key));
    check_sound(folder_ / "merged");
  }

 private:
  std::string compact_twice(const std::string& name) const {
    Xapian::Database twice(folder_ / name);
    twice.add_database(Xapian::Database(folder_ / name));
    const std::string path = folder_ / (name + "-compacted");
    twice.compact(path, Xapian::Compactor::FULLER);
    return path;
  }

  TemporaryFolder folder_;
  Batch batch_;
  Xapian::WritableDatabase theirs_;
  std::set<Xapian::valueno> slots_;
  Pair pair_;
};

}  // namespace

TEST_CASE("A batch is the database that Xapian builds of the same documents", "[glass]") {
  struct Case {
    std::uint32_t documents;
    std::uint32_t seed;
  };
  const Case c = GENERATE(values<Case>({{0, 1}, {1, 1}, {1, 2}, {2, 3}, {300, 4}, {300, 5}, {5000, 6}}));
  CAPTURE(c.documents, c.seed);
  TwoDatabases databases;
  Random random(c.seed);
  for (std::uint32_t i = 0; i < c.documents; ++i) add_random_document(databases.documents(), random);
  CHECK(databases.documents().ours.documents() == c.documents);
  databases.write();
  databases.compare();
  databases.compare_compacted();
  databases.compare_merged();
}

TEST_CASE("A batch holds what is large: records, values, terms in number and length", "[glass]") {
  TwoDatabases databases;
  Pair& pair = databases.documents();
  Random random(7);
  for (const std::size_t bytes : {18, 19, 8191, 65535, 65536, 131070, 5 << 20}) {
    pair.data(random_bytes(random, bytes));
    pair.boolean("all");
    pair.end();
  }
  for (std::uint32_t i = 0; i < 200'000; ++i) pair.term(i % 7 == 0 ? "often" : "steady", 1);
  pair.value(1, std::string(100'000, 'v'));
  pair.end();
  for (int document = 0; document < 100; ++document) {  // enough for a table of three levels
    for (int i = 0; i < 900; ++i) pair.term(std::string(239, 'x') + std::to_string(100'000 + document * 900 + i), 1);
    pair.end();
  }
  databases.write();
  databases.compare();
  databases.compare_compacted();
  databases.compare_merged();
}

TEST_CASE("Lists of a batch are skipped through as Xapian's are", "[glass]") {
  TwoDatabases databases;
  Random random(8);
  for (int i = 0; i < 9000; ++i) {
    Pair& pair = databases.documents();
    if (below(random, 3) > 0) pair.term("common", 1 + below(random, 300));
    if (below(random, 50) == 0) pair.term("rare", 1);
    if (below(random, 2) == 0) pair.value(3, std::to_string(random()));
    pair.end();
  }
  databases.write();
  const Xapian::Database ours = databases.ours();
  const Xapian::Database theirs = databases.theirs();
  for (const char* term : {"common", "rare", ""}) {
    for (std::uint32_t step : {1, 7, 130, 2500}) {
      CAPTURE(term, step);
      std::vector<std::string> found[2];
      for (const auto& [database, lines] : {std::pair(&ours, &found[0]), std::pair(&theirs, &found[1])}) {
        auto posting = database->postlist_begin(term);
        for (std::uint32_t target = step; posting != database->postlist_end(term); target += step) {
          lines->push_back(fmt::format("{} {} {}", *posting, posting.get_wdf(), posting.get_doclength()));
          posting.skip_to(target);
        }
        auto value = database->valuestream_begin(3);
        for (std::uint32_t target = step; value != database->valuestream_end(3); target += step) {
          lines->push_back(fmt::format("{} {}", value.get_docid(), *value));
          value.skip_to(target);
        }
      }
      CHECK(difference(found[0], found[1]) == "");
    }
  }
}

TEST_CASE("Terms of a batch are found by their prefix", "[glass]") {
  Batch batch;
  for (const char* term : {"XT:NVDA", "XT:MSFT", "XS", "XU", "Y2025"}) batch.add_boolean_term(term);
  batch.end_document();
  const TemporaryFolder folder;
  batch.write(folder / "batch");
  const Xapian::Database database(folder / "batch");
  const std::vector<std::string> found(database.allterms_begin("XT"), database.allterms_end("XT"));
  CHECK(found == std::vector<std::string>{"XT:MSFT", "XT:NVDA"});
}

TEST_CASE("Xapian can go on changing what a batch wrote", "[glass]") {
  TwoDatabases databases;
  Random random(9);
  for (int i = 0; i < 400; ++i) add_random_document(databases.documents(), random);
  databases.write();
  databases.change([](Xapian::WritableDatabase& database) {
    Xapian::Document changed = database.get_document(7);
    changed.add_term("changed");
    changed.set_data("changed");
    database.replace_document(7, changed);
    for (Xapian::docid id = 100; id < 140; ++id) database.delete_document(id);
    for (Xapian::docid id = 200; id < 300; ++id) database.replace_document(id, changed);
    database.add_document(changed);
    database.commit();
  });
  databases.compare();
  databases.compare_compacted();
}

TEST_CASE("What Xapian changed is merged as Xapian merges it", "[glass]") {
  TwoDatabases databases;
  Random random(10);
  for (int i = 0; i < 3'000; ++i) add_random_document(databases.documents(), random);
  databases.write();
  databases.change([](Xapian::WritableDatabase& database) {
    for (Xapian::docid id = 2; id < 3'000; id += 7) {
      Xapian::Document changed = database.get_document(id);
      changed.add_term("changed");
      changed.add_value(4, "value " + std::to_string(id));
      changed.set_data("changed " + std::string(id, 'x'));
      database.replace_document(id, changed);
      if (id % 500 == 0) database.commit();
    }
    database.set_metadata("schema", "8");
    database.set_metadata("long", std::string(60'000, 'm'));
    database.commit();
  });
  databases.compare_merged();
}

TEST_CASE("A merge leaves to Xapian what it does not know", "[glass]") {
  const TemporaryFolder folder;
  const auto write = [&](const char* name, const auto& change) {
    Xapian::WritableDatabase database(folder / name, Xapian::DB_CREATE);
    for (int i = 0; i < 3; ++i) database.add_document(Xapian::Document());
    change(database);
    database.commit();
    return folder / name;
  };
  const std::string plain = write("plain", [](Xapian::WritableDatabase&) {});
  const std::string gaps = write("gaps", [](Xapian::WritableDatabase& database) { database.delete_document(2); });
  const std::string spelling =
      write("spelling", [](Xapian::WritableDatabase& database) { database.add_spelling("word"); });
  const std::string positions = write("positions", [](Xapian::WritableDatabase& database) {
    Xapian::Document document;
    document.add_posting("word", 1);
    database.add_document(document);
  });
  CHECK(merge_databases({plain, plain}, folder / "merged"));
  for (const std::string& other : {gaps, spelling, positions}) {
    CAPTURE(other);
    CHECK_FALSE(merge_databases({plain, other}, folder / "not-merged"));
    CHECK_FALSE(std::filesystem::exists(folder / "not-merged"));
  }
}

TEST_CASE("A merge of damaged tables ends", "[glass]") {
  TwoDatabases databases;
  Random random(12);
  for (int i = 0; i < 400; ++i) add_random_document(databases.documents(), random);
  databases.write();
  const std::string path = databases.path_of_ours();
  const TemporaryFolder folder;
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    const std::string file = path + (i % 2 == 0 ? "/postlist.glass" : "/docdata.glass");
    const std::string sound = read_file(file);
    std::string damaged = sound;
    for (int flips = 0; flips < 4; ++flips) damaged[below(random, static_cast<std::uint32_t>(damaged.size()))] ^= 0x55;
    write_file(file, damaged);
    try {
      refused += merge_databases({path}, folder / "merged") ? 0 : 1;
    } catch (const Error&) {
      ++refused;
    }
    write_file(file, sound);
    std::filesystem::remove_all(folder / "merged");
  }
  CHECK(refused > 2);
}

TEST_CASE("Terms that are not listed are found, counted, and kept when a document changes", "[glass]") {
  const TemporaryFolder folder;
  Batch batch("XR");
  for (int i = 0; i < 300; ++i) {
    batch.add_unlisted_term("common", 2);
    batch.add_unlisted_term("of " + std::to_string(i % 3));
    if (i % 2 == 0) batch.add_boolean_term("Q" + std::to_string(i));
    batch.add_value(1, "value");
    batch.end_document();
  }
  batch.write(folder / "batch");
  const auto found = [](const Xapian::Database& database) {
    std::string lines;
    for (const char* const term : {"common", "of 0", "of 1", "of 2", "Q4", "Xnew"}) {
      lines += fmt::format("{} {} {}:", term, database.get_termfreq(term), database.get_collection_freq(term));
      for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting)
        lines += fmt::format(" {} {} {}", *posting, posting.get_wdf(), database.get_doclength(*posting));
      lines += "\n";
    }
    return lines;
  };
  std::string before;
  {
    const Xapian::Database database(folder / "batch");
    CHECK(database.get_document(4).termlist_count() == 1);
    auto term = database.termlist_begin(5);
    CHECK(*term == "Q4");
    CHECK(*++term == "XR");
    CHECK(term.get_wdf() == 3);
    CHECK_FALSE(database.term_exists("XR"));
    CHECK(database.get_termfreq("common") == 300);
    CHECK(database.get_total_length() == 900);
    before = found(database);
  }
  check_sound(folder / "batch");
  {
    Xapian::WritableDatabase database(folder / "batch", Xapian::DB_OPEN);
    for (const Xapian::docid id : {4, 5}) {
      Xapian::Document document = database.get_document(id);
      document.add_boolean_term("Xnew");
      document.set_data("changed");
      database.replace_document(id, document);
    }
    Xapian::Document document = database.get_document(7);
    document.add_value(2, "other");
    database.replace_document(7, document);
    database.commit();
  }
  Xapian::Database database(folder / "batch");
  const std::string expected = before.substr(0, before.find("Xnew")) + "Xnew 2 0: 4 0 3 5 0 3\n";
  CHECK(found(database) == expected);
  CHECK(database.get_document(7).get_value(2) == "other");
  CHECK(database.get_total_length() == 900);
  check_sound(folder / "batch");
  database.compact(folder / "compact", Xapian::Compactor::FULL);
  CHECK(found(Xapian::Database(folder / "compact")) == expected);
  check_sound(folder / "compact");
}

TEST_CASE("A batch refuses terms that Xapian cannot hold", "[glass]") {
  struct Case {
    const char* name;
    std::string term;
    bool fits;
  };
  const Case c = GENERATE(values<Case>({{"empty", "", false},
                                        {"the longest", std::string(245, 'x'), true},
                                        {"a byte longer", std::string(246, 'x'), false},
                                        {"zero bytes, which count twice", std::string(122, '\0'), true},
                                        {"too many zero bytes", std::string(130, '\0'), false}}));
  CAPTURE(c.name);
  Batch batch;
  if (c.fits) {
    batch.add_term(c.term);
    batch.end_document();
    const TemporaryFolder folder;
    batch.write(folder / "batch");
    CHECK(Xapian::Database(folder / "batch").get_termfreq(c.term) == 1);
  } else {
    CHECK_THROWS_MATCHES(batch.add_term(c.term), Error, HasKind(ErrorKind::kTooLarge));
    CHECK_THROWS_MATCHES(batch.add_boolean_term(c.term), Error, HasKind(ErrorKind::kTooLarge));
  }
}

TEST_CASE("A batch says when it cannot be written", "[glass]") {
  const TemporaryFolder folder;
  folder.write("file", "");
  Batch batch;
  batch.add_boolean_term("x");
  batch.end_document();
  CHECK_THROWS_MATCHES(batch.write(folder / "file/batch"), Error, HasKind(ErrorKind::kUnwritable));
}

}  // namespace broadtape::glass
