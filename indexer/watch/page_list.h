// The pages of the entries of one feed that are read or waited for: a file in the folder `watch` of the archive, which
// docs/archive-format.md describes.
//
// The file is written after the entries are in the archive and before the feed counts as read, and again after a page
// is in the archive. A lost or damaged file therefore costs requests, and nothing is lost or added twice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace broadtape {

// An entry of a feed that names a page.
struct PageEntry {
  std::string url = {};
  std::string record = {};       // of its article (common/article/record.h) without a body; empty: it has none
  std::uint64_t text_bytes = 0;  // of the body
  std::string modified = {};     // of a sitemap: its lastmod
  bool is_news = true;           // it was not in the archive, or says something else there

  friend bool operator==(const PageEntry&, const PageEntry&) = default;
};

struct ListedPage {
  PageEntry entry;
  std::uint64_t tries = 0;   // that failed
  std::int64_t next_s = 0;   // not asked before
  std::int64_t done_s = 0;   // read or given up; 0: it waits
  std::string outcome = {};  // why it was given up; empty if it was read

  friend bool operator==(const ListedPage&, const ListedPage&) = default;
};

struct PageList {
  std::string source;  // the feed or sitemap
  std::string named;   // as the user named it, or the index that lists it
  std::vector<ListedPage> pages;

  friend bool operator==(const PageList&, const PageList&) = default;
};

// All lists of the archive that can be read.
std::vector<PageList> read_page_lists(const std::string& archive);

// Durable. Throws Error(kUnwritable).
void write_page_list(const std::string& archive, const PageList& list);

}  // namespace broadtape
