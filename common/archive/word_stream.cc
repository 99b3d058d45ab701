#include "common/archive/word_stream.h"

#include <algorithm>

#include "common/archive/word_codes.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"

namespace broadtape {

std::string_view form_of(std::string_view text, const Token& token) {
  return utf8_prefix(text.substr(token.begin, token.end - token.begin), kMostFormBytes);
}

void count_words(std::string_view text, const std::vector<Token>& tokens, WordCounts& counts) {
  for (const Token& token : tokens) {
    counts.add(token.term, form_of(text, token));
    if (!token.part.empty()) counts.add(token.part, {});
  }
}

void WordStreamWriter::add_title(std::string_view text, const std::vector<Token>& tokens) {
  add(text, tokens);
  word_codes::append_code(codes_, word_codes::kTitleEnd);
}

void WordStreamWriter::add(std::string_view text, const std::vector<Token>& tokens) {
  for (const Token& token : tokens) {
    const std::string_view form = form_of(text, token);
    add_word(finder_.word(dictionary_, token, form), token.term, form);
    if (token.part.empty()) continue;
    word_codes::append_code(codes_, word_codes::kSecondTerm);
    add_word(dictionary_.word(token.part, {}), token.part, {});
  }
}

void WordStreamWriter::add_word(const std::optional<WordDictionary::Word>& word, std::string_view term,
                                std::string_view form) {
  if (word) {
    word_codes::append_code(codes_, word_codes::kFirstNumber + word->term);
    if (word->form != 0) word_codes::append_form(codes_, word->form);
    return;
  }
  word_codes::append_code(codes_, word_codes::kLiteral);
  hashes_ += static_cast<char>(word_codes::hash_of(term));
  literals_ += static_cast<char>(form.size());
  literals_ += form;
  const bool is_lowered = !form.empty() && ascii_lowered(form) == term;
  literals_ += is_lowered ? '\0' : static_cast<char>(term.size());
  if (!is_lowered) literals_ += term;
}

std::string WordStreamWriter::bytes() const {
  return word_codes::joined({dictionary_.id(), hashes_, codes_, literals_});
}

std::vector<std::string> some_terms(std::string_view stream, const std::vector<std::string_view>& terms,
                                    std::size_t least) {
  if (stream.empty()) return {};
  const word_codes::Parts parts = word_codes::parts_of(stream);
  word_codes::CodeReader codes(parts.codes);
  word_codes::LiteralReader literals(parts.literals);
  std::vector<std::string> all;
  while (!codes.at_end()) {
    const std::uint32_t code = codes.next();
    if (code == word_codes::kLiteral) {
      const std::string_view form = literals.text(), term = literals.text();
      all.push_back(term.empty() ? ascii_lowered(form) : std::string(term));
    } else if (code >= word_codes::kFirstNumber) {
      if (code - word_codes::kFirstNumber >= terms.size()) word_codes::throw_damaged();
      all.emplace_back(terms[code - word_codes::kFirstNumber]);
      codes.form();
    }
  }
  const std::size_t step = std::max<std::size_t>(1, all.size() / std::max<std::size_t>(1, least));
  std::vector<std::string> some;
  for (std::size_t i = 0; i < all.size(); i += step) some.push_back(std::move(all[i]));
  return some;
}

std::uint32_t dictionary_id_of(std::string_view stream) {
  return stream.empty() ? 0 : word_codes::parts_of(stream).dictionary;
}

}  // namespace broadtape
