#include "common/archive/word_scanner.h"

#include <algorithm>
#include <cstring>

#include "common/archive/schema.h"
#include "common/archive/word_codes.h"

namespace broadtape {
namespace {

// So many terms are found by their bytes; for more it is faster to read all codes.
constexpr std::size_t kMostSearched = 16;

// How many terms end in these bytes, which end with a code: eight bytes at once, with a count in each.
std::uint32_t count_terms(std::string_view codes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  constexpr std::uint64_t kToCarry = kOnes * (0x80 - word_codes::kLiteral);  // into the highest bit of such bytes
  constexpr std::size_t kMostRounds = 255;                                   // before a count overflows
  std::uint32_t count = 0;
  while (codes.size() >= sizeof(std::uint64_t)) {
    const std::size_t rounds = std::min(codes.size() / sizeof(std::uint64_t), kMostRounds);
    std::uint64_t counts = 0;
    for (std::size_t i = 0; i < rounds; ++i) {
      std::uint64_t bytes;
      std::memcpy(&bytes, codes.data() + i * sizeof bytes, sizeof bytes);
      counts += (((bytes & kOnes * 0x7f) + kToCarry) & bytes) >> 7 & kOnes;
    }
    const std::uint64_t pairs = (counts & 0x00ff00ff00ff00ffu) + (counts >> 8 & 0x00ff00ff00ff00ffu);
    count += static_cast<std::uint32_t>(pairs * 0x0001000100010001u >> 48);
    codes.remove_prefix(rounds * sizeof(std::uint64_t));
  }
  for (const char byte : codes) count += word_codes::is_end_of_term(byte);
  return count;
}

// Calls `visit` with the place of each of these special codes, from `from` on.
template <class Visit>
void each_special(std::string_view codes, std::uint32_t code, const Visit& visit) {
  const char byte = word_codes::byte_of(code);
  for (std::size_t at = codes.find(byte); at != codes.npos; at = codes.find(byte, at + 1)) visit(at);
}

// Calls `visit` with the place of each occurrence of a code, until it returns true; whether it did.
template <class Visit>
bool any_occurrence(std::string_view codes, std::string_view code, const Visit& visit) {
  const std::size_t tail = code.size() - 1;  // before its last byte
  for (std::size_t at = codes.find(code.back(), tail); at != codes.npos; at = codes.find(code.back(), at + 1)) {
    std::size_t same = 0;
    while (same < tail && codes[at - 1 - same] == code[tail - 1 - same]) ++same;
    const bool is_whole = same == tail && (at == tail || word_codes::is_last(codes[at - tail - 1]));
    if (is_whole && visit(at - tail)) return true;
  }
  return false;
}

// Where the code begins that ends before `at`, which is not 0.
std::size_t code_before(std::string_view codes, std::size_t at) {
  for (--at; at > 0 && !word_codes::is_last(codes[at - 1]);) --at;
  return at;
}

// Likewise of a term, whose form may follow it.
std::size_t term_before(std::string_view codes, std::size_t at) {
  const bool is_form = word_codes::is_end_of_form(codes[at - 1]);
  at = code_before(codes, at);
  return is_form && at > 0 ? code_before(codes, at) : at;
}

// Where the word begins that has a term at `at`: there, or at the term before if this one is its second term.
std::size_t begin_of_word(std::string_view codes, std::size_t at) {
  const bool is_second = at > 1 && codes[at - 1] == word_codes::byte_of(word_codes::kSecondTerm);
  return is_second ? term_before(codes, at - 1) : at;
}

std::string_view title_of(std::string_view codes) {
  return codes.substr(0, codes.find(word_codes::byte_of(word_codes::kTitleEnd)));
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::size_t WordScanner::look_for(std::string_view term, const std::optional<std::string>& form) {
  const std::size_t place = questions_.size();
  Question& question = questions_.emplace_back();
  question.term = term;
  question.form = form;
  question.number = dictionary_.term(term);
  if (form) question.form_number = dictionary_.form(term, *form);
  if (question.number && (!form || question.form_number)) {
    word_codes::append_code(question.code, word_codes::kFirstNumber + *question.number);
    asked_codes_.push_back(place);
    by_number_.clear();
  }
  by_term_[question.term].push_back(place);
  asked_hashes_[word_codes::hash_of(term)] = true;
  return place;
}

std::size_t WordScanner::look_for_sequence(const std::vector<std::size_t>& questions) {
  Sequence& sequence = sequences_.emplace_back();
  sequence.questions = questions;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Question &question = questions_[questions[i]], &rarest = questions_[questions[sequence.rarest]];
    if (!question.code.empty()) sequence.terms.push_back({*question.number, Mask{1} << i});
    sequence.has_forms |= question.form.has_value();
    // Greater numbers are rarer; without a code, only literals answer it.
    if (question.code.empty() || (!rarest.code.empty() && *question.number > *rarest.number)) sequence.rarest = i;
  }
  return sequences_.size() - 1;
}

bool WordScanner::asks_for(std::string_view hashes) const {
  return std::any_of(hashes.begin(), hashes.end(),
                     [&](char hash) { return asked_hashes_[static_cast<unsigned char>(hash)]; });
}

// The questions about the term of a literal; null if there are none.
const std::vector<std::size_t>* WordScanner::asked_literal(std::string_view form, std::string_view term) {
  if (term.empty()) {
    lowered_.assign(form);
    std::transform(lowered_.begin(), lowered_.end(), lowered_.begin(), lower);
    term = lowered_;
  }
  const auto asked = by_term_.find(term);
  return asked == by_term_.end() ? nullptr : &asked->second;
}

// Calls `answer` with the number of each literal that answers a question, from 0, and with the question.
template <class Answer>
void WordScanner::each_literal(std::string_view hashes, std::string_view literals, const Answer& answer) {
  if (!asks_for(hashes)) return;
  word_codes::LiteralReader reader(literals);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const std::string_view form = reader.text(), term = reader.text();
    if (!asked_hashes_[static_cast<unsigned char>(hashes[i])]) continue;
    const std::vector<std::size_t>* const asked = asked_literal(form, term);
    if (asked == nullptr) continue;
    for (const std::size_t place : *asked) {
      const Question& question = questions_[place];
      if (!question.form || *question.form == form) answer(i, place);
    }
  }
}

void WordScanner::find_literals(std::string_view hashes, std::string_view codes, std::string_view literals) {
  const char mark = word_codes::byte_of(word_codes::kLiteral);
  std::size_t passed = 0, at = codes.find(mark);
  each_literal(hashes, literals, [&](std::size_t literal, std::size_t question) {
    for (; passed < literal && at != codes.npos; ++passed) at = codes.find(mark, at + 1);
    if (at == codes.npos) word_codes::throw_damaged();
    hits_.push_back({at, question});
  });
}

void WordScanner::find_codes(std::string_view codes) {
  for (const std::size_t place : asked_codes_) {
    const Question& question = questions_[place];
    any_occurrence(codes, question.code, [&](std::size_t at) {
      const std::string_view rest = codes.substr(at + question.code.size());
      if (!question.form || question.has_form(word_codes::CodeReader(rest).form())) hits_.push_back({at, place});
      return false;
    });
  }
}

void WordScanner::read_codes(std::string_view codes) {
  if (by_number_.empty()) {
    by_number_.resize(dictionary_.size());
    for (const std::size_t place : asked_codes_) by_number_[*questions_[place].number].push_back(place);
  }
  word_codes::CodeReader reader(codes);
  while (!reader.at_end()) {
    const std::size_t at = codes.size() - reader.left();
    const std::uint32_t code = reader.next();
    if (code < word_codes::kFirstNumber) continue;
    if (code - word_codes::kFirstNumber >= by_number_.size()) word_codes::throw_damaged();
    const std::uint8_t form = reader.form();
    for (const std::size_t place : by_number_[code - word_codes::kFirstNumber])
      if (questions_[place].has_form(form)) hits_.push_back({at, place});
  }
}

// As many words begin before a term as terms end before it, without second terms; the word of a second term has begun.
void WordScanner::answer_hits(std::string_view codes) {
  std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.at < b.at; });
  const std::size_t title_end = title_of(codes).size();
  std::vector<std::size_t>& marks = marks_;
  marks.clear();
  each_special(codes, word_codes::kSecondTerm, [&](std::size_t at) { marks.push_back(at); });
  std::size_t counted = 0, passed = 0;
  std::uint32_t ended = 0;
  const auto words_before = [&](std::size_t at) {
    ended += count_terms(codes.substr(counted, at - counted));
    counted = at;
    while (passed < marks.size() && marks[passed] < at) ++passed;
    return ended - static_cast<std::uint32_t>(passed);
  };
  auto hit = hits_.begin();
  for (; hit != hits_.end() && hit->at < title_end; ++hit)
    questions_[hit->question].positions.push_back(kFirstPosition + words_before(hit->at));
  title_words_ = words_before(title_end);
  for (; hit != hits_.end(); ++hit)
    questions_[hit->question].positions.push_back(kFirstPosition + kFieldGap + words_before(hit->at));
  words_ = words_before(codes.size());
}

