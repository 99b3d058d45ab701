#include "common/archive/word_positions.h"

#include <algorithm>
#include <utility>

#include "common/archive/word_stream.h"

namespace broadtape {

std::size_t WordPositions::look_for(Field field, std::string_view term, std::optional<std::string_view> form) {
  std::string name = make_term(field, term);
  if (form) name.append(1, '\0').append(*form);
  const auto [known, is_new] = known_.try_emplace(std::move(name), questions_.size());
  if (!is_new) return known->second;
  Question question{field, std::string(term), form ? std::optional(std::string(*form)) : std::nullopt};
  if (field != Field::kAuthor) {
    question.scanned = asked_.size();
    asked_.emplace_back(question.term, question.form);
    for (auto& [id, scanner] : scanners_) scanner.words->look_for(asked_.back().first, asked_.back().second);
    scanned_ = nullptr;
  }
  questions_.push_back(std::move(question));
  return known->second;
}

std::size_t WordPositions::look_for(std::string_view indexed_term) {
  for (const Field field : {Field::kTitle, Field::kAuthor}) {
    const std::string prefix = make_term(field, "");
    if (indexed_term.starts_with(prefix)) return look_for(field, indexed_term.substr(prefix.size()));
  }
  return look_for(Field::kText, indexed_term);
}

void WordPositions::move_to(DocumentNumber document) {
  document_ = document;
  ++moves_;
  scanned_ = nullptr;
}

WordScanner& WordPositions::scanner_of(std::uint32_t dictionary) {
  Scanner& scanner = scanners_[dictionary];
  if (!scanner.words) {
    scanner.dictionary = articles_.words(dictionary);
    scanner.words = std::make_unique<WordScanner>(*scanner.dictionary);
    for (const auto& [term, form] : asked_) scanner.words->look_for(term, form);
    for (const auto& questions : asked_sequences_) scanner.words->look_for_sequence(questions);
  }
  return *scanner.words;
}

const WordScanner& WordPositions::scanned() {
  if (scanned_ != nullptr) return *scanned_;
  const std::string_view words = streams_.stream(document_);
  scanned_ = &scanner_of(words.empty() ? 0 : dictionary_id_of(words));
  scanned_->scan(words);
  return *scanned_;
}

const WordPositions::Positions& WordPositions::positions(std::size_t number) {
  Question& question = questions_[number];
  if (question.field != Field::kTitle && question.field != Field::kAuthor) return scanned().positions(question.scanned);
  if (std::exchange(question.found_in, moves_) == moves_) return question.positions;
  if (question.field == Field::kAuthor) {
    find_in_byline(question);
  } else {
    const WordScanner& words = scanned();
    const Positions& all = words.positions(question.scanned);
    question.positions.assign(all.begin(),
                              std::lower_bound(all.begin(), all.end(), kFirstPosition + words.title_words()));
  }
  return question.positions;
}

std::size_t WordPositions::look_for_sequence(const std::vector<std::size_t>& questions) {
  const auto [known, is_new] = known_sequences_.try_emplace(questions, sequences_.size());
  if (!is_new) return known->second;
  Sequence& sequence = sequences_.emplace_back(Sequence{questions, std::nullopt});
  const bool is_scanned = questions_[questions.front()].field != Field::kAuthor;
  if (is_scanned && questions.size() <= WordScanner::kLongestSequence) {
    sequence.scanned = asked_sequences_.size();
    std::vector<std::size_t>& scanned = asked_sequences_.emplace_back();
    for (const std::size_t question : questions) scanned.push_back(questions_[question].scanned);
    for (auto& [id, scanner] : scanners_) scanner.words->look_for_sequence(scanned);
  }
  return known->second;
}

bool WordPositions::has_sequence(std::size_t number) {
  const Sequence& sequence = sequences_[number];
  if (!sequence.scanned) return follow_one_another(sequence.questions);
  const std::string_view words = streams_.stream(document_);
  const bool in_title = questions_[sequence.questions.front()].field == Field::kTitle;
  return scanner_of(words.empty() ? 0 : dictionary_id_of(words)).has_sequence(words, *sequence.scanned, in_title);
}

bool WordPositions::follow_one_another(const std::vector<std::size_t>& questions) {
  for (const std::uint32_t first : positions(questions.front())) {
    std::size_t same = 1;
    for (; same < questions.size(); ++same) {
      const Positions& next = positions(questions[same]);
      if (!std::binary_search(next.begin(), next.end(), first + same)) break;
    }
    if (same == questions.size()) return true;
  }
  return false;
}

std::uint32_t WordPositions::end_of_lead() {
  return scanned().end_of_lead();
}

void WordPositions::find_in_byline(Question& question) {
  question.positions.clear();
  const std::string byline = streams_.value(document_, kAuthorSlot);
  analyser_.analyse(byline, tokens_);
  for (const Token& token : tokens_) {
    const bool is_term = token.term == question.term || (!token.part.empty() && token.part == question.term);
    if (is_term && (!question.form || form_of(byline, token) == *question.form))
      question.positions.push_back(kFirstPosition + token.position);
  }
}

}  // namespace broadtape
