// Turns an article into a document of the index: terms, values and the compressed record, as
// common/archive/schema.h defines them.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/codec.h"
#include "common/archive/dictionaries.h"
#include "common/archive/schema.h"
#include "common/archive/word_finder.h"
#include "common/article/article.h"
#include "common/text/analyser.h"
#include "indexer/glass/batch.h"
#include "indexer/stories/story_graph.h"

namespace broadtape {

// What the archive knows about a version beyond its text.
struct VersionFlags {
  bool superseded = false;    // a newer version is in the archive
  bool corrected = false;     // replaces an earlier version
  StoryPlace place = {};      // the story of its article
  std::uint64_t arrival = 0;  // the run in which the archive learned of it; 0: before runs were counted
};

// Gives a document of a database what build() made of the same text with other companies and flags. Leaves terms as
// they are that are not listed (schema.h): Xapian does not know them, and the text decides them.
void replace_facts(Xapian::Document& document, const Xapian::Document& rebuilt);

// The flags of a document that build() made.
VersionFlags flags_of(const Xapian::Document& document);

// Replaces the record of a document that build() made by that of `article`, which has more companies, and adds them.
void set_companies(Xapian::Document& document, const Article& article, const Codec& codec);

// The id of the article of a document that build() made.
std::string id_of(const Xapian::Document& document);

// The story of a document, and making `place` the story of a document that build() made.
StoryPlace place_of(const Xapian::Document& document);
void set_story(Xapian::Document& document, const StoryPlace& place);

class DocumentBuilder {
 public:
  // The document of `article`. Its terms depend only on the article and the flags, so that `verify` can build them
  // again. Throws Error(kTooLarge) when the record exceeds the limit of the codec.
  Xapian::Document build(const Article& article, const VersionFlags& flags, const Dictionaries& dictionaries);

  // The same document as the next one of `batch`.
  void add(glass::Batch& batch, const Article& article, const VersionFlags& flags, const Dictionaries& dictionaries);

 private:
  // `Target` is Xapian::Document or glass::Batch, which have the same calls for the parts of a document.
  template <class Target>
  void lay_out(Target& document, const Article& article, const VersionFlags& flags, const Dictionaries& dictionaries);
  template <class Target>
  void add_text(Target& document, const Article& article, const WordDictionary& dictionary);
  template <class Target>
  void add_words(Target& document, Field field, std::string_view text);

  Analyser analyser_;
  WordFinder word_finder_;
  std::vector<Token> tokens_;
  std::string term_;
};

}  // namespace broadtape
