// The stored form of an article: a JSON object; docs/archive-format.md has the fields and an example.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/article/article.h"

namespace broadtape {

// Omits empty fields. decode_record(encode_record(a)) == a.
std::string encode_record(const Article& article);

// An upper bound of encode_record(article).size(), computed without encoding.
std::size_t max_record_bytes(const Article& article);

// Which part of a record to decode; skipping the body is several times as fast.
enum class RecordScope : std::uint8_t { kWhole, kWithoutBody };

// Ignores unknown fields. Throws Error(kCorrupt) if `record` was not written by encode_record().
Article decode_record(std::string_view record, RecordScope scope = RecordScope::kWhole);

}  // namespace broadtape
