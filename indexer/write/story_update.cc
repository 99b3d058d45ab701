#include "indexer/write/story_update.h"

#include "common/archive/archive.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "indexer/write/document_builder.h"

namespace broadtape {
namespace {

// Changes of the combination of `parts`, whose document d is document (d - 1) / n + 1 of part (d - 1) % n.
void write_to_parts(const std::vector<std::string>& parts, const StoryChanges& changes) {
  std::vector<StoryChanges> of_parts(parts.size());
  const auto count = static_cast<Xapian::docid>(parts.size());
  for (const auto& [document, place] : changes)
    of_parts[(document - 1) % count].emplace_back((document - 1) / count + 1, place);
  for (std::size_t i = 0; i < parts.size(); ++i) write_stories(parts[i], of_parts[i]);
}

}  // namespace

std::vector<StoryChanges> place_stories(const std::vector<std::string>& parts,
                                        const std::vector<Xapian::Database>& published,
                                        const std::set<std::string>& updated) {
  std::vector<StoryChanges> changes = with_read_errors("the new segment", [&] {
    Xapian::Database all;
    for (const std::string& part : parts) all.add_database(open_database(part));
    std::vector<Xapian::Database> databases = published;
    databases.push_back(all);
    StoryFinder finder(std::move(databases));
    finder.add_documents_of(published.size());
    for (const std::string& id : updated) finder.add_article(id);
    return finder.find();
  });
  write_to_parts(parts, changes.back());
  changes.pop_back();
  return changes;
}

std::vector<StoryChanges> stories_without(const std::vector<Xapian::Database>& published,
                                          const std::set<std::string>& ids) {
  StoryFinder finder(published);
  for (const std::string& id : ids) finder.remove_article(id);
  return finder.find();
}

// An article that has a place may lose it.
std::vector<StoryChanges> stories_anew(const std::vector<Xapian::Database>& published) {
  return with_read_errors("the index", [&] {
    StoryFinder finder(published);
    for (std::size_t i = 0; i < published.size(); ++i) {
      finder.add_documents_of(i);
      const Xapian::Database& segment = published[i];
      for (auto at = segment.valuestream_begin(kStorySlot); at != segment.valuestream_end(kStorySlot); ++at)
        finder.add_article(id_of(segment.get_document(at.get_docid())));
    }
    return finder.find();
  });
}

}  // namespace broadtape
