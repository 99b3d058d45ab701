// Command lines that a user can copy into a POSIX shell.
#pragma once

#include <string>

#include "common/command_line/options.h"
#include "searcher/commands/last_query.h"
#include "searcher/search/query_request.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

// `text` as one word: in single quotes if a character of it has a meaning in a shell.
std::string shell_word(const std::string& text);

// The command that makes `request`: tape-search 'rate cut' --since 2025. Of `options`, those of the present command, it
// repeats --timezone, --now and --archive.
std::string command_line_of(const QueryRequest& request, const Options& options = {});

// The command that makes the last query again.
std::string command_line_of(const LastQuery& query);

// The command for the corrected request of `answer`; empty if it has none.
std::string corrected_command(const SearchAnswer& answer, const Options& options);

}  // namespace broadtape
