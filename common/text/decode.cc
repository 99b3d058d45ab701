#include "common/text/decode.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>
#include <optional>

#include "common/text/utf8.h"

namespace broadtape {
namespace {

struct NamedEntity {
  std::string_view name;
  char32_t code_point;
};

// HTML 4.01, section 24, and `apos` of XML; in byte order.
constexpr NamedEntity kNamed[] = {
    {"AElig", 198},   {"Aacute", 193},  {"Acirc", 194},    {"Agrave", 192},  {"Alpha", 913},    {"Aring", 197},
    {"Atilde", 195},  {"Auml", 196},    {"Beta", 914},     {"Ccedil", 199},  {"Chi", 935},      {"Dagger", 8225},
    {"Delta", 916},   {"ETH", 208},     {"Eacute", 201},   {"Ecirc", 202},   {"Egrave", 200},   {"Epsilon", 917},
    {"Eta", 919},     {"Euml", 203},    {"Gamma", 915},    {"Iacute", 205},  {"Icirc", 206},    {"Igrave", 204},
    {"Iota", 921},    {"Iuml", 207},    {"Kappa", 922},    {"Lambda", 923},  {"Mu", 924},       {"Ntilde", 209},
    {"Nu", 925},      {"OElig", 338},   {"Oacute", 211},   {"Ocirc", 212},   {"Ograve", 210},   {"Omega", 937},
    {"Omicron", 927}, {"Oslash", 216},  {"Otilde", 213},   {"Ouml", 214},    {"Phi", 934},      {"Pi", 928},
    {"Prime", 8243},  {"Psi", 936},     {"Rho", 929},      {"Scaron", 352},  {"Sigma", 931},    {"THORN", 222},
    {"Tau", 932},     {"Theta", 920},   {"Uacute", 218},   {"Ucirc", 219},   {"Ugrave", 217},   {"Upsilon", 933},
    {"Uuml", 220},    {"Xi", 926},      {"Yacute", 221},   {"Yuml", 376},    {"Zeta", 918},     {"aacute", 225},
    {"acirc", 226},   {"acute", 180},   {"aelig", 230},    {"agrave", 224},  {"alefsym", 8501}, {"alpha", 945},
    {"amp", 38},      {"and", 8743},    {"ang", 8736},     {"apos", 39},     {"aring", 229},    {"asymp", 8776},
    {"atilde", 227},  {"auml", 228},    {"bdquo", 8222},   {"beta", 946},    {"brvbar", 166},   {"bull", 8226},
    {"cap", 8745},    {"ccedil", 231},  {"cedil", 184},    {"cent", 162},    {"chi", 967},      {"circ", 710},
    {"clubs", 9827},  {"cong", 8773},   {"copy", 169},     {"crarr", 8629},  {"cup", 8746},     {"curren", 164},
    {"dArr", 8659},   {"dagger", 8224}, {"darr", 8595},    {"deg", 176},     {"delta", 948},    {"diams", 9830},
    {"divide", 247},  {"eacute", 233},  {"ecirc", 234},    {"egrave", 232},  {"empty", 8709},   {"emsp", 8195},
    {"ensp", 8194},   {"epsilon", 949}, {"equiv", 8801},   {"eta", 951},     {"eth", 240},      {"euml", 235},
    {"euro", 8364},   {"exist", 8707},  {"fnof", 402},     {"forall", 8704}, {"frac12", 189},   {"frac14", 188},
    {"frac34", 190},  {"frasl", 8260},  {"gamma", 947},    {"ge", 8805},     {"gt", 62},        {"hArr", 8660},
    {"harr", 8596},   {"hearts", 9829}, {"hellip", 8230},  {"iacute", 237},  {"icirc", 238},    {"iexcl", 161},
    {"igrave", 236},  {"image", 8465},  {"infin", 8734},   {"int", 8747},    {"iota", 953},     {"iquest", 191},
    {"isin", 8712},   {"iuml", 239},    {"kappa", 954},    {"lArr", 8656},   {"lambda", 955},   {"lang", 9001},
    {"laquo", 171},   {"larr", 8592},   {"lceil", 8968},   {"ldquo", 8220},  {"le", 8804},      {"lfloor", 8970},
    {"lowast", 8727}, {"loz", 9674},    {"lrm", 8206},     {"lsaquo", 8249}, {"lsquo", 8216},   {"lt", 60},
    {"macr", 175},    {"mdash", 8212},  {"micro", 181},    {"middot", 183},  {"minus", 8722},   {"mu", 956},
    {"nabla", 8711},  {"nbsp", 160},    {"ndash", 8211},   {"ne", 8800},     {"ni", 8715},      {"not", 172},
    {"notin", 8713},  {"nsub", 8836},   {"ntilde", 241},   {"nu", 957},      {"oacute", 243},   {"ocirc", 244},
    {"oelig", 339},   {"ograve", 242},  {"oline", 8254},   {"omega", 969},   {"omicron", 959},  {"oplus", 8853},
    {"or", 8744},     {"ordf", 170},    {"ordm", 186},     {"oslash", 248},  {"otilde", 245},   {"otimes", 8855},
    {"ouml", 246},    {"para", 182},    {"part", 8706},    {"permil", 8240}, {"perp", 8869},    {"phi", 966},
    {"pi", 960},      {"piv", 982},     {"plusmn", 177},   {"pound", 163},   {"prime", 8242},   {"prod", 8719},
    {"prop", 8733},   {"psi", 968},     {"quot", 34},      {"rArr", 8658},   {"radic", 8730},   {"rang", 9002},
    {"raquo", 187},   {"rarr", 8594},   {"rceil", 8969},   {"rdquo", 8221},  {"real", 8476},    {"reg", 174},
    {"rfloor", 8971}, {"rho", 961},     {"rlm", 8207},     {"rsaquo", 8250}, {"rsquo", 8217},   {"sbquo", 8218},
    {"scaron", 353},  {"sdot", 8901},   {"sect", 167},     {"shy", 173},     {"sigma", 963},    {"sigmaf", 962},
    {"sim", 8764},    {"spades", 9824}, {"sub", 8834},     {"sube", 8838},   {"sum", 8721},     {"sup", 8835},
    {"sup1", 185},    {"sup2", 178},    {"sup3", 179},     {"supe", 8839},   {"szlig", 223},    {"tau", 964},
    {"there4", 8756}, {"theta", 952},   {"thetasym", 977}, {"thinsp", 8201}, {"thorn", 254},    {"tilde", 732},
    {"times", 215},   {"trade", 8482},  {"uArr", 8657},    {"uacute", 250},  {"uarr", 8593},    {"ucirc", 251},
    {"ugrave", 249},  {"uml", 168},     {"upsih", 978},    {"upsilon", 965}, {"uuml", 252},     {"weierp", 8472},
    {"xi", 958},      {"yacute", 253},  {"yen", 165},      {"yuml", 255},    {"zeta", 950},     {"zwj", 8205},
    {"zwnj", 8204},
};
constexpr std::size_t kLongestName = 8;  // thetasym

// Numbers 128 to 159 denote Windows-1252 characters, as in browsers (HTML Living Standard, 13.2.5.80); 0 for unassigned
// positions.
constexpr char32_t kWindows1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct Reference {
  char32_t code_point;
  std::size_t length;  // including the ampersand
};

std::optional<char32_t> character_of(std::uint32_t number) {
  if (number >= 0x80 && number < 0xA0) number = kWindows1252[number - 0x80];
  const bool is_control = number < 0x20 && number != '\t' && number != '\n' && number != '\r';
  const bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
  if (is_control || is_surrogate || number == 0x7F || number > 0x10FFFF) return std::nullopt;
  return number;
}

// `text` begins with `&#`.
std::optional<Reference> numeric_reference(std::string_view text) {
  const bool is_hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const char* const digits = text.data() + (is_hex ? 3 : 2);
  const char* const end = text.data() + text.size();
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(digits, end, number, is_hex ? 16 : 10);
  if (error != std::errc{}) return std::nullopt;
  const auto code_point = character_of(number);
  if (!code_point) return std::nullopt;
  const std::size_t length = static_cast<std::size_t>(stop - text.data());
  return Reference{*code_point, length + (stop != end && *stop == ';' ? 1 : 0)};
}

// `text` begins with `&`.
std::optional<Reference> named_reference(std::string_view text) {
  const std::size_t semicolon = text.substr(0, kLongestName + 2).find(';');
  if (semicolon == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(1, semicolon - 1);
  const auto* const row = std::lower_bound(std::begin(kNamed), std::end(kNamed), name,
                                           [](const NamedEntity& e, std::string_view n) { return e.name < n; });
  if (row == std::end(kNamed) || row->name != name) return std::nullopt;
  return Reference{row->code_point, semicolon + 1};
}

}  // namespace

std::string decode_entities(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  std::size_t copied = 0;
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at)) {
    const std::string_view rest = text.substr(at);
    const auto reference = rest.substr(0, 2) == "&#" ? numeric_reference(rest) : named_reference(rest);
    if (!reference) {
      ++at;
      continue;
    }
    decoded += text.substr(copied, at - copied);
    append_utf8(decoded, reference->code_point);
    at += reference->length;
    copied = at;
  }
  decoded += text.substr(copied);
  return decoded;
}

