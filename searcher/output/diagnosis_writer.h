// Why a search found nothing.
#pragma once

#include <ostream>

#include "searcher/output/format.h"
#include "searcher/search/diagnosis.h"

namespace broadtape {

// Lines for below "0 articles".
void write_diagnosis(const Diagnosis& diagnosis, const TextStyle& style, std::ostream& out);

// The member "diagnosis".
Json json_diagnosis(const Diagnosis& diagnosis);

// The command that carries out `request`, ready for a shell: tape-search 'rate cut' --since 2025.
std::string command_line_of(const QueryRequest& request);

}  // namespace broadtape
