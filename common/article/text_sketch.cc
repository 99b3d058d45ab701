#include "common/article/text_sketch.h"

#include <xxhash.h>

#include <algorithm>
#include <string>

#include "common/text/char_class.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr std::uint32_t kPairedWords = 20;  // in longer texts pairs of words are too common to be useful

// Scripts without spaces whose characters are letters for char_kind(): Thai and Lao, Burmese, Khmer.
constexpr struct { char32_t first, last; } kSpaceless[] = {{0x0E00, 0x0EFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}};

bool is_spaceless(char32_t c) {
  return c >= kSpaceless[0].first && std::any_of(std::begin(kSpaceless), std::end(kSpaceless), [c](const auto& range) {
           return c >= range.first && c <= range.last;
         });
}

constexpr std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t h = (a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2))) * 0xBF58476D1CE4E5B9u;
  h ^= h >> 29;
  return h * 0x94D049BB133111EBu;
}

class Sketcher {
 public:
  void add_word(std::uint64_t hash) {
    if (words_ >= 2) add_sequence(mixed(mixed(before_last_, last_), hash));
    if (words_ >= 1 && words_ < kPairedWords) add_sequence(mixed(last_, hash));
    before_last_ = last_;
    last_ = hash;
    ++words_;
  }

  TextSketch sketch() {
    if (words_ == 1) add_sequence(last_);
    TextSketch sketch;
    for (std::size_t i = 0; i < TextSketch::kBins; ++i) {
      if (least_[i] != kNothing) sketch.bins[i] = static_cast<std::uint16_t>(1 + least_[i] % 0xFFFF);
    }
    return sketch;
  }

 private:
  static constexpr std::uint64_t kNothing = ~std::uint64_t{0};

  void add_sequence(std::uint64_t hash) {
    hash ^= hash >> 32;
    std::uint64_t& least = least_[hash % TextSketch::kBins];
    least = std::min(least, hash / TextSketch::kBins);
  }

  std::array<std::uint64_t, TextSketch::kBins> least_ = [] {
    std::array<std::uint64_t, TextSketch::kBins> all;
    all.fill(kNothing);
    return all;
  }();
  std::uint64_t last_ = 0, before_last_ = 0;
  std::uint32_t words_ = 0;
};

std::uint64_t hash_word(std::string_view word) {
  if (!is_ascii(word)) {
    const std::string folded = fold(word);
    return XXH3_64bits(folded.data(), folded.size());
  }
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<std::uint8_t>(lower_ascii(c))) * 0x100000001B3u;
  return hash;
}

// Fast path: reads words up to the first character that is not plain ASCII text.
class WordReader {
 public:
  explicit WordReader(std::string_view text) : text_(text) {}

  TextSketch read() {
    while (at_ < text_.size()) {
      const std::uint8_t kind = byte_class(text_, at_);
      if ((kind & (kAlnumByte | kNonAsciiByte)) == 0) {
        ++at_;
      } else {
        read_word();
      }
    }
    return sketcher_.sketch();
  }

 private:
  // Reads a word, a non-word character, or a run of characters of a script without spaces.
  void read_word() {
    const std::size_t begin = at_;
    while (at_ < text_.size()) {
      const std::uint8_t kind = byte_class(text_, at_);
      if ((kind & kAlnumByte) != 0) {
        ++at_;
        continue;
      }
      if ((kind & kNonAsciiByte) == 0) break;
      std::size_t next = at_;
      const char32_t c = decode_utf8(text_, next);
      const CharKind char_kind_here = char_kind(c);
      const bool spaceless = char_kind_here == CharKind::kCjk || is_spaceless(c);
      const bool inside = char_kind_here == CharKind::kWord || char_kind_here == CharKind::kMark ||
                          char_kind_here == CharKind::kIgnorable;
      if (spaceless || !inside) {
        end_word(begin);
        if (spaceless) return read_run();
        at_ = next;
        return;
      }
      at_ = next;
    }
    end_word(begin);
  }

  void end_word(std::size_t begin) {
    if (at_ > begin) sketcher_.add_word(hash_word(text_.substr(begin, at_ - begin)));
  }

  // Characters of a script without spaces, each with the one (Chinese, Japanese) or three preceding characters.
  void read_run() {
    std::array<std::uint64_t, 4> last{};
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const char32_t c = decode_utf8(text_, next);
      const bool cjk = char_kind(c) == CharKind::kCjk;
      if (!cjk && !is_spaceless(c)) return;
      last = {last[1], last[2], last[3], c};
      sketcher_.add_word(cjk ? mixed(last[2], last[3]) : mixed(mixed(last[0], last[1]), mixed(last[2], last[3])));
      at_ = next;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Sketcher sketcher_;
};

}  // namespace

TextSketch sketch_of(std::string_view text) {
  return WordReader(text).read();
}

bool is_empty(const TextSketch& sketch) {
  return sketch == TextSketch{};
}

Overlap overlap_of(const TextSketch& one, const TextSketch& other) {
  Overlap overlap;
  for (std::size_t i = 0; i < TextSketch::kBins; ++i) {
    if (one.bins[i] == 0 && other.bins[i] == 0) continue;
    ++overlap.filled;
    if (one.bins[i] == other.bins[i]) ++overlap.shared;
  }
  return overlap;
}

}  // namespace broadtape
