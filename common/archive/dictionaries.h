// What the articles of an archive are written with: shared by its segments, trained once (docs/archive-format.md).
#pragma once

#include <memory>
#include <string>

#include "common/archive/codec.h"
#include "common/archive/word_dictionary.h"

namespace broadtape {

struct Dictionaries {
  std::shared_ptr<const Codec> codec = std::make_shared<const Codec>("");                  // of records
  std::shared_ptr<const WordDictionary> words = std::make_shared<const WordDictionary>();  // of word streams

  bool are_complete() const { return codec->dictionary_id() != 0 && words->id() != 0; }
};

}  // namespace broadtape
