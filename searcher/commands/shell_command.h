// Command lines for POSIX shells.
#pragma once

#include <string>

#include "common/command_line/options.h"
#include "searcher/commands/last_query.h"
#include "searcher/search/query_request.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

// Quotes `text` as one word: in single quotes if it contains a shell metacharacter.
std::string shell_word(const std::string& text);

// A command equivalent to `request`: tape-search 'rate cut' --since 2025. Repeats --timezone, --now and --archive from
// `options`, the options of the current command.
std::string command_line_of(const QueryRequest& request, const Options& options = {});

// A command equivalent to the last query.
std::string command_line_of(const LastQuery& query);

// The command for the corrected request of `answer`; empty if there is none.
std::string corrected_command(const SearchAnswer& answer, const Options& options);

}  // namespace broadtape
