#include "common/archive/matching_set.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/archive/found_documents.h"

namespace broadtape {
namespace {

using Query = Xapian::Query;
using MaybeSet = std::optional<DocumentSet>;

struct ValueRange {
  Slot slot{};
  std::string begin;
  std::optional<std::string> end;  // inclusive; nullopt: no end
};

// Xapian shows the slot and the limits of a range only in its serialised form, which clients and servers of the remote
// protocol 1.4 agree on: a byte with the kind and the slot, then each limit with its length in a byte. nullopt for any
// other form, such as a slot from 15 or a limit from 255 bytes.
std::optional<ValueRange> value_range(const Query& query) {
  constexpr unsigned kBetween = 0x20, kFrom = 0x30, kKind = 0xf0, kSlot = 0x0f, kLong = 0xff;
  const std::string form = query.serialise();
  std::string_view rest = form;
  const auto byte = [&] {
    const auto first = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    return unsigned{first};
  };
  const auto limit = [&]() -> std::optional<std::string> {
    if (rest.empty()) return std::nullopt;
    const unsigned length = byte();
    if (length == kLong || length > rest.size()) return std::nullopt;
    std::string text(rest.substr(0, length));
    rest.remove_prefix(length);
    return text;
  };
  if (rest.empty()) return std::nullopt;
  const unsigned head = byte();
  if ((head & kSlot) == kSlot || ((head & kKind) != kBetween && (head & kKind) != kFrom)) return std::nullopt;
  const std::optional<std::string> begin = limit();
  const std::optional<std::string> end = (head & kKind) == kBetween ? limit() : std::nullopt;
  // Without a first limit it also matches documents without a value.
  const bool whole = begin && !begin->empty() && rest.empty() && end.has_value() == ((head & kKind) == kBetween);
  if (!whole) return std::nullopt;
  return ValueRange{static_cast<Slot>(head & kSlot), *begin, end};
}

bool is_range(const Query& query) {
  return query.get_type() == Query::OP_VALUE_RANGE || query.get_type() == Query::OP_VALUE_GE;
}

class SetMaker {
 public:
  SetMaker(const Xapian::Database& segment, const Columns& columns) : segment_(segment), columns_(columns) {}

  MaybeSet set_of(const Query& query) {
    struct Row {
      Query::op type;
      MaybeSet (SetMaker::*set_of)(const Query&);
    };
    static constexpr Row kRows[] = {
        {Query::LEAF_TERM, &SetMaker::of_term},
        {Query::LEAF_MATCH_ALL, &SetMaker::of_everything},
        {Query::LEAF_POSTING_SOURCE, &SetMaker::of_found},
        {Query::OP_AND, &SetMaker::of_all},
        {Query::OP_FILTER, &SetMaker::of_all},
        {Query::OP_OR, &SetMaker::of_any},
        {Query::OP_SYNONYM, &SetMaker::of_any},
        {Query::OP_MAX, &SetMaker::of_any},
        {Query::OP_AND_NOT, &SetMaker::of_first_alone},
        {Query::OP_AND_MAYBE, &SetMaker::of_first},
        {Query::OP_SCALE_WEIGHT, &SetMaker::of_first},
        {Query::OP_VALUE_RANGE, &SetMaker::of_values},
        {Query::OP_VALUE_GE, &SetMaker::of_values},
    };
    if (query.empty()) return DocumentSet();
    const auto row =
        std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.type == query.get_type(); });
    if (row == std::end(kRows)) return std::nullopt;
    return (this->*row->set_of)(query);
  }

 private:
  MaybeSet of_term(const Query& query) {
    const std::string term = *query.get_terms_begin();
    if (MaybeSet bitmap = columns_.bitmap(term)) return bitmap;
    if (++posting_lists_ > kMostPostingLists) return std::nullopt;
    return DocumentSet::of({segment_.postlist_begin(term), segment_.postlist_end(term)});
  }

  MaybeSet of_found(const Query& query) { return found_in(segment_, query); }

  MaybeSet of_everything(const Query&) { return DocumentSet::all(columns_.documents()); }

  MaybeSet of_first(const Query& query) { return set_of(query.get_subquery(0)); }

  // Ranges of values are checked only in documents that match the rest.
  MaybeSet of_all(const Query& query) {
    MaybeSet all;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      const Query part = query.get_subquery(i);
      if (is_range(part)) continue;
      MaybeSet set = set_of(part);
      if (!set) return std::nullopt;
      all = all ? intersection(*all, *set) : std::move(*set);
    }
    if (!all) all = DocumentSet::all(columns_.documents());
    for (std::size_t i = 0; all && i < query.get_num_subqueries(); ++i) {
      if (is_range(query.get_subquery(i))) all = in_range(*all, query.get_subquery(i));
    }
    return all;
  }

  MaybeSet of_any(const Query& query) {
    std::vector<DocumentSet> sets;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      MaybeSet set = set_of(query.get_subquery(i));
      if (!set) return std::nullopt;
      sets.push_back(std::move(*set));
    }
    return union_of(sets);
  }

  MaybeSet of_first_alone(const Query& query) {
    MaybeSet left = set_of(query.get_subquery(0));
    for (std::size_t i = 1; left && i < query.get_num_subqueries(); ++i) {
      const MaybeSet excluded = set_of(query.get_subquery(i));
      if (!excluded) return std::nullopt;
      left = difference(*left, *excluded);
    }
    return left;
  }

  MaybeSet of_values(const Query& query) { return in_range(DocumentSet::all(columns_.documents()), query); }

  MaybeSet in_range(const DocumentSet& set, const Query& query) const {
    const std::optional<ValueRange> range = value_range(query);
    const bool ordered = range && !is_list(range->slot);
    const Column* const column = ordered ? columns_.column(range->slot) : nullptr;
    if (column == nullptr) return std::nullopt;
    const std::uint32_t first = column->first_from(range->begin);
    const std::uint32_t end = range->end ? column->first_after(*range->end) : column->value_count() + 1;
    std::vector<std::uint32_t> inside;
    for (const std::uint32_t document : set.documents()) {
      const std::uint32_t ordinal = column->ordinal(document);
      if (first <= ordinal && ordinal < end) inside.push_back(document);
    }
    return DocumentSet::of(inside);
  }

  const Xapian::Database& segment_;
  const Columns& columns_;
  std::size_t posting_lists_ = 0;
};

}  // namespace

std::optional<DocumentSet> matching_set(const Xapian::Database& segment, const Columns& columns,
                                        const Xapian::Query& query) {
  return SetMaker(segment, columns).set_of(query);
}

}  // namespace broadtape
