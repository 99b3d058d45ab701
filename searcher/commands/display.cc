#include "searcher/commands/display.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "common/error/error.h"

namespace broadtape {
namespace {

constexpr std::size_t kMinWidth = 60;
constexpr std::size_t kMaxWidth = 200;  // longer lines are hard to read
constexpr std::size_t kPipeWidth = 100;

std::size_t terminal_width() {
  if (const char* columns = std::getenv("COLUMNS"); columns && std::atoi(columns) > 0)
    return static_cast<std::size_t>(std::atoi(columns));
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kPipeWidth;
}

bool wants_colour(const std::string& when) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw Error(ErrorKind::kUsage, "--color takes auto, always or never, not '" + when + "'");
  const char* refused = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool dumb = !terminal || std::string(terminal) == "dumb";
  return ::isatty(STDOUT_FILENO) == 1 && !dumb && !(refused && *refused);
}

}  // namespace

OutputStyle style_of(const Options& options) {
  OutputStyle style;
  style.format = find_format(options.text("format", "text"));
  style.csv.raw = options.has("csv-raw");
  style.csv.bom = options.has("csv-bom");
  style.text.width = std::clamp(terminal_width(), kMinWidth, kMaxWidth);
  style.text.colour = wants_colour(options.text("color", "auto"));
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
