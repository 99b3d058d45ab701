#include "common/text/function_words.h"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/embedded_data.h"
#include "common/text/analyser.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

struct NamedClass {
  std::string_view name;
  WordClass word_class;
};
constexpr NamedClass kNamedClasses[] = {
    {"left-out", WordClass::kLeftOut},
    {"negation", WordClass::kNegation},
    {"common", WordClass::kCommon},
};

// Calls `use(words, class)` for each row.
template <class Use>
void each_row(const Use& use) {
  each_data_pair(embedded_data("words/function-words.tsv"), '\t', [&](std::string_view name, std::string_view words) {
    for (const NamedClass& row : kNamedClasses) {
      if (row.name == name) use(words, row.word_class);
    }
  });
}

std::unordered_map<std::string_view, WordClass> read_written_words() {
  std::unordered_map<std::string_view, WordClass> classes;
  each_row([&](std::string_view words, WordClass word_class) {
    each_word(words, ' ', [&](std::string_view word) { classes.emplace(word, word_class); });
  });
  return classes;
}

std::unordered_set<std::string> read_terms() {
  std::unordered_set<std::string> terms;
  Analyser analyser;
  std::vector<Token> tokens;
  each_row([&](std::string_view words, WordClass) {
    analyser.analyse(words, tokens);
    for (const Token& token : tokens) terms.emplace(token.term);
  });
  return terms;
}

// In small letters, with ASCII apostrophes.
std::string plain(std::string_view written) {
  constexpr std::string_view kApostrophe = "\xe2\x80\x99";
  std::string word = ascii_lowered(written);
  if (const std::size_t at = word.find(kApostrophe); at != word.npos) word.replace(at, kApostrophe.size(), "'");
  return word;
}

}  // namespace

WordClass word_class(std::string_view written) {
  static const std::unordered_map<std::string_view, WordClass> classes = read_written_words();
  const auto found = classes.find(plain(written));
  return found == classes.end() ? WordClass::kContent : found->second;
}

bool is_function_word(std::string_view term) {
  static const std::unordered_set<std::string> terms = read_terms();
  return terms.contains(std::string(term));
}

}  // namespace broadtape
