#include "indexer/write/learned_pairs.h"

#include <algorithm>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/companies/legal_form.h"
#include "common/companies/text_atoms.h"
#include "common/text/fold.h"
#include "common/time/period.h"

namespace broadtape {
namespace {

struct Pair {
  std::string code, name;
};

// The pair of a term of `field`; without a code if the name is that of a company of a user's list.
Pair pair_of(const std::string& term, std::string_view prefix) {
  std::string_view value = std::string_view(term).substr(prefix.size());
  if (value.starts_with(':')) value.remove_prefix(1);
  const std::size_t tab = value.find(kValueSeparator);
  if (tab == value.npos) return {};
  const std::string_view code = value.substr(0, tab);
  const bool is_own = is_company_key(code) && CompanyDirectory::builtin_name(code).empty();
  return {std::string(is_own ? std::string_view() : code), std::string(value.substr(tab + 1))};
}

// `Acme AG` of `March 18 - Acme AG`.
std::string_view without_dateline(std::string_view name) {
  constexpr std::string_view kDash = " - ";
  const std::size_t at = name.rfind(kDash);
  return at == name.npos ? name : name.substr(at + kDash.size());
}

// Calls visit(pair, term) for each term of `field`.
template <class Visit>
void each_pair(const Xapian::Database& database, Field field, const Visit& visit) {
  const std::string prefix = make_term(field, "");
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    const Pair pair = pair_of(*term, prefix);
    if (!pair.code.empty()) visit(pair, term);
  }
}

}  // namespace

DayNumber number_of(Day day) {
  return static_cast<DayNumber>(midnight_utc(day) / kSecondsPerDay);
}

Day day_of_number(DayNumber number) {
  return day_of(std::int64_t{number} * kSecondsPerDay);
}

bool is_company_key(std::string_view code) {
  return std::any_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string PairDays::usual_spelling() const {
  std::string usual;
  std::uint32_t most = 0;
  for (const auto& [spelling, count] : spellings) {
    if (count > most) usual = spelling;
    most = std::max(most, count);
  }
  return usual;
}

std::string_view core_of_name(std::string_view name) {
  name = without_dateline(name);
  std::vector<Atom> atoms;
  cut_into_atoms(name, atoms);
  if (atoms.size() > 1 && atoms.back().hash == possessive_hash()) atoms.pop_back();
  if (atoms.empty()) return {};
  return without_legal_forms(name.substr(atoms.front().begin, atoms.back().end - atoms.front().begin));
}

std::string normal_name(std::string_view name) {
  return fold(core_of_name(name));
}

void gather_pairs(const Xapian::Database& database, const std::function<bool(const std::string& normal)>& wanted,
                  LearnedPairs& pairs) {
  each_pair(database, Field::kPair, [&](const Pair& pair, const Xapian::TermIterator& term) {
    const std::string normal = normal_name(pair.name);
    if (normal.empty() || (wanted && !wanted(normal))) return;
    PairDays& found = pairs[normal][pair.code];
    const Xapian::doccount articles = term.get_termfreq();
    found.articles += articles;
    found.spellings[std::string(without_dateline(pair.name))] += articles;
    auto day = database.valuestream_begin(kDaySlot);
    const auto last_day = database.valuestream_end(kDaySlot);
    for (auto at = database.postlist_begin(*term); at != database.postlist_end(*term) && day != last_day; ++at) {
      day.skip_to(*at);
      if (day == last_day || day.get_docid() != *at) continue;
      if (const auto published = parse_compact_day(*day)) ++found.days[number_of(*published)];
    }
  });
}

LearnedPairs learned_pairs(const Archive& archive) {
  LearnedPairs pairs;
  with_read_errors(archive, [&] {
    const std::vector<Xapian::Database> shards = archive.local_shards();
    for (const Xapian::Database& shard : shards) gather_pairs(shard, {}, pairs);
    for (const Xapian::Database& shard : shards) {
      each_pair(shard, Field::kLearned, [&](const Pair& pair, const Xapian::TermIterator& term) {
        const auto known = pairs.find(normal_name(pair.name));
        if (known == pairs.end()) return;
        if (const auto code = known->second.find(pair.code); code != known->second.end())
          code->second.learned += term.get_termfreq();
      });
    }
  });
  return pairs;
}

}  // namespace broadtape
