#include "common/companies/text_atoms.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "common/text/char_class.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

// FNV-1a's multiplication with a finishing mix, so that the high bits serve as well as the low ones.
constexpr std::uint64_t kOffset = 0xcbf29ce484222325;
constexpr std::uint64_t kPrime = 0x100000001b3;
constexpr std::uint64_t add_byte(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * kPrime;
}
constexpr std::uint64_t finish(std::uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0x9e3779b97f4a7c15;
  return hash ^ (hash >> 29);
}
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = kOffset;
  for (const char c : text) hash = add_byte(hash, static_cast<unsigned char>(c));
  return finish(hash);
}

constexpr std::uint64_t kAmpersand = hash_of("&");
constexpr std::uint64_t kAnd = hash_of("and");
constexpr std::uint64_t kPossessiveHash = hash_of("'s");

enum ByteKind : std::uint8_t { kOther, kLower, kUpper, kDigit, kHigh };

constexpr std::array<std::uint8_t, 256> kByteKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) kinds[c] = kLower;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) kinds[c] = kUpper;
  for (std::size_t c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  for (std::size_t c = 0x80; c <= 0xFF; ++c) kinds[c] = kHigh;
  return kinds;
}();

// A text without longer lines is wrapped, so that its line ends do not end paragraphs.
constexpr std::size_t kMaxNameLine = 100;

// Words are mostly longer.
constexpr std::size_t kBytesPerAtom = 5;

