// What the values of a column or key are, over a sample of records: the evidence for the field of an unknown name.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/field_names.h"

namespace broadtape {

class ColumnContent {
 public:
  // Ignores blank values.
  void add(std::string_view value);

  // Whether at least four of five values are of that kind; false without values.
  bool is_dates() const { return mostly(dates_); }
  bool is_addresses() const { return mostly(addresses_) && !mostly(images_); }  // of pages
  bool is_numbers() const { return mostly(numbers_); }
  bool may_be_symbols() const { return mostly(symbols_); }  // `NVDA`, `7203.T`, in capitals
  bool is_symbols() const { return filled_ >= 3 && mostly(symbols_); }

  bool is_structured() const { return mostly(structured_); }  // lists and objects

  // Whether the values are of a kind that running text is not.
  bool is_typed() const { return is_dates() || mostly(addresses_) || is_numbers() || is_structured(); }
  // Whether they have three words or more on average.
  bool is_text() const;
  // Whether they are one short line each that begins like a sentence and ends without a full stop.
  bool is_headlines() const;

  // Whether few values are repeated, unlike those of outlets and categories.
  bool is_varied() const { return filled_ > 0 && seen_.size() * 10 >= filled_ * 8; }

  std::size_t filled() const { return filled_; }
  std::size_t distinct() const { return seen_.size(); }
  double mean_bytes() const { return mean(bytes_); }
  double mean_words() const { return mean(words_); }

 private:
  bool mostly(std::size_t count) const { return filled_ > 0 && count * 10 >= filled_ * 8; }
  double mean(std::size_t sum) const {
    return filled_ > 0 ? static_cast<double>(sum) / static_cast<double>(filled_) : 0.0;
  }

  std::size_t filled_ = 0, dates_ = 0, addresses_ = 0, images_ = 0, numbers_ = 0, symbols_ = 0, structured_ = 0;
  std::size_t headlines_ = 0;
  std::size_t bytes_ = 0, words_ = 0;
  std::set<std::size_t> seen_;  // hashes of values
};

// Whether the value is a number, with a sign, separators or a percent sign.
bool is_number(std::string_view value);
// Whether the value is a date, or would be one if the order of day and month were known.
bool is_date(std::string_view value);

// Whether the cell has a list or an object as JSON or Python writes it, by its brackets.
bool is_structured_cell(std::string_view cell);

// Whether a cell is made of XML elements whose names are in capitals with an underscore, as GDELT writes them:
// `<PAGE_TITLE>Oil rises</PAGE_TITLE>`. Such a cell is structured, too.
bool is_element_cell(std::string_view cell);

// Whether the value is the address of a picture or film.
bool is_image_address(std::string_view value);

// Whether a column of that name has pictures or films rather than articles: `image_url`, `thumbnail`.
bool is_picture_name(std::string_view name);

// Whether values of that kind may be in the field.
bool fits(RawField field, const ColumnContent& content);

inline constexpr double kLongestTitleBytes = 300;  // means over a column
inline constexpr double kShortestBodyBytes = 100;

// The field that a column or key of an unknown name probably is: by a word of its name if the values fit, otherwise by
// the values. nullopt if neither says anything.
std::optional<RawField> likely_field(std::string_view name, const ColumnContent& content);

// Whether a date of that name is not of publication: `last_updated`, `expires`, `crawl_date`.
bool is_other_date_name(std::string_view name);

// A column or key, with its values over a sample of records.
struct NamedContent {
  std::string_view name;
  const ColumnContent* content;  // null: it has a field
};

// Gives fields to columns by their values, and by words of their names where those fit: for each field that none of
// `claimed` is, its index in `columns`. With `ordered`, the first of several columns of dates counts; otherwise none
// does, unless a name decides.
std::vector<std::pair<std::size_t, RawField>> fields_by_content(const std::vector<NamedContent>& columns,
                                                                const std::set<RawField>& claimed, bool ordered);

}  // namespace broadtape
