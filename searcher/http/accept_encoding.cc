#include "searcher/http/accept_encoding.h"

#include <algorithm>
#include <optional>
#include <string>

#include "common/text/ascii.h"
#include "searcher/http/header_lists.h"

namespace broadtape {
namespace {

constexpr int kFullWeight = 1'000;  // weights are thousandths
constexpr std::size_t kMostDecimals = 3;

bool is_token(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kSigns.find(c) != std::string_view::npos;
  });
}

// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
std::optional<int> weight_of(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  const std::string_view decimals = text.size() > 2 ? text.substr(2) : std::string_view();
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  if (decimals.size() > kMostDecimals || decimals.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  int weight = text[0] - '0';
  for (std::size_t i = 0; i < kMostDecimals; ++i) weight = weight * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
  return weight <= kFullWeight ? std::optional<int>(weight) : std::nullopt;
}

struct Weights {
  std::optional<int> gzip, identity, others;

  void note(std::string_view coding, int weight) {
    const std::string name = ascii_lowered(coding);
    std::optional<int>* const known = name == "gzip" || name == "x-gzip" ? &gzip
                                      : name == "identity"               ? &identity
                                      : name == "*"                      ? &others
                                                                         : nullptr;
    if (known) *known = std::min(known->value_or(kFullWeight), weight);
  }
};

// One element: `gzip`, `gzip;q=0.5`. False if it is malformed.
bool read_element(std::string_view element, Weights& weights) {
  if (element.empty()) return true;  // RFC 9110, section 5.6.1: empty elements are ignored
  const std::vector<std::string_view> parts = list_parts(element, ';');
  if (!is_token(parts[0]) || parts.size() > 2) return false;
  int weight = kFullWeight;
  if (parts.size() == 2) {
    if (!parts[1].starts_with("q=") && !parts[1].starts_with("Q=")) return false;
    const std::optional<int> given = weight_of(parts[1].substr(2));
    if (!given) return false;
    weight = *given;
  }
  weights.note(parts[0], weight);
  return true;
}

}  // namespace

AcceptedCodings accepted_codings(std::string_view header) {
  Weights weights;
  for (const std::string_view element : list_parts(header)) {
    if (!read_element(element, weights)) return {};
  }
  AcceptedCodings accepted;
  // `*` applies to codings that are not named. It can refuse identity, but does not make it preferred to gzip.
  accepted.identity = weights.identity.value_or(weights.others.value_or(kFullWeight)) > 0;
  const int gzip = weights.gzip.value_or(weights.others.value_or(0));
  accepted.gzip = gzip > 0 && gzip >= weights.identity.value_or(0);
  return accepted;
}

}  // namespace broadtape
