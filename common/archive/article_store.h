// Reads articles out of documents: finds the dictionary that a document's frame needs, decompresses, decodes.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/archive/codec.h"
#include "common/article/article.h"
#include "common/article/record.h"

namespace broadtape {

class ArticleStore {
 public:
  // Dictionaries are looked for in the metadata of `segments`.
  explicit ArticleStore(std::vector<Xapian::Database> segments = {}) : segments_(std::move(segments)) {}

  // The stored JSON record, as encode_record() wrote it. Throws Error(kCorrupt), Error(kWrongDictionary) or
  // Error(kTooLarge) for a frame that cannot be read; the message names the document.
  std::string record(const Xapian::Document& document) const;

  // The article in it. Throws likewise, and Error(kCorrupt) when the record cannot be decoded.
  Article article(const Xapian::Document& document, RecordScope scope = RecordScope::kWhole) const;

  // The codec of a dictionary (0: none). Throws Error(kWrongDictionary) when no segment has that dictionary.
  std::shared_ptr<const Codec> codec(std::uint32_t dictionary_id) const;

  // The dictionary that new frames should use: the first segment's that has one; 0 when there is none yet.
  std::uint32_t first_dictionary_id() const;

 private:
  std::vector<Xapian::Database> segments_;
  mutable std::map<std::uint32_t, std::shared_ptr<const Codec>> codecs_;  // by dictionary id, made when first needed
};

}  // namespace broadtape
