// The encoding of URLs (RFC 3986), and of the query in them as forms make it (WHATWG URL, "urlencoded").
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

// `%41` becomes `A`; a percent sign that is no code stays.
std::string decode_url(std::string_view text);

// The names and values behind the question mark of `target`, in order; plus signs are blanks. Invalid UTF-8 is
// replaced.
std::vector<std::pair<std::string, std::string>> query_pairs(std::string_view target);

// As a value in a query.
std::string encode_url(std::string_view text);

}  // namespace broadtape
