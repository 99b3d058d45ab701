// Search results as a feed: RSS 2.0 and Atom (RFC 4287).
#pragma once

#include <string>

#include "searcher/search/search_answer.h"

namespace broadtape {

// Media types of feeds. XML has its encoding itself, but browsers that show it as text go by the type.
inline constexpr const char* kRssType = "application/rss+xml; charset=utf-8";
inline constexpr const char* kAtomType = "application/atom+xml; charset=utf-8";

// For browsers, which show a feed only if it is XML by its type, and otherwise as source text.
inline constexpr const char* kShownFeedType = "application/xml; charset=utf-8";

// Absolute addresses for the feed.
struct FeedLinks {
  std::string self;        // of the feed
  std::string page;        // of the web page for the same search
  std::string article;     // prefix of article pages on this server; an article's id is appended
  std::string style = {};  // of a style sheet for browsers; may be empty
  bool is_shown = false;   // by a browser, which shows descriptions as they are; feed readers take them as HTML
};

// Articles with an http(s) address link to it, others to their page on this server.
std::string rss_of(const SearchAnswer& answer, const FeedLinks& links);
std::string atom_of(const SearchAnswer& answer, const FeedLinks& links);

// An Atom feed of the articles as they arrived: an entry was updated when the archive learned of its version. An entry
// has the id of its article, so that a correction updates it.
std::string atom_of_arrivals(const SearchAnswer& answer, const std::string& title, const FeedLinks& links);

// Escapes markup in `text` and drops characters that XML 1.0 does not allow. Requires valid UTF-8.
std::string xml_text(std::string_view text);

// True for http and https addresses, which are safe to link to.
bool is_web_address(std::string_view url);

}  // namespace broadtape
