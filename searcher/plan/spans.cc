#include "searcher/plan/spans.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "common/error/error.h"
#include "searcher/plan/positional_terms.h"

namespace broadtape {
namespace {

void sort_once(std::vector<TermSpan>& spans) {
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

// Keeps the longest of the spans that begin at the same word: `sell-off` is a phrase and one word there.
void keep_longest(std::vector<TermSpan>& spans) {
  sort_once(spans);
  const auto same_begin = [](const TermSpan& a, const TermSpan& b) { return a.first == b.first; };
  spans.erase(spans.begin(), std::unique(spans.rbegin(), spans.rend(), same_begin).base());
}

bool has_word_at(const TermSpan& span, Xapian::termpos position) {
  if (position < span.first || position > span.last) return false;
  return span.words.empty() || std::binary_search(span.words.begin(), span.words.end(), position);
}

// Whether the two have a word in common.
bool share_a_word(const TermSpan& a, const TermSpan& b) {
  for (Xapian::termpos position = std::max(a.first, b.first); position <= std::min(a.last, b.last); ++position) {
    if (has_word_at(a, position) && has_word_at(b, position)) return true;
  }
  return false;
}

bool is_near(const TermSpan& left, const TermSpan& right, const Gap& gap) {
  if (right.first > left.last) return right.first - left.last <= gap.distance;
  if (gap.ordered) return false;
  if (left.first > right.last) return left.first - right.last <= gap.distance;
  return !share_a_word(left, right);
}

// Spans indexed for finding those near another span.
class Neighbours {
 public:
  // Keeps a reference to `spans`, which must be ascending.
  explicit Neighbours(const std::vector<TermSpan>& spans) : spans_(spans) {
    for (const TermSpan& span : spans) longest_ = std::max(longest_, span.last - span.first);
  }

  // Calls `take` with the index of each span near `span`.
  template <class Take>
  void near(const TermSpan& span, const Gap& gap, Take take) const {
    const std::uint64_t before = std::uint64_t{longest_} + gap.distance;
    const std::uint64_t begin = gap.ordered           ? std::uint64_t{span.last} + 1
                                : span.first < before ? 0
                                                      : span.first - before;
    const auto first = std::lower_bound(spans_.begin(), spans_.end(), begin,
                                        [](const TermSpan& other, std::uint64_t from) { return other.first < from; });
    const std::uint64_t end = std::uint64_t{span.last} + gap.distance;
    for (auto at = first; at != spans_.end() && at->first <= end; ++at) {
      if (is_near(span, *at, gap)) take(static_cast<std::size_t>(at - spans_.begin()));
    }
  }

 private:
  const std::vector<TermSpan>& spans_;
  Xapian::termpos longest_ = 0;
};

std::vector<Xapian::termpos> words_of(const TermSpan& span) {
  if (!span.words.empty()) return span.words;
  std::vector<Xapian::termpos> words;
  for (Xapian::termpos position = span.first; position <= span.last; ++position) words.push_back(position);
  return words;
}

TermSpan joined_spans(const TermSpan& a, const TermSpan& b) {
  TermSpan both{std::min(a.first, b.first), std::max(a.last, b.last), {}};
  const std::vector<Xapian::termpos> left = words_of(a), right = words_of(b);
  std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both.words));
  if (both.words.size() == both.last - both.first + 1) both.words.clear();
  return both;
}

// The properties of the spans of side `i` that matter. Distance is measured between the ends that face each other;
// without a required order, either end may face the neighbour, and words show whether two spans overlap.
SpanUse use_of_side(const Node& near, std::size_t i, const SpanUse& whole) {
  const bool has_left = i > 0, has_right = i < near.gaps.size();
  const bool unordered = (has_left && !near.gaps[i - 1].ordered) || (has_right && !near.gaps[i].ordered);
  return {unordered || has_left || whole.first, unordered || has_right || whole.last, unordered || whole.words};
}

constexpr SpanUse kWhetherAny{false, false, false};

// Joins a span and a link. An end that does not matter is set to the other end, which merges equal spans.
TermSpan chained(const TermSpan& whole, const TermSpan& link, const SpanUse& use) {
  if (use.words) return joined_spans(whole, link);
  TermSpan both{std::min(whole.first, link.first), std::max(whole.last, link.last), {}};
  if (!use.first) both.first = both.last;
  if (!use.last) both.last = both.first;
  return both;
}

}  // namespace

void SpanReader::move_to(Xapian::docid document) {
  document_ = document;
  steps_ = 0;
  words_.move_to(document);
}

const SpanReader::Parts& SpanReader::parts_of(const Node& node) {
  const auto [found, is_new] = parts_.try_emplace(&node);
  Parts& parts = found->second;
  if (!is_new) return parts;
  const auto add = [&](const Node& leaf) {
    if (is_exact(leaf)) {
      parts.terms = exact_words_.questions(leaf, words_);
      return;
    }
    for (const std::string& name : terms_of(leaf)) parts.terms.push_back(words_.look_for(name));
  };
  if (node.children.empty()) add(node);
  for (const Variant& variant : node.variants) {
    Questions& sequence = parts.variants.emplace_back();
    for (const std::string& name : variant.terms) sequence.push_back(words_.look_for(indexed_field(node.field), name));
  }
  if (node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase) {
    if (!parts.terms.empty()) parts.sequences.push_back(words_.look_for_sequence(parts.terms));
    for (const Questions& variant : parts.variants) parts.sequences.push_back(words_.look_for_sequence(variant));
  }
  for (const Node& child : node.children) {
    const bool is_word = child.kind == NodeKind::kWord || child.kind == NodeKind::kWildcard;
    const bool is_plain = is_word && child.variants.empty() && !is_exact(child);
    if (node.kind == NodeKind::kOr && is_plain && child.field != Field::kLead) {
      add(child);
    } else {
      parts.others.push_back(&child);
    }
  }
  return parts;
}

