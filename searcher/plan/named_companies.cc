#include "searcher/plan/named_companies.h"

#include <algorithm>
#include <string_view>

#include "common/embedded_data.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::string_view kBeforeName = "\t|?";  // docs/companies.md has the columns
constexpr std::string_view kAfterName = "\t|@\n";

// How many of `words` the name at the start of `text` consists of; 0 if it has others.
std::size_t words_of_name(std::string_view text, const std::vector<std::string>& words) {
  std::string_view name = text.substr(0, text.find_first_of(kAfterName));
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (name.size() < words[i].size() || ascii_lowered(name.substr(0, words[i].size())) != ascii_lowered(words[i]))
      return 0;
    name.remove_prefix(words[i].size());
    if (name.empty() || name == ".") return i + 1;
    if (name.front() == '.') name.remove_prefix(1);
    if (name.front() != ' ') return 0;
    name.remove_prefix(1);
  }
  return 0;
}

// The first cell of the row around `at` if it is a company's.
std::string_view company_key_at(std::string_view rows, std::size_t at) {
  const std::size_t begin = rows.rfind('\n', at) + 1;  // npos + 1 is 0
  const std::string_view row = rows.substr(begin, rows.find('\n', at) - begin);
  const std::size_t key_end = row.find('\t');
  const std::size_t name_end = row.find('\t', key_end + 1);
  if (key_end == row.npos || name_end == row.npos) return {};
  return row.substr(name_end + 1).starts_with("company\t") ? row.substr(0, key_end) : std::string_view{};
}

}  // namespace

NamedCompanies named_companies(const std::vector<std::string>& words) {
  NamedCompanies result;
  if (words.empty() || words.front().empty()) return result;
  const std::string_view rows = embedded_data("companies.tsv");
  for (std::size_t at = rows.find(words.front()); at != rows.npos; at = rows.find(words.front(), at + 1)) {
    if (at == 0 || kBeforeName.find(rows[at - 1]) == kBeforeName.npos) continue;
    const std::size_t count = words_of_name(rows.substr(at), words);
    if (count == 0 || count < result.words) continue;
    const std::string_view key = company_key_at(rows, at);
    if (key.empty()) continue;
    if (count > result.words) result = {count, {}};
    if (std::find(result.keys.begin(), result.keys.end(), key) == result.keys.end()) result.keys.emplace_back(key);
  }
  return result;
}

}  // namespace broadtape
