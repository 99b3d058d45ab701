#include "searcher/search/spelling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "common/text/nearest_name.h"

namespace broadtape {
namespace {

constexpr std::size_t kOneEditLetters = 5;   // words of up to this length allow one edit
constexpr std::size_t kLeastSplitBytes = 3;  // of each part
constexpr double kEditCost = 2;              // in orders of magnitude of frequency
constexpr double kFirstLetterCost = 1;
constexpr double kMostCost = 1.5;     // of words shorter than kLongWord: two edits without a slip could be any word
constexpr std::size_t kLongWord = 8;  // bytes
constexpr double kWorthNaming = 1.5;  // maximum difference in likelihood from the best, in orders of magnitude
constexpr double kTooFar = 1e9;
constexpr std::size_t kLongestMisspelt = 32;  // bytes
constexpr std::size_t kLongestSplit = 64;     // bytes of two words written as one

// Counts of byte values in a word, hashed to few counters. Words that are n edits apart differ by at most 2n in total.
class Letters {
 public:
  explicit Letters(std::string_view word) {
    for (const char c : word) ++counts_[static_cast<unsigned char>(c) % kKinds];
  }
  int difference(const Letters& other) const {
    int sum = 0;
    for (std::size_t i = 0; i < kKinds; ++i) sum += std::abs(counts_[i] - other.counts_[i]);
    return sum;
  }

 private:
  static constexpr std::size_t kKinds = 32;
  std::array<std::int8_t, kKinds> counts_{};
};

// Letters that sound alike in some words.
bool sound_alike(char a, char b) {
  constexpr std::string_view kGroups[] = {"szc", "ckq", "iy", "fv", "gj", "aeiou"};
  return std::any_of(std::begin(kGroups), std::end(kGroups), [&](std::string_view group) {
    return group.find(a) != std::string_view::npos && group.find(b) != std::string_view::npos;
  });
}

// The cost of the edits from `written` to `meant`. A slip costs less than another edit: two letters transposed, a
// letter doubled or a double one dropped, a letter that sounds alike.
double cost_of_edits(std::string_view written, std::string_view meant) {
  constexpr double kSlip = 0.5;
  const std::size_t width = meant.size() + 1;
  std::vector<double> table((written.size() + 1) * width);
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return table[i * width + j]; };
  const auto extra = [](std::string_view word, std::size_t i) {
    return i > 1 && word[i - 1] == word[i - 2] ? kSlip : 1;
  };
  for (std::size_t i = 0; i <= written.size(); ++i) {
    for (std::size_t j = 0; j <= meant.size(); ++j) {
      if (i == 0 && j == 0) continue;
      double least = kTooFar;
      if (i > 0) least = std::min(least, at(i - 1, j) + extra(written, i));
      if (j > 0) least = std::min(least, at(i, j - 1) + extra(meant, j));
      if (i > 0 && j > 0) {
        const char a = written[i - 1], b = meant[j - 1];
        least = std::min(least, at(i - 1, j - 1) + (a == b ? 0 : sound_alike(a, b) ? kSlip : 1));
        if (i > 1 && j > 1 && a == meant[j - 2] && written[i - 2] == b)
          least = std::min(least, at(i - 2, j - 2) + kSlip);
      }
      at(i, j) = least;
    }
  }
  return at(written.size(), meant.size());
}

// A form of the misspelt word.
struct Word {
  explicit Word(std::string_view word) : text(word), letters(word), most_edits(most_spelling_edits(word)) {}

  // The cost of the edits to another word, or kTooFar. `meant` itself is too far: the archive would have the word.
  double cost_to(std::string_view meant) const {
    const std::size_t difference = std::max(meant.size(), text.size()) - std::min(meant.size(), text.size());
    if (difference > most_edits || Letters(meant).difference(letters) > static_cast<int>(2 * most_edits))
      return kTooFar;
    const std::size_t edits = edit_distance(text, meant);
    if (edits == 0 || edits > most_edits) return kTooFar;
    const double cost = cost_of_edits(text, meant);
    return cost > kMostCost && text.size() < kLongWord ? kTooFar : cost;
  }

