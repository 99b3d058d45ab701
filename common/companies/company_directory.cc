#include "common/companies/company_directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "common/companies/company_file.h"
#include "common/companies/directory_tables.h"
#include "common/companies/symbol_form.h"
#include "common/embedded_data.h"
#include "common/error/error.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

constexpr std::array kBuiltinFiles = {"companies.tsv", "listings.tsv"};

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(CompanyDirectory::kMaxFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.good() && !file.eof()) throw Error(ErrorKind::kInput, fmt::format("cannot read {}", path));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > CompanyDirectory::kMaxFileBytes) {
    throw Error(ErrorKind::kTooLarge,
                fmt::format("the company file {} is larger than {} bytes", path, CompanyDirectory::kMaxFileBytes),
                "remove companies that do not occur in the news");
  }
  return text;
}

bool is_american(std::string_view exchange) {
  const ExchangeMark* mark = find_exchange_mark(exchange);
  return mark != nullptr && mark->ric_suffix.empty();
}

}  // namespace

// Compares days with open starts first.
bool begins_before(const DaySpan& a, const DaySpan& b) {
  return a.from.has_value() != b.from.has_value() ? !a.from : a.from < b.from;
}

// 0 for the best listing of `company`.
int CompanyDirectory::Impl::rank(const Listing& listing) const {
  if (listing.is_own) return 0;
  if (listing.exchange.starts_with("OTC")) return 4;
  if (is_american(listing.exchange)) return 1;
  const std::size_t dot = listing.symbol.rfind('.');
  if (dot == 0 || dot == listing.symbol.npos) return 2;
  const auto suffix = words().ric_suffixes.find(listing.symbol.substr(dot + 1));
  const bool is_home = suffix != words().ric_suffixes.end() && suffix->second.country == listing.company->country;
  return is_home ? 2 : 3;
}

// Resolves the rows of users, connects listings with companies and builds the lookups.
void CompanyDirectory::Impl::build() {
  if (has_own) {
    // Of companies with one key the last row counts.
    std::stable_sort(tables.companies.begin(), tables.companies.end(),
                     [](const Company& a, const Company& b) { return a.key < b.key; });
    auto kept = tables.companies.begin();
    for (auto at = tables.companies.begin(); at != tables.companies.end(); ++at) {
      if (at + 1 != tables.companies.end() && (at + 1)->key == at->key) continue;
      *kept++ = *at;
    }
    tables.companies.erase(kept, tables.companies.end());
    std::stable_sort(tables.listings.begin(), tables.listings.end(),
                     [](const Listing& a, const Listing& b) { return a.key < b.key; });
  }
  connect();
}

void CompanyDirectory::Impl::connect() {
  first_listings.assign(tables.companies.size() + 1, 0);
  symbol_heads.assign(kSymbolSlots, kNoListing);
  next_of_symbol.assign(tables.listings.size(), kNoListing);
  std::size_t company = 0;
  for (std::size_t i = 0; i < tables.listings.size(); ++i) {
    Listing& listing = tables.listings[i];
    while (company < tables.companies.size() && tables.companies[company].key < listing.key) {
      first_listings[++company] = static_cast<std::uint32_t>(i);
    }
    if (company == tables.companies.size() || tables.companies[company].key != listing.key) {
      throw Error(ErrorKind::kInput, fmt::format("the listing {} is of \"{}\", which is no company of the directory",
                                                 listing.symbol, listing.key));
    }
    listing.company = &tables.companies[company];
    std::uint32_t& head = symbol_heads[slot_of(listing.symbol)];
    next_of_symbol[i] = std::exchange(head, static_cast<std::uint32_t>(i));
  }
  while (company < tables.companies.size())
    first_listings[++company] = static_cast<std::uint32_t>(tables.listings.size());
}

// A user's list of symbols and names: a known symbol gives its company another display name, an unknown one a company.
void CompanyDirectory::Impl::add_listed_names() {
  const std::vector<ListedName> rows = std::exchange(tables.listed_names, {});
  for (const ListedName& row : rows) {
    const std::string_view symbol = tables.texts.emplace_back(upper_symbol(row.symbol));
    Company company;
    const Listing* held = holder(symbol, std::nullopt);
    if (held != nullptr) {
      company = *held->company;
      const std::string mark = company.name_needs_context ? "?" : "";
      company.other_names =
          tables.texts.emplace_back(fmt::format("{}{}|{}|{}", mark, company.name, company.other_names, row.aliases));
    } else {
      company.key = tables.texts.emplace_back(company_key(row.name));
      if (find(company.key) != nullptr)
        company.key = tables.texts.emplace_back(company_key(fmt::format("{} {}", row.name, symbol)));
      company.kind = row.kind;
      company.other_names = row.aliases;
      Listing listing;
      listing.key = company.key;
      listing.exchange = row.exchange;
      listing.symbol = symbol;
      listing.source = "own";
      listing.is_own = true;
      tables.listings.push_back(listing);
    }
    company.name = row.name;
    company.name_needs_context = row.name.starts_with('?');
    if (company.name_needs_context) company.name.remove_prefix(1);
    tables.companies.push_back(company);
  }
  if (!rows.empty()) build();
}

