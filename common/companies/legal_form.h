// Legal forms at the end of company names, which one article writes and another leaves out: `Inc`, `plc`, `S.p.A.`.
#pragma once

#include <cstdint>
#include <string_view>

namespace broadtape {

// Whether the atom is a legal form, or a word as common beside one, such as `the` and `Class`.
bool is_legal_form(std::uint64_t hash);

// Whether the word is, in any case and with full stops: `inc.`, `S.A.`.
bool is_legal_form(std::string_view word);

// The name without the legal form at its end: `Acme Holding Co.` of `Acme Holding Co., Ltd.`. Empty if
// the name does not end with one, or is nothing else.
std::string_view without_last_legal_form(std::string_view name);

// The name without all legal forms at its end; the name itself if it has none, or is nothing else.
std::string_view without_legal_forms(std::string_view name);

}  // namespace broadtape
