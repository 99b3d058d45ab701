// The last query, stored for `again` in the user's state folder.
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
  std::map<std::string, std::vector<std::string>, std::less<>> options;  // those that select articles
};

// $XDG_STATE_HOME/broadtape/last-query.json, or the same in ~/.local/state. Empty if neither XDG_STATE_HOME nor HOME is
// set.
std::string last_query_path();

// The part of a find's `options` to store.
LastQuery last_query_of(const Options& options);

// Replaces the file atomically; it is readable only by its owner. Throws Error(kUnwritable).
void keep_last_query(const LastQuery& query, const std::string& path);

// nullopt if there is no file. Throws Error(kUsage) if it is unreadable or of another version.
std::optional<LastQuery> read_last_query(const std::string& path);

// `text` minus the articles that match any of `excluded`, plus the words `more`: "(a OR b) -c d". Each of `excluded` is
// a word, a phrase without quotes, or a field with its value.
// If `text` has an unclosed parenthesis or phrase, or ends with an operator, it is replaced by its normalised form.
// Throws Error(kQuery) as parse_query() does.
std::string narrowed(std::string_view text, const std::vector<std::string>& excluded, std::string_view more,
                     const QueryClock& clock);

}  // namespace broadtape
