// The query that was asked last, for `again`: kept from one run to the next in the user's state folder.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/options.h"
#include "searcher/query/date_range.h"

namespace broadtape {

struct LastQuery {
  std::string text;
  std::map<std::string, std::vector<std::string>, std::less<>> options;  // those that say which articles are meant
};

// $XDG_STATE_HOME/broadtape/last-query.json, else that of ~/.local/state. Empty when there is neither.
std::string last_query_path();

// What of `options`, those of a find, is worth keeping.
LastQuery last_query_of(const Options& options);

// Replaces the file at once, readable by its owner alone. Throws Error(kUnwritable).
void keep_last_query(const LastQuery& query, const std::string& path);

// Nothing when there is no file. Throws Error(kUsage) when it cannot be read or is of another version.
std::optional<LastQuery> read_last_query(const std::string& path);

// `text` without the articles that have one of `excluded`, and with `more` words: "(a OR b) -c d". Each of the excluded
// is a word, a phrase without its quotes, or a field with its value.
// Where `text` leaves a parenthesis or a phrase open, or ends with an operator, it is written anew as it was
// understood. Throws Error(kQuery) as parse_query() does.
std::string narrowed(std::string_view text, const std::vector<std::string>& excluded, std::string_view more,
                     const QueryClock& clock);

}  // namespace broadtape
