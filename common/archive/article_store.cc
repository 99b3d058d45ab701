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

ArticleStore::ArticleStore(const Dictionaries& dictionaries) {
  codecs_[dictionaries.codec->dictionary_id()] = dictionaries.codec;
  words_[dictionaries.words->id()] = dictionaries.words;
}

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

template <class Dictionary>
std::shared_ptr<const Dictionary> ArticleStore::in_columns(std::uint32_t id,
                                                           std::string_view (Columns::*bytes_of)() const,
                                                           std::uint32_t (Dictionary::*id_of)() const) const {
  for (const auto& columns : columns_) {
    const std::string_view bytes = columns && id != 0 ? (*columns.*bytes_of)() : std::string_view{};
    if (bytes.empty()) continue;
    auto dictionary = std::make_shared<const Dictionary>(bytes, columns);
    if (((*dictionary).*id_of)() == id) return dictionary;
  }
  return nullptr;
}

std::shared_ptr<const Codec> ArticleStore::codec(std::uint32_t dictionary_id) const {
  std::shared_ptr<const Codec>& codec = codecs_[dictionary_id];
  if (codec) return codec;
  if ((codec = in_columns(dictionary_id, &Columns::record_dictionary, &Codec::dictionary_id))) return codec;
  const std::string dictionary = dictionary_id == 0 ? "" : metadata(kDictionaryKeyPrefix, dictionary_id);
  return codec = std::make_shared<const Codec>(dictionary);
}

std::shared_ptr<const WordDictionary> ArticleStore::words(std::uint32_t id) const {
  const std::lock_guard lock(*words_mutex_);
  std::shared_ptr<const WordDictionary>& words = words_[id];
  if (words) return words;
  if ((words = in_columns(id, &Columns::word_dictionary, &WordDictionary::id))) return words;
  auto read = std::make_shared<const WordDictionary>(id == 0 ? "" : metadata(kWordsKeyPrefix, id));
  if (read->id() != id) {
    throw Error(ErrorKind::kCorrupt, fmt::format("the {}{} is damaged", kWordsKeyPrefix, id),
                "find the damage with: tape-index verify");
  }
  return words = std::move(read);
}

Dictionaries ArticleStore::dictionaries() const {
  return {codec(first_id(kDictionaryKeyPrefix)), words(first_id(kWordsKeyPrefix))};
}

std::string ArticleStore::metadata(std::string_view prefix, std::uint32_t id) const {
  const std::string key = std::string(prefix) + std::to_string(id);
  for (const Xapian::Database& segment : segments_) {
    std::string value = segment.get_metadata(key);
    if (!value.empty()) return value;
  }
  throw Error(ErrorKind::kWrongDictionary, fmt::format("no segment has the {}", key));
}

std::uint32_t ArticleStore::first_id(std::string_view prefix) const {
  const std::string begin(prefix);
  for (const Xapian::Database& segment : segments_) {
    for (auto key = segment.metadata_keys_begin(begin); key != segment.metadata_keys_end(begin); ++key)
      return static_cast<std::uint32_t>(std::stoul((*key).substr(begin.size())));
  }
  return 0;
}

}  // namespace broadtape
