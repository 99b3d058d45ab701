#include "indexer/glass/posting_lists.h"

#include <algorithm>
#include <map>
#include <utility>

#include "indexer/glass/packing.h"

namespace broadtape::glass {
namespace {

// Cuts one list into chunks. The first chunk has the list's key and begins with the list's statistics; the key of each
// later one is `prefix` and its first document. A chunk is written once it is known whether it is the last.
class ChunkWriter {
 public:
  ChunkWriter(TableWriter& table, std::string key, std::string prefix, std::string statistics)
      : table_(table), key_(std::move(key)), prefix_(std::move(prefix)), tag_(std::move(statistics)) {}

  void add(std::uint32_t document, std::uint32_t number) {
    if (first_ == 0) {
      append_uint(tag_, document - 1);
      first_ = document;
    } else if (entries_.size() >= kChunkBytes) {
      flush(false);
      first_ = document;
      key_ = prefix_;
      append_sorted_uint(key_, document);
    } else {
      append_uint(entries_, document - last_ - 1);
    }
    last_ = document;
    append_uint(entries_, number);
  }

  void finish() { flush(true); }

 private:
  void flush(bool is_last) {
    tag_ += is_last ? kChunkIsLast : kChunkIsNotLast;
    append_uint(tag_, last_ - first_);
    tag_ += entries_;
    table_.add(key_, tag_);
    tag_.clear();
    entries_.clear();
  }

  TableWriter& table_;
  std::string key_;
  std::string prefix_;
  std::string tag_;
  std::string entries_;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
};

// Adds the lists of one slot and its statistics to `entries`.
void gather_slot(std::map<std::string, std::string>& entries, std::span<const Value> values, std::string_view bytes) {
  const auto text = [&](const Value& value) { return bytes.substr(value.begin, value.size); };
  const auto less = [&](const Value& a, const Value& b) { return text(a) < text(b); };
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end(), less);
  std::string key(kSlotStatisticsKey);
  append_last_uint(key, values.front().slot);
  std::string& statistics = entries[key];
  append_uint(statistics, values.size());
  append_string(statistics, text(*least));
  if (text(*least) != text(*greatest)) statistics += text(*greatest);

  for (std::size_t i = 0; i < values.size();) {
    key = kSlotValuesKey;
    append_uint(key, values[i].slot);
    append_sorted_uint(key, values[i].document);
    std::string& chunk = entries[key];
    append_string(chunk, text(values[i]));
    for (++i; i < values.size() && chunk.size() < kChunkBytes; ++i) {
      append_uint(chunk, values[i].document - values[i - 1].document - 1);
      append_string(chunk, text(values[i]));
    }
  }
}

}  // namespace

void write_lengths(TableWriter& table, std::span<const std::uint32_t> lengths) {
  if (lengths.empty()) return;
  ChunkWriter chunks(table, std::string(kLengthsKey), std::string(kLengthsKey), std::string(2, '\0'));
  for (std::uint32_t i = 0; i < lengths.size(); ++i) chunks.add(i + 1, lengths[i]);
  chunks.finish();
}

void write_postings(TableWriter& table, std::string_view term, std::span<const Posting> postings) {
  std::uint64_t total_wdf = 0;
  for (const Posting& posting : postings) total_wdf += posting.wdf;
  std::string statistics;
  append_uint(statistics, postings.size());
  append_uint(statistics, total_wdf);
  std::string key;
  append_escaped(key, term);
  ChunkWriter chunks(table, key, key + kTermEnd, std::move(statistics));
  for (const Posting& posting : postings) chunks.add(posting.document, posting.wdf);
  chunks.finish();
}

void write_values(TableWriter& table, std::span<const Value> values, std::string_view bytes) {
  std::map<std::string, std::string> entries;  // large slot numbers do not sort as numbers
  while (!values.empty()) {
    const std::uint32_t slot = values.front().slot;
    const auto end = std::find_if(values.begin(), values.end(), [slot](const Value& v) { return v.slot != slot; });
    const auto count = static_cast<std::size_t>(end - values.begin());
    gather_slot(entries, values.first(count), bytes);
    values = values.subspan(count);
  }
  for (const auto& [key, tag] : entries) table.add(key, tag);
}

}  // namespace broadtape::glass
