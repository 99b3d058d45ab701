#include "searcher/search/hit_reader.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/story_lookup.h"

namespace broadtape {

// Without what depends on the query.
Hit HitReader::read_article(DocumentNumber number, RecordScope scope) {
  Hit hit;
  const auto document = index_.document(number);
  hit.article = archive_.article(document, scope);
  if (parts_.words) {
    const std::string words = document.get_value(kWordsSlot);
    if (!words.empty()) hit.words = stored_count(words);
  }
  const std::string story = parts_.story || parts_.flags ? document.get_value(kStorySlot) : "";
  if (parts_.story && !story.empty()) {
    const auto [known, is_new] = stories_.try_emplace(story);
    if (is_new) known->second = read_story(archive_, story);
    hit.story = known->second;
  }
  if (parts_.flags)
    hit.flags = all_flag_names(index_, number, parts_.story ? hit.story.withdrawn : is_withdrawn(index_, story));
  return hit;
}

Hit HitReader::read_hit(DocumentNumber number) {
  const bool snippet = parts_.snippet && snippet_length_ > 0;
  const KeptArticle* const kept =
      kept_ != nullptr ? kept_->article(number, [&] { return read_article(number, RecordScope::kWhole); }) : nullptr;
  if (kept != nullptr) {
    Hit hit = kept->hit;
    if (parts_.title_pieces) hit.title_pieces = snippets_.title(kept->title);
    if (snippet) hit.snippet = snippets_.snippet(kept->body, snippet_length_);
    if (parts_.body) hit.article.body = kept->body.text;
    return hit;
  }
  Hit hit = read_article(number, parts_.body || snippet ? RecordScope::kWhole : RecordScope::kWithoutBody);
  if (parts_.title_pieces) hit.title_pieces = snippets_.title(hit.article.title);
  if (snippet) hit.snippet = snippets_.snippet(hit.article.body, snippet_length_);
  if (!parts_.body) hit.article.body = {};
  return hit;
}

void HitReader::read_block(const RankedDocument* documents, std::size_t count) {
  const std::size_t shards = std::max<std::size_t>(archive_.shards().size(), 1);
  const auto place_on_disk = [&](std::size_t i) {
    const std::size_t number = documents[i].document - 1;
    return std::pair(number % shards, number / shards);
  };
  order_.resize(count);
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::sort(order_.begin(), order_.end(),
            [&](std::size_t a, std::size_t b) { return place_on_disk(a) < place_on_disk(b); });
  block_.resize(count);
  stories_.clear();
  for (const std::size_t i : order_) block_[i] = read_hit(documents[i].document);
}

void HitReader::read(const std::vector<RankedDocument>& documents, const Sink& hit) {
  const std::size_t block = parts_.body ? kBlockWithBodies : kBlock;
  for (std::size_t begin = 0; begin < documents.size(); begin += block) {
    const std::size_t count = std::min(block, documents.size() - begin);
    read_block(&documents[begin], count);
    for (std::size_t i = 0; i < count; ++i) hit(begin + i, std::move(block_[i]));
  }
}

}  // namespace broadtape