void WordScanner::scan(std::string_view stream) {
  for (Question& question : questions_) question.positions.clear();
  title_words_ = words_ = 0;
  if (stream.empty()) return;
  const word_codes::Parts parts = word_codes::parts_of(stream);
  if (parts.dictionary != dictionary_.id()) word_codes::throw_damaged();
  hits_.clear();
  if (asked_codes_.size() > kMostSearched)
    read_codes(parts.codes);
  else
    find_codes(parts.codes);
  find_literals(parts.hashes, parts.codes, parts.literals);
  answer_hits(parts.codes);
}

std::uint32_t WordScanner::end_of_lead() const {
  if (words_ == title_words_) return kFirstPosition + title_words_;
  return kFirstPosition + title_words_ + kFieldGap + std::min(kLeadBodyWords, words_ - title_words_);
}

// Which words of the sequence the next term is.
WordScanner::Mask WordScanner::mask_of_next(const Sequence& sequence, word_codes::CodeReader& codes) const {
  const std::uint32_t code = codes.next();
  if (code < word_codes::kFirstNumber) return 0;
  const std::uint8_t form = codes.form();
  Mask mask = 0;
  for (const Term& term : sequence.terms) mask |= term.number == code - word_codes::kFirstNumber ? term.words : 0;
  if (mask == 0 || !sequence.has_forms) return mask;
  for (std::size_t i = 0; i < sequence.questions.size(); ++i)
    if (!questions_[sequence.questions[i]].has_form(form)) mask &= ~(Mask{1} << i);
  return mask;
}

