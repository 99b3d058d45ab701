#include "common/companies/text_atoms.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <string>

#include "common/text/char_class.h"
#include "common/text/fold.h"

namespace broadtape {
namespace {

// Words are hashed by eight bytes at a time, because most words have fewer: the first byte is the lowest of the chunk,
// and the last chunk is filled with zeros.
constexpr std::uint64_t kOffset = 0xcbf29ce484222325;
constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;  // 2^64 by the golden ratio, as in Fibonacci hashing
constexpr std::size_t kChunkBytes = 8;

constexpr std::uint64_t add_chunk(std::uint64_t hash, std::uint64_t chunk) {
  hash = (hash ^ chunk) * kMultiplier;
  return hash ^ (hash >> 32);
}
constexpr std::uint64_t finish(std::uint64_t hash) {
  hash *= kMultiplier;
  return hash ^ (hash >> 29);
}
// The first `count` bytes of `text`, at most eight.
constexpr std::uint64_t chunk_of(std::string_view text, std::size_t count) {
  std::uint64_t chunk = 0;
  for (std::size_t i = 0; i < count; ++i) chunk |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
  return chunk;
}
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = kOffset;
  do {
    const std::size_t count = std::min(text.size(), kChunkBytes);
    hash = add_chunk(hash, chunk_of(text, count));
    text.remove_prefix(count);
  } while (!text.empty());
  return finish(hash);
}

// The same, for ASCII letters, digits and & of a text at [begin, end), with letters in lower case.
std::uint64_t lower_hash(std::string_view text, std::size_t begin, std::size_t end) {
  const auto lower = [](std::uint64_t chunk) {
    constexpr std::uint64_t kLetterBits = 0x4040404040404040;  // set in letters, but not in digits and &
    return chunk | ((chunk & kLetterBits) >> 1);
  };
  const auto load = [&](std::size_t at, std::size_t count) {
    if (std::endian::native != std::endian::little || at + kChunkBytes > text.size()) {
      return chunk_of(text.substr(at, count), count);
    }
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, text.data() + at, kChunkBytes);
    return chunk & (~std::uint64_t{0} >> (8 * (kChunkBytes - count)));
  };
  std::uint64_t hash = kOffset;
  for (; end - begin > kChunkBytes; begin += kChunkBytes) hash = add_chunk(hash, lower(load(begin, kChunkBytes)));
  return finish(add_chunk(hash, lower(load(begin, end - begin))));
}

// The ASCII letters and digits with which a chunk begins.
struct ShortRun {
  std::size_t bytes;
  bool has_lower, has_upper;
  std::uint64_t hash;  // as lower_hash()
};

// Classifies all bytes at once: bit 7 of each tells whether it is in a range, since the sums of bytes below 128 and
// these numbers do not carry into the next byte. All eight may be letters and digits; the run may go on then.
constexpr ShortRun short_run(std::uint64_t chunk) {
  constexpr std::uint64_t kEach = 0x0101010101010101, kTop = 0x80 * kEach;
  const auto at_least = [](std::uint64_t bytes, std::uint64_t c) { return bytes + (0x80 - c) * kEach; };
  const std::uint64_t low = chunk & ~kTop, folded = low | 0x20 * kEach;
  const std::uint64_t letters = at_least(folded, 'a') & ~at_least(folded, 'z' + 1);
  const std::uint64_t digits = at_least(low, '0') & ~at_least(low, '9' + 1);
  const std::uint64_t others = ~((letters | digits) & ~chunk) & kTop;
  if (others == 0) return {kChunkBytes, false, false, 0};
  const auto bytes = static_cast<std::size_t>(std::countr_zero(others)) / 8;
  const std::uint64_t run = (std::uint64_t{1} << (8 * bytes)) - 1;
  const std::uint64_t is_small = chunk << 2;  // bit 5 of letters, as bit 7
  const std::uint64_t in_run = letters & kTop & run, kept = chunk & run;
  return {bytes, (in_run & is_small) != 0, (in_run & ~is_small) != 0,
          finish(add_chunk(kOffset, kept | ((kept & 0x40 * kEach) >> 1)))};
}

constexpr std::uint64_t kAmpersand = hash_of("&");
constexpr std::uint64_t kAnd = hash_of("and");
constexpr std::uint64_t kPossessiveHash = hash_of("'s");

