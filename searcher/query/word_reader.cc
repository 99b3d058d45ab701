#include "searcher/query/word_reader.h"

#include <algorithm>

#include "common/text/utf8.h"
#include "searcher/query/parser.h"
#include "searcher/query/query_error.h"

namespace broadtape {
namespace {

// A word or phrase; `text` is set by the caller.
Node leaf(std::vector<std::string> terms, Field field, std::size_t begin) {
  Node node;
  node.kind = terms.size() == 1 ? NodeKind::kWord : NodeKind::kPhrase;
  node.field = field;
  node.terms = std::move(terms);
  node.begin = begin;
  return node;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace

// The text from its first word to its last, without punctuation around, where that means the same.
std::string WordReader::shown(std::string_view text, const std::vector<std::string>& terms) {
  analyser_.analyse(text, tokens_);
  const std::string_view trimmed = text.substr(tokens_.front().begin, tokens_.back().end - tokens_.front().begin);
  analyser_.analyse(trimmed, tokens_);
  const bool same = std::equal(tokens_.begin(), tokens_.end(), terms.begin(), terms.end(),
                               [](const Token& token, const std::string& term) { return token.term == term; });
  return std::string(same ? trimmed : text);
}

std::vector<Node> WordReader::words(const std::vector<WordSpan>& spans, Field field,
                                    const std::function<void(std::string_view)>& nothing) {
  const std::size_t base = spans.front().begin;
  const std::string_view text = query_.substr(base, spans.back().end - base);
  analyser_.analyse(text, tokens_);
  std::vector<Node> nodes;
  std::vector<std::string_view> texts;
  std::size_t token = 0;
  for (std::size_t i = 0; i < spans.size();) {
    std::size_t last = i;
    std::size_t end = spans[i].end - base;
    std::vector<std::string> terms;
    while (token < tokens_.size() && tokens_[token].begin < end) {
      terms.emplace_back(tokens_[token].term);
      while (last + 1 < spans.size() && tokens_[token].end > spans[last + 1].begin - base) ++last;
      end = spans[last].end - base;
      ++token;
    }
    const std::string_view written = query_.substr(spans[i].begin, spans[last].end - spans[i].begin);
    if (terms.empty()) {
      nothing(written);
    } else {
      nodes.push_back(leaf(std::move(terms), field, spans[i].begin));
      texts.push_back(written);
    }
    i = last + 1;
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) nodes[i].text = shown(texts[i], nodes[i].terms);
  return nodes;
}

Node WordReader::phrase(std::string_view text, std::size_t begin, Field field) {
  analyser_.analyse(text, tokens_);
  if (tokens_.empty()) return {};
  std::vector<std::string> terms;
  for (const Token& token : tokens_) terms.emplace_back(token.term);
  Node node = leaf(std::move(terms), field, begin);
  node.text = shown(text, node.terms);
  return node;
}

Node WordReader::wildcard(std::string_view text, std::size_t begin, Field field) {
  analyser_.analyse_unstemmed(text, tokens_);
  if (tokens_.size() != 1) return {};
  Node node = leaf({std::string(tokens_[0].term)}, field, begin);
  if (count_characters(node.terms[0]) < kMinWildcardLetters) {
    throw query_error(query_, begin, "a word before a star needs at least three letters", "write more of the word");
  }
  node.kind = NodeKind::kWildcard;
  node.text = text.substr(tokens_[0].begin, tokens_[0].end - tokens_[0].begin);
  return node;
}

}  // namespace broadtape
