#include "indexer/watch/robots.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr double kMostDelayS = 86'400;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// `%41` is A, on both sides of a comparison; %2F, %2A and %24 are not `/`, `*` and `$`, which have a meaning.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() && text[i] == '%' ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    const char c = static_cast<char>(high * 16 + low);
    if (low < 0 || c == '/' || c == '*' || c == '$' || c == '%') {
      plain += text[i];
    } else {
      plain += c;
      i += 2;
    }
  }
  return plain;
}

// The path and query of an address.
std::string target_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == url.npos ? 0 : scheme + 3;
  const std::size_t start = std::min(url.find_first_of("/?#", host), url.size());
  const std::string_view target = url.substr(start, url.substr(start).find('#'));
  return decoded(target.starts_with('/') ? std::string(target) : "/" + std::string(target));
}

// Greedy matching with one point of return takes at most pattern times text steps.
bool matches(std::string_view pattern, std::string_view text) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  std::size_t p = 0, t = 0, star = pattern.npos, star_text = 0;
  while (true) {
    if (p == pattern.size() && (!to_the_end || t == text.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && t < text.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != pattern.npos && star_text < text.size()) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
}

struct RobotsLine {
  std::string name;  // in lower case
  std::string_view value;
};

std::optional<RobotsLine> robots_line(std::string_view line) {
  line = trim_spaces(line.substr(0, line.find('#')));
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return std::nullopt;
  return RobotsLine{ascii_lowered(trim_spaces(line.substr(0, colon))), trim_spaces(line.substr(colon + 1))};
}

std::optional<double> delay_of(std::string_view value) {
  const std::string text(value);
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(seconds >= 0)) return std::nullopt;
  return std::min(seconds, kMostDelayS);
}

}  // namespace

RobotsRules::RobotsRules(std::string_view text, std::string_view robot) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  text = text.substr(0, kMaxBytes);
  RobotsRules for_all;
  bool named = false;  // a group is for this robot
  bool ours = false, everybodys = false, in_names = false;
  const auto add = [&](const auto& change) {
    if (ours) change(*this);
    if (everybodys) change(for_all);
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::optional<RobotsLine> line = robots_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line) continue;
    if (line->name == "user-agent") {
      if (!std::exchange(in_names, true)) ours = everybodys = false;
      everybodys = everybodys || line->value == "*";
      ours = ours || ascii_lowered(line->value.substr(0, line->value.find_first_of("/ "))) == robot;
      named = named || ours;
    } else if (line->name == "allow" || line->name == "disallow") {
      in_names = false;
      if (!line->value.empty())
        add([&](RobotsRules& rules) { rules.rules_.push_back({decoded(line->value), line->name == "allow"}); });
    } else if (line->name == "crawl-delay") {
      in_names = false;
      if (const auto delay = delay_of(line->value)) add([&](RobotsRules& rules) { rules.crawl_delay_s_ = delay; });
    }
  }
  if (!named) *this = std::move(for_all);
}

RobotsRules RobotsRules::nothing() {
  RobotsRules rules;
  rules.rules_.push_back({"/", false});
  return rules;
}

bool RobotsRules::allows(std::string_view url) const {
  const std::string target = target_of(url);
  if (target == "/robots.txt") return true;
  const Rule* deciding = nullptr;
  for (const Rule& rule : rules_) {
    if (deciding != nullptr && rule.pattern.size() < deciding->pattern.size()) continue;
    if (deciding != nullptr && rule.pattern.size() == deciding->pattern.size() && !rule.allows) continue;
    if (matches(rule.pattern, target)) deciding = &rule;
  }
  return deciding == nullptr || deciding->allows;
}

}  // namespace broadtape
