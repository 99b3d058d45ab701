#include "common/companies/legal_form.h"

#include <algorithm>
#include <string>

#include "common/companies/text_atoms.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

const AtomSet& legal_forms() {
  static const AtomSet words{"inc",     "corp", "corporation", "co",  "company", "companies", "cos",  "ltd",
                             "limited", "plc",  "llc",         "lp",  "sa",      "ag",        "nv",   "se",
                             "spa",     "ab",   "asa",         "oyj", "as",      "bv",        "gmbh", "kk",
                             "pty",     "adr",  "ads",         "the", "class",   "p",         "l",    "c"};
  return words;
}

constexpr std::string_view kAfterName = " ,.";
constexpr std::string_view kBeforeForm = " ,";

}  // namespace

bool is_legal_form(std::uint64_t hash) {
  return legal_forms().contains(hash);
}

bool is_legal_form(std::string_view word) {
  std::string plain = fold(word);
  plain.erase(std::remove(plain.begin(), plain.end(), '.'), plain.end());
  return is_legal_form(atom_hash(plain));
}

std::string_view without_last_legal_form(std::string_view name) {
  const std::size_t end = name.find_last_not_of(kAfterName);
  if (end == name.npos) return {};
  const std::size_t space = name.find_last_of(kBeforeForm, end);
  if (space == name.npos || !is_legal_form(name.substr(space + 1, end - space))) return {};
  return name.substr(0, name.find_last_not_of(kBeforeForm, space) + 1);
}

std::string_view without_legal_forms(std::string_view name) {
  for (std::string_view rest = name; !rest.empty(); rest = without_last_legal_form(rest)) name = rest;
  return name;
}

}  // namespace broadtape
