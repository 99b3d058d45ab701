// One article of a web page and of the entry of a feed that names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "indexer/ingest/article_builder.h"
#include "indexer/input/byte_source.h"

namespace broadtape {

struct PageReading {
  const ArticleBuilder& builder;
  DateSettings dates;
  std::string source;  // of every article, whatever the page says; empty: as it says
};

struct PageArticle {
  std::optional<Article> article;
  std::string failure;  // why there is none: the page has no more than its entry
};

// Reads the HTML of a page. The article has the text of the page and whatever else `entry` says: its title, address,
// source and time, so that it is a version of the same article. The page gives what the entry lacks, and the time of
// day if the entry has only the day. `entry` has no body; `entry_bytes` is the size of the one it had. A page with less
// text, or without half of the words of the title, such as one that wants a login, gives no article. Without `entry`,
// the page gives the article, which must have a title, a text and a date.
PageArticle read_page_article(ByteSource& page, const std::optional<Article>& entry, std::uint64_t entry_bytes,
                              const PageReading& reading);

}  // namespace broadtape