const Company* CompanyDirectory::Impl::find(std::string_view key) const {
  const auto at = std::lower_bound(tables.companies.begin(), tables.companies.end(), key,
                                   [](const Company& company, std::string_view k) { return company.key < k; });
  return at != tables.companies.end() && at->key == key ? &*at : nullptr;
}

// Whether `a` is the better answer for a symbol or company on `day`; without a day the one that lasted longer.
bool CompanyDirectory::Impl::is_better(const Listing& a, const Listing& b, std::optional<Day> day) const {
  if (!day && a.days.to != b.days.to) return !a.days.to || (b.days.to && *a.days.to > *b.days.to);
  if (const int rank_a = rank(a), rank_b = rank(b); rank_a != rank_b) return rank_a < rank_b;
  return &a < &b;
}

const Listing* CompanyDirectory::Impl::holder(std::string_view symbol, std::optional<Day> day) const {
  const Listing* best = nullptr;
  each_holder(symbol, [&](const Listing& listing) {
    if (day && !listing.days.has(*day)) return;
    if (best == nullptr || is_better(listing, *best, day)) best = &listing;
  });
  return best;
}

const Words& CompanyDirectory::Impl::words() const {
  std::call_once(words_once, [&] { read_words(words_read); });
  return words_read;
}

const CompanyDirectory::Impl::ByName& CompanyDirectory::Impl::names() const {
  std::call_once(names_once, [&] {
    std::vector<CompanyName> names;
    for (const Company& company : tables.companies) {
      company.names(names);
      for (const CompanyName& name : names) by_name.push_back({fold(name.text), &company, name.days});
    }
    std::sort(by_name.begin(), by_name.end(), [](const NamedCompany& a, const NamedCompany& b) {
      const int order = a.name.compare(b.name);
      return order != 0 ? order < 0 : a.company < b.company;
    });
  });
  return by_name;
}

CompanyDirectory::Impl::ByName::const_iterator CompanyDirectory::Impl::first_named(std::string_view folded) const {
  return std::lower_bound(names().begin(), names().end(), folded,
                          [](const NamedCompany& named, std::string_view text) { return named.name < text; });
}

CompanyDirectory::CompanyDirectory(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
  impl_->build();
  impl_->add_listed_names();
}
CompanyDirectory::~CompanyDirectory() = default;
CompanyDirectory::CompanyDirectory(CompanyDirectory&&) noexcept = default;

const CompanyDirectory& CompanyDirectory::builtin() {
  static const CompanyDirectory directory = with_files({});
  return directory;
}

// The rows are in the order of their keys.
std::string_view CompanyDirectory::builtin_name(std::string_view key) {
  const std::string_view data = embedded_data(kBuiltinFiles.front());
  std::size_t first = std::min(data.find('\n'), data.size() - 1) + 1;  // after the header
  std::size_t end = data.size();
  while (first < end) {
    const std::size_t middle = first + (end - first) / 2;
    const std::size_t before = data.substr(0, middle).rfind('\n');
    const std::size_t begin = before == data.npos || before < first ? first : before + 1;
    const std::string_view row = data.substr(begin, data.find('\n', begin) - begin);
    const std::string_view row_key = row.substr(0, row.find('\t'));
    if (row_key == key) {
      std::string_view name = row.substr(std::min(row_key.size() + 1, row.size()));
      name = name.substr(0, name.find('\t'));
      if (name.starts_with('?')) name.remove_prefix(1);
      return name;
    }
    if (row_key < key)
      first = std::min(begin + row.size() + 1, end);
    else
      end = begin;
  }
  return {};
}

CompanyDirectory CompanyDirectory::with_files(const std::vector<std::string>& paths) {
  auto impl = std::make_unique<Impl>();
  for (const char* name : kBuiltinFiles) read_company_file(name, embedded_data(name), false, impl->tables);
  for (const std::string& path : paths) {
    impl->has_own = true;
    read_company_file(path, impl->tables.texts.emplace_back(read_file(path)), true, impl->tables);
  }
  return CompanyDirectory(std::move(impl));
}

CompanyDirectory CompanyDirectory::from_sources(const std::vector<Source>& sources) {
  auto impl = std::make_unique<Impl>();
  impl->has_own = true;
  for (const Source& source : sources) {
    const bool is_own = std::find(kBuiltinFiles.begin(), kBuiltinFiles.end(), source.name) == kBuiltinFiles.end();
    read_company_file(source.name, impl->tables.texts.emplace_back(source.text), is_own, impl->tables);
  }
  return CompanyDirectory(std::move(impl));
}

const std::vector<Company>& CompanyDirectory::companies() const {
  return impl_->tables.companies;
}
const std::vector<Listing>& CompanyDirectory::listings() const {
  return impl_->tables.listings;
}
const Company* CompanyDirectory::find(std::string_view key) const {
  return impl_->find(key);
}

