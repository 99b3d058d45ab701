#include "common/article/canonical_url.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

// Tracking parameters: the query-stripping lists of Firefox and Brave and the general rules of AdGuard's URL tracking
// filter. Lower case; a trailing * matches any suffix. Parameters that may also select content (`ref`, `source`, `cmp`,
// `id`) are not listed; such articles are matched by their text.
constexpr std::string_view kTrackers[] = {
    "utm_*",
    "__hsfp",
    "__hssc",
    "__hstc",
    "__s",
    "_bhlid",
    "_branch_*",
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_kx",
    "_openstat",
    "at_recipient_*",
    "bsft_*",
    "cmpid",
    "dclid",
    "elqtrack",
    "elqtrackid",
    "et_rid",
    "fb_action_ids",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "hsa_*",
    "hsctatracking",
    "igsh",
    "igshid",
    "irclickid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ml_subscriber",
    "ml_subscriber_hash",
    "msclkid",
    "mtm_*",
    "oft_*",
    "oly_*",
    "piwik_*",
    "pk_*",
    "rb_clickid",
    "ref_src",
    "ref_url",
    "s_cid",
    "sc_customer",
    "sc_eh",
    "sc_uid",
    "srsltid",
    "ss_email_id",
    "ttclid",
    "twclid",
    "unicorn_click_id",
    "usqp",
    "vero_*",
    "vgo_ee",
    "wbraid",
    "wickedid",
    "yclid",
    "ymclid",
    "ysclid",
};

// Parameters that request the AMP edition of a page, with their values separated by blanks.
constexpr struct {
  std::string_view name, values;
} kAmpParameters[] = {
    {"amp", " 1 true yes amp "}, {"outputtype", " amp "}, {"output", " amp "}, {"format", " amp "},
    {"view", " amp "},           {"amp_js_v", "*"},       {"amp_gsa", "*"},    {"amp_r", "*"},
};

// Index files, which equal the folder itself.
constexpr std::string_view kDefaultDocuments[] = {
    "index.html", "index.htm", "index.xhtml",  "index.shtml", "index.php",   "index.asp",    "index.aspx", "index.jsp",
    "index.cgi",  "index.cfm", "default.html", "default.htm", "default.asp", "default.aspx", "amp.html",   "amp.htm",
};

// Host prefixes that serve the same pages to other devices.
constexpr std::string_view kEditionHosts[] = {"m.", "mobile.", "amp.", "wap."};

// Prefixes of fragments that select a post on a live page; a number or hexadecimal digits follow. Comments are not
// posts.
constexpr std::string_view kPostPrefixes[] = {"post",  "entry", "block",    "update", "item", "card",
                                              "event", "live",  "liveblog", "story",  "h",    "asset"};

constexpr int kMaxCacheDepth = 3;  // nested AMP cache addresses

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_unreserved(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos;
}

std::string_view trimmed_address(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool starts_with_nocase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && ascii_lowered(text.substr(0, prefix.size())) == prefix;
}

