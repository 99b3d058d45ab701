// Steps of ArticleFields: what services and programs do to the texts of fields, and dates in several fields.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/readers/raw_article.h"

namespace broadtape {

// `Oil rises - Harbor Wire` as `Oil rises` if the source is Harbor Wire, or the source or address is of
// harborwire.example. Aggregators repeat both as the text.
void drop_outlet(RawArticle& raw);

// `NS:RTRS` as `RTRS`: a source behind the code of its scheme, or behind a name of the field; `/ritzau/` as `ritzau`.
void drop_scheme(std::string& source);

// Moves instruments among the labels, `R:XOM.N`, `ticker:AAPL`, to the tickers. Beside codes of Reuters' topics
// (`N2:US`), drops the codes of other vocabularies (`G:1`, `P:4295903128`), which name nothing.
void take_codes_of_labels(RawArticle& raw);

// `{A:800015:L:en:K:0.97:C:0.97}Oil rises`, as brokers write the language and sentiment of a headline, as `Oil rises`.
// A language goes to the article if it has none.
void drop_headline_codes(RawArticle& raw);

// A search engine's excerpt, `Mar 6, 2024 ... Oil rose.`: takes the date if there is no other.
void take_date_of_excerpt(RawArticle& raw);

// `Harbor Talk for iPhone` as `Harbor Talk`: the program from which a message was sent, without a title.
void drop_client(std::string& source);

// Text in the spelling of bytes in Python, b'...', as these bytes.
void unwrap_bytes(std::string& text);

// Removes the mark of a service that cut the text: `... [+1234 chars]`, `… [1234 chars]`.
void drop_cut_mark(std::string& text);

// What services put in the place of a text that was withdrawn.
bool is_withdrawn(std::string_view text);

// What services put in the place of a text that costs more.
bool is_withheld(std::string_view text);

// A number in a column of numbers with a fraction: `2024.0` as `2024`.
std::string_view part_number(std::string_view text);

// Whether `text` is a number of that many digits.
bool is_digits(std::string_view text, std::size_t min, std::size_t max);

// `0.395833`, the part of a day in a spreadsheet, as `09:30:00`; empty for other texts.
std::string clock_of_day_part(std::string_view text);

// `2024`, `1` or `January`, and `30` as a date; empty if they are none.
std::string date_of_parts(std::string_view year, std::string_view month, std::string_view day);

// Adds a zone that has a separate field to the time, else to a date with a time, unless a zone is written there.
void add_zone(std::string_view zone, RawArticle& raw);

// Whether the value of a field such as `time` is a time of day as a number: `930`, `0930`, `93000`, `093000`. A number
// of seconds or days is longer or has another name.
bool is_clock_number(std::string_view name, std::string_view value);

}  // namespace broadtape
