#include "indexer/write/term_places.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

namespace broadtape {
namespace {

Xapian::Database database_with(const std::vector<std::vector<std::string>>& values_of_documents) {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  for (const std::vector<std::string>& values : values_of_documents) {
    Xapian::Document document;
    for (const std::string& value : values) document.add_boolean_term(make_term(Field::kBand, value));
    document.add_boolean_term(make_term(Field::kId, "zzzzzzzz"));
    database.add_document(document);
  }
  return database;
}

using Databases = std::vector<std::uint32_t>;
using Values = std::vector<std::pair<std::string, bool>>;

TEST_CASE("Places say which databases have a value", "[write][stories]") {
  TermPlaces places(Field::kBand);
  places.add(7, database_with({{"aaaaaaaa", "zzzzzzz7"}, {"22222222"}}));
  places.add(3, database_with({{"aaaaaaaa", "z2345672"}, {"z2345672"}}));
  CHECK(places.databases_with("aaaaaaaa") == Databases{3, 7});
  CHECK(places.databases_with("22222222") == Databases{7});
  CHECK(places.databases_with("zzzzzzz7") == Databases{7});
  CHECK(places.databases_with("zzzzzzzz").empty());

  Values values;
  places.each_value([&](const std::string& value, bool is_shared) { values.emplace_back(value, is_shared); });
  CHECK(values == Values{{"22222222", false}, {"aaaaaaaa", true}, {"z2345672", true}, {"zzzzzzz7", false}});
}

TEST_CASE("Places find longer values by their first letters", "[write][stories]") {
  TermPlaces places(Field::kBand);
  places.add(0, database_with({{"abcdefghijklmnop"}}));
  places.add(1, database_with({{"abcdefghzzzzzzzz"}}));
  CHECK(places.databases_with("abcdefghijklmnop") == Databases{0, 1});
  CHECK(places.databases_with("bbcdefghijklmnop").empty());
}

}  // namespace
}  // namespace broadtape
