// The stored form of an article: one JSON object; docs/archive-format.md has its fields and an example.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/article/article.h"

namespace broadtape {

// Fields that are empty are left out. decode_record(encode_record(a)) == a.
std::string encode_record(const Article& article);

// An upper bound of encode_record(article).size(), found without making it.
std::size_t max_record_bytes(const Article& article);

// How much of a record is wanted: passing over the body is several times as fast.
enum class RecordScope : std::uint8_t { kWhole, kWithoutBody };

// Throws Error(kCorrupt) when `record` is not what encode_record() writes; unknown fields are passed over.
Article decode_record(std::string_view record, RecordScope scope = RecordScope::kWhole);

}  // namespace broadtape
