// Rows that tape-search exported, read back as they are: no HTML is stripped, no character reference decoded, no null
// guessed, and what only the archive knows of an article (id, first_seen, flags) is kept.
#pragma once

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/raw_article.h"

namespace broadtape {

class ExportedFields {
 public:
  ExportedFields();

  // Whether an export's field `name` is read back; `tickers`, `score` and the like are not.
  static bool is_known(std::string_view name);
  static bool is_list(std::string_view name);

  // Both pass over a name that is not known, or is of the other kind.
  void set(std::string_view name, std::string text);
  void set_list(std::string_view name, std::vector<std::string> list);

  RawArticle article() &&;

 private:
  static constexpr std::size_t kMaxFields = 32;

  RawArticle raw_;
  std::bitset<kMaxFields> present_;
};

// A list of an export's CSV cell: members separated by `;`, those that hold `;` or `"` in quotation marks.
// Throws Error(kTooLarge) past kMaxListItems.
std::vector<std::string> split_exported_list(std::string_view cell);

}  // namespace broadtape
