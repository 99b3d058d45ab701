// The three kinds of lists in the table of postings: the documents of a term, the lengths of all documents, and the
// values of a slot. Each is cut into chunks of about kChunkBytes, which are the unit of skipping.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "indexer/glass/table_writer.h"

namespace broadtape::glass {

struct Posting {
  std::uint32_t document;
  std::uint32_t wdf;
};

struct Value {
  std::uint32_t document;
  std::uint32_t slot;
  std::uint64_t begin;  // in the batch's bytes
  std::uint32_t size;   // not 0
};

// `lengths[i]` is the length of document i + 1.
void write_lengths(TableWriter& table, std::span<const std::uint32_t> lengths);

// `postings` are in order of their documents, not empty.
void write_postings(TableWriter& table, std::string_view term, std::span<const Posting> postings);

// `values` are sorted by slot, then by document; `bytes` holds their text. Writes the lists and the statistics of each
// slot: how many documents have a value in it, and the bounds of the values.
void write_values(TableWriter& table, std::span<const Value> values, std::string_view bytes);

}  // namespace broadtape::glass
