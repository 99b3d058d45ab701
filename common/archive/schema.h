// Where each part of an article stands in the index: one table for the writer, the query parser and the documentation
// (docs/archive-format.md). Nothing else in the code spells a prefix or a slot number.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

// Raised when an older reader would misread a newer segment, or the other way round. Readers accept segments from
// kOldestSchemaVersion on.
inline constexpr int kSchemaVersion = 3;
inline constexpr int kOldestSchemaVersion = 2;  // its documents have no kAlias terms

inline constexpr std::string_view kSchemaKey = "schema";
inline constexpr std::string_view kAnalysisKey = "analysis";
inline constexpr std::string_view kDictionaryKeyPrefix = "zstd-dictionary/";  // then the id in decimal

enum class Field : std::uint8_t {
  kText,   // words of title and body, with positions; a title word counts kTitleWdf times
  kTitle,  // words of the title, with positions
  kLead,   // one term without a value that marks the lead's words, at the position behind each; see below
  kId,
  kTicker,
  kAbout,   // tickers given by the source, or in the title or lead
  kSource,  // folded, cut to 200 bytes
  kAuthor,  // words of the byline
  kLanguage,
  kLabel,  // the source's own topics, folded
  kYear,   // 2025
  kMonth,  // 202501
  kDay,    // 20250130
  kFlag,   // "superseded", "undated", "future", "corrected"
  kAlias,  // the identity keys that are not the id, see identity.h
};

struct FieldRow {
  Field field;
  std::string_view prefix;      // of its terms in the index
  std::string_view query_name;  // as written in a query, empty when it has none
  std::string_view help;
};

inline constexpr FieldRow kFields[] = {
    {Field::kText, "", "", "words of title and body"},
    {Field::kTitle, "S", "title", "words of the title"},
    {Field::kLead, "XL", "lead", "words of the title and the first 50 words of the body"},
    {Field::kId, "Q", "id", "the article's id"},
    {Field::kTicker, "XT", "ticker", "a company by its symbol, wherever it is mentioned"},
    {Field::kAbout, "XA", "about", "a company in the title or lead, or given by the source"},
    {Field::kSource, "XS", "source", "the outlet"},
    {Field::kAuthor, "A", "author", "words of the byline"},
    {Field::kLanguage, "L", "lang", "the language, such as en"},
    {Field::kLabel, "K", "label", "the source's own topic"},
    {Field::kYear, "Y", "", "year of publication, UTC"},
    {Field::kMonth, "M", "", "month of publication, UTC"},
    {Field::kDay, "D", "", "day of publication, UTC"},
    {Field::kFlag, "XF", "is", "superseded, undated, future, corrected"},
    {Field::kAlias, "XI", "", "further identity keys of the article"},
};

inline constexpr std::string_view kSupersededFlag = "superseded";  // a newer version of the article is in the archive
inline constexpr std::string_view kUndatedFlag = "undated";
inline constexpr std::string_view kFutureFlag = "future";        // published more than a day after it was first seen
inline constexpr std::string_view kCorrectedFlag = "corrected";  // replaces an earlier version

// The one way to spell a term. A prefix of more than one letter takes a colon before a capital or a colon, by Xapian's
// convention: make_term(kTicker, "NVDA") is "XT:NVDA".
std::string make_term(Field field, std::string_view value);

// What a source is indexed, filtered and compared by: folded, inner white space single, at most 200 bytes.
std::string source_key(std::string_view source);

enum Slot : std::uint32_t {
  kPublishedSlot = 0,  // Xapian::sortable_serialise of seconds UTC; absent when undated
  kDaySlot = 1,        // YYYYMMDD
  kTickersSlot = 2,    // symbols joined by kValueSeparator
  kSourceSlot = 3,     // the outlet's name as given
  kStorySlot = 4,      // what near-copies of one story share; empty as yet
  kFirstSeenSlot = 5,  // Xapian::sortable_serialise of seconds UTC
  kContentSlot = 6,    // the 16 bytes of content_hash()
  kWordsSlot = 7,      // Xapian::sortable_serialise of the number of words
  kTextBytesSlot = 8,  // Xapian::sortable_serialise of the bytes of title and body
  kAuthorSlot = 9,     // the byline as given
};
inline constexpr std::uint32_t kSlotCount = 10;
inline constexpr char kValueSeparator = '\t';

// Positions: the title's words start at 1; the body's first word stands kFieldGap after the title's last, so that no
// phrase or nearness runs from one into the other.
inline constexpr std::uint32_t kFirstPosition = 1;
inline constexpr std::uint32_t kFieldGap = 16;
inline constexpr std::uint32_t kTitleWdf = 3;

// The lead: the title and so many of the body's first words. Its mark, make_term(Field::kLead, ""), stands at every
// position from kFirstPosition + 1 to the one behind the lead's last word, so a phrase that ends in the mark stands in
// the lead, exactly. Xapian packs such a run of positions into a few bytes. The mark's wdf is 0: no length or rank
// changes.
inline constexpr std::uint32_t kLeadBodyWords = 50;

}  // namespace broadtape
