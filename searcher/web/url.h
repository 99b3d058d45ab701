// URL encoding (RFC 3986), and the form encoding of queries (WHATWG URL, "urlencoded").
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

// `%41` becomes `A`; an invalid percent sequence is unchanged.
std::string decode_url(std::string_view text);

// The names and values of the query in `target`, in order; plus signs are decoded as blanks. Invalid UTF-8 is replaced.
std::vector<std::pair<std::string, std::string>> query_pairs(std::string_view target);

// Encodes `text` as a value in a query.
std::string encode_url(std::string_view text);

}  // namespace broadtape