// Whether the sequence is around the word that has a term at `at`, as its rarest word.
bool WordScanner::has_around(const Sequence& sequence, std::string_view codes, std::size_t at) const {
  at = begin_of_word(codes, at);
  for (std::size_t i = sequence.rarest; i > 0; --i) {
    if (at == 0) return false;
    at = begin_of_word(codes, term_before(codes, at));
  }
  word_codes::CodeReader reader(codes.substr(at));
  for (std::size_t i = 0; i < sequence.questions.size(); ++i) {
    if (reader.at_end()) return false;
    Mask mask = mask_of_next(sequence, reader);
    if (reader.skip_second_term_mark()) mask |= mask_of_next(sequence, reader);
    if ((mask & Mask{1} << i) == 0) return false;
  }
  return true;
}

// Shift-and (Baeza-Yates and Gonnet, A New Approach to Text Searching, 1992) over words: bit i of `state` is set where
// the first i + 1 words of the sequence end. `literals`: what they answer.
bool WordScanner::has_in_all(const Sequence& sequence, std::string_view codes,
                             const std::vector<Mask>& literals) const {
  const Mask last = Mask{1} << (sequence.questions.size() - 1);
  word_codes::CodeReader reader(codes);
  std::size_t literal = 0;
  const auto next = [&] {
    if (!reader.skip_literal()) return mask_of_next(sequence, reader);
    if (literal == literals.size()) word_codes::throw_damaged();
    return literals[literal++];
  };
  Mask state = 0;
  while (!reader.at_end()) {
    Mask word = next();
    if (reader.skip_second_term_mark()) word |= next();
    state = (state << 1 | 1) & word;
    if ((state & last) != 0) return true;
  }
  return false;
}

bool WordScanner::has_sequence(std::string_view stream, std::size_t number, bool in_title) {
  if (stream.empty()) return false;
  const word_codes::Parts parts = word_codes::parts_of(stream);
  if (parts.dictionary != dictionary_.id()) word_codes::throw_damaged();
  const std::string_view codes = in_title ? title_of(parts.codes) : parts.codes;
  const Sequence& sequence = sequences_[number];
  literal_masks_.clear();
  each_literal(parts.hashes, parts.literals, [&](std::size_t literal, std::size_t question) {
    for (std::size_t i = 0; i < sequence.questions.size(); ++i) {
      if (sequence.questions[i] != question) continue;
      literal_masks_.resize(parts.hashes.size());
      literal_masks_[literal] |= Mask{1} << i;
    }
  });
  if (!literal_masks_.empty()) return has_in_all(sequence, codes, literal_masks_);
  const Question& rarest = questions_[sequence.questions[sequence.rarest]];
  if (rarest.code.empty()) return false;
  return any_occurrence(codes, rarest.code, [&](std::size_t at) { return has_around(sequence, codes, at); });
}

}  // namespace broadtape
