// Runs of adding in one line, and what they left in the archive.
#pragma once

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/schema.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/index_run.h"
#include "indexer/write/segment_merger.h"
#include "indexer/write/segment_store.h"
#include "tests/support/article_maker.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

inline constexpr AddOutcome kAdded = AddOutcome::kAdded;
inline constexpr AddOutcome kUpdated = AddOutcome::kUpdated;
inline constexpr AddOutcome kUnchanged = AddOutcome::kUnchanged;
inline constexpr AddOutcome kDistinct = AddOutcome::kDistinct;

inline RunOptions two_threads() {
  RunOptions options;
  options.threads = 2;
  options.level = 1;
  return options;
}

// make_article() with an address of its own for each title, so that another body is a new version.
inline Article page_article(const std::string& title, const std::string& body = "Shares of Acme rose 4 percent.") {
  Article article = make_article(title, body);
  article.url = "https://news.example/page?title=" + title;
  article.id = article_id(article);
  return article;
}

// One run, published, its segment not merged with others.
inline std::vector<AddOutcome> add_run(const std::string& archive, const std::vector<Article>& articles,
                                       const RunOptions& options = two_threads()) {
  SegmentStore store(archive);
  IndexRun run(
      store, [](Article&) {}, options);
  std::vector<AddOutcome> outcomes;
  for (const Article& article : articles) outcomes.push_back(run.add(article));
  run.publish();
  return outcomes;
}

struct Version {
  Article article;
  VersionFlags flags;
};

// Every document of the archive in the order of its first segment, and so on.
inline std::vector<Version> versions_in(const std::string& path) {
  const Archive archive = Archive::open(path);
  std::vector<Version> versions;
  for (const Xapian::Database& shard : archive.shards()) {
    for (auto posting = shard.postlist_begin(""); posting != shard.postlist_end(""); ++posting) {
      const Xapian::Document document = shard.get_document(*posting);
      versions.push_back({archive.article(document), flags_of(document)});
    }
  }
  return versions;
}

// Title and body of each document, with what flags it has: "Acme rises: v2 corrected". Sorted.
inline std::vector<std::string> summary_of(const std::string& path) {
  std::vector<std::string> lines;
  for (const Version& version : versions_in(path)) {
    std::string line = version.article.title + ": " + version.article.body;
    if (version.flags.superseded) line += " superseded";
    if (version.flags.corrected) line += " corrected";
    for (const TickerMention& mention : version.article.tickers) line += " " + mention.symbol;
    lines.push_back(line);
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

// The lines of the manifest that name shards.
inline std::string shard_lines_of(const std::string& path) {
  std::string text = read_file(path + "/" + kManifestName);
  while (text.starts_with('#')) text.erase(0, text.find('\n') + 1);
  return text;
}

// Makes the archive one of a release that wrote no checksums and no columns.
inline void forget_checksums(const std::string& path) {
  for (const Shard& shard : read_manifest(path).shards) {
    std::filesystem::remove(path + "/" + shard.segment + "/checksums");
    std::filesystem::remove(path + "/" + shard.segment + "/columns");
  }
}

// Makes every segment one of an earlier release: other versions, no checksums, and words that this one cannot read. Ids
// and flags are indexed as ever.
inline void make_old(const std::string& path) {
  for (const Shard& shard : read_manifest(path).shards) {
    Xapian::WritableDatabase segment(path + "/" + shard.segment, Xapian::DB_OPEN);
    segment.set_metadata(std::string(kSchemaKey), "3");
    segment.set_metadata(std::string(kAnalysisKey), "1");
    const ArticleStore articles({segment});
    for (Xapian::docid number = 1; number <= segment.get_lastdocid(); ++number) {
      Xapian::Document document = segment.get_document(number);
      const VersionFlags flags = flags_of(document);
      const std::string id = articles.article(document).id;
      document.clear_terms();
      document.add_posting("oldword", 1);
      document.add_boolean_term(make_term(Field::kId, id));
      if (flags.superseded) document.add_boolean_term(make_term(Field::kFlag, kSupersededFlag));
      if (flags.corrected) document.add_boolean_term(make_term(Field::kFlag, kCorrectedFlag));
      segment.replace_document(number, document);
    }
    segment.commit();
  }
  forget_checksums(path);
}

inline std::size_t segment_count(const std::string& path) {
  return read_manifest(path).shards.size();
}

}  // namespace broadtape
