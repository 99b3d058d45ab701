#include "indexer/glass/posting_merger.h"

#include <cstdint>
#include <deque>
#include <queue>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/glass/mapped_table.h"
#include "indexer/glass/packing.h"

namespace broadtape::glass {
namespace {

enum class Kind { kMetadata, kSlotStatistics, kSlotValues, kLengths, kPostings };

// Whose entry a key of the table of postings is.
struct ListKey {
  Kind kind;
  std::string_view list;    // what the keys of all entries of the list begin with
  std::uint32_t first = 0;  // document of the entry; 0 in the first entry of postings and lengths
};

ListKey list_of(std::string_view key) {
  const std::string_view head = key.substr(0, 2);
  if (key.front() == '\0' && head != std::string_view("\0\xff", 2)) {
    if (head == kMetadataKey) return {Kind::kMetadata, key};
    if (head == kSlotStatisticsKey) return {Kind::kSlotStatistics, key};
    std::string_view rest = key.substr(head.size());
    if (head == kLengthsKey) return {Kind::kLengths, head, rest.empty() ? 0 : take_sorted_uint(rest)};
    if (head != kSlotValuesKey) throw NotUnderstood();
    take_uint(rest);
    return {Kind::kSlotValues, key.substr(0, key.size() - rest.size()), take_sorted_uint(rest)};
  }
  for (std::size_t at = key.find(kTermEnd); at != key.npos; at = key.find(kTermEnd, at + 2)) {
    std::string_view rest = key.substr(at + 1);
    if (rest.starts_with(kZeroEscape)) continue;
    return {Kind::kPostings, key.substr(0, at), take_sorted_uint(rest)};
  }
  return {Kind::kPostings, key};
}

// The statistics of a slot, of all parts.
struct SlotStatistics {
  std::uint64_t values = 0;
  std::string least, greatest;

  void add(std::string_view tag) {
    const std::uint64_t count = take_uint(tag);
    const std::string_view first = take_string(tag), last = tag.empty() ? first : tag;
    if (values == 0 || first < least) least = first;
    if (values == 0 || last > greatest) greatest = last;
    values += count;
  }
  std::string packed() const {
    std::string tag;
    append_uint(tag, values);
    append_string(tag, least);
    if (greatest != least) tag += greatest;
    return tag;
  }
};

// Postings of a term, or lengths: the chunks of all parts are joined until they are full.
class ChunkJoiner {
 public:
  // An entry whose key has `first`, of a part after `documents_before` documents.
  void add(std::uint64_t first, std::string_view tag, std::uint32_t documents_before) {
    if (first == 0) {
      documents_ += take_uint(tag);
      frequency_ += take_uint(tag);
      first = take_uint(tag) + 1;
    }
    part_of(tag, 0, 1);
    tag.remove_prefix(1);  // whether it is the last
    first += documents_before;
    const std::uint64_t last = first + take_uint(tag);
    if (chunks_.empty() || bytes_.size() - chunks_.back().begin >= kChunkBytes) {
      chunks_.push_back({static_cast<std::uint32_t>(first), 0, bytes_.size()});
    } else {
      if (first <= chunks_.back().last) throw NotUnderstood();
      append_uint(bytes_, first - chunks_.back().last - 1);
    }
    bytes_ += tag;
    chunks_.back().last = static_cast<std::uint32_t>(last);
  }

  // The first chunk gets the key `list`, each later one `prefix` and its first document.
  void write(TableWriter& table, const std::string& list, const std::string& prefix) const {
    std::string key = list, tag;
    append_uint(tag, documents_);
    append_uint(tag, frequency_);
    append_uint(tag, chunks_.front().first - 1);
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      const bool is_last = i + 1 == chunks_.size();
      const Chunk& chunk = chunks_[i];
      if (i > 0) {
        key = prefix;
        append_sorted_uint(key, chunk.first);
      }
      const std::size_t end = is_last ? bytes_.size() : chunks_[i + 1].begin;
      tag += is_last ? kChunkIsLast : kChunkIsNotLast;
      append_uint(tag, chunk.last - chunk.first);
      tag += std::string_view(bytes_).substr(chunk.begin, end - chunk.begin);
      table.add(key, tag);
      tag.clear();
    }
  }

