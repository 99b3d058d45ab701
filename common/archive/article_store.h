// Reads articles from documents: finds the dictionary of the frame, decompresses and decodes it.
//
// Threads: not shared, except for words() while no other thread uses the index.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/codec.h"
#include "common/archive/columns.h"
#include "common/archive/dictionaries.h"
#include "common/article/article.h"
#include "common/article/record.h"
#include "common/time/instant.h"

namespace broadtape {

class ArticleStore {
 public:
  // Finds dictionaries in the columns of `segments`, null for those without, else in their metadata.
  explicit ArticleStore(std::vector<Xapian::Database> segments = {},
                        std::vector<std::shared_ptr<const Columns>> columns = {})
      : segments_(std::move(segments)), columns_(std::move(columns)) {}

  // Has these dictionaries and no others.
  explicit ArticleStore(const Dictionaries& dictionaries);

  // The stored JSON record, as written by encode_record(). Throws Error(kCorrupt), Error(kWrongDictionary) or
  // Error(kTooLarge) for an unreadable frame; the message names the document.
  std::string record(const Xapian::Document& document) const;

  // The decoded article. Throws as record(), and Error(kCorrupt) if the record cannot be decoded.
  Article article(const Xapian::Document& document, RecordScope scope = RecordScope::kWhole) const;

  // When the article was published, by the index: its record is read only at midnight, where its precision is in doubt.
  // nullopt if it is undated. Throws as article().
  std::optional<Instant> published(const Xapian::Document& document) const;

  // The codec of a dictionary (0: none). Throws Error(kWrongDictionary) if no segment has the dictionary.
  std::shared_ptr<const Codec> codec(std::uint32_t dictionary_id) const;

  // The dictionary of word streams with this id (0: none). Throws Error(kWrongDictionary) if no segment has it.
  std::shared_ptr<const WordDictionary> words(std::uint32_t id) const;

  // Those for new articles: of the first segment that has one of each.
  Dictionaries dictionaries() const;

 private:
  std::uint32_t first_id(std::string_view prefix) const;
  std::string metadata(std::string_view prefix, std::uint32_t id) const;
  // The copy of a dictionary that columns have; null if none of them has it.
  template <class Dictionary>
  std::shared_ptr<const Dictionary> in_columns(std::uint32_t id, std::string_view (Columns::*bytes_of)() const,
                                               std::uint32_t (Dictionary::*id_of)() const) const;

  std::vector<Xapian::Database> segments_;
  std::vector<std::shared_ptr<const Columns>> columns_;
  mutable std::map<std::uint32_t, std::shared_ptr<const Codec>> codecs_;  // by dictionary id, created on demand
  std::unique_ptr<std::mutex> words_mutex_ = std::make_unique<std::mutex>();
  mutable std::map<std::uint32_t, std::shared_ptr<const WordDictionary>> words_;
};

}  // namespace broadtape
