// Words that speak for or against a name as that of a company, as NameJudge weighs them. Static lifetime.
#pragma once

#include "common/companies/text_atoms.h"

namespace broadtape {

// Words that often occur next to company names.
const AtomSet& company_words();

// Capitalised neighbours that are not part of a longer name.
const AtomSet& harmless_neighbours();

// Context words that count against a name only directly next to it: `of`, `the`.
const AtomSet& words_beside_only();

// Units that have the name of their parent: `BMO Capital Markets`, `Huntington Asset Advisors`.
const AtomSet& unit_words();

// What directly follows or precedes the name of a company only.
const AtomSet& legal_words();
const AtomSet& share_words();

// The last words of exchanges and their short names.
const AtomSet& exchange_words();

// What companies and their officers do, and what they are, directly after the name.
const AtomSet& acting_words();

// What is near the name of an index.
const AtomSet& index_words();

// Given names and titles of persons, which precede surnames.
const AtomSet& given_names();

// Words for those who speak about companies or serve them.
const AtomSet& observer_words();

// What observers write, after a verb: `Citi said in a note`.
const AtomSet& observer_signs();

// Rating agencies: they are subjects only of articles about nobody else.
const AtomSet& rating_agencies();

// Words before examples and what is compared.
const AtomSet& example_words();

// Words for deals and disputes, which have two sides.
const AtomSet& deal_words();

// Abbreviations whose full stop does not end a sentence.
const AtomSet& abbreviations();

}  // namespace broadtape
