#include "searcher/plan/exact_words.h"

#include <utility>

#include "common/archive/schema.h"
#include "common/archive/word_stream.h"
#include "common/text/ascii.h"
#include "searcher/plan/positional_terms.h"

namespace broadtape {
namespace {

// The text with each run of white space as one space.
std::string with_single_spaces(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (!is_ascii_space(c)) {
      result += c;
    } else if (!result.ends_with(' ')) {
      result += ' ';
    }
  }
  return result;
}

}  // namespace

const ExactWords::Form& ExactWords::form_of(const Node& leaf) {
  const auto [found, is_new] = forms_.try_emplace(&leaf);
  Form& form = found->second;
  if (!is_new) return form;
  analyser_.analyse_query(leaf.text, tokens_);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    form.terms.emplace_back(tokens_[i].term);
    form.words.push_back(surface_of(leaf.text, tokens_, i));
    form.forms.emplace_back(broadtape::form_of(leaf.text, tokens_[i]));
    form.needs_text = form.needs_text || i > 0 || tokens_[i].is_pair || form.forms[i].size() == kMostFormBytes;
    if (i == 0) continue;
    form.gaps.push_back(with_single_spaces(
        std::string_view(leaf.text).substr(tokens_[i - 1].end, tokens_[i].begin - tokens_[i - 1].end)));
  }
  return form;
}

std::vector<std::size_t> ExactWords::questions(const Node& leaf, WordPositions& words) {
  const Form& form = form_of(leaf);
  std::vector<std::size_t> questions;
  for (std::size_t i = 0; i < form.terms.size(); ++i)
    questions.push_back(words.look_for(indexed_field(leaf.field), form.terms[i], form.forms[i]));
  return questions;
}

bool ExactWords::needs_text(const Node& leaf) {
  return form_of(leaf).needs_text;
}

void ExactWords::add_positions(const Form& form, std::string_view text, std::uint32_t first_position) {
  if (form.words.empty() || text.find(form.words.front()) == std::string_view::npos) return;
  analyser_.analyse(text, tokens_);
  const std::size_t length = form.words.size();
  for (std::size_t i = 0; i + length <= tokens_.size(); ++i) {
    const auto is_same = [&](std::size_t k) {
      const Token& token = tokens_[i + k];
      if (token.term != form.terms[k] || surface_of(text, tokens_, i + k) != form.words[k]) return false;
      if (k == 0) return true;
      const std::uint32_t gap = tokens_[i + k - 1].end;
      return with_single_spaces(text.substr(gap, token.begin - gap)) == form.gaps[k - 1];
    };
    std::size_t same = 0;
    while (same < length && is_same(same)) ++same;
    if (same == length) found_.push_back(first_position + tokens_[i].position);
  }
}

std::uint32_t ExactWords::words_in(std::string_view text) {
  analyser_.analyse(text, tokens_);
  return static_cast<std::uint32_t>(tokens_.size());
}

const std::vector<std::uint32_t>& ExactWords::positions(const Node& leaf, Xapian::docid document) {
  const Form& form = form_of(leaf);
  if (std::exchange(read_, document) != document) article_ = archive_.article(document);
  found_.clear();
  if (leaf.field == Field::kAuthor) {
    add_positions(form, article_.author, kFirstPosition);
    return found_;
  }
  add_positions(form, article_.title, kFirstPosition);
  if (leaf.field != Field::kTitle && !form.words.empty() &&
      article_.body.find(form.words.front()) != std::string::npos) {
    add_positions(form, article_.body, kFirstPosition + words_in(article_.title) + kFieldGap);
  }
  return found_;
}

}  // namespace broadtape