std::span<const Listing> CompanyDirectory::listings_of(const Company& company) const {
  const auto at = static_cast<std::size_t>(&company - impl_->tables.companies.data());
  const std::uint32_t first = impl_->first_listings[at];
  return {impl_->tables.listings.data() + first, impl_->first_listings[at + 1] - first};
}

std::vector<const Listing*> CompanyDirectory::holders(std::string_view symbol) const {
  std::vector<const Listing*> found;
  impl_->each_holder(symbol, [&](const Listing& listing) { found.push_back(&listing); });
  std::sort(found.begin(), found.end(), [](const Listing* a, const Listing* b) {
    if (begins_before(a->days, b->days) || begins_before(b->days, a->days)) return begins_before(a->days, b->days);
    return a < b;
  });
  return found;
}

const Listing* CompanyDirectory::listed(std::string_view symbol, std::optional<Day> day) const {
  return impl_->holder(symbol, day);
}

std::string_view CompanyDirectory::symbol_on(const Company& company, std::optional<Day> day) const {
  // Today's lists have shares over the counter, of which nobody knows since when.
  const auto is_doubtful = [&](const Listing& listing) {
    return day && !listing.days.from && listing.exchange.starts_with("OTC") && *day < kListsHoldSince;
  };
  const Listing* best = nullptr;
  for (const Listing& listing : listings_of(company)) {
    if ((day && !listing.days.has(*day)) || is_doubtful(listing)) continue;
    if (best == nullptr || impl_->is_better(listing, *best, day)) best = &listing;
  }
  return best == nullptr ? std::string_view{} : best->symbol;
}

std::vector<const Company*> CompanyDirectory::named(std::string_view name, std::optional<Day> day) const {
  std::vector<const Company*> current, former;
  const std::string folded = fold(name);
  for (auto at = impl_->first_named(folded); at != impl_->names().end() && at->name == folded; ++at) {
    const auto& [text, company, days] = *at;
    if (day && (!days.has_begun(*day) || !company->days.has_begun(*day))) continue;
    auto& list = day && (days.has_ended(*day) || company->days.has_ended(*day)) ? former : current;
    if (std::find(list.begin(), list.end(), company) == list.end()) list.push_back(company);
  }
  return current.empty() ? former : current;
}

bool CompanyDirectory::begins_other_name(std::string_view name, const Company& company) const {
  const std::string longer = fold(name) + ' ';
  for (auto at = impl_->first_named(longer); at != impl_->names().end() && at->name.starts_with(longer); ++at) {
    if (at->company != &company) return true;
  }
  return false;
}

std::string_view CompanyDirectory::name_of(std::string_view symbol, std::optional<Day> day) const {
  const Listing* const held = listed(symbol, day);
  return held == nullptr ? std::string_view{} : held->company->name;
}

std::vector<SymbolSpan> CompanyDirectory::history(std::string_view symbol) const {
  std::vector<SymbolSpan> spans;
  const Listing* const held = listed(symbol, std::nullopt);
  if (held == nullptr) return {{std::string(symbol), std::nullopt, std::nullopt}};
  std::vector<const Listing*> own;
  for (const Listing& listing : listings_of(*held->company)) own.push_back(&listing);
  std::stable_sort(own.begin(), own.end(),
                   [](const Listing* a, const Listing* b) { return begins_before(a->days, b->days); });
  for (const Listing* listing : own) {
    // A move to another exchange under the same symbol is one span.
    SymbolSpan* before = nullptr;
    for (SymbolSpan& span : spans) {
      const bool touches = !span.end || (listing->days.from && *listing->days.from <= *span.end);
      if (span.symbol == listing->symbol && touches) before = &span;
    }
    if (before == nullptr) {
      spans.push_back({std::string(listing->symbol), listing->days.from, listing->days.to});
    } else if (!listing->days.to || (before->end && *before->end < *listing->days.to)) {
      before->end = listing->days.to;
    }
  }
  return spans;
}

bool CompanyDirectory::is_abbreviation(std::string_view word) const {
  return impl_->words().abbreviations.contains(word);
}

bool CompanyDirectory::is_ordinary_word(std::string_view symbol) const {
  return impl_->words().ordinary_words.contains(symbol);
}

const CompanyDirectory::NameContext* CompanyDirectory::context_of(std::string_view name) const {
  const auto at = impl_->words().contexts.find(name);
  return at == impl_->words().contexts.end() ? nullptr : &at->second;
}

bool CompanyDirectory::is_ric_suffix(std::string_view suffix) const {
  return impl_->words().ric_suffixes.contains(suffix);
}

std::string company_key(std::string_view name) {
  std::string key;
  for (const char c : fold(name)) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_letter) {
      key += c;
    } else if (c != '\'' && !key.empty() && key.back() != '-') {
      key += '-';
    }
  }
  while (!key.empty() && key.back() == '-') key.pop_back();
  return key;
}

}  // namespace broadtape
