// The date of a raw article, from its date, its time and what is known about its input.
#pragma once

#include <string>

#include "common/time/date_parser.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

// How the dates of an input are read.
struct DateSettings {
  DateOrder order = DateOrder::kUnknown;  // of `01/02/2025`
  bool has_day_numbers = false;           // 45306 is the day number of a spreadsheet
  YearRange years = {};                   // other years are not taken for dates
};

struct ArticleDate {
  DateResult result;       // no date and no reason if the article gives none
  bool uses_time = false;  // the time of day comes from RawArticle::time_text
};

// The time of capture is used only for dates such as `2 hours ago`, the time only for dates without a time of day.
ArticleDate read_article_date(const RawArticle& raw, const DateSettings& settings);

// The source that the record names, or else the host of its address; may be empty.
std::string source_of(const RawArticle& raw);

}  // namespace broadtape
