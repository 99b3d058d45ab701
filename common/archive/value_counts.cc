#include "common/archive/value_counts.h"

#include <algorithm>

namespace broadtape {
namespace {

// Sorts entries by value and adds up those of one value.
template <class Entries>
void combine(Entries& entries) {
  std::sort(entries.begin(), entries.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].first == entries[kept].first)
      entries[kept].second += entries[i].second;
    else
      entries[++kept] = entries[i];
  }
  if (!entries.empty()) entries.resize(kept + 1);
}

}  // namespace

void ValueCounts::add(const std::shared_ptr<const Columns>& columns, const std::vector<std::uint32_t>& documents) {
  SegmentCounts segment{columns, columns->column(slot_), {}};
  segment.counts.resize(segment.column->value_count() + 1);
  for (const std::uint32_t document : documents) {
    const auto ordinals = segment.column->ordinals(document);
    for (const std::uint32_t ordinal : ordinals) ++segment.counts[ordinal];
    documents_ += ordinals.empty() ? 0 : 1;
  }
  segments_.push_back(std::move(segment));
  entries_.reset();
}

void ValueCounts::add(const Xapian::Database& database, Field field, const std::vector<Xapian::docid>& documents) {
  if (documents.empty()) return;
  std::vector<bool> is_found(documents.back() + std::size_t{1}), has_term(is_found.size());
  for (const Xapian::docid document : documents) is_found[document] = true;
  const std::string prefix = make_term(field, "");
  const auto end = database.allterms_end(prefix);
  for (auto term = database.allterms_begin(prefix); term != end; ++term) {
    std::uint64_t count = 0;
    const auto list_end = database.postlist_end(*term);
    for (auto at = database.postlist_begin(*term); at != list_end && *at < is_found.size(); ++at) {
      if (!is_found[*at]) continue;
      ++count;
      if (!has_term[*at]) ++documents_;
      has_term[*at] = true;
    }
    if (count > 0) terms_.emplace_back(term_value(field, *term), count);
  }
  entries_.reset();
}

const ValueCounts::Entries& ValueCounts::entries() const {
  if (entries_) return *entries_;
  Entries& entries = entries_.emplace();
  for (const SegmentCounts& segment : segments_) {
    for (std::uint32_t ordinal = 1; ordinal < segment.counts.size(); ++ordinal) {
      if (segment.counts[ordinal] > 0) entries.emplace_back(segment.column->value(ordinal), segment.counts[ordinal]);
    }
  }
  for (const auto& [text, count] : terms_) entries.emplace_back(text, count);
  const auto end = spy_.values_end();
  for (auto value = spy_.values_begin(); value != end; ++value) {
    const std::string_view text = texts_.emplace_back(*value);
    const auto add = [&](std::string_view item) { entries.emplace_back(item, value.get_termfreq()); };
    if (is_list(slot_))
      each_item(text, add);
    else
      add(text);
  }
  const bool in_order = segments_.size() == 1 || (segments_.empty() && !is_list(slot_));
  if (!in_order) combine(entries);
  return entries;
}

std::uint64_t ValueCounts::count_of(std::string_view value) const {
  const Entries& all = entries();
  const auto found =
      std::lower_bound(all.begin(), all.end(), value, [](const auto& entry, auto text) { return entry.first < text; });
  return found != all.end() && found->first == value ? found->second : 0;
}

std::uint64_t ValueCounts::documents() const {
  std::uint64_t documents = documents_;
  const auto end = spy_.values_end();
  for (auto value = spy_.values_begin(); value != end; ++value) documents += value.get_termfreq();
  return documents;
}

}  // namespace broadtape
