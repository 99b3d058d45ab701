#include "indexer/readers/charset.h"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <iterator>
#include <utility>

#include "common/error/error.h"
#include "common/text/char_class.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

using namespace std::string_view_literals;

constexpr ByteOrderMark kMarks[] = {
    {"\xff\xfe\0\0"sv, "UTF-32LE"}, {"\0\0\xfe\xff"sv, "UTF-32BE"}, {"\xef\xbb\xbf"sv, "UTF-8"},
    {"\xff\xfe"sv, "UTF-16LE"},     {"\xfe\xff"sv, "UTF-16BE"},
};

// Labels that denote a superset encoding (WHATWG Encoding Standard, 4.2), with its iconv name.
struct Alias {
  std::string_view declared;
  const char* charset;
};

constexpr Alias kAliases[] = {
    {"iso-8859-1", "WINDOWS-1252"},
    {"iso8859-1", "WINDOWS-1252"},
    {"latin1", "WINDOWS-1252"},
    {"latin-1", "WINDOWS-1252"},
    {"us-ascii", "WINDOWS-1252"},
    {"ascii", "WINDOWS-1252"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"ks_c_5601-1987", "CP949"},
    {"euc-kr", "CP949"},
    {"big5", "BIG5-HKSCS"},
    {"tis-620", "CP874"},
};

// Which results of uchardet to accept. It guesses rare character sets from a few matching bytes, so a result is
// accepted only if the share of non-ASCII bytes is plausible for its script; all other text is Windows-1252.
struct Evidence {
  std::string_view detected;
  const char* charset;
  double min_share;  // of non-ASCII bytes among letters
};

constexpr double kOtherScript = 0.25;
constexpr double kAccented = 0.03;

constexpr Evidence kEvidence[] = {
    {"SHIFT_JIS", "CP932", kOtherScript},
    {"EUC-JP", "EUC-JP", kOtherScript},
    {"GB18030", "GB18030", kOtherScript},
    {"BIG5", "BIG5-HKSCS", kOtherScript},
    {"EUC-KR", "CP949", kOtherScript},
    {"UHC", "CP949", kOtherScript},
    {"EUC-TW", "EUC-TW", kOtherScript},
    {"WINDOWS-1251", "WINDOWS-1251", kOtherScript},
    {"KOI8-R", "KOI8-R", kOtherScript},
    {"ISO-8859-5", "ISO-8859-5", kOtherScript},
    {"IBM866", "IBM866", kOtherScript},
    {"IBM855", "IBM855", kOtherScript},
    {"MAC-CYRILLIC", "MAC-CYRILLIC", kOtherScript},
    {"WINDOWS-1253", "WINDOWS-1253", kOtherScript},
    {"ISO-8859-7", "ISO-8859-7", kOtherScript},
    {"WINDOWS-1255", "WINDOWS-1255", kOtherScript},
    {"ISO-8859-8", "ISO-8859-8", kOtherScript},
    {"WINDOWS-1256", "WINDOWS-1256", kOtherScript},
    {"ISO-8859-6", "ISO-8859-6", kOtherScript},
    {"TIS-620", "CP874", kOtherScript},
    {"WINDOWS-1250", "WINDOWS-1250", kAccented},
    {"ISO-8859-2", "ISO-8859-2", kAccented},
    {"WINDOWS-1254", "WINDOWS-1254", kAccented},
    {"ISO-8859-9", "ISO-8859-9", kAccented},
    {"WINDOWS-1257", "WINDOWS-1257", kAccented},
    {"ISO-8859-13", "ISO-8859-13", kAccented},
};
constexpr std::size_t kFewestBytes = 8;  // non-ASCII bytes; fewer are not evidence

constexpr const char* kFallback = "WINDOWS-1252";

constexpr std::string_view kBinaryMarks[] = {"%PDF-"sv, "\x89PNG"sv,  "\xff\xd8\xff"sv,
                                             "GIF8"sv,  "Rar!\x1a"sv, "7z\xbc\xaf"sv};

bool is_high(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

struct Utf8Tally {
  std::size_t characters = 0;  // well-formed non-ASCII characters
  std::size_t invalid = 0;
};

// Does not count a sequence that is truncated by the end of the sample.
Utf8Tally tally_utf8(std::string_view sample) {
  Utf8Tally tally;
  for (std::size_t at = 0; at < sample.size();) {
    const auto lead = static_cast<unsigned char>(sample[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (length > 1 && at + length > sample.size()) break;
    const bool valid = length == 1 || is_valid_utf8(sample.substr(at, length));
    if (length > 1) ++(valid ? tally.characters : tally.invalid);
    at += valid ? length : 1;
  }
  return tally;
}

std::string detected_by_uchardet(std::string_view sample) {
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  uchardet_handle_data(detector.get(), sample.data(), sample.size());
  uchardet_data_end(detector.get());
  std::string name = uchardet_get_charset(detector.get());
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::toupper(c); });
  return name;
}

const char* charset_by_evidence(std::string_view sample) {
  const auto high = static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), is_high));
  if (high < kFewestBytes) return kFallback;
  const auto letters = high + static_cast<std::size_t>(std::count_if(sample.begin(), sample.end(), [](unsigned char c) {
                         return c < 0x80 && std::isalpha(c);
                       }));
  const double share = static_cast<double>(high) / static_cast<double>(letters);
  const std::string detected = detected_by_uchardet(sample);
  for (const Evidence& row : kEvidence) {
    if (row.detected == detected) return share >= row.min_share ? row.charset : kFallback;
  }
  return kFallback;
}

