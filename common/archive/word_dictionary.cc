#include "common/archive/word_dictionary.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <utility>

#include "common/error/error.h"

namespace broadtape {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are read as they are stored");

constexpr char kFormBegin = '\0';

// A row of the dictionary. The rows follow the number of rows, and their texts follow them.
struct Row {
  std::uint32_t end = 0;   // of its text, which begins at the end of the one before
  std::uint32_t word = 0;  // the number of its term, and in the lowest byte that of its form

  std::uint32_t term() const { return word >> 8; }
  std::uint32_t form() const { return word & 0xff; }
};
constexpr std::size_t kRowsAt = sizeof(std::uint32_t);

Row row_at(std::string_view bytes, std::uint32_t row) {
  Row result;
  std::memcpy(&result, bytes.data() + kRowsAt + row * sizeof(Row), sizeof(Row));
  return result;
}

std::string_view term_in(std::string_view text) {
  return text.substr(0, text.find(kFormBegin));
}

[[noreturn]] void throw_damaged() {
  throw Error(ErrorKind::kCorrupt, "a dictionary of words is damaged", "find the damage with: tape-index verify");
}

std::uint64_t hash_of(std::string_view term, std::string_view form) {
  return XXH3_64bits_withSeed(form.data(), form.size(), XXH3_64bits(term.data(), term.size()));
}

std::uint32_t tag_of(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash >> 32);
}

void append_u32(std::string& bytes, std::uint32_t number) {
  bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

WordDictionary::WordDictionary(std::string bytes)
    : WordDictionary(std::make_shared<const std::string>(std::move(bytes))) {}

WordDictionary::WordDictionary(const std::shared_ptr<const std::string>& bytes) : WordDictionary(*bytes, bytes) {}

WordDictionary::WordDictionary(std::string_view bytes, std::shared_ptr<const void> owner)
    : owner_(std::move(owner)), bytes_(bytes) {
  if (bytes_.empty()) return;
  if (bytes_.size() < kRowsAt) throw_damaged();
  std::memcpy(&size_, bytes_.data(), sizeof size_);
  if (size_ > kMostWords || bytes_.size() < kRowsAt + size_ * sizeof(Row)) throw_damaged();
  texts_ = bytes_.substr(kRowsAt + size_ * sizeof(Row));
  if ((size_ == 0 ? 0 : row_at(bytes_, size_ - 1).end) != texts_.size()) throw_damaged();
  if (size_ > 0) id_ = std::max(std::uint32_t{1}, XXH32(bytes_.data(), bytes_.size(), 0));
}

std::string_view WordDictionary::text_of(std::uint32_t row) const {
  const std::uint32_t begin = row == 0 ? 0 : row_at(bytes_, row - 1).end, end = row_at(bytes_, row).end;
  if (begin > end || end > texts_.size()) throw_damaged();
  return texts_.substr(begin, end - begin);
}

std::string_view WordDictionary::term_of(std::uint32_t row) const {
  return term_in(text_of(row));
}

std::string_view WordDictionary::form_of(std::uint32_t row) const {
  const std::string_view text = text_of(row);
  const std::size_t at = text.find(kFormBegin);
  if (at == text.npos) throw_damaged();
  return text.substr(at + 1);
}

WordDictionary::Word WordDictionary::word_at(std::uint32_t row) const {
  const Row read = row_at(bytes_, row);
  if (read.term() >= size_ || read.form() >= kMostForms) throw_damaged();
  return {read.term(), static_cast<std::uint8_t>(read.form())};
}

std::uint32_t WordDictionary::first_from(std::string_view term) const {
  std::uint32_t first = 0, count = size_;
  while (count > 0) {
    const std::uint32_t half = count / 2;
    if (term_of(first + half) < term) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

void WordDictionary::make_table() const {
  table_.resize(std::bit_ceil(std::size_t{size_} * 2 + 1));
  for (std::uint32_t row = 0; row < size_; ++row) {
    const std::uint64_t hash = hash_of(term_of(row), form_of(row));
    std::size_t at = hash & (table_.size() - 1);
    while (table_[at].row != 0) at = (at + 1) & (table_.size() - 1);
    table_[at] = {row + 1, tag_of(hash)};
  }
}

std::optional<WordDictionary::Word> WordDictionary::word(std::string_view term, std::string_view form) const {
  if (size_ == 0) return std::nullopt;
  std::call_once(table_made_, [this] { make_table(); });
  const std::uint64_t hash = hash_of(term, form);
  for (std::size_t at = hash & (table_.size() - 1); table_[at].row != 0; at = (at + 1) & (table_.size() - 1)) {
    if (table_[at].tag != tag_of(hash)) continue;
    const std::string_view text = text_of(table_[at].row - 1);
    if (text.size() == term.size() + 1 + form.size() && text.starts_with(term) && text.ends_with(form) &&
        text[term.size()] == kFormBegin)
      return word_at(table_[at].row - 1);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> WordDictionary::term(std::string_view term) const {
  const std::uint32_t row = first_from(term);
  return row < size_ && term_of(row) == term ? std::optional(word_at(row).term) : std::nullopt;
}

std::optional<std::uint8_t> WordDictionary::form(std::string_view term, std::string_view form) const {
  for (std::uint32_t row = first_from(term); row < size_ && term_of(row) == term; ++row)
    if (form_of(row) == form) return word_at(row).form;
  return std::nullopt;
}

std::vector<std::string_view> WordDictionary::terms() const {
  std::vector<std::string_view> terms(size_);
  each_term([&](std::uint32_t number, std::string_view term) { terms[number] = term; });
  return terms;
}

void WordCounts::add(std::string_view term, std::string_view form) {
  if (term.size() + form.size() > WordDictionary::kLongestWord) return;
  text_.assign(term);
  text_ += kFormBegin;
  text_ += form;
  ++counts_[text_];
}

std::string WordCounts::dictionary() const {
  using Counted = std::pair<std::string_view, std::uint32_t>;
  const auto most_frequent_first = [](const Counted& a, const Counted& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  };
  std::vector<Counted> words(counts_.begin(), counts_.end());
  std::sort(words.begin(), words.end(), most_frequent_first);
  words.resize(std::min(words.size(), WordDictionary::kMostWords));
  std::map<std::string_view, std::uint32_t> counts_of_terms;
  for (const auto& [text, count] : words) counts_of_terms[term_in(text)] += count;
  std::vector<Counted> terms(counts_of_terms.begin(), counts_of_terms.end());
  std::sort(terms.begin(), terms.end(), most_frequent_first);
  std::map<std::string_view, std::uint32_t> next_of_terms;  // the next word of each term, as in Row
  for (std::uint32_t number = 0; number < terms.size(); ++number) next_of_terms[terms[number].first] = number << 8;
  constexpr std::uint32_t kLeftOut = 0xffff'ffff;
  for (Counted& word : words) {
    std::uint32_t& next = next_of_terms[term_in(word.first)];
    word.second = (next & 0xff) < WordDictionary::kMostForms ? next++ : kLeftOut;
  }
  std::erase_if(words, [](const Counted& word) { return word.second == kLeftOut; });
  std::sort(words.begin(), words.end());
  std::string bytes, texts;
  append_u32(bytes, static_cast<std::uint32_t>(words.size()));
  for (const auto& [text, word] : words) {
    texts += text;
    append_u32(bytes, static_cast<std::uint32_t>(texts.size()));
    append_u32(bytes, word);
  }
  return bytes + texts;
}

}  // namespace broadtape
