#include "indexer/glass/batch.h"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "common/error/error.h"
#include "indexer/glass/packing.h"

namespace broadtape::glass {
namespace {

constexpr std::uint32_t kNone = 0xffffffff;

// Throws for a term that does not fit into a key together with the number of a document.
void check_fits(std::string_view term) {
  constexpr std::size_t kMaxEscapedBytes = kMaxKeyBytes - sizeof kTermEnd - kMaxSortedUintBytes;
  const auto fits = [&] {
    const auto zeros = static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
    return term.size() <= kMaxTermBytes && term.size() + zeros <= kMaxEscapedBytes;
  };
  if (!term.empty() && (term.size() <= kMaxEscapedBytes / 2 || fits())) return;
  throw Error(ErrorKind::kTooLarge, fmt::format("a term of {} bytes cannot be indexed", term.size()));
}

// The slots of the values of one document, ascending: each less the one before and 1, the first as it is.
std::string pack_slots(std::span<const Value> values) {
  std::string packed;
  std::uint32_t next = 0;
  for (const Value& value : values) {
    append_uint(packed, value.slot - next);
    next = value.slot + 1;
  }
  return packed;
}

void add_compressed(TableWriter& table, std::string_view key, std::string_view tag, Deflater& deflater) {
  const std::string_view compressed = tag.size() > kCompressMin ? deflater.deflate(tag) : std::string_view();
  table.add(key, compressed.empty() ? tag : compressed, !compressed.empty());
}

}  // namespace

std::uint32_t Batch::number_of(std::string_view term) {
  check_fits(term);
  const std::uint32_t number = terms_.number_of(term);
  if (number == last_posting_.size()) {
    last_posting_.push_back(kNone);
    uses_.emplace_back();
  }
  return number;
}

Batch::DocumentTerm& Batch::posting_of(std::string_view term, bool listed) {
  const std::uint32_t number = number_of(term);
  TermUse& use = uses_[number];
  use.posted = true;
  use.listed = use.listed || listed;
  std::uint32_t& last = last_posting_[number];
  if (last == kNone || last < first_posting()) {
    last = static_cast<std::uint32_t>(postings_.size());
    postings_.push_back({number, 0});
  }
  return postings_[last];
}

void Batch::add_term(std::string_view term, std::uint32_t wdf) {
  posting_of(term, true).wdf += wdf;
}

void Batch::add_boolean_term(std::string_view term) {
  posting_of(term, true);
}

void Batch::add_unlisted_term(std::string_view term, std::uint32_t wdf) {
  posting_of(term, false).wdf += wdf;
}

void Batch::add_value(std::uint32_t slot, std::string_view value) {
  values_.push_back({documents() + 1, slot, value_bytes_.size(), static_cast<std::uint32_t>(value.size())});
  value_bytes_ += value;
}

void Batch::set_data(std::string_view data) {
  data_.resize(ends_.empty() ? 0 : ends_.back().data);
  data_ += data;
}

// Keeps the last value of each slot, in order of the slots; drops it when it is empty.
void Batch::keep_last_values() {
  const auto begin = values_.begin() + static_cast<std::ptrdiff_t>(first_value_);
  std::stable_sort(begin, values_.end(), [](const Value& a, const Value& b) { return a.slot < b.slot; });
  auto kept = begin;
  for (auto value = begin; value != values_.end(); ++value) {
    const bool replaced = value + 1 != values_.end() && value[1].slot == value->slot;
    if (!replaced && value->size > 0) *kept++ = *value;
  }
  values_.erase(kept, values_.end());
  first_value_ = values_.size();
}

// The last posting of the document.
void Batch::add_rest_term() {
  std::uint32_t rest = 0;
  for (std::size_t i = first_posting(); i < postings_.size(); ++i)
    if (!uses_[postings_[i].term].listed) rest += postings_[i].wdf;
  if (rest == 0) return;
  const std::uint32_t number = number_of(rest_term_);
  uses_[number].listed = true;
  postings_.push_back({number, rest});
}

void Batch::end_document() {
  std::uint32_t length = 0;
  for (std::size_t i = first_posting(); i < postings_.size(); ++i) {
    length += postings_[i].wdf;
    statistics_.largest_wdf = std::max(statistics_.largest_wdf, postings_[i].wdf);
  }
  add_rest_term();
  keep_last_values();
  ends_.push_back({postings_.size(), data_.size(), values_.size()});
  lengths_.push_back(length);
  statistics_.documents = documents();
  statistics_.total_length += length;
  statistics_.longest = std::max(statistics_.longest, length);
  if (length > 0 && (statistics_.shortest == 0 || length < statistics_.shortest)) statistics_.shortest = length;
}

void Batch::group_by_term() {
  sorted_terms_ = terms_.sorted();
  std::vector<std::size_t> next(terms_.size(), 0);  // by term number: a count at first, then the place of the next one
  for (const DocumentTerm& posting : postings_) ++next[posting.term];
  std::size_t begin = 0;
  for (const std::uint32_t term : sorted_terms_) {
    begin += std::exchange(next[term], begin);
    term_ends_.push_back(begin);
  }
  by_term_.resize(postings_.size());
  std::uint32_t document = 0;
  for (std::size_t i = 0; i < postings_.size(); ++i) {
    while (i >= ends_[document].postings) ++document;
    const DocumentTerm& posting = postings_[i];
    by_term_[next[posting.term]++] = {document + 1, posting.wdf};
  }
  postings_ = {};
}

std::span<const Posting> Batch::postings_of(std::size_t rank) const {
  const std::size_t begin = rank == 0 ? 0 : term_ends_[rank - 1];
  return std::span(by_term_).subspan(begin, term_ends_[rank] - begin);
}

void Batch::write(const std::string& path) {
  group_by_term();
  if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) throw_unwritable(path);
  write_docdata(path);
  write_termlists(path);
  write_postlists(path);
  write_version_file(path, roots_, statistics_);
}

