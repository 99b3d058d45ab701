// The answer of a search as a feed, by which a feed reader follows it: RSS 2.0 and Atom (RFC 4287).
#pragma once

#include <string>

#include "searcher/search/search_answer.h"

namespace broadtape {

// Addresses that a feed names, whole ones.
struct FeedLinks {
  std::string self;     // of the feed
  std::string page;     // of the same search for people
  std::string article;  // what an article's id is written behind: its page here
};

// Articles whose own address is http(s) link to it, others to their page here.
std::string rss_of(const SearchAnswer& answer, const FeedLinks& links);
std::string atom_of(const SearchAnswer& answer, const FeedLinks& links);

// `text` as XML has it: markup escaped, characters that XML 1.0 does not know left out. Requires valid UTF-8.
std::string xml_text(std::string_view text);

// True for addresses that a browser may be sent to: http and https.
bool is_web_address(std::string_view url);

}  // namespace broadtape
