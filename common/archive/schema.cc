#include "common/archive/schema.h"

#include <algorithm>
#include <iterator>

#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxSourceBytes = 200;

std::string_view prefix_of(Field field) {
  return kFields[static_cast<std::size_t>(field)].prefix;
}

constexpr bool rows_are_in_enum_order() {
  for (std::size_t i = 0; i < std::size(kFields); ++i) {
    if (static_cast<std::size_t>(kFields[i].field) != i) return false;
  }
  return true;
}
static_assert(rows_are_in_enum_order());

}  // namespace

std::string make_term(Field field, std::string_view value) {
  std::string term(prefix_of(field));
  const bool could_be_prefix = !value.empty() && ((value[0] >= 'A' && value[0] <= 'Z') || value[0] == ':');
  if (term.size() > 1 && could_be_prefix) term += ':';
  term += value;
  return term;
}

std::string_view term_value(Field field, std::string_view term) {
  term.remove_prefix(prefix_of(field).size());
  if (prefix_of(field).size() > 1 && term.starts_with(':')) term.remove_prefix(1);
  return term;
}

bool is_listed(std::string_view term) {
  if (term.empty() || term[0] < 'A' || term[0] > 'Z') return false;  // a word of the text
  return std::none_of(std::begin(kFields), std::end(kFields), [&](const FieldRow& row) {
    return !row.is_listed && !row.prefix.empty() && term.starts_with(row.prefix);
  });
}

std::string source_key(std::string_view source) {
  std::string key;
  for (const char c : fold(source)) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (!space) {
      key += c;
    } else if (!key.empty() && key.back() != ' ') {
      key += ' ';
    }
  }
  if (key.ends_with(' ')) key.pop_back();
  key.resize(utf8_prefix(key, kMaxSourceBytes).size());
  return key;
}

}  // namespace broadtape
