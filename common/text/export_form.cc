#include "common/text/export_form.h"

#include <algorithm>
#include <iterator>

namespace broadtape {
namespace {

constexpr std::string_view kFormulaBegins[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
// Some programs trim these before they detect a formula.
constexpr std::string_view kBlanks[] = {" ", "\u00a0", "\u200b", "\u3000", "\ufeff"};

std::string_view without_blanks(std::string_view text) {
  for (bool trimmed = true; trimmed;) {
    trimmed = false;
    for (const std::string_view blank : kBlanks) {
      if (!text.starts_with(blank)) continue;
      text.remove_prefix(blank.size());
      trimmed = true;
    }
  }
  return text;
}

}  // namespace

bool looks_like_formula(std::string_view text) {
  const std::string_view rest = without_blanks(text);
  return std::any_of(std::begin(kFormulaBegins), std::end(kFormulaBegins),
                     [&](std::string_view begin) { return rest.starts_with(begin); });
}

bool needs_csv_guard(std::string_view text) {
  return looks_like_formula(text.substr(std::min(text.find_first_not_of(kCsvGuard), text.size())));
}

std::string_view without_csv_guard(std::string_view cell) {
  if (cell.starts_with(kCsvGuard) && needs_csv_guard(cell)) cell.remove_prefix(1);
  return cell;
}

}  // namespace broadtape
