// The index schema: one table of fields for the writer, the query parser and the documentation
// (docs/archive-format.md). No other code contains a prefix or slot number.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

// Incremented when an older reader would misread a newer segment or vice versa, and with kAnalysisVersion. Readers
// accept only this one; `tape-index reindex` reads the records of segments from kOldestRecordsVersion.
inline constexpr int kSchemaVersion = 8;
inline constexpr int kOldestRecordsVersion = 2;

inline constexpr std::string_view kSchemaKey = "schema";
inline constexpr std::string_view kAnalysisKey = "analysis";
inline constexpr std::string_view kDictionaryKeyPrefix = "zstd-dictionary/";  // followed by the id in decimal
inline constexpr std::string_view kWordsKeyPrefix = "word-dictionary/";       // likewise

enum class Field : std::uint8_t {
  kText,   // words of title and body; a title word counts kTitleWdf times
  kTitle,  // words of the title
  kLead,   // only in queries, see below
  kId,
  kTicker,        // the symbol of the day
  kAbout,         // the same, of companies that the article is about
  kCompany,       // the company's key; or the code, in capitals, of a company that the directory does not know
  kAboutCompany,  // the same, of companies that the article is about
  kPair,     // the code of an unknown company, or the key of a user's own one, and its name, joined by kValueSeparator
  kLearned,  // the same of a company that the article has by its name alone, because others write the code
  kSource,   // folded, cut to 200 bytes
  kAuthor,   // words of the byline
  kLanguage,
  kLabel,  // the source's own topics, folded
  kYear,   // 2025
  kMonth,  // 202501
  kDay,    // 20250130
  kFlag,   // "superseded", "undated", "future", "corrected"
  kAlias,  // identity keys other than the id, see identity.h
  kStory,  // only in queries, which look for kStorySlot: to add a term to a written document costs 25 times a value
  kBand,   // hashes that articles of one story probably share, see indexer/stories
  kRest,   // one term without a value: in lists of documents' terms, instead of those that are not listed
};

struct FieldRow {
  Field field;
  std::string_view prefix;      // of its terms in the index
  std::string_view query_name;  // in the query language; may be empty
  std::string_view help;
  bool is_listed = true;  // whether the list of a document's terms has them; Xapian changes only those that it has
};

inline constexpr FieldRow kFields[] = {
    {Field::kText, "", "", "words of title and body", false},
    {Field::kTitle, "S", "title", "words of the title", false},
    {Field::kLead, "XL", "lead", "words of the title and the first 50 words of the body"},
    {Field::kId, "Q", "id", "the article's id"},
    {Field::kTicker, "XT", "ticker", "a company by its symbol, wherever it is mentioned"},
    {Field::kAbout, "XA", "about", "a company in the title or lead, or given by the source"},
    {Field::kCompany, "XC", "company", "a company by its name, under all its symbols"},
    {Field::kAboutCompany, "XB", "", "keys of the companies that the article is about"},
    {Field::kPair, "XN", "", "codes and names that the article writes together"},
    {Field::kLearned, "XO", "", "codes and names that other articles write together"},
    {Field::kSource, "XS", "source", "the outlet"},
    {Field::kAuthor, "A", "author", "words of the byline", false},
    {Field::kLanguage, "L", "lang", "the language, such as en"},
    {Field::kLabel, "K", "label", "the source's own topic"},
    {Field::kYear, "Y", "", "year of publication, UTC"},
    {Field::kMonth, "M", "", "month of publication, UTC"},
    {Field::kDay, "D", "", "day of publication, UTC"},
    {Field::kFlag, "XF", "is", "superseded, undated, future, corrected, correction, update, withdrawal, withdrawn"},
    {Field::kAlias, "XI", "", "further identity keys of the article"},
    {Field::kStory, "XD", "story", "the story, by the id of its first report"},
    {Field::kBand, "XG", "", "hashes that articles of one story probably share"},
    {Field::kRest, "XR", "", "instead of terms that are not listed", false},
};

