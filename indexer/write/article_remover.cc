#include "indexer/write/article_remover.h"

#include "common/archive/archive.h"
#include "common/archive/read_errors.h"
#include "indexer/write/amender.h"
#include "indexer/write/segment_merger.h"

namespace broadtape {

Removal remove_articles(SegmentStore& store, const std::set<std::string>& ids) {
  Removal removal;
  removal.not_found = ids;
  SegmentStore::Change change;
  const Archive archive = Archive::open(store.archive());
  for (std::size_t i = 0; i < archive.shards().size(); ++i) {
    const std::string& segment = archive.manifest().shards[i].segment;
    if (segment.empty()) continue;
    const Xapian::Database& shard = archive.shards()[i];
    const std::vector<Xapian::docid> documents = with_read_errors("the segment " + store.path_of(segment), [&] {
      for (const std::string& id : ids) {
        if (!documents_of(shard, {id}).empty()) removal.not_found.erase(id);
      }
      return documents_of(shard, ids);
    });
    if (documents.empty()) continue;
    removal.documents += documents.size();
    std::string& copy = change.replaced[segment];
    if (documents.size() == shard.get_doccount()) continue;  // nothing is left of it
    copy = copy_without(store, segment, documents);
  }
  if (!change.replaced.empty()) store.publish(change);
  return removal;
}

}  // namespace broadtape
