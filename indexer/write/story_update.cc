#include "indexer/write/story_update.h"

#include "common/archive/archive.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {

std::vector<StoryChanges> place_stories(const UnmergedParts& parts, const std::vector<std::string>& published,
                                        const std::set<std::string>& updated) {
  std::vector<StoryChanges> changes = with_read_errors("the new segment", [&] {
    std::vector<std::string> folders = published;
    folders.insert(folders.end(), parts.folders.begin(), parts.folders.end());
    StoryFinder finder(folders, &parts.workers);
    for (std::size_t i = published.size(); i < folders.size(); ++i) finder.add_documents_of(i);
    for (const std::string& id : updated) finder.add_article(id);
    return finder.find();
  });
  for (std::size_t i = 0; i < parts.folders.size(); ++i)
    parts.workers.submit([&, i](std::size_t) { write_stories(parts.folders[i], changes[published.size() + i]); });
  parts.workers.wait();
  changes.resize(published.size());
  return changes;
}

std::vector<StoryChanges> stories_without(const std::vector<std::string>& published, const std::set<std::string>& ids) {
  return with_read_errors("the index", [&] {
    StoryFinder finder(published);
    for (const std::string& id : ids) finder.remove_article(id);
    return finder.find();
  });
}

// An article that has a place may lose it.
std::vector<StoryChanges> stories_anew(const std::vector<std::string>& published) {
  return with_read_errors("the index", [&] {
    WorkerPool workers(processor_count());
    StoryFinder finder(published, &workers);
    for (std::size_t i = 0; i < published.size(); ++i) {
      finder.add_documents_of(i);
      const Xapian::Database segment = open_database(published[i]);
      for (auto at = segment.valuestream_begin(kStorySlot); at != segment.valuestream_end(kStorySlot); ++at)
        finder.add_article(id_of(segment.get_document(at.get_docid())));
    }
    return finder.find();
  });
}

}  // namespace broadtape
