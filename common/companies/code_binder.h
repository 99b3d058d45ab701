// Decides which company the code in an article means: the one that has it on the day, unless the name before the code
// says otherwise. `Gillette Co <GS>` of 1987 is Gillette, not the company that has GS today.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/company_directory.h"
#include "common/companies/name_index.h"
#include "common/companies/text_atoms.h"

namespace broadtape {

struct CodeBinding {
  std::string symbol;                // as of the day: META for FB in 2023; else as written
  const Company* company = nullptr;  // null: the code of a company that the directory does not know
  bool is_listed = false;            // the directory knows the code as one of the company
  bool is_named = false;             // a name of the company stands before the code
  std::string_view name;             // the capitalised words before a code without a company: "Allegheny & Western"
  std::string_view alias;            // those before a code of `company` that may be another name of it: "HUTTON"
};

// Binds the codes of one text, a title or a body.
class CodeBinder {
 public:
  // Keeps references to all arguments; `hits` are the names in `atoms`.
  CodeBinder(const CompanyDirectory& directory, std::string_view text, const std::vector<Atom>& atoms,
             const std::vector<NameHit>& hits, std::optional<Day> published)
      : directory_(directory), text_(text), atoms_(atoms), hits_(hits), published_(published) {}

  // The binding of the canonical code whose mark begins at text[at].
  CodeBinding bind(std::string_view code, std::size_t at) const;

  // Whether capitalised words that may be a name end directly before text[at].
  bool has_name_before(std::size_t at) const { return !phrase_before(at).empty(); }

 private:
  // The capitalised words before a code.
  struct Phrase {
    std::size_t first = 0, end = 0;  // atoms
    bool is_exact = false;           // its begin is certain; in a text in capitals it is not
    bool empty() const { return first == end; }
  };

  Phrase phrase_before(std::size_t at) const;
  bool names_before(const Company& company, std::size_t at) const;
  bool agrees(const Company& company, std::string_view code, const Phrase& phrase) const;
  bool is_other_form(const Company& company, const Phrase& phrase) const;
  bool has_name_of_other(const Company& company, const Phrase& phrase) const;
  std::string_view text_of(const Phrase& phrase) const;
  bool is_certain(const Listing& listing) const;
  const Company* company_of(const Phrase& phrase) const;
  std::vector<const Listing*> candidates(std::string_view code) const;

  const CompanyDirectory& directory_;
  std::string_view text_;
  const std::vector<Atom>& atoms_;
  const std::vector<NameHit>& hits_;
  std::optional<Day> published_;
};

// Whether an atom is in the names of many companies, so that it distinguishes none: `first`, `american`, `of`.
bool is_common_name_word(std::uint64_t hash);

}  // namespace broadtape
