// Bounds the markup of XML before libxml2 sees it. libxml2 2.9 takes quadratic time for the attributes of a tag, and
// for markup and references that it receives in pieces.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadtape {

class MarkupGuard {
 public:
  static constexpr std::size_t kMaxMarkupBytes = 512u << 10;  // of a tag, comment, instruction or CDATA section
  static constexpr std::size_t kMaxAttributes = 256;          // of a tag
  static constexpr std::size_t kMaxReferenceBytes = 256;      // such as `&#x2019;`

  // `part` names the XML in errors.
  explicit MarkupGuard(std::string part) : part_(std::move(part)) {}

  // Takes the next bytes, in UTF-8. Throws Error(kTooLarge) above a limit, Error(kInput) for a document type, which
  // parts of documents must not have (ECMA-376, part 2, 8.1.4).
  void take(std::string_view bytes) {
    for (const char c : bytes) step(c);
  }

 private:
  enum class Inside : char { kText, kReference, kOpening, kTag, kComment, kData, kInstruction };

  void step(char c);
  void take_opening(char c);
  void take_in_tag(char c);
  void close_at(char c, char before, int count);
  void enter(Inside inside);
  [[noreturn]] void refuse(const std::string& what) const;

  std::string part_;
  Inside inside_ = Inside::kText;
  std::string opening_;  // what follows `<`, until it is known what begins
  std::size_t bytes_ = 0, attributes_ = 0;
  char quote_ = 0;   // that the value of an attribute ends with
  int repeats_ = 0;  // of the character before `>` that ends a comment, CDATA section or instruction
};

}  // namespace broadtape