// RFC 3986, 6.2.2: decodes unnecessary escapes and writes all others as `%XX`.
std::string normal_escapes(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  constexpr std::string_view kEscaped = "\"<>\\^`{|}% ";
  std::string out;
  const auto escape = [&](char c) {
    out += '%';
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  };
  const auto value = [](char c) { return is_ascii_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    const bool escaped = c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    if (escaped) {
      c = static_cast<char>(value(text[i + 1]) << 4 | value(text[i + 2]));
      i += 2;
    }
    const bool plain = escaped ? is_unreserved(c)
                               : static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7F &&
                                     kEscaped.find(c) == std::string_view::npos;
    plain ? static_cast<void>(out += c) : escape(c);
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string unicode_label(const std::string& label) {
  if (!label.starts_with("xn--")) return label;
  return decode_punycode(std::string_view(label).substr(4)).value_or(label);
}

// The host of `authority` without parts that do not identify the site.
std::string canonical_host(std::string_view authority) {
  const std::size_t user_end = authority.rfind('@');
  if (user_end != std::string_view::npos) authority.remove_prefix(user_end + 1);
  std::string_view port;
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  while (authority.ends_with('.')) authority.remove_suffix(1);
  std::string host;
  const std::string lower = lowered(authority);
  for (const std::string_view label : split(lower, '.')) {
    if (!host.empty()) host += '.';
    host += unicode_label(std::string(label));
  }
  if (host.starts_with("www.")) host.erase(0, 4);
  for (const std::string_view edition : kEditionHosts) {
    if (host.starts_with(edition) && host.find('.', edition.size()) != std::string::npos) host.erase(0, edition.size());
  }
  if (!host.empty() && !port.empty() && port != "80" && port != "443") host.append(":").append(port);
  return host;
}

bool is_tracker(std::string_view name) {
  return std::any_of(std::begin(kTrackers), std::end(kTrackers), [&](std::string_view row) {
    if (row.back() == '*') return name.starts_with(row.substr(0, row.size() - 1));
    return name == row;
  });
}

bool asks_for_amp(std::string_view name, std::string_view value) {
  return std::any_of(std::begin(kAmpParameters), std::end(kAmpParameters), [&](const auto& row) {
    if (name != row.name) return false;
    return row.values == "*" || row.values.find(' ' + ascii_lowered(value) + ' ') != std::string_view::npos ||
           (name == "amp" && value.empty());
  });
}

bool is_dropped(std::string_view parameter) {
  const std::size_t equals = std::min(parameter.find('='), parameter.size());
  const std::string name = ascii_lowered(parameter.substr(0, equals));
  return is_tracker(name) || asks_for_amp(name, parameter.substr(std::min(equals + 1, parameter.size())));
}

std::string canonical_parameter(std::string_view parameter) {
  while (parameter.starts_with("amp;")) parameter.remove_prefix(4);  // from an undecoded `&amp;`
  std::string kept;
  for (const std::string_view part : split(parameter, ';')) {
    const std::string normal = normal_escapes(part);
    if (normal.empty() || is_dropped(normal)) continue;
    if (!kept.empty()) kept += ';';
    kept += normal;
  }
  for (std::size_t at = 0; (at = kept.find('+', at)) != std::string::npos;) kept.replace(at, 1, "%20");
  return kept;
}

std::string canonical_query(std::string_view query) {
  std::vector<std::string> parameters;
  for (const std::string_view parameter : split(query, '&')) {
    std::string kept = canonical_parameter(parameter);
    if (!kept.empty()) parameters.push_back(std::move(kept));
  }
  const auto name = [](const std::string& parameter) {
    return std::string_view(parameter).substr(0, parameter.find('='));
  };
  std::stable_sort(parameters.begin(), parameters.end(),
                   [&](const std::string& a, const std::string& b) { return name(a) < name(b); });
  std::string text;
  for (const std::string& parameter : parameters) text += (text.empty() ? '?' : '&') + parameter;
  return text;
}

// `story.amp.html` and `story.amp` are `story.html` and `story`.
void drop_amp_ending(std::string& name) {
  for (const std::string_view ending : {".amp.html", ".amp.htm", ".amp"}) {
    if (name.size() <= ending.size() || !name.ends_with(ending)) continue;
    name.erase(name.size() - ending.size(), 4);
    return;
  }
}

std::string canonical_path(std::string_view path) {
  std::vector<std::string> segments;
  for (const std::string_view part : split(path, '/')) {
    std::string segment = normal_escapes(part);
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(std::move(segment));
    }
  }
  if (segments.empty()) return {};
  std::string& last = segments.back();
  last.resize(std::min(ascii_lowered(last).find(";jsessionid="), last.size()));
  const std::string document = ascii_lowered(last);
  const bool is_default =
      std::find(std::begin(kDefaultDocuments), std::end(kDefaultDocuments), document) != std::end(kDefaultDocuments);
  if (is_default || document.empty()) segments.pop_back();
  if (segments.size() > 1 && segments.back() == "amp") segments.pop_back();
  if (segments.size() > 1 && segments.front() == "amp") segments.erase(segments.begin());
  if (!segments.empty()) drop_amp_ending(segments.back());
  std::string text;
  for (const std::string& segment : segments) text += '/' + segment;
  return text;
}

// Whether a lower-case `fragment` is a known prefix or a colon followed by digits: `post-12`, `block-5e0c...`,
// `:3f2a...`.
bool names_post(std::string_view fragment) {
  const std::size_t prefix_end = std::min(fragment.find_first_of("0123456789-_:=/."), fragment.size());
  std::string_view digits = fragment.substr(prefix_end);
  const std::string_view prefix = fragment.substr(0, prefix_end);
  const bool known = std::find(std::begin(kPostPrefixes), std::end(kPostPrefixes), prefix) != std::end(kPostPrefixes);
  if (!known && !(prefix.empty() && digits.starts_with(':'))) return false;
  if (!digits.empty() && !is_ascii_digit(digits.front())) digits.remove_prefix(1);
  const bool all_digits =
      std::all_of(digits.begin(), digits.end(), [](char c) { return is_hex(c) || c == '-' || c == '_'; });
  return all_digits && std::any_of(digits.begin(), digits.end(), is_ascii_digit);
}

std::string canonical_fragment(std::string_view fragment) {
  fragment = fragment.substr(0, fragment.find(":~:"));  // a text fragment
  const bool routes = fragment.size() > 1 && (fragment.front() == '!' || fragment.front() == '/');
  if (!routes && !names_post(ascii_lowered(fragment))) return {};
  std::string kept = normal_escapes(fragment);
  while (kept.ends_with('/')) kept.pop_back();
  return kept == "!" || kept.empty() ? std::string() : '#' + kept;
}

// Whether a text without a scheme begins with a host name: `news.example`, `news.example:8443`.
bool looks_like_host(std::string_view authority) {
  const std::size_t colon = std::min(authority.find(':'), authority.size());
  const std::string_view port = authority.substr(std::min(colon + 1, authority.size()));
  if (colon < authority.size() && (port.empty() || !std::all_of(port.begin(), port.end(), is_ascii_digit)))
    return false;
  const std::vector<std::string_view> labels = split(authority.substr(0, colon), '.');
  const auto is_label = [](std::string_view label) {
    return !label.empty() && std::all_of(label.begin(), label.end(), [](char c) {
      return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
    });
  };
  const bool has_top = labels.back().size() >= 2 && !is_ascii_digit(labels.back().front());
  return labels.size() >= 2 && has_top && std::all_of(labels.begin(), labels.end(), is_label);
}

// The part after `scheme://`; nullopt if `url` is not an http(s) address.
std::optional<std::string_view> after_scheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (starts_with_nocase(url, scheme)) return url.substr(scheme.size());
  }
  if (url.starts_with("//")) url.remove_prefix(2);
  if (looks_like_host(url.substr(0, url.find_first_of("/?#")))) return url;
  return std::nullopt;
}

