#include "common/archive/word_codes.h"

#include <cstring>

#include "common/error/error.h"

namespace broadtape::word_codes {
namespace {

// Seven bits in each byte, the lowest first; all but the last one have 0x80.
void append_size(std::string& bytes, std::size_t size) {
  for (; size >= 0x80; size >>= 7) bytes += static_cast<char>(0x80 | (size & 0x7f));
  bytes += static_cast<char>(size);
}

std::size_t take_size(std::string_view& bytes) {
  if (bytes.size() >= 2) {  // nearly all sizes have one byte or two
    const auto first = static_cast<unsigned char>(bytes[0]), second = static_cast<unsigned char>(bytes[1]);
    const std::size_t length = first < 0x80 ? 1 : 2;
    if (length == 1 || second < 0x80) {
      bytes.remove_prefix(length);
      return length == 1 ? first : static_cast<std::size_t>((first & 0x7f) | second << 7);
    }
  }
  std::size_t size = 0;
  for (unsigned shift = 0; shift < 35 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[0]);
    bytes.remove_prefix(1);
    size |= static_cast<std::size_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return size;
  }
  throw_damaged();
}

std::string_view take(std::string_view& bytes, std::size_t size) {
  if (size > bytes.size()) throw_damaged();
  const std::string_view taken = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return taken;
}

}  // namespace

void append_code(std::string& codes, std::uint32_t code) {
  if (code < kFirstNumber) {
    codes += byte_of(code);
    return;
  }
  std::uint32_t number = code - kFirstNumber;
  const auto append_bits = [&](std::uint32_t bits) { codes += static_cast<char>(bits & 0x7f); };
  if (number >= kOneByte) {
    number -= kOneByte;
    if (number >= kTwoBytes) {
      number -= kTwoBytes;
      append_bits(number / kLastBytes >> 7);
    }
    append_bits(number / kLastBytes);
  }
  codes += static_cast<char>(kLastByte + kFirstNumber + number % kLastBytes);
}

void append_form(std::string& codes, std::uint8_t form) {
  if (form < kForm - kFirstForm + 1u) {
    codes += byte_of(kFirstForm + form - 1u);
    return;
  }
  codes += static_cast<char>(form);
  codes += byte_of(kForm);
}

void throw_damaged() {
  throw Error(ErrorKind::kCorrupt, "the words of an article are damaged", "find the damage with: tape-index verify");
}

std::string_view LiteralReader::text() {
  if (rest_.empty()) throw_damaged();
  const auto length = static_cast<unsigned char>(rest_[0]);
  rest_.remove_prefix(1);
  return take(rest_, length);
}

// FNV-1a of 32 bits, whose bytes are combined by XOR.
std::uint8_t hash_of(std::string_view term) {
  std::uint32_t hash = 2'166'136'261u;
  for (const char c : term) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619u;
  hash ^= hash >> 16;
  return static_cast<std::uint8_t>(hash ^ hash >> 8);
}

std::string joined(const Parts& parts) {
  std::string stream(reinterpret_cast<const char*>(&parts.dictionary), sizeof parts.dictionary);
  append_size(stream, parts.hashes.size());
  append_size(stream, parts.codes.size());
  stream.append(parts.hashes).append(parts.codes).append(parts.literals);
  return stream;
}

Parts parts_of(std::string_view stream) {
  Parts parts;
  const std::string_view dictionary = take(stream, sizeof parts.dictionary);
  std::memcpy(&parts.dictionary, dictionary.data(), sizeof parts.dictionary);
  const std::size_t literals = take_size(stream), codes = take_size(stream);
  parts.hashes = take(stream, literals);
  parts.codes = take(stream, codes);
  parts.literals = stream;
  if (!parts.codes.empty() && !is_last(parts.codes.back())) throw_damaged();
  return parts;
}

}  // namespace broadtape::word_codes
