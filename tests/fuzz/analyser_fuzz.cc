// Any bytes, once repaired: tokens in order, on characters and within limits; folding twice is folding once.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "common/text/analyser.h"
#include "common/text/decode.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

using namespace broadtape;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool is_boundary(const std::string& text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void check_tokens(const std::string& text, const std::vector<Token>& tokens) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    require(t.position == i && t.begin >= end && t.begin < t.end && t.end <= text.size());
    require(is_boundary(text, t.begin) && is_boundary(text, t.end));
    require(!t.term.empty() && t.term.size() <= kMaxTermBytes && is_valid_utf8(t.term));
    end = t.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Analyser analyser;
  static std::vector<Token> tokens, unstemmed;
  std::string text(reinterpret_cast<const char*>(data), size);
  repair_utf8(text);
  require(is_valid_utf8(text));

  analyser.analyse(text, tokens);
  check_tokens(text, tokens);
  const std::size_t count = tokens.size();
  analyser.analyse_unstemmed(text, unstemmed);
  check_tokens(text, unstemmed);
  require(unstemmed.size() == count);

  require(is_valid_utf8(decode_entities(text)));
  const std::string folded = fold(text);
  require(is_valid_utf8(folded) && fold(folded) == folded);
  return 0;
}
