// Reads records exported by tape-search verbatim: without stripping HTML, decoding character references or guessing
// nulls. Keeps data that only the archive has (id, first_seen, flags).
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

  // Whether field `name` of an export is imported; `tickers`, `score` etc. are not.
  static bool is_known(std::string_view name);
  static bool is_list(std::string_view name);

  // Both ignore unknown names and names of the other kind.
  void set(std::string_view name, std::string text);
  void set_list(std::string_view name, std::vector<std::string> list);

  RawArticle article() &&;

 private:
  static constexpr std::size_t kMaxFields = 32;

  RawArticle raw_;
  std::bitset<kMaxFields> present_;
};

// Splits a list in a CSV cell of an export: items separated by `;`, items that contain `;` or `"` quoted. Throws
// Error(kTooLarge) above kMaxListItems.
std::vector<std::string> split_exported_list(std::string_view cell);

}  // namespace broadtape