// The original address in the path of an AMP cache: `google.com/amp/s/HOST/...`, `X.cdn.ampproject.org/c/s/HOST/...`.
std::string_view cached_address(const CanonicalUrl& url) {
  std::string_view path = url.path;
  const bool cache = url.host.ends_with(".ampproject.org") || url.host.ends_with("bing-amp.com");
  if (!cache && !(url.host.starts_with("google.") && path.starts_with("/amp/"))) return {};
  path.remove_prefix(std::min(path.find('/', 1), path.size()));  // the kind of content: /amp, /c, /v
  if (path.starts_with("/s/")) path.remove_prefix(2);            // "secure"
  if (!path.empty()) path.remove_prefix(1);
  return looks_like_host(path.substr(0, path.find('/'))) ? path : std::string_view{};
}

std::optional<CanonicalUrl> canonicalise(std::string_view url, int depth) {
  const std::optional<std::string_view> rest = after_scheme(trimmed_address(url));
  if (!rest) return std::nullopt;
  const std::size_t hash = std::min(rest->find('#'), rest->size());
  const std::string_view before = rest->substr(0, hash);
  const std::size_t host_end = std::min(before.find_first_of("/?"), before.size());
  const std::size_t path_end = std::min(before.find('?'), before.size());
  CanonicalUrl canonical;
  canonical.host = canonical_host(before.substr(0, host_end));
  if (canonical.host.empty()) return std::nullopt;
  const std::string_view path = before.substr(host_end, path_end - host_end);
  canonical.query = canonical_query(before.substr(std::min(path_end + 1, before.size())));
  canonical.fragment = canonical_fragment(rest->substr(std::min(hash + 1, rest->size())));
  canonical.path = path;
  if (const std::string_view cached = cached_address(canonical); !cached.empty() && depth < kMaxCacheDepth) {
    return canonicalise(std::string(cached) + canonical.query + canonical.fragment, depth + 1);
  }
  canonical.path = canonical_path(path);
  return canonical;
}

}  // namespace

std::optional<CanonicalUrl> canonicalise_url(std::string_view url) {
  return canonicalise(url, 0);
}

std::string canonical_url(std::string_view url) {
  const std::optional<CanonicalUrl> canonical = canonicalise_url(url);
  return canonical ? canonical->text() : std::string();
}

std::string host_of(std::string_view url) {
  const std::optional<CanonicalUrl> canonical = canonicalise_url(url);
  return canonical ? canonical->host.substr(0, canonical->host.find(':')) : std::string();
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  reference = trimmed_address(reference);
  base = trimmed_address(base);
  if (starts_with_nocase(reference, "http://") || starts_with_nocase(reference, "https://"))
    return std::string(reference);
  const std::size_t colon = reference.find(':');
  if (reference.empty() || colon < reference.find_first_of("/?#")) return {};
  const std::size_t scheme_end = base.find("://");
  if (!starts_with_nocase(base, "http") || scheme_end == std::string_view::npos) return {};
  if (reference.starts_with("//")) return std::string(base.substr(0, scheme_end + 1)).append(reference);
  const std::size_t host_end = std::min(base.find_first_of("/?#", scheme_end + 3), base.size());
  const std::size_t path_end = std::min(base.find_first_of("?#", host_end), base.size());
  const std::string_view host = base.substr(0, host_end);
  if (reference.front() == '/') return std::string(host).append(reference);
  if (reference.front() == '?') return std::string(base.substr(0, path_end)).append(reference);
  if (reference.front() == '#') return std::string(base.substr(0, base.find('#'))).append(reference);
  const std::string_view path = base.substr(host_end, path_end - host_end);
  const std::string_view folder = path.substr(0, path.rfind('/') + 1);
  return std::string(host).append(folder.empty() ? "/" : folder).append(reference);
}

}  // namespace broadtape
