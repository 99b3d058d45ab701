#include "common/archive/article_store.h"

#include <fmt/core.h>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"

namespace broadtape {

namespace {

// Runs `work` and adds the document to its error messages.
template <class Work>
auto read_document(const Xapian::Document& document, Work&& work) {
  const std::string place = fmt::format("document {}", document.get_docid());
  return with_read_errors(place, [&] {
    try {
      return work();
    } catch (const Error& error) {
      throw Error(error.kind(), place + ": " + error.what(), "find the damage with: tape-index verify");
    }
  });
}

}  // namespace

std::string ArticleStore::record(const Xapian::Document& document) const {
  return read_document(document, [&] {
    const std::string frame = document.get_data();
    return codec(frame_dictionary_id(frame))->decompress(frame);
  });
}

Article ArticleStore::article(const Xapian::Document& document, RecordScope scope) const {
  const std::string text = record(document);
  return read_document(document, [&] { return decode_record(text, scope); });
}

std::optional<Instant> ArticleStore::published(const Xapian::Document& document) const {
  const std::string value = document.get_value(kPublishedSlot);
  if (value.empty()) return std::nullopt;
  const Instant instant{stored_instant(value), Precision::kSecond};
  if (instant.utc_s % kSecondsPerDay != 0) return instant;
  return article(document, RecordScope::kWithoutBody).published;
}

std::shared_ptr<const Codec> ArticleStore::codec(std::uint32_t dictionary_id) const {
  std::shared_ptr<const Codec>& codec = codecs_[dictionary_id];
  if (codec) return codec;
  if (dictionary_id == 0) return codec = std::make_shared<const Codec>("");
  for (const Xapian::Database& segment : segments_) {
    const std::string key = std::string(kDictionaryKeyPrefix) + std::to_string(dictionary_id);
    const std::string dictionary = segment.get_metadata(key);
    if (!dictionary.empty()) return codec = std::make_shared<const Codec>(dictionary);
  }
  throw Error(ErrorKind::kWrongDictionary, fmt::format("no segment holds the zstd dictionary {}", dictionary_id));
}

std::uint32_t ArticleStore::first_dictionary_id() const {
  const std::string prefix(kDictionaryKeyPrefix);
  for (const Xapian::Database& segment : segments_) {
    for (auto key = segment.metadata_keys_begin(prefix); key != segment.metadata_keys_end(prefix); ++key) {
      return static_cast<std::uint32_t>(std::stoul((*key).substr(prefix.size())));
    }
  }
  return 0;
}

}  // namespace broadtape
