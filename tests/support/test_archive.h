// A small archive on disk, built without the indexer's runs, with any number of segments.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/columns_format.h"
#include "common/archive/dictionaries.h"
#include "common/archive/manifest.h"
#include "common/archive/schema.h"
#include "common/text/analyser.h"
#include "indexer/glass/batch.h"
#include "indexer/write/column_writer.h"
#include "indexer/write/document_builder.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

struct TestArticle {
  Article article;
  VersionFlags flags;
  std::string story = {};  // the values of kStorySlot and kCopySlot
  std::string copy = {};
};

class TestArchive {
 public:
  // Distributes `articles` over `segments` in turn.
  explicit TestArchive(const std::vector<TestArticle>& articles, std::size_t segments = 1) {
    const std::string path = folder_.path();
    std::filesystem::create_directories(path + "/segments");
    std::ofstream manifest(path + "/XAPIANDB");
    for (std::size_t segment = 0; segment < segments; ++segment) {
      const std::string name = "segments/00000" + std::to_string(segment + 1);
      write_segment(path + "/" + name, articles, segment, segments);
      write_columns(path + "/" + name);
      manifest << "auto " << name << "\n";
    }
  }

  explicit TestArchive(const std::vector<Article>& articles, std::size_t segments = 1)
      : TestArchive(without_flags(articles), segments) {}

  const std::string& path() const { return folder_.path(); }
  Archive open() const { return Archive::open(path()); }

  // As an earlier release wrote the segments. Archives that are open keep their columns.
  void remove_columns() const {
    for (const Shard& shard : read_manifest(path()).shards)
      std::filesystem::remove(path() + "/" + shard.segment + "/" + kColumnsName);
  }

 private:
  static std::vector<TestArticle> without_flags(const std::vector<Article>& articles) {
    std::vector<TestArticle> result;
    for (const Article& article : articles) result.push_back({article, {}});
    return result;
  }

  static void write_segment(const std::string& path, const std::vector<TestArticle>& articles, std::size_t first,
                            std::size_t step) {
    glass::Batch batch(make_term(Field::kRest, ""));
    const Dictionaries dictionaries;
    DocumentBuilder builder;
    for (std::size_t i = first; i < articles.size(); i += step) {
      VersionFlags flags = articles[i].flags;
      if (const std::string& story = articles[i].story; !story.empty()) {
        batch.add_boolean_term(make_term(Field::kBand, story));
        flags.place.story = story;
      }
      if (!articles[i].copy.empty()) flags.place.copies = articles[i].copy;
      builder.add(batch, articles[i].article, flags, dictionaries);
    }
    batch.write(path);
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    database.set_metadata(std::string(kSchemaKey), std::to_string(kSchemaVersion));
    database.set_metadata(std::string(kAnalysisKey), std::to_string(kAnalysisVersion));
    database.commit();
  }

  TemporaryFolder folder_;
};

}  // namespace broadtape