bool is_wrapped(std::string_view text) {
  while (text.size() > kMaxNameLine) {
    const std::size_t end = text.substr(0, kMaxNameLine + 1).rfind('\n');
    if (end == text.npos) return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

class Cutter {
 public:
  Cutter(std::string_view text, std::vector<Atom>& atoms) : text_(text), atoms_(atoms), is_wrapped_(is_wrapped(text)) {}

  void run() {
    atoms_.clear();
    atoms_.reserve(text_.size() / kBytesPerAtom);
    while (at_ < text_.size()) {
      if (kind(at_) == kOther || !is_letter(at_)) {
        read_gap();
      } else {
        read_word();
      }
    }
  }

 private:
  std::uint8_t kind(std::size_t at) const {
    return at < text_.size() ? kByteKinds[static_cast<unsigned char>(text_[at])] : std::uint8_t{kOther};
  }
  bool is_ascii_word_byte(std::size_t at) const { return kind(at) != kOther && kind(at) != kHigh; }
  unsigned char byte(std::size_t at) const {
    return at < text_.size() ? static_cast<unsigned char>(text_[at]) : std::uint8_t{0};
  }

  // Classifies non-ASCII characters by their first bytes: Latin-1 signs, General Punctuation to Dingbats,
  // CJK punctuation and emoji are signs.
  bool is_letter(std::size_t at) const {
    const std::uint8_t k = kind(at);
    if (k != kHigh) return k != kOther;
    const unsigned char first = byte(at);
    if (first == 0xC2) return byte(at + 1) == 0xAA || byte(at + 1) == 0xB5 || byte(at + 1) == 0xBA;
    if (first == 0xE2) return false;
    if (first == 0xE3) return byte(at + 1) != 0x80;
    return !(first == 0xF0 && byte(at + 1) == 0x9F);
  }

  std::size_t char_length(std::size_t at) const {
    const unsigned char first = byte(at);
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    return std::min(length, text_.size() - at);
  }

  // The length of a straight or typographic apostrophe at `at`, or 0.
  std::size_t apostrophe_at(std::size_t at) const {
    if (byte(at) == '\'') return 1;
    return text_.substr(at, 3) == "\xE2\x80\x99" ? 3 : 0;
  }

  void read_word() {
    Atom atom{kOffset, static_cast<std::uint32_t>(at_), 0, gap_, kind(at_) == kUpper || kind(at_) == kDigit, false};
    bool has_upper = false;
    bool has_lower = false;
    bool is_ascii = true;
    while (at_ < text_.size()) {
      for (; at_ < text_.size(); ++at_) {
        const auto c = static_cast<unsigned char>(text_[at_]);
        const std::uint8_t k = kByteKinds[c];
        if (k != kLower && k != kUpper && k != kDigit) break;
        has_upper |= k == kUpper;
        has_lower |= k == kLower;
        atom.hash = add_byte(atom.hash, static_cast<unsigned char>(c | (k == kUpper ? 0x20 : 0)));
      }
      const std::uint8_t k = kind(at_);
      if (k == kHigh) {
        if (!is_letter(at_)) {
          if (!skip_inner_apostrophe()) break;
          continue;
        }
        is_ascii = false;
        at_ += char_length(at_);
      } else if (byte(at_) == '&' && is_letter(at_ + 1)) {
        atom.hash = add_byte(atom.hash, '&');
        ++at_;
      } else if (!skip_inner_apostrophe()) {
        break;
      }
    }
    atom.end = static_cast<std::uint32_t>(at_);
    if (is_ascii) {
      atom.hash = finish(atom.hash);
    } else {
      fold_into(atom, has_lower);
    }
    atom.is_all_caps = has_upper && !has_lower;
    if (atom.hash == kAnd) atom.hash = kAmpersand;
    atoms_.push_back(atom);
    gap_ = AtomGap::kNone;
    read_possessive();
  }

  // `O'Reilly`: the apostrophe is dropped. `Kohl's`: the word ends before it.
  bool skip_inner_apostrophe() {
    const std::size_t length = apostrophe_at(at_);
    if (length == 0 || !is_letter(at_ + length) || is_possessive_at(at_ + length)) return false;
    at_ += length;
    return true;
  }

  bool is_possessive_at(std::size_t at) const { return (byte(at) == 's' || byte(at) == 'S') && !is_letter(at + 1); }

  void read_possessive() {
    const std::size_t length = apostrophe_at(at_);
    if (length == 0 || !is_possessive_at(at_ + length)) return;
    const std::size_t end = at_ + length + 1;
    atoms_.push_back({kPossessiveHash, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end), AtomGap::kNone,
                      false, false});
    at_ = end;
  }

  void fold_into(Atom& atom, bool& has_lower) {
    const std::string_view word = text_.substr(atom.begin, atom.end - atom.begin);
    std::string folded = fold(word);
    if (kind(atom.begin) == kHigh) atom.is_capitalised = is_capital_at(text_, atom.begin);
    has_lower = has_lower || folded == word;
    std::string plain;
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (folded[i] != '\'' && folded.compare(i, 3, "\xE2\x80\x99") != 0)
        plain += folded[i];
      else if (folded[i] != '\'')
        i += 2;
    }
    atom.hash = hash_of(plain);
  }

  // Keeps the strongest gap between two atoms.
  void widen(AtomGap gap) {
    if (gap > gap_) gap_ = gap;
  }

  void read_gap() {
    const std::size_t begin = at_;
    gap_ = begin == 0 ? AtomGap::kSentence : AtomGap::kNone;
    if (begin > 0 && text_[begin] == ' ' && is_ascii_word_byte(begin + 1)) {  // mostly
      gap_ = AtomGap::kSpace;
      ++at_;
      return;
    }
    while (at_ < text_.size() && !is_letter(at_)) {
      if (byte(at_) == '&' && at_ > 0 && byte(at_ - 1) == ' ' && byte(at_ + 1) == ' ') {
        push_ampersand();
        continue;
      }
      widen(gap_of_sign());
      at_ += char_length(at_);
    }
  }

  void push_ampersand() {
    atoms_.push_back(
        {kAmpersand, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + 1), gap_, false, false});
    ++at_;
    gap_ = AtomGap::kNone;
  }

  AtomGap gap_of_sign() const {
    const std::string_view next = text_.substr(at_, 3);
    switch (next.front()) {
      case ' ':
      case '\t':
        return AtomGap::kSpace;
      case '\n': {
        const bool ends_paragraph = !is_wrapped_ || next.substr(1, 1) == "\n" || next.substr(1, 2) == "  ";
        return ends_paragraph ? AtomGap::kSentence : AtomGap::kSpace;
      }
      case '-':
        return AtomGap::kHyphen;
      case '/':
        return AtomGap::kSlash;
      case '.': {
        const char behind = next.size() > 1 ? next[1] : ' ';
        return is_letter(at_ + 1)                                  ? AtomGap::kPeriod
               : behind == ' ' || behind == '\n' || behind == '\'' ? AtomGap::kPeriodSpace
                                                                   : AtomGap::kPunctuation;
      }
      case ')':  // `(MOMO)Next up`: a lost paragraph break
        return is_letter(at_ + 1) ? AtomGap::kSentence : AtomGap::kPunctuation;
      case '!':
      case '?':
      case ':':
      case ';':
      case '"':
      case '|':
      case '*':
        return AtomGap::kSentence;
      default:
        break;
    }
    if (next == "\xE2\x80\x9C" || next == "\xE2\x80\x9D" || next == "\xE2\x80\xA2") return AtomGap::kSentence;
    if (next.substr(0, 2) == "\xC2\xA0" || next == "\xE2\x80\xAF" || next == "\xE2\x80\x89") return AtomGap::kSpace;
    if (next == "\xE2\x80\x91" || next == "\xE2\x80\x90") return AtomGap::kHyphen;
    if (apostrophe_at(at_) > 0 || next.substr(0, 2) == "\xC2\xAE" || next == "\xE2\x84\xA2") return AtomGap::kNone;
    return AtomGap::kPunctuation;
  }

  std::string_view text_;
  std::vector<Atom>& atoms_;
  const bool is_wrapped_;
  std::size_t at_ = 0;
  AtomGap gap_ = AtomGap::kSentence;
};

}  // namespace

void cut_into_atoms(std::string_view text, std::vector<Atom>& atoms) {
  Cutter(text, atoms).run();
}

std::uint64_t atom_hash(std::string_view folded) {
  const std::uint64_t hash = hash_of(folded);
  return hash == kAnd ? kAmpersand : hash;
}

std::uint64_t possessive_hash() {
  return kPossessiveHash;
}

AtomSet::AtomSet(std::initializer_list<std::string_view> folded_words)
    : AtomSet(std::vector<std::string_view>(folded_words)) {}

AtomSet::AtomSet(const std::vector<std::string_view>& folded_words) {
  for (const std::string_view word : folded_words) hashes_.push_back(atom_hash(word));
  std::sort(hashes_.begin(), hashes_.end());
}

bool AtomSet::contains(std::uint64_t hash) const {
  return std::binary_search(hashes_.begin(), hashes_.end(), hash);
}

}  // namespace broadtape
