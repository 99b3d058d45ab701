#include "indexer/write/batch_writer.h"

#include <fmt/core.h>

#include "common/archive/index_errors.h"

namespace broadtape {
namespace {

// As in CMakeLists.txt.
constexpr XapianVersion kOldestKnown{1, 4, 19};
constexpr XapianVersion kFirstUnknown{1, 5, 0};

void write_with_glass(const std::string& path, const std::vector<PendingArticle>& articles,
                      const Dictionaries& dictionaries, DocumentBuilder& builder) {
  glass::Batch batch(make_term(Field::kRest, ""));
  for (const PendingArticle& pending : articles) builder.add(batch, pending.article, pending.flags, dictionaries);
  batch.write(path);
}

void write_with_xapian(const std::string& path, const std::vector<PendingArticle>& articles,
                       const Dictionaries& dictionaries, DocumentBuilder& builder) {
  with_write_errors(path, [&] {
    Xapian::WritableDatabase database(path, kScratchFlags);
    for (const PendingArticle& pending : articles)
      database.add_document(builder.build(pending.article, pending.flags, dictionaries));
    database.commit();
  });
}

}  // namespace

std::string XapianVersion::text() const {
  return fmt::format("{}.{}.{}", major, minor, revision);
}

XapianVersion running_xapian() {
  return {Xapian::major_version(), Xapian::minor_version(), Xapian::revision()};
}

BatchWriter batch_writer_for(const XapianVersion& version) {
  return version >= kOldestKnown && version < kFirstUnknown ? BatchWriter::kGlass : BatchWriter::kXapian;
}

void write_batch(BatchWriter writer, const std::string& path, const std::vector<PendingArticle>& articles,
                 const Dictionaries& dictionaries, DocumentBuilder& builder) {
  if (writer == BatchWriter::kGlass) {
    write_with_glass(path, articles, dictionaries, builder);
  } else {
    write_with_xapian(path, articles, dictionaries, builder);
  }
}

}  // namespace broadtape
