#include "common/archive/word_streams.h"

#include <algorithm>

#include "common/archive/schema.h"

namespace broadtape {

WordStreams::WordStreams(const WordShards& shards) {
  for (std::size_t i = 0; i < shards.shards.size(); ++i) {
    Shard& shard = shards_.emplace_back();
    shard.database = shards.shards[i];
    if (i >= shards.columns.size() || !shards.columns[i] || shards.columns[i]->streams() == nullptr) continue;
    shard.columns = shards.columns[i];
    shard.window.emplace(*shard.columns->streams());
  }
}

std::string_view WordStreams::stream(DocumentNumber document) {
  Shard& shard = shards_[shard_of(document)];
  const Xapian::docid number = local(document);
  if (shard.window) return shard.window->stream(number);
  if (!shard.values || number < shard.last) shard.values = shard.database.valuestream_begin(kWordStreamSlot);
  shard.last = number;
  const auto end = shard.database.valuestream_end(kWordStreamSlot);
  if (*shard.values != end) shard.values->skip_to(number);
  value_ = *shard.values != end && shard.values->get_docid() == number ? **shard.values : std::string();
  return value_;
}

void WordStreams::prepare(DocumentNumber document) const {
  const Shard& shard = shards_[shard_of(document)];
  if (shard.window) shard.window->prepare(local(document));
}

bool WordStreams::are_mapped() const {
  return std::all_of(shards_.begin(), shards_.end(), [](const Shard& shard) { return shard.window.has_value(); });
}

std::string WordStreams::value(DocumentNumber document, Xapian::valueno slot) const {
  return shards_[shard_of(document)].database.get_document(local(document)).get_value(slot);
}

}  // namespace broadtape
