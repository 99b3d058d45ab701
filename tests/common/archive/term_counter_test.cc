#include "common/archive/term_counter.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/archive/schema.h"
#include "common/error/error.h"
#include "tests/common/archive/word_texts.h"

using namespace broadtape;

namespace {

using Counts = std::unordered_map<std::string, std::uint64_t>;

// A database of streams with the dictionary.
Xapian::WritableDatabase database_of(const std::string& dictionary, const std::vector<std::string>& streams) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const std::uint32_t id = WordDictionary(dictionary).id();
  if (id != 0) database.set_metadata(std::string(kWordsKeyPrefix) + std::to_string(id), dictionary);
  for (const std::string& stream : streams) {
    Xapian::Document document;
    document.add_value(kWordStreamSlot, stream);
    database.add_document(document);
  }
  return database;
}

Counts counted(const std::vector<Xapian::Database>& shards, DocumentNumber last, std::uint64_t least = 1) {
  const ArticleStore articles(shards);
  TermCounter counter({articles, shards});
  for (DocumentNumber document = 1; document <= last; ++document) counter.add(document);
  return counter.counts(least);
}

}  // namespace

TEST_CASE("Each term counts the documents that have it, however they write it", "[archive][words]") {
  for (const char* const known : {"", "rates rose", "Rates rates RATES rose fell oil a sell-off"}) {
    CAPTURE(known);
    const std::string bytes = dictionary_bytes({known});
    const WordDictionary dictionary(bytes);
    const auto database = database_of(bytes, {stream_of(dictionary, "Rates rose", "rates, rates and RATES"),
                                              stream_of(dictionary, "Oil", "The rate of oil"), "",
                                              stream_of(dictionary, "", "Oil rose. A sell-off")});
    const Counts counts = counted({database}, 4);
    CHECK(counts.at("rate") == 2);
    CHECK(counts.at("oil") == 2);
    CHECK(counts.at("rose") == 2);
    CHECK(counts.at("selloff") == 1);
    CHECK_FALSE(counts.contains("fell"));
    CHECK(counted({database}, 4, 2) == Counts{{"rate", 2}, {"oil", 2}, {"rose", 2}});
    CHECK(counted({database}, 0).empty());
  }
}

TEST_CASE("Terms of shards with dictionaries of their own are added up", "[archive][words]") {
  const std::string first = dictionary_bytes({"rates rose"}), second = dictionary_bytes({"oil fell rose"});
  const WordDictionary a(first), b(second);
  const std::vector<Xapian::Database> shards = {
      database_of(first, {stream_of(a, "Rates rose", "")}),
      database_of(second, {stream_of(b, "Oil fell", "as rates rose")}),
  };
  CHECK(counted(shards, 2, 2) == Counts{{"rate", 2}, {"rose", 2}});
}

TEST_CASE("A stream without its dictionary is damage, not no words", "[archive][words]") {
  const WordDictionary dictionary(dictionary_bytes({"rates rose"}));
  const auto database = database_of("", {stream_of(dictionary, "Rates rose", "")});
  CHECK_THROWS_AS(counted({database}, 1), Error);
}
