#include "indexer/write/batch_writer.h"

#include <catch2/catch.hpp>
#include <set>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "indexer/glass/format.h"
#include "indexer/write/archive_verifier.h"
#include "indexer/write/segment_files.h"
#include "tests/indexer/glass/visible.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;

namespace {

const std::set<Xapian::valueno>& slots() {
  static const std::set<Xapian::valueno> slots = [] {
    std::set<Xapian::valueno> all;
    for (Xapian::valueno slot = 0; slot < kSlotCount; ++slot) all.insert(slot);
    return all;
  }();
  return slots;
}

// Ordinary articles, with some that are empty, long, undated or in another script, and every flag.
std::vector<PendingArticle> articles() {
  std::vector<PendingArticle> pending;
  ArticleMaker maker(11);
  for (const Article& article : maker.many(600)) pending.push_back({article, {}});
  pending.push_back({Article{}, {}});
  pending.push_back({page_article("", std::string(3000, 'x') + " " + maker.text(20'000)), {true, false, {}}});
  pending.push_back({page_article("路透社报道：英伟达股价上涨", "英伟达"), {false, true, {}}});
  Article listed = with_tickers(page_article("Acme rises"), {"ACM", "BRK.B", "7203.T"});
  listed.published.reset();
  listed.labels = {"Earn", "Étude", std::string(300, 'l')};
  listed.author = "Ana Diaz";
  listed.language = "en";
  pending.push_back({listed, {true, true, {}}});
  return pending;
}

std::string written(const TemporaryFolder& folder, BatchWriter writer, const std::vector<PendingArticle>& pending) {
  const std::string path = folder / (writer == BatchWriter::kGlass ? "glass" : "xapian");
  DocumentBuilder builder;
  write_batch(writer, path, pending, Dictionaries(), builder);
  return path;
}

// Merged into a segment, as a run does it.
std::string segment_of(const TemporaryFolder& folder, const std::string& batch) {
  write_metadata_part(batch + "-metadata", Dictionaries());
  merge_segments({batch + "-metadata", batch, batch}, batch + "-segment");
  return folder / (batch.substr(batch.rfind('/') + 1) + "-segment");
}

void pretend_other_format(const std::string& database) {
  std::string version = read_file(database + "/iamglass");
  version[glass::kMagic.size() + 1] = static_cast<char>(version[glass::kMagic.size() + 1] ^ 1);
  write_file(database + "/iamglass", version);
}

}  // namespace

TEST_CASE("Our writer is used with the releases of Xapian whose format it knows", "[write][batch]") {
  struct Case {
    XapianVersion version;
    BatchWriter writer;
  };
  const Case c = GENERATE(values<Case>({{{1, 2, 25}, BatchWriter::kXapian},
                                        {{1, 4, 18}, BatchWriter::kXapian},
                                        {{1, 4, 19}, BatchWriter::kGlass},
                                        {{1, 4, 22}, BatchWriter::kGlass},
                                        {{1, 4, 99}, BatchWriter::kGlass},
                                        {{1, 5, 0}, BatchWriter::kXapian},
                                        {{2, 0, 0}, BatchWriter::kXapian}}));
  CAPTURE(c.version.text());
  CHECK(batch_writer_for(c.version) == c.writer);
}

TEST_CASE("The tests run with a release of Xapian whose format our writer knows", "[write][batch]") {
  const XapianVersion running = running_xapian();
  CHECK(running.text() == Xapian::version_string());
  CHECK(batch_writer_for(running) == BatchWriter::kGlass);
  CHECK(RunOptions().batch_writer == BatchWriter::kGlass);
}

TEST_CASE("Both writers write the same batch, and the same segment of it", "[write][batch]") {
  const TemporaryFolder folder;
  const std::vector<PendingArticle> pending = GENERATE(std::vector<PendingArticle>(), articles());
  const std::string glass = written(folder, BatchWriter::kGlass, pending);
  const std::string xapian = written(folder, BatchWriter::kXapian, pending);
  // Xapian's writer lists every term of a document; ours only those that changes need.
  CHECK(visible(Xapian::Database(glass), slots(), is_listed) == visible(Xapian::Database(xapian), slots(), is_listed));

  const Xapian::Database ours(segment_of(folder, glass)), theirs(segment_of(folder, xapian));
  CHECK(ours.get_doccount() == 2 * pending.size());
  CHECK(visible(ours, slots(), is_listed) == visible(theirs, slots(), is_listed));
}

TEST_CASE("A run with Xapian's writer leaves the archive that a run with ours leaves", "[write][batch]") {
  const std::vector<Article> first = ArticleMaker().many(300);
  std::vector<Article> second = ArticleMaker(2).many(50);
  second.push_back(first[7]);
  second.back().body += " Corrected.";
  std::vector<std::vector<std::string>> summaries;
  for (const BatchWriter writer : {BatchWriter::kGlass, BatchWriter::kXapian}) {
    const TemporaryFolder folder;
    RunOptions options = two_threads();
    options.batch_writer = writer;
    add_run(folder.path(), first, options);
    CHECK(add_run(folder.path(), second, options).back() == kUpdated);
    CHECK(verify_archive(folder.path(), false).findings.empty());
    summaries.push_back(summary_of(folder.path()));
  }
  CHECK(summaries[0].size() == 351);
  CHECK(summaries[0] == summaries[1]);
}

TEST_CASE("A batch that cannot be written is reported by both writers", "[write][batch]") {
  const TemporaryFolder folder;
  folder.write("file", "");
  DocumentBuilder builder;
  for (const BatchWriter writer : {BatchWriter::kGlass, BatchWriter::kXapian}) {
    CHECK_THROWS_MATCHES(write_batch(writer, folder / "file/batch", articles(), Dictionaries(), builder), Error,
                         HasKind(ErrorKind::kUnwritable));
  }
}

TEST_CASE("A format that Xapian does not read is reported as one, not as damage", "[write][batch]") {
  const TemporaryFolder folder;
  const std::string batch = written(folder, BatchWriter::kGlass, {{page_article("Acme rises"), {}}});
  pretend_other_format(batch);
  CHECK_THROWS_MATCHES(merge_segments({batch}, folder / "merged"), Error, HasKind(ErrorKind::kTooNew));
  try {
    with_read_errors("the archive", [&] { Xapian::Database database(batch); });
    FAIL("it was opened");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kTooNew);
    CHECK(std::string(error.what()).starts_with("the archive has a database format that Xapian 1.4."));
  }
}
