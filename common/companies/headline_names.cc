#include "common/companies/headline_names.h"

#include <algorithm>

#include "common/companies/code_binder.h"

namespace broadtape {
namespace {

constexpr std::size_t kShortestWord = 3;  // bytes of a beginning of one word

}  // namespace

HeadlineNames::HeadlineNames(const NameIndex& index, const NameJudge& judge, const std::vector<Atom>& headline,
                             const std::vector<Atom>& text)
    : index_(index), judge_(judge), headline_(headline), text_(text) {}

void HeadlineNames::take(std::size_t begin, std::size_t end) {
  taken_.emplace_back(begin, end);
}

bool HeadlineNames::is_taken(const Atom& atom) const {
  return std::any_of(taken_.begin(), taken_.end(),
                     [&](const auto& range) { return atom.begin < range.second && range.first < atom.end; });
}

// Whether the text has it in lower case.
bool HeadlineNames::is_word(const Atom& atom) const {
  return std::any_of(text_.begin(), text_.end(),
                     [&](const Atom& other) { return other.hash == atom.hash && !other.is_capitalised; });
}

bool HeadlineNames::is_telling(std::span<const Atom> beginning, CompanyKind kind) const {
  const bool has_own_word = std::any_of(beginning.begin(), beginning.end(), [](const Atom& atom) {
    return atom.is_capitalised && !is_common_name_word(atom.hash);
  });
  if (!has_own_word) return false;
  if (kind == CompanyKind::kIndex) return true;
  const Atom& first = beginning.front();
  if (beginning.size() == 1 && (first.end - first.begin < kShortestWord || is_word(first))) return false;
  return !index_.is_shared_beginning(beginning);
}

std::optional<std::size_t> HeadlineNames::find(std::span<const Atom> name, CompanyKind kind) const {
  for (std::size_t at = 0; at < headline_.size(); ++at) {
    std::size_t count = 0;
    while (count < name.size() && at + count < headline_.size() && headline_[at + count].hash == name[count].hash &&
           !is_taken(headline_[at + count])) {
      ++count;
    }
    if (count == 0 || count == name.size() || !judge_.stands_alone(at, count)) continue;
    if (is_telling(std::span(headline_).subspan(at, count), kind)) return headline_[at].begin;
  }
  return std::nullopt;
}

}  // namespace broadtape