namespace {

// RFC 3492, section 5.
constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kMinThreshold = 1;
constexpr std::uint32_t kMaxThreshold = 26;
constexpr std::uint32_t kSkew = 38;
constexpr std::uint32_t kDamp = 700;
constexpr std::uint32_t kFirstBias = 72;
constexpr std::uint32_t kFirstCodePoint = 0x80;

constexpr std::size_t kMaxLabelBytes = 63;  // RFC 1035; also keeps every sum below far from 2^64

std::uint32_t adapted_bias(std::uint64_t delta, std::uint64_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > (kBase - kMinThreshold) * kMaxThreshold / 2; k += kBase) delta /= kBase - kMinThreshold;
  return k + static_cast<std::uint32_t>((kBase - kMinThreshold + 1) * delta / (delta + kSkew));
}

std::optional<std::uint32_t> digit(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0' + 26);
  return std::nullopt;
}

// Reads one generalised variable-length integer (section 3.3) and removes it from `text`.
std::optional<std::uint64_t> read_delta(std::string_view& text, std::uint32_t bias) {
  constexpr std::uint64_t kLimit = 1u << 31;
  std::uint64_t value = 0, weight = 1;
  for (std::uint32_t k = kBase;; k += kBase) {
    if (text.empty()) return std::nullopt;
    const std::optional<std::uint32_t> d = digit(text.front());
    if (!d) return std::nullopt;
    text.remove_prefix(1);
    value += *d * weight;
    const std::uint32_t threshold =
        k <= bias + kMinThreshold ? kMinThreshold : (k >= bias + kMaxThreshold ? kMaxThreshold : k - bias);
    if (value >= kLimit) return std::nullopt;
    if (*d < threshold) return value;
    weight *= kBase - threshold;
    if (weight >= kLimit) return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> decode_punycode(std::string_view encoded) {
  if (encoded.empty() || encoded.size() > kMaxLabelBytes) return std::nullopt;
  std::u32string points;
  if (const std::size_t dash = encoded.rfind('-'); dash != std::string_view::npos) {
    for (const char c : encoded.substr(0, dash)) points += static_cast<char32_t>(static_cast<unsigned char>(c));
    encoded.remove_prefix(dash + 1);
  }
  std::uint64_t code_point = kFirstCodePoint, at = 0;
  std::uint32_t bias = kFirstBias;
  while (!encoded.empty()) {
    const std::uint64_t before = at;
    const std::optional<std::uint64_t> delta = read_delta(encoded, bias);
    if (!delta) return std::nullopt;
    at += *delta;
    const std::uint64_t size = points.size() + 1;
    bias = adapted_bias(at - before, size, before == 0);
    code_point += at / size;
    at %= size;
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (code_point > 0x10FFFF || surrogate) return std::nullopt;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(at++), static_cast<char32_t>(code_point));
  }
  std::string label;
  for (const char32_t point : points) append_utf8(label, point);
  return label;
}

}  // namespace broadtape
