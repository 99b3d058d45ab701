#include "indexer/glass/value_pieces.h"

#include <xapian.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>

#include "indexer/glass/batch.h"
#include "tests/support/temp_folder.h"

namespace broadtape::glass {
namespace {

using Values = std::map<std::uint32_t, std::string>;  // by document

constexpr std::uint32_t kSlot = 200;  // two bytes in a key

std::string value_of(std::mt19937& random) {
  const std::size_t kinds[] = {1, 30, 1'500, 9'000, 70'000};
  std::string value(1 + random() % kinds[random() % std::size(kinds)], '\0');
  for (char& byte : value) byte = static_cast<char>(random());
  return value;
}

// Every third document has no value; the slots beside have other values.
Values random_values(std::uint32_t documents) {
  std::mt19937 random(11);
  Values values;
  for (std::uint32_t document = 1; document <= documents; ++document) {
    if (document % 3 != 0) values[document] = value_of(random);
  }
  return values;
}

template <class Document>
void add_values(Document& to, std::uint32_t document, const Values& values) {
  to.add_value(kSlot - 1, "before");
  if (const auto value = values.find(document); value != values.end()) to.add_value(kSlot, value->second);
  to.add_value(kSlot + 1, std::string(3'000, 'a'));
}

void write_theirs(const std::string& path, const Values& values, std::uint32_t documents) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE);
  for (std::uint32_t i = 1; i <= documents; ++i) {
    Xapian::Document document;
    document.add_term("word" + std::to_string(i));
    add_values(document, i, values);
    database.add_document(document);
  }
  database.commit();
}

void write_ours(const std::string& path, const Values& values, std::uint32_t documents) {
  Batch batch;
  for (std::uint32_t i = 1; i <= documents; ++i) {
    batch.add_term("word" + std::to_string(i));
    add_values(batch, i, values);
    batch.set_data("record");
    batch.end_document();
  }
  batch.write(path);
}

std::string table_in(const std::string& folder) {
  return read_file(folder + "/postlist.glass");
}

// What lies where the pieces say; nullopt if the table is not understood.
std::optional<Values> found_in(const std::string& folder, std::uint32_t slot = kSlot) {
  const std::string table = table_in(folder);
  Values found;
  std::uint32_t last = 0;
  const auto take = [&](std::uint32_t document, const std::vector<Piece>& pieces, std::string_view value) {
    CHECK(document > last);
    last = document;
    for (const Piece& piece : pieces) found[document] += table.substr(piece.offset, piece.bytes);
    CHECK(found[document] == value);
  };
  return find_values(folder, slot, take) ? std::optional(found) : std::nullopt;
}

TEST_CASE("Values are found in tables of both writers, compacted, and changed", "[glass]") {
  constexpr std::uint32_t kDocuments = 400;
  Values values = random_values(kDocuments);
  const TemporaryFolder folder;
  write_theirs(folder / "theirs", values, kDocuments);
  write_ours(folder / "ours", values, kDocuments);
  Xapian::Database(folder / "ours").compact(folder / "compact");
  for (const char* name : {"theirs", "ours", "compact"}) {
    CAPTURE(name);
    CHECK(found_in(folder / name) == values);
    CHECK(found_in(folder / name, kSlot + 1)->size() == kDocuments);
    CHECK(found_in(folder / name, 3)->empty());
  }
  {
    Xapian::WritableDatabase database(folder / "compact", Xapian::DB_OPEN);
    for (const std::uint32_t number : {1u, 200u, 399u}) {
      Xapian::Document document = database.get_document(number);
      document.add_value(kSlot, values[number] = "changed " + std::string(number * 20, 'x'));
      database.replace_document(number, document);
    }
    database.commit();
  }
  CHECK(found_in(folder / "compact") == values);
}

TEST_CASE("A table that is damaged is understood wrongly or not at all, and read only inside", "[glass]") {
  constexpr std::uint32_t kDocuments = 60;
  const TemporaryFolder folder;
  write_ours(folder / "ours", random_values(kDocuments), kDocuments);
  const std::string sound = table_in(folder / "ours");
  std::mt19937 random(5);
  std::size_t refused = 0;
  for (int i = 0; i < 400; ++i) {
    std::string table = sound.substr(0, i % 10 == 0 ? random() % sound.size() : sound.size());
    for (int flips = 0; flips < 3 && !table.empty(); ++flips)
      table[random() % (i % 2 == 0 ? table.size() : std::min<std::size_t>(table.size(), 200))] =
          static_cast<char>(random());
    write_file(folder / "ours/postlist.glass", table);
    const bool understood =
        find_values(folder / "ours", kSlot, [&](std::uint32_t, const std::vector<Piece>& all, std::string_view) {
          for (const Piece& piece : all) REQUIRE(piece.offset + piece.bytes <= table.size());
        });
    refused += understood ? 0 : 1;
  }
  CHECK(refused > 40);
}

}  // namespace
}  // namespace broadtape::glass
