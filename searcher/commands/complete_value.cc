#include "searcher/commands/complete_value.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "searcher/commands/exit_status.h"
#include "searcher/views/suggestions.h"

namespace broadtape {
namespace {

using Suggest = std::vector<CompletedValue> (*)(const Archive& archive, std::string_view prefix, std::size_t limit);
constexpr std::pair<std::string_view, Suggest> kKinds[] = {{"tickers", suggest_tickers}, {"sources", suggest_sources}};

std::vector<CompletedValue> suggestions(const Options& options) {
  if (options.operands.empty() || options.operands.size() > 2)
    throw Error(ErrorKind::kUsage, "complete-value takes a kind and the beginning of a value");
  const auto kind = std::find_if(std::begin(kKinds), std::end(kKinds),
                                 [&](const auto& row) { return row.first == options.operands[0]; });
  if (kind == std::end(kKinds)) throw Error(ErrorKind::kUsage, "there is no kind '" + options.operands[0] + "'");
  const std::string prefix = options.operands.size() > 1 ? options.operands[1] : "";
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  return kind->second(archive, prefix, kMostCompletedValues);
}

}  // namespace

int run_complete_value(const Options& options) {
  try {
    const std::vector<CompletedValue> found = suggestions(options);
    for (const CompletedValue& completed : found) {
      // A value that cannot be typed on one line completes nothing.
      if (completed.value.empty() || harmless(completed.value) != completed.value) continue;
      std::cout << completed.value;
      if (!completed.description.empty()) std::cout << '\t' << harmless(completed.description);
      std::cout << '\n';
    }
    return found.empty() ? kExitNothing : kExitFound;
  } catch (const Error& error) {
    // Nobody asked yet: a message in the middle of typing helps nobody.
    return error.kind() == ErrorKind::kUsage ? kExitUsage : kExitArchive;
  }
}

}  // namespace broadtape