void Batch::write_docdata(const std::string& path) {
  if (data_.empty()) return;  // Xapian makes no table without entries, either
  TableWriter table(table_path(path, kDocdata));
  std::string key;
  std::string stored;
  std::string_view rest = data_;
  for (std::uint32_t i = 0; i < documents(); ++i) {
    const std::string_view data = rest.substr(0, ends_[i].data - (data_.size() - rest.size()));
    rest.remove_prefix(data.size());
    if (data.empty()) continue;
    key.clear();
    append_sorted_uint(key, i + 1);
    // Compaction would try, each time, to compress an entry that is not marked as compressed.
    const bool mark = data.size() > kCompressMin;
    stored.clear();
    if (mark) append_stored(stored, data);
    table.add(key, mark ? std::string_view(stored) : data, mark);
  }
  roots_[kDocdata] = table.finish();
}

void Batch::write_termlists(const std::string& path) {
  struct TermFrequency {
    std::uint32_t term;
    std::uint32_t wdf;
  };
  std::vector<std::size_t> ends(documents());  // in by_document; at first how many terms a document has
  const auto each_listed = [&](const auto& visit) {
    for (std::size_t rank = 0; rank < sorted_terms_.size(); ++rank) {
      if (!uses_[sorted_terms_[rank]].listed) continue;
      for (const Posting& posting : postings_of(rank)) visit(sorted_terms_[rank], posting);
    }
  };
  each_listed([&](std::uint32_t, const Posting& posting) { ++ends[posting.document - 1]; });
  std::size_t begin = 0;
  for (std::size_t& end : ends) begin += std::exchange(end, begin);
  std::vector<TermFrequency> by_document(begin);  // in order of the terms
  each_listed([&](std::uint32_t term, const Posting& posting) {
    by_document[ends[posting.document - 1]++] = {term, posting.wdf};
  });

  TableWriter table(table_path(path, kTermlist));
  TermlistPacker packer;
  Deflater deflater;
  std::string key;
  std::size_t first_term = 0, first_value = 0;
  for (std::uint32_t i = 0; i < documents(); ++i) {
    key.clear();
    append_sorted_uint(key, i + 1);
    packer.start(lengths_[i], ends[i] - first_term);
    for (; first_term < ends[i]; ++first_term)
      packer.add(terms_.term(by_document[first_term].term), by_document[first_term].wdf);
    add_compressed(table, key, packer.packed(), deflater);
    const std::string slots = pack_slots(std::span(values_).subspan(first_value, ends_[i].values - first_value));
    first_value = ends_[i].values;
    if (slots.empty()) continue;
    key += kSlotsKeyEnd;
    add_compressed(table, key, slots, deflater);
  }
  roots_[kTermlist] = table.finish();
}

void Batch::write_postlists(const std::string& path) {
  TableWriter table(table_path(path, kPostlist));
  std::stable_sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) { return a.slot < b.slot; });
  write_values(table, values_, value_bytes_);
  write_lengths(table, lengths_);
  for (std::size_t rank = 0; rank < sorted_terms_.size(); ++rank) {
    const std::uint32_t term = sorted_terms_[rank];
    if (uses_[term].posted) write_postings(table, terms_.term(term), postings_of(rank));
  }
  roots_[kPostlist] = table.finish();
}

}  // namespace broadtape::glass