std::string lower_name(std::string_view written) {
  std::string name(written);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name;
}

bool is_utf8_name(std::string_view lower) {
  return lower == "utf-8" || lower == "utf8";
}

// The iconv name; nullopt if unknown. `name` is in lower case.
std::optional<std::string> iconv_name(const std::string& name) {
  for (const Alias& alias : kAliases) {
    if (alias.declared == name) return alias.charset;
  }
  const iconv_t handle = iconv_open("UTF-8", name.c_str());
  if (handle == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  iconv_close(handle);
  return name;
}

// Likewise of a declaration, which is not trusted if it names a Unicode encoding.
std::optional<std::string> known_declared(std::string_view declared) {
  const std::string name = lower_name(declared);
  if (name.empty() || is_utf8_name(name) || name.starts_with("utf-16")) return std::nullopt;
  return iconv_name(name);
}

}  // namespace

const ByteOrderMark* find_byte_order_mark(std::string_view head) {
  const auto found = std::find_if(std::begin(kMarks), std::end(kMarks),
                                  [&](const ByteOrderMark& mark) { return head.starts_with(mark.bytes); });
  return found != std::end(kMarks) ? &*found : nullptr;
}

const char* utf16_without_mark(std::string_view head) {
  constexpr std::size_t kLookBytes = 4096, kFewest = 16;
  head = head.substr(0, kLookBytes);
  if (head.size() < kFewest || head.find('\0') == std::string_view::npos) return nullptr;
  std::size_t zeros[2] = {}, texts[2] = {};  // by the place in a pair of bytes
  for (std::size_t i = 0; i < head.size(); ++i) {
    const auto byte = static_cast<unsigned char>(head[i]);
    zeros[i % 2] += byte == 0;
    texts[i % 2] += byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t';
  }
  const std::size_t pairs = head.size() / 2;
  for (const std::size_t high : {1, 0}) {
    // Text in Latin letters, of which the other byte is one.
    if (zeros[high] * 10 >= pairs * 9 && texts[1 - high] >= pairs && zeros[1 - high] == 0)
      return high == 1 ? "UTF-16LE" : "UTF-16BE";
  }
  return nullptr;
}

std::optional<std::string> find_charset(std::string_view sample, std::string_view declared) {
  const std::optional<std::string> known = known_declared(declared);
  if (is_ascii(sample)) {
    const bool shifted = known && known->starts_with("iso-2022");  // which uses only ASCII bytes
    return shifted ? known : std::nullopt;
  }
  const Utf8Tally tally = tally_utf8(sample);
  if (tally.invalid == 0) return "UTF-8";
  if (known) return known;
  if (tally.characters >= tally.invalid) return "UTF-8";
  return charset_by_evidence(sample);
}

std::string charset_named(std::string_view name) {
  const std::string lower = lower_name(name);
  if (is_utf8_name(lower)) return "UTF-8";
  if (std::optional<std::string> known = iconv_name(lower)) return *std::move(known);
  throw Error(ErrorKind::kUsage, "unknown character set \"" + std::string(name) + "\"",
              "`iconv --list` shows the names");
}

bool looks_binary(std::string_view head) {
  if (find_byte_order_mark(head) || utf16_without_mark(head)) return false;
  for (const std::string_view mark : kBinaryMarks) {
    if (head.starts_with(mark)) return true;
  }
  constexpr std::size_t kTextPerNul = 512;  // a single NUL in a large text is damage, which is repaired
  const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  if (nuls <= head.size() / kTextPerNul) return false;
  // Likewise in a small text, if nothing else in it is binary.
  constexpr std::size_t kSmallestText = 64;
  constexpr std::size_t kMostNuls = 2;
  return nuls > kMostNuls || head.size() < kSmallestText || std::any_of(head.begin(), head.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 && c != '\0' && c != '\n' && c != '\r' && c != '\t';
         });
}

struct CharsetDecoder::Handle {
  explicit Handle(const std::string& charset) : iconv(iconv_open("UTF-8", charset.c_str())) {
    if (iconv == reinterpret_cast<iconv_t>(-1)) throw Error(ErrorKind::kInput, "unknown character set " + charset);
  }
  ~Handle() { iconv_close(iconv); }
  iconv_t iconv;
};

CharsetDecoder::CharsetDecoder(const std::string& charset) : handle_(std::make_unique<Handle>(charset)) {}
CharsetDecoder::~CharsetDecoder() = default;

void CharsetDecoder::decode(std::string_view bytes, std::string& out) {
  std::string input = std::move(incomplete_) + std::string(bytes);
  incomplete_.clear();
  char* from = input.data();
  std::size_t left = input.size();
  char piece[8192];
  while (left > 0) {
    char* to = piece;
    std::size_t room = sizeof piece;
    const std::size_t result = iconv(handle_->iconv, &from, &left, &to, &room);
    const int failure = errno;
    out.append(piece, sizeof piece - room);
    if (result != static_cast<std::size_t>(-1) || failure == E2BIG) continue;
    if (failure == EINVAL) {
      incomplete_.assign(from, left);
      return;
    }
    append_utf8(out, U'\uFFFD');
    ++replaced_;
    ++from;
    --left;
  }
}

void CharsetDecoder::finish(std::string& out) {
  if (incomplete_.empty()) return;
  replaced_ += incomplete_.size();
  incomplete_.clear();
  append_utf8(out, U'\uFFFD');
}

}  // namespace broadtape
