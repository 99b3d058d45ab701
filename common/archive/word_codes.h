// The bytes of word streams (docs/archive-format.md). Internal to word_stream.cc and word_scanner.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape::word_codes {

// A code is one of these, or kFirstNumber and the number of a term in the dictionary.
inline constexpr std::uint32_t kSecondTerm = 0;  // the second term of the word before follows
inline constexpr std::uint32_t kTitleEnd = 1;
inline constexpr std::uint32_t kFirstForm = 2;  // the term before has form 1; the next codes, forms 2 and 3
inline constexpr std::uint32_t kForm = 5;       // it has the form whose number is the byte before; without a form, 0
inline constexpr std::uint32_t kLiteral = 6;    // a word that the dictionary lacks: the next literal
inline constexpr std::uint32_t kFirstNumber = 7;

// Only the last byte of a code has kLastByte, so that codes can be read in both directions and found by their bytes.
// The codes before kFirstNumber have one byte, kForm has two, and no other code ends with this byte.
inline constexpr unsigned char kLastByte = 0x80;
inline constexpr std::uint32_t kLastBytes = 128 - kFirstNumber;  // with which the code of a number can end
inline constexpr std::uint32_t kOneByte = kLastBytes, kTwoBytes = 128 * kLastBytes;  // how many numbers have such codes

constexpr char byte_of(std::uint32_t special_code) {
  return static_cast<char>(kLastByte + special_code);
}

// Whether the code of a word ends with this byte: of its first term or its second one.
inline bool is_end_of_term(char byte) {
  return static_cast<unsigned char>(byte) >= kLastByte + kLiteral;
}

// Whether a form ends with this byte.
inline bool is_end_of_form(char byte) {
  const auto last = static_cast<unsigned char>(byte);
  return last >= kLastByte + kFirstForm && last <= kLastByte + kForm;
}

// Not of forms.
void append_code(std::string& codes, std::uint32_t code);
void append_form(std::string& codes, std::uint8_t form);

// Whether a code ends with this byte.
inline bool is_last(char byte) {
  return (static_cast<unsigned char>(byte) & kLastByte) != 0;
}

[[noreturn]] void throw_damaged();

// Reads codes from front to back.
class CodeReader {
 public:
  explicit CodeReader(std::string_view codes)
      : at_(reinterpret_cast<const unsigned char*>(codes.data())), end_(at_ + codes.size()) {}

  bool at_end() const { return at_ == end_; }
  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }  // bytes

  std::uint32_t next() {
    const std::uint32_t first = byte();
    if (first >= kLastByte) return first - kLastByte;
    const std::uint32_t second = byte();
    if (second >= kLastByte) return kFirstNumber + kOneByte + number(first, second);
    const std::uint32_t third = byte();
    if (third < kLastByte) throw_damaged();
    return kFirstNumber + kOneByte + kTwoBytes + number(first << 7 | second, third);
  }

  // Moves after one of these if it is the next code.
  bool skip_second_term_mark() { return skip(kSecondTerm); }
  bool skip_literal() { return skip(kLiteral); }

  // The form of the term whose code was the last one. Moves after it.
  std::uint8_t form() {
    if (at_end()) return 0;
    if (at_[0] >= kLastByte + kFirstForm && at_[0] < kLastByte + kForm)
      return static_cast<std::uint8_t>(*at_++ - kLastByte - kFirstForm + 1);
    if (at_[0] >= kLastByte || left() < 2 || at_[1] != kLastByte + kForm) return 0;
    at_ += 2;
    return at_[-2];
  }

 private:
  bool skip(std::uint32_t code) {
    if (at_end() || *at_ != kLastByte + code) return false;
    ++at_;
    return true;
  }
  std::uint32_t byte() {
    if (at_ == end_) throw_damaged();
    return *at_++;
  }
  static std::uint32_t number(std::uint32_t high, std::uint32_t last) {
    if (last < kLastByte + kFirstNumber) throw_damaged();
    return high * kLastBytes + (last - kLastByte - kFirstNumber);
  }

  const unsigned char* at_;
  const unsigned char* end_;
};

// Reads literals: the form and the term, each with its length in a byte. An empty term is the form in lower case.
class LiteralReader {
 public:
  explicit LiteralReader(std::string_view literals) : rest_(literals) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view text();

 private:
  std::string_view rest_;
};

// Of the term of a literal.
std::uint8_t hash_of(std::string_view term);

struct Parts {
  std::uint32_t dictionary = 0;
  std::string_view hashes;  // of each literal
  std::string_view codes;
  std::string_view literals;
};

std::string joined(const Parts& parts);
Parts parts_of(std::string_view stream);

}  // namespace broadtape::word_codes
