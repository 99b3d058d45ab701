// The inside of CompanyDirectory, shared by company_directory.cc and canonical_symbol.cc.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/companies/company_directory.h"
#include "common/companies/company_file.h"

namespace broadtape {

struct RicSuffix {
  std::string country;
  bool is_us = false;
};

// data/words and the suffixes of Reuters codes.
struct Words {
  std::map<std::string, RicSuffix, std::less<>> ric_suffixes;
  std::map<std::string, CompanyDirectory::NameContext, std::less<>> contexts;
  std::set<std::string, std::less<>> abbreviations;   // not-symbols.txt
  std::set<std::string, std::less<>> ordinary_words;  // ambiguous-symbols.txt
};

void read_words(Words& words);

struct CompanyDirectory::Impl {
  struct NamedCompany {
    std::string name;  // folded
    const Company* company;
    DaySpan days;
  };
  using ByName = std::vector<NamedCompany>;  // by folded name, then in the order of the companies
  using Forms = std::map<std::string, std::string, std::less<>>;

  static constexpr std::size_t kSymbolSlots = 1u << 14;  // a power of two
  static constexpr std::uint32_t kNoListing = 0xFFFFFFFF;

  static std::size_t slot_of(std::string_view symbol) {
    std::uint32_t hash = 2166136261;  // FNV-1a
    for (const char c : symbol) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
    return (hash ^ (hash >> 15)) & (kSymbolSlots - 1);
  }

  template <class Use>
  void each_holder(std::string_view symbol, const Use& use) const {
    for (std::uint32_t i = symbol_heads[slot_of(symbol)]; i != kNoListing; i = next_of_symbol[i]) {
      if (tables.listings[i].symbol == symbol) use(tables.listings[i]);
    }
  }

  void build();
  void connect();
  void add_listed_names();
  const Company* find(std::string_view key) const;
  int rank(const Listing& listing) const;
  bool is_better(const Listing& a, const Listing& b, std::optional<Day> day) const;
  const Listing* holder(std::string_view symbol, std::optional<Day> day) const;
  const Words& words() const;
  const ByName& names() const;
  ByName::const_iterator first_named(std::string_view folded) const;  // not before `folded`

  // canonical_symbol.cc
  bool was_ever_listed(std::string_view symbol) const { return holder(symbol, std::nullopt) != nullptr; }
  const Forms& other_forms() const;  // alternative spellings of what is no company: ^GSPC, BTC/USD
  std::string with_class(std::string_view symbol) const;
  std::string with_place(std::string_view symbol) const;
  std::string without_us_suffix(std::string_view symbol) const;
  std::string canonical(std::string_view written) const;
  std::string canonical_on_suffix(std::string_view suffix, bool is_toronto, std::string_view written) const;

  CompanyTables tables;                                     // companies and listings by key
  bool has_own = false;                                     // the tables need sorting
  std::vector<std::uint32_t> first_listings;                // by company, and the end
  std::vector<std::uint32_t> symbol_heads, next_of_symbol;  // a hash table with chains

  mutable std::once_flag words_once, names_once, forms_once;
  mutable Words words_read;
  mutable ByName by_name;
  mutable Forms forms;
};

}  // namespace broadtape
