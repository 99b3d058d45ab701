// Collects the named fields of a record into a RawArticle.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/field_names.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

// Collects the named fields of a record into a RawArticle. Fields may come in any order; duplicates are allowed.
class ArticleFields {
 public:
  // Ignores empty values, and numbers as authors and sources. A time of day in a field of the date is the time. Text in
  // the spelling of bytes in Python, `b'Acme\'s profit'`, is unwrapped. Of several values of a field the one with the
  // lowest rank is kept; of equal ranks the last.
  void set(FieldMatch match, std::string value);

  // For fields with several values: tickers, labels, authors.
  void set_list(FieldMatch match, std::vector<std::string> values);

  // The fields that have a value.
  std::vector<RawField> present() const;

  // Decodes character references and converts HTML to text. The summary becomes the body if there is no body, and an
  // identifier that is an address the address. Throws Error(kTooLarge) above a limit of indexer/input/limits.h.
  RawArticle article() &&;

 private:
  struct Value {
    int rank = -1;  // -1: absent
    std::string text;
    std::vector<std::string> list;
    std::string_view origin = {};
  };
  Value* to_replace(FieldMatch match);
  std::string text_of(RawField field);
  void take_parts(RawArticle& raw);
  std::vector<std::string> list_of(RawField field);

  void set_status(std::string_view name, std::string_view text);

  std::array<Value, kFieldCount> values_;
  std::string unpublished_;  // see RawArticle
  bool is_notice_ = false;   // unpublished only without a text
};

// Whether the text is a number in a field where it only refers to a person, topic or outlet.
bool is_reference(RawField field, std::string_view text);

// `AAPL, MSFT`, `8306.T 8316.T`, `['AAPL', 'MSFT']`, `NYSE: F;NKE`, `[AAPL](https://example.org/q)` as a list.
// `ACM US Equity` stays whole, and so does `ACM US`, which may be two symbols: whoever knows the symbols decides.
std::vector<std::string> split_tickers(std::string_view text);

// `grain, wheat`, `['Interest rates', 'Bonds']` as a list; blanks do not separate.
std::vector<std::string> split_labels(std::string_view text);

// `Apple, Inc.; Microsoft` as a list of names; commas do not separate.
std::vector<std::string> split_names(std::string_view text);

}  // namespace broadtape
