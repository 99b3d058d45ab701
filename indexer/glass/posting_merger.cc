#include "indexer/glass/posting_merger.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <string_view>

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

// One list of all parts.
class List {
 public:
  virtual ~List() = default;
  virtual void add(const ListKey& key, std::string_view tag, std::uint32_t documents_before) = 0;
  virtual void write(TableWriter& table, const std::string& key) = 0;
};

class MetadataList final : public List {
 public:
  void add(const ListKey&, std::string_view tag, std::uint32_t) override {
    if (!tag_) tag_.emplace(tag);
  }
  void write(TableWriter& table, const std::string& key) override { table.add(key, *tag_); }

 private:
  std::optional<std::string> tag_;
};

class SlotStatisticsList final : public List {
 public:
  void add(const ListKey&, std::string_view tag, std::uint32_t) override {
    const std::uint64_t values = take_uint(tag);
    const std::string_view least = take_string(tag), greatest = tag.empty() ? least : tag;
    if (values_ == 0 || least < least_) least_ = least;
    if (values_ == 0 || greatest > greatest_) greatest_ = greatest;
    values_ += values;
  }
  void write(TableWriter& table, const std::string& key) override {
    std::string tag;
    append_uint(tag, values_);
    append_string(tag, least_);
    if (greatest_ != least_) tag += greatest_;
    table.add(key, tag);
  }

 private:
  std::uint64_t values_ = 0;
  std::string least_, greatest_;
};

// Postings of a term, or lengths: the chunks are joined until they are full.
class ChunkList final : public List {
 public:
  explicit ChunkList(Kind kind) : kind_(kind) {}

  void add(const ListKey& key, std::string_view tag, std::uint32_t documents_before) override {
    std::uint64_t first = key.first;
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

  void write(TableWriter& table, const std::string& list) override {
    std::string key = list, tag;
    append_uint(tag, documents_);
    append_uint(tag, frequency_);
    append_uint(tag, chunks_.front().first - 1);
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
      const bool is_last = i + 1 == chunks_.size();
      const Chunk& chunk = chunks_[i];
      if (i > 0) {
        key = list;
        if (kind_ == Kind::kPostings) key += kTermEnd;
        append_sorted_uint(key, chunk.first);
      }
      tag += is_last ? kChunkIsLast : kChunkIsNotLast;
      append_uint(tag, chunk.last - chunk.first);
      tag +=
          std::string_view(bytes_).substr(chunk.begin, (is_last ? bytes_.size() : chunks_[i + 1].begin) - chunk.begin);
      table.add(key, tag);
      tag.clear();
    }
  }

 private:
  struct Chunk {
    std::uint32_t first, last;
    std::size_t begin;  // in bytes_
  };

  Kind kind_;
  std::uint64_t documents_ = 0, frequency_ = 0;
  std::vector<Chunk> chunks_;
  std::string bytes_;  // entries, without what is before the first one of a chunk
};

class PostlistMerger {
 public:
  PostlistMerger(const std::vector<Part>& parts, TableWriter& table) : table_(table) {
    for (const Part& part : parts) go_on(sources_.emplace_back(part, kPostlist));
  }

  void run() {
    std::vector<Waiting> of_list;
    while (!waiting_.empty()) {
      const std::string key(waiting_.top().key.list);
      const Kind kind = waiting_.top().key.kind;
      of_list.clear();
      for (; !waiting_.empty() && waiting_.top().key.list == key; waiting_.pop()) of_list.push_back(waiting_.top());
      if (kind == Kind::kSlotValues) {
        for (const Waiting& one : of_list) copy_values(*one.source, key);
        continue;
      }
      MetadataList metadata;
      SlotStatisticsList statistics;
      ChunkList chunks(kind);
      List& list = kind == Kind::kMetadata         ? static_cast<List&>(metadata)
                   : kind == Kind::kSlotStatistics ? static_cast<List&>(statistics)
                                                   : chunks;
      for (const Waiting& one : of_list) add_all(*one.source, key, list);
      list.write(table_, key);
    }
  }

 private:
  struct Waiting {
    Source* source;
    ListKey key;  // of its present entry

    // By list, then by part.
    bool operator<(const Waiting& other) const {
      if (const int order = key.list.compare(other.key.list); order != 0) return order > 0;
      return source->documents_before > other.source->documents_before;
    }
  };

  // Waits with the next entry of a source.
  void go_on(Source& source) {
    if (source.next()) wait(source);
  }
  void wait(Source& source) {
    if (source.entry().is_compressed()) throw NotUnderstood();
    waiting_.push({&source, list_of(source.entry().key())});
  }

  // Calls take(key) for the entries of the list `key`, from the present one on, and waits with the one behind.
  template <class Take>
  void each_entry(Source& source, const std::string& key, const Take& take) {
    do {
      const ListKey present = list_of(source.entry().key());
      if (present.list != key) return wait(source);
      if (source.entry().is_compressed()) throw NotUnderstood();
      take(present);
    } while (source.next());
  }

  void add_all(Source& source, const std::string& key, List& list) {
    each_entry(source, key,
               [&](const ListKey& present) { list.add(present, source.entry().tag(), source.documents_before); });
  }

  void copy_values(Source& source, const std::string& list) {
    each_entry(source, list, [&](const ListKey& present) {
      std::string key = list;
      append_sorted_uint(key, present.first + source.documents_before);
      table_.add(key, source.entry().tag());
    });
  }

  TableWriter& table_;
  std::deque<Source> sources_;
  std::priority_queue<Waiting> waiting_;
};

}  // namespace

void merge_postings(const std::vector<Part>& parts, TableWriter& table) {
  PostlistMerger(parts, table).run();
}

}  // namespace broadtape::glass