enum ByteKind : std::uint8_t { kOther = 0, kLower = 1, kUpper = 2, kDigit = 4, kHigh = 8 };

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
    return byte(at) == 0xE2 && byte(at + 1) == 0x80 && byte(at + 2) == 0x99 ? 3 : 0;
  }

  void read_word() {
    Atom atom{0, static_cast<std::uint32_t>(at_), 0, gap_, kind(at_) == kUpper || kind(at_) == kDigit, false};
    const bool is_short = skip_short_run(atom);
    std::uint8_t seen = is_short ? short_kinds_ : read_run();
    // Mostly the word ends here.
    if (kind(at_) == kOther && byte(at_) != '&' && byte(at_) != '\'') {
      if (!is_short) atom.hash = lower_hash(text_, atom.begin, at_);
    } else {
      seen |= read_rest(atom);
    }
    atom.end = static_cast<std::uint32_t>(at_);
    atom.is_all_caps = (seen & (kUpper | kLower)) == kUpper;
    if (atom.hash == kAnd) atom.hash = kAmpersand;
    atoms_.push_back(atom);
    gap_ = AtomGap::kNone;
    read_possessive();
  }

  // Skips the ASCII letters and digits of a word of less than a chunk, and sets the hash; false for others, and near
  // the end of the text.
  bool skip_short_run(Atom& atom) {
    if (std::endian::native != std::endian::little || at_ + kChunkBytes > text_.size()) return false;
    std::uint64_t chunk = 0;
    std::memcpy(&chunk, text_.data() + at_, kChunkBytes);
    const ShortRun run = short_run(chunk);
    if (run.bytes == kChunkBytes) return false;
    at_ += run.bytes;
    atom.hash = run.hash;
    short_kinds_ = static_cast<std::uint8_t>((run.has_lower ? kLower : 0) | (run.has_upper ? kUpper : 0));
    return true;
  }

  // Skips ASCII letters and digits, and returns their kinds.
  std::uint8_t read_run() {
    std::uint8_t seen = 0;
    for (; at_ < text_.size(); ++at_) {
      const std::uint8_t k = kByteKinds[static_cast<unsigned char>(text_[at_])];
      if ((k & (kLower | kUpper | kDigit)) == 0) break;
      seen |= k;
    }
    return seen;
  }

  // The rest of a word after its first run, with the signs and other letters inside. Sets the hash, and for other
  // letters is_capitalised, and returns the kinds of the rest.
  std::uint8_t read_rest(Atom& atom) {
    std::string plain(text_.substr(atom.begin, at_ - atom.begin));  // without apostrophes
    std::uint8_t seen = 0;
    bool is_ascii = true;
    while (at_ < text_.size()) {
      if (kind(at_) == kHigh && is_letter(at_)) {
        is_ascii = false;
        at_ += char_length(at_);
      } else if (byte(at_) == '&' && is_letter(at_ + 1)) {
        plain += '&';
        ++at_;
      } else if (!skip_inner_apostrophe()) {
        break;
      }
      const std::size_t run = at_;
      seen |= read_run();
      plain += text_.substr(run, at_ - run);
    }
    if (is_ascii) {
      atom.hash = lower_hash(plain, 0, plain.size());
    } else {
      seen |= fold_into(atom);
    }
    return seen;
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

  // Returns kLower if the word has no capitals.
  std::uint8_t fold_into(Atom& atom) {
    const std::string_view word = text_.substr(atom.begin, at_ - atom.begin);
    std::string folded = fold(word);
    if (kind(atom.begin) == kHigh) atom.is_capitalised = is_capital_at(text_, atom.begin);
    std::string plain;
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (folded[i] != '\'' && folded.compare(i, 3, "\xE2\x80\x99") != 0)
        plain += folded[i];
      else if (folded[i] != '\'')
        i += 2;
    }
    atom.hash = hash_of(plain);
    return folded == word ? kLower : kOther;
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
      case '\'':
        return AtomGap::kNone;
      default:
        break;
    }
    if (kind(at_) != kHigh) return AtomGap::kPunctuation;
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
  std::uint8_t short_kinds_ = kOther;  // of the letters that skip_short_run() skipped
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

AtomSet::AtomSet(const std::vector<std::string_view>& folded_words)
    : slots_(std::bit_ceil(2 * folded_words.size() + 1)) {
  for (const std::string_view word : folded_words) {
    const std::uint64_t hash = atom_hash(word);
    if (contains(hash)) continue;
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = hash;
  }
}

}  // namespace broadtape
