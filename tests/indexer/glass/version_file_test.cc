#include "indexer/glass/version_file.h"

#include <xapian.h>

#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "indexer/glass/batch.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

namespace broadtape::glass {
namespace {

// Two documents: "a" in both, "b" in one; one record, one value.
void add_documents(Xapian::WritableDatabase& database) {
  Xapian::Document first, second;
  first.add_term("a");
  first.add_boolean_term("b");
  first.set_data("record");
  second.add_term("a");
  second.add_value(3, "value");
  database.add_document(first);
  database.add_document(second);
  database.commit();
}

void write_batch(const std::string& path) {
  Batch batch;
  batch.add_term("a");
  batch.add_boolean_term("b");
  batch.set_data("record");
  batch.end_document();
  batch.add_term("a");
  batch.add_value(3, "value");
  batch.end_document();
  batch.write(path);
}

}  // namespace

TEST_CASE("The version file gives the entries of each table, whether Xapian wrote it or we did", "[glass]") {
  const TemporaryFolder folder;
  {
    Xapian::WritableDatabase database(folder / "theirs", Xapian::DB_CREATE);
    add_documents(database);
  }
  write_batch(folder / "ours");
  // Postings: the lists of a, b and the lengths, the statistics and the values of slot 3.
  const std::array<std::uint64_t, kTables> expected = {5, 1, 3};
  for (const char* name : {"theirs", "ours"}) {
    const StoredDatabase database = read_version_file(folder / name).value();
    for (std::size_t i = 0; i < kTables; ++i) CHECK(database.tables[i].entries == expected[i]);
    CHECK(database.statistics.documents == 2);
    CHECK(database.statistics.total_length == Xapian::Database(folder / name).get_total_length());
    CHECK_FALSE(database.has_gaps);
  }
}

TEST_CASE("A version file that cannot be read says why", "[glass]") {
  const TemporaryFolder folder;
  write_batch(folder / "batch");
  const std::string path = folder / "batch/iamglass";
  const std::string whole = read_file(path);

  std::string other_format = whole;
  other_format[kMagic.size() + 1] = static_cast<char>(other_format[kMagic.size() + 1] ^ 1);
  write_file(path, other_format);
  CHECK(read_version_file(folder / "batch") == std::nullopt);
  CHECK_THROWS_AS(Xapian::Database(folder / "batch"), Xapian::DatabaseVersionError);

  for (const std::size_t size : {kMagic.size() - 1, kMagic.size() + 1, whole.size() / 2}) {
    CAPTURE(size);
    write_file(path, whole.substr(0, size));
    CHECK_THROWS_MATCHES(read_version_file(folder / "batch"), Error, HasKind(ErrorKind::kCorrupt));
  }
  write_file(path, "");
  CHECK_THROWS_MATCHES(read_version_file(folder / "batch"), Error, HasKind(ErrorKind::kUnwritable));
}

}  // namespace broadtape::glass