inline constexpr std::string_view kSupersededFlag = "superseded";  // the archive has a newer version of the article
inline constexpr std::string_view kUndatedFlag = "undated";
inline constexpr std::string_view kFutureFlag = "future";          // published more than a day after it was first seen
inline constexpr std::string_view kCorrectedFlag = "corrected";    // replaces an earlier version
inline constexpr std::string_view kWithdrawalFlag = "withdrawal";  // a notice that withdraws a report
inline constexpr std::string_view kCorrectionFlag = "correction";  // by its headline, it corrects a report
inline constexpr std::string_view kUpdateFlag = "update";          // by its headline, it continues a report
// Those that documents have as terms.
inline constexpr std::string_view kFlags[] = {kSupersededFlag, kUndatedFlag,    kFutureFlag, kCorrectedFlag,
                                              kWithdrawalFlag, kCorrectionFlag, kUpdateFlag};
// Without a term: an article whose story has a notice, and that is not one itself.
inline constexpr std::string_view kWithdrawnFlag = "withdrawn";

// Builds a term. By Xapian's convention a prefix of several letters is followed by a colon if the value begins with a
// capital or colon: make_term(kTicker, "NVDA") is "XT:NVDA".
std::string make_term(Field field, std::string_view value);

// Whether the field of a term is listed, see FieldRow.
bool is_listed(std::string_view term);

// The normalised source for indexing, filtering and comparison: folded, with single spaces, at most 200 bytes.
std::string source_key(std::string_view source);

enum Slot : std::uint32_t {
  kPublishedSlot = 0,    // Xapian::sortable_serialise of seconds UTC; absent when undated
  kDaySlot = 1,          // YYYYMMDD
  kTickersSlot = 2,      // one `SHOWN=KEY` a company, joined by kValueSeparator; see docs/archive-format.md
  kSourceSlot = 3,       // the outlet's name as given
  kStorySlot = 4,        // id of the article that reported the story first; absent if the story has one article
  kFirstSeenSlot = 5,    // Xapian::sortable_serialise of seconds UTC
  kContentSlot = 6,      // the 16 bytes of content_hash()
  kWordsSlot = 7,        // Xapian::sortable_serialise of the number of words
  kTextBytesSlot = 8,    // Xapian::sortable_serialise of the bytes of title and body
  kAuthorSlot = 9,       // the byline as given
  kCopySlot = 10,        // the same as kStorySlot of those articles of the story whose text is near-identical
  kWordStreamSlot = 11,  // the words of title and body in order; see word_stream.h
  kArrivalSlot = 12,     // Xapian::sortable_serialise of the run that added the version; absent if it was not counted
  // Slots that documents do not have: their values are the document's terms of a field, see slot_field(). They are
  // counted, and have columns, as lists.
  kLanguageSlot = 100,
  kLabelSlot = 101,
};
inline constexpr std::uint32_t kSlotCount = 13;  // of documents
inline constexpr char kValueSeparator = '\t';
inline constexpr char kKeySeparator = '=';

// Whether the values of the slot are lists of items, which are counted one by one.
inline constexpr bool is_list(Slot slot) {
  return slot == kTickersSlot || slot >= kSlotCount;
}

// The field whose terms are the values of a slot that documents do not have; nullopt of others.
inline constexpr std::optional<Field> slot_field(Slot slot) {
  if (slot == kLanguageSlot) return Field::kLanguage;
  if (slot == kLabelSlot) return Field::kLabel;
  return std::nullopt;
}

// The value of a term of `field`: undoes make_term().
std::string_view term_value(Field field, std::string_view term);

// Calls `visit` with the text of each item of such a value.
template <class Visit>
void each_item(std::string_view value, const Visit& visit) {
  while (!value.empty()) {
    const std::string_view item = value.substr(0, value.find(kValueSeparator));
    value.remove_prefix(std::min(item.size() + 1, value.size()));
    visit(item);
  }
}

// Positions: title words start at 1. The first body word is kFieldGap after the last title word, so that no phrase or
// proximity match spans both.
inline constexpr std::uint32_t kFirstPosition = 1;
inline constexpr std::uint32_t kFieldGap = 16;
inline constexpr std::uint32_t kTitleWdf = 3;

// The lead: the title and this many words of the body.
inline constexpr std::uint32_t kLeadBodyWords = 50;

}  // namespace broadtape