  std::string text;
  Letters letters;
  std::size_t most_edits;
};

class Walk {
 public:
  Walk(const IndexReader& index, Field field, std::string_view term, std::string_view written)
      : index_(index), prefix_(make_term(field, "")), words_{Word(term), Word(written)} {
    if (term == written) words_.pop_back();
  }

  // Visits the terms with the prefix `begin`.
  void terms(const std::string& begin) {
    index_.each_term(prefix_ + begin, [this](const IndexedTerm& term) { return consider_next(term); });
  }

  // Visits all terms of the field. Terms of text words have no prefix, so those of fields are skipped.
  void all_terms() {
    if (!prefix_.empty()) {
      terms("");
      return;
    }
    const auto outside_fields = [this](const IndexedTerm& term) {
      return !(term.text[0] >= 'A' && term.text[0] <= 'Z') && consider_next(term);
    };
    index_.each_term_from("", outside_fields);
    index_.each_term_from("[", outside_fields);
  }

  bool empty() const { return found_.empty(); }

  std::vector<Spelling> best(std::size_t most) {
    std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second.terms < b.second.terms;
    });
    const auto same = [](const auto& a, const auto& b) { return a.second.terms == b.second.terms; };
    found_.erase(std::unique(found_.begin(), found_.end(), same), found_.end());
    std::vector<Spelling> result;
    for (auto& [likelihood, spelling] : found_) {
      if (result.size() == most || likelihood < found_.front().first - kWorthNaming) break;
      result.push_back(std::move(spelling));
    }
    return result;
  }

 private:
  // False once the limit is exceeded.
  bool consider_next(const IndexedTerm& term) {
    if (++walked_ > kMostTermsWalked) return false;
    consider(term);
    return true;
  }

  void consider(const IndexedTerm& indexed) {
    std::string term = indexed.text.substr(prefix_.size());
    if (term.size() < kLeastMisspelt || term == words_.front().text) return;
    double cost = std::min(words_.back().cost_to(term), words_.back().cost_to(term + "s"));
    if (words_.size() > 1) cost = std::min(cost, words_.front().cost_to(term));
    if (cost == kTooFar) return;
    const std::uint64_t articles = indexed.documents();
    const double likelihood = std::log10(static_cast<double>(articles)) - kEditCost * cost -
                              (term[0] == words_.front().text[0] ? 0 : kFirstLetterCost);
    found_.push_back({likelihood, {{std::move(term)}, articles, likelihood}});
  }

  const IndexReader& index_;
  const std::string prefix_;
  std::vector<Word> words_;  // the stem, and the word as written if it differs: a misspelt ending changes the stem
  std::size_t walked_ = 0;
  std::vector<std::pair<double, Spelling>> found_;
};

}  // namespace

std::size_t most_spelling_edits(std::string_view word) {
  return word.size() <= kOneEditLetters ? 1 : 2;
}

std::vector<Spelling> nearest_terms(const IndexReader& index, Field field, std::string_view term,
                                    std::string_view written, std::size_t most) {
  if (term.size() < kLeastMisspelt || term.size() > kLongestMisspelt || written.size() > kLongestMisspelt) return {};
  Walk walk(index, field, term, written);
  walk.terms(std::string(term.substr(0, 1)));
  if (term.size() > kOneEditLetters && term[1] != term[0]) walk.terms(std::string(term.substr(1, 1)));
  if (walk.empty()) walk.all_terms();
  return walk.best(most);
}

Spelling split_term(const IndexReader& index, Field field, std::string_view term) {
  Spelling best;
  if (term.size() > kLongestSplit) return best;
  for (std::size_t at = kLeastSplitBytes; at + kLeastSplitBytes <= term.size(); ++at) {
    if ((static_cast<unsigned char>(term[at]) & 0xc0) == 0x80) continue;
    const std::string left(term.substr(0, at)), right(term.substr(at));
    const std::uint64_t articles =
        std::min(index.documents_with(make_term(field, left)), index.documents_with(make_term(field, right)));
    if (articles > best.articles) best = {{left, right}, articles};
  }
  return best;
}

}  // namespace broadtape