void SpanReader::add_words(const Parts& parts, std::vector<TermSpan>& spans) {
  for (const std::size_t term : parts.terms) {
    for (const Xapian::termpos position : words_.positions(term)) spans.push_back({position, position, {}});
  }
}

void SpanReader::add_sequence(const Questions& terms, std::vector<TermSpan>& spans) {
  for (const Xapian::termpos first : words_.positions(terms[0])) {
    std::size_t same = 1;
    while (same < terms.size()) {
      const Positions& next = words_.positions(terms[same]);
      if (!std::binary_search(next.begin(), next.end(), first + same)) break;
      ++same;
    }
    if (same == terms.size()) spans.push_back({first, static_cast<Xapian::termpos>(first + same - 1), {}});
  }
}

std::vector<TermSpan> SpanReader::spans(const Node& node, const SpanUse& use) {
  std::vector<TermSpan> found;
  if (node.kind == NodeKind::kNear) return chains(node, use);
  const Parts& parts = parts_of(node);
  if (node.kind == NodeKind::kPhrase) {
    add_sequence(parts.terms, found);
  } else {
    add_words(parts, found);
  }
  for (const auto& variant : parts.variants) add_sequence(variant, found);
  if (!parts.variants.empty()) keep_longest(found);
  if (is_exact(node)) keep_exact(node, found);
  if (node.field == Field::kLead) {
    const std::uint32_t end = words_.end_of_lead();
    std::erase_if(found, [&](const TermSpan& span) { return span.last >= end; });
  }
  for (const Node* const other : parts.others) {
    std::vector<TermSpan> more = spans(*other, use);
    std::move(more.begin(), more.end(), std::back_inserter(found));
  }
  sort_once(found);
  return found;
}

void SpanReader::keep_exact(const Node& leaf, std::vector<TermSpan>& spans) {
  if (spans.empty() || !exact_words_.needs_text(leaf)) return;
  const std::vector<std::uint32_t>& exact = exact_words_.positions(leaf, document_);
  std::erase_if(spans,
                [&](const TermSpan& span) { return !std::binary_search(exact.begin(), exact.end(), span.first); });
}

void SpanReader::count_step() {
  if (++steps_ <= kMaxSteps) return;
  throw Error(ErrorKind::kQuery, "w/N or near/N in parentheses has too many ways to be met in one article",
              "use fewer words in it or smaller distances");
}

std::vector<TermSpan> SpanReader::chains(const Node& near, const SpanUse& use) {
  using Chain = std::pair<TermSpan, TermSpan>;  // the last link and the whole
  std::vector<Chain> chains;
  for (const TermSpan& span : spans(near.children[0], use_of_side(near, 0, use))) chains.emplace_back(span, span);
  for (std::size_t i = 0; i < near.gaps.size() && !chains.empty(); ++i) {
    const std::vector<TermSpan> next = spans(near.children[i + 1], use_of_side(near, i + 1, use));
    const Neighbours neighbours(next);
    std::vector<std::vector<TermSpan>> wholes(next.size());  // of the chains that end in next[k]
    for (const Chain& chain : chains) {
      neighbours.near(chain.first, near.gaps[i], [&](std::size_t k) {
        count_step();
        wholes[k].push_back(chained(chain.second, next[k], use));
      });
    }
    chains.clear();
    for (std::size_t k = 0; k < next.size(); ++k) {
      sort_once(wholes[k]);
      for (TermSpan& whole : wholes[k]) chains.emplace_back(next[k], std::move(whole));
    }
  }
  std::vector<TermSpan> wholes;
  for (auto& [link, whole] : chains) wholes.push_back(std::move(whole));
  sort_once(wholes);
  return wholes;
}

// Sequences are cheaper than positions, which are read only where they matter too.
bool SpanReader::leaf_holds(const Node& leaf) {
  const std::vector<std::size_t>& sequences = parts_of(leaf).sequences;
  const auto has = [&](std::size_t sequence) { return words_.has_sequence(sequence); };
  if (!sequences.empty() && std::none_of(sequences.begin(), sequences.end(), has)) return false;
  const bool matters_where = leaf.field == Field::kLead || (is_exact(leaf) && exact_words_.needs_text(leaf));
  return (!sequences.empty() && !matters_where) || !spans(leaf).empty();
}

bool SpanReader::reads_mapped_files(const Node& node) const {
  if (!words_.reads_mapped_files() || node.field == Field::kAuthor || is_exact(node)) return false;
  return std::all_of(node.children.begin(), node.children.end(),
                     [&](const Node& child) { return reads_mapped_files(child); });
}

bool SpanReader::holds(const Node& node) {
  if (node.children.empty()) return leaf_holds(node);
  if (node.kind == NodeKind::kAtLeast) return spans(node.children[0]).size() >= node.least;
  std::vector<TermSpan> links = spans(node.children[0], use_of_side(node, 0, kWhetherAny));
  for (std::size_t i = 0; i < node.gaps.size() && !links.empty(); ++i) {
    const std::vector<TermSpan> next = spans(node.children[i + 1], use_of_side(node, i + 1, kWhetherAny));
    std::vector<bool> reached(next.size(), false);
    const Neighbours neighbours(next);
    for (const TermSpan& link : links) neighbours.near(link, node.gaps[i], [&](std::size_t k) { reached[k] = true; });
    links.clear();
    for (std::size_t k = 0; k < next.size(); ++k) {
      if (reached[k]) links.push_back(next[k]);
    }
  }
  return !links.empty();
}

}  // namespace broadtape
