#include "searcher/commands/display.h"

#include <unistd.h>

#include <string>

#include "common/error/error.h"
#include "common/terminal/display.h"

namespace broadtape {

OutputStyle style_of(const Options& options) {
  const Screen screen = screen_of(STDOUT_FILENO);
  OutputStyle style;
  style.format = find_format(options.text("format", "text"));
  style.csv.raw = options.has("csv-raw");
  style.csv.bom = options.has("csv-bom");
  style.text.width = text_width(screen, process_environment);
  style.text.colour = wants_colour(when_of("color", options.text("color", "auto")), screen, process_environment);
  style.text.hyperlinks =
      wants_hyperlinks(when_of("hyperlinks", options.text("hyperlinks", "auto")), screen, process_environment);
  style.text.scores = options.has("scores");
  return style;
}

void check_format_version(const Options& options) {
  if (!options.has("format-version")) return;
  const std::uint64_t wanted = options.number("format-version", 0, 1'000'000);
  if (wanted == kFormatVersion) return;
  throw Error(
      ErrorKind::kUsage,
      "this program writes format version " + std::to_string(kFormatVersion) + ", not " + std::to_string(wanted),
      "docs/CHANGELOG.md says what changed between the versions");
}

}  // namespace broadtape