 private:
  struct Chunk {
    std::uint32_t first, last;
    std::size_t begin;  // in bytes_
  };

  std::uint64_t documents_ = 0, frequency_ = 0;
  std::vector<Chunk> chunks_;
  std::string bytes_;  // entries, without what is before the first one of a chunk
};

class PostlistMerger {
 public:
  PostlistMerger(const std::vector<Part>& parts, TableWriter& table) : parts_(parts), table_(table) {
    for (const Part& part : parts) {
      sources_.emplace_back(part.folder, part.database, kPostlist);
      if (sources_.back().next()) wait(sources_.size() - 1);
    }
  }

  void run() {
    while (!waiting_.empty()) {
      const std::string list(waiting_.top().key.list);
      const Kind kind = waiting_.top().key.kind;
      of_list_.clear();
      for (; !waiting_.empty() && waiting_.top().key.list == list; waiting_.pop())
        of_list_.push_back(waiting_.top().part);
      merge(kind, list);
    }
  }

 private:
  // A part, with the key of its present entry.
  struct Waiting {
    std::size_t part;
    ListKey key;

    // By list, then by part.
    bool operator<(const Waiting& other) const {
      const int order = key.list.compare(other.key.list);
      return order != 0 ? order > 0 : part > other.part;
    }
  };

  void wait(std::size_t part) { waiting_.push({part, list_of(sources_[part].entry().key())}); }

  void merge(Kind kind, const std::string& list) {
    switch (kind) {
      case Kind::kMetadata: {
        bool is_first = true;
        each_entry(list, [&](const ListKey&, std::string_view tag, std::uint32_t) {
          if (std::exchange(is_first, false)) table_.add(list, tag);
        });
        break;
      }
      case Kind::kSlotStatistics: {
        SlotStatistics statistics;
        each_entry(list, [&](const ListKey&, std::string_view tag, std::uint32_t) { statistics.add(tag); });
        table_.add(list, statistics.packed());
        break;
      }
      case Kind::kSlotValues:
        each_entry(list, [&](const ListKey& entry, std::string_view tag, std::uint32_t documents_before) {
          std::string key = list;
          append_sorted_uint(key, entry.first + documents_before);
          table_.add(key, tag);
        });
        break;
      case Kind::kLengths:
      case Kind::kPostings: {
        ChunkJoiner chunks;
        each_entry(list, [&](const ListKey& entry, std::string_view tag, std::uint32_t documents_before) {
          chunks.add(entry.first, tag, documents_before);
        });
        chunks.write(table_, list, kind == Kind::kPostings ? list + kTermEnd : list);
        break;
      }
    }
  }

  // Calls take(key, tag, documents before) for each entry of `list` in the parts that wait with it. They wait with the
  // entry that follows then.
  template <class Take>
  void each_entry(const std::string& list, const Take& take) {
    for (const std::size_t part : of_list_) {
      MappedTable& source = sources_[part];
      bool is_there = true;
      for (; is_there; is_there = source.next()) {
        const ListKey key = list_of(source.entry().key());
        if (key.list != list) break;
        if (source.entry().is_compressed()) throw NotUnderstood();
        take(key, source.entry().tag(), parts_[part].documents_before);
      }
      if (is_there) wait(part);
    }
  }

  const std::vector<Part>& parts_;
  TableWriter& table_;
  std::deque<MappedTable> sources_;  // of each part
  std::priority_queue<Waiting> waiting_;
  std::vector<std::size_t> of_list_;  // the parts that have the list that is merged
};

}  // namespace

void merge_postings(const std::vector<Part>& parts, TableWriter& table) {
  PostlistMerger(parts, table).run();
}

}  // namespace broadtape::glass
