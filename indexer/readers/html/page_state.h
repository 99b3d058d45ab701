// The article of a page whose text is only in a script, as programs in the browser read it: `__NEXT_DATA__`,
// `window.__INITIAL_STATE__ = {...}`, `Fusion.globalContent = {...}`.
#pragma once

#include <libxml/tree.h>

#include <optional>
#include <string_view>

#include "indexer/readers/raw_article.h"

namespace broadtape {

// The article in the JSON of the scripts under `root` that has the title of the page, else the only one with a long
// text, or one whose text is much longer than all others; nullopt if it is unclear which it is. It has no address and
// record.
std::optional<RawArticle> article_in_scripts(xmlNode* root, std::string_view page_title);

}  // namespace broadtape
