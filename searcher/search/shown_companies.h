// Companies as answers show them: their keys in the directory, names, and symbols of the day.
//
// Threads: const calls of CompanyNames may not run in parallel, because they read the index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/archive/index_reader.h"
#include "common/article/article.h"

namespace broadtape {

struct ShownCompany {
  std::string key;     // in the directory; empty for a code that the directory does not know
  std::string name;    // the directory's, or as the article writes it; may be empty
  std::string symbol;  // TickerMention::shown(); empty if the company was not listed on the day
  bool about = false;
  TickerEvidence evidence = TickerEvidence::kName;

  // As in terms of Field::kCompany.
  const std::string& company() const { return key.empty() ? symbol : key; }

  // For lists of names: the name, or else the symbol or the key.
  const std::string& title() const { return !name.empty() ? name : !symbol.empty() ? symbol : key; }
};

// One for each company that `article` mentions, strongest first. Of several classes of shares, the first symbol.
std::vector<ShownCompany> companies_of(const Article& article);

// The directory's name of the company, or else the one that the mention has; may be empty.
std::string name_of(const TickerMention& mention);

// The name that the directory has for a key; empty if it has none.
std::string directory_name(std::string_view key);

// An item of kTickersSlot, as views of the value.
struct CompanyItem {
  std::string_view shown;  // symbol of the day; empty if the company was not listed
  std::string_view key;    // empty for a code that the directory does not know

  // As in terms of Field::kCompany.
  std::string_view company() const { return key.empty() ? shown : key; }
};
CompanyItem company_item(std::string_view item);
std::vector<CompanyItem> company_items(std::string_view value);

// Display names of what terms of Field::kCompany hold.
class CompanyNames {
 public:
  explicit CompanyNames(IndexReader index) : index_(std::move(index)) {}

  // The directory's name of `key`. If it has none, the name that most articles have for the key of a user's list or, if
  // `key` is empty, write before the code of `shown` ("GS", "GS@1987"). Empty if there is none.
  std::string name_of(std::string_view key, std::string_view shown) const;

 private:
  IndexReader index_;
};

}  // namespace broadtape
