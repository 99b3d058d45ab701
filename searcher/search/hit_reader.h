// Reads the articles of an answer and marks the matched words.
//
// Threads: not shared.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/search/kept_articles.h"
#include "searcher/search/ranking.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"
#include "searcher/search/snippet.h"

namespace broadtape {

class HitReader {
 public:
  // Articles are read in blocks of this size, each in the order of the articles on disk.
  static constexpr std::size_t kBlock = 256;
  static constexpr std::size_t kBlockWithBodies = 32;  // bounds the memory of a block

  // Keeps references to `archive` and `snippets`. With `kept`, articles that are there are not read again.
  HitReader(const Archive& archive, SnippetMaker& snippets, const HitParts& parts, std::size_t snippet_length,
            KeptArticles* kept = nullptr)
      : archive_(archive),
        kept_(kept),
        index_(archive.index()),
        snippets_(snippets),
        parts_(parts),
        snippet_length_(snippet_length) {}

  // Passes each of `documents` to `hit`, in order, without rank and score; `place` is its index.
  // Throws as Archive::article() does.
  using Sink = std::function<void(std::size_t place, Hit&& hit)>;
  void read(const std::vector<RankedDocument>& documents, const Sink& hit);

 private:
  void read_block(const RankedDocument* documents, std::size_t count);
  Hit read_hit(DocumentNumber number);
  Hit read_article(DocumentNumber number, RecordScope scope);

  const Archive& archive_;
  KeptArticles* const kept_;
  const IndexReader index_;
  SnippetMaker& snippets_;
  const HitParts parts_;
  const std::size_t snippet_length_;
  std::vector<std::size_t> order_;
  std::vector<Hit> block_;
  std::unordered_map<std::string, HitStory> stories_;  // of the block, by id
};

}  // namespace broadtape
