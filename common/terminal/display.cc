#include "common/terminal/display.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "common/error/error.h"

namespace broadtape {
namespace {

constexpr std::size_t kMinWidth = 60;
constexpr std::size_t kMaxWidth = 200;
constexpr std::size_t kUnknownWidth = 100;

constexpr std::pair<std::string_view, When> kWhens[] = {
    {"auto", When::kAuto}, {"always", When::kAlways}, {"never", When::kNever}};

// An environment variable that identifies a terminal with OSC 8 links, the prefix of its value, and in some rows the
// first version with links. Source: https://github.com/Alhadis/OSC8-Adoption and the terminals' release notes.
struct TerminalRow {
  const char* variable;
  std::string_view value;  // required prefix of the value; empty: the variable only has to be set
  const char* version_variable = nullptr;
  std::size_t least_version = 0;  // compared with the first number of the version
};
constexpr TerminalRow kLinkTerminals[] = {
    {"VTE_VERSION", "", "VTE_VERSION",
     5000},  // GNOME Terminal, Tilix, xfce4-terminal; older versions print the address
    {"KONSOLE_VERSION", "", "KONSOLE_VERSION", 201200},
    {"WT_SESSION", ""},  // Windows Terminal
    {"KITTY_WINDOW_ID", ""},
    {"WEZTERM_PANE", ""},
    {"ALACRITTY_WINDOW_ID", ""},
    {"GHOSTTY_RESOURCES_DIR", ""},
    {"DOMTERM", ""},
    {"TERM_PROGRAM", "iTerm.app", "TERM_PROGRAM_VERSION", 3},
    {"TERM_PROGRAM", "WezTerm"},
    {"TERM_PROGRAM", "vscode"},
    {"TERM_PROGRAM", "ghostty"},
    {"TERM_PROGRAM", "Hyper"},
    {"TERM_PROGRAM", "mintty"},
    {"TERM_PROGRAM", "rio"},
    {"TERM_PROGRAM", "tmux", "TERM_PROGRAM_VERSION", 4},  // 3.4 forwards links only if configured to
    {"TERM", "xterm-kitty"},
    {"TERM", "foot"},
    {"TERM", "alacritty"},
    {"TERM", "contour"},
};

std::size_t first_number(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_dumb(const Environment& environment) {
  const std::string terminal = environment("TERM");
  return terminal.empty() || terminal == "dumb";
}

}  // namespace

Screen screen_of(int file) {
  Screen screen;
  screen.terminal = ::isatty(file) == 1;
  winsize size{};
  if (::ioctl(file, TIOCGWINSZ, &size) == 0) {
    screen.columns = size.ws_col;
    screen.rows = size.ws_row;
  }
  return screen;
}

std::string process_environment(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

When when_of(std::string_view option, std::string_view word) {
  for (const auto& [name, when] : kWhens) {
    if (name == word) return when;
  }
  throw Error(ErrorKind::kUsage,
              "--" + std::string(option) + " takes one of auto, always, never, not '" + std::string(word) + "'");
}

std::size_t text_width(const Screen& screen, const Environment& environment) {
  std::size_t width = first_number(environment("COLUMNS"));
  if (width == 0) width = screen.columns;
  if (width == 0) width = kUnknownWidth;
  return std::clamp(width, kMinWidth, kMaxWidth);
}

bool wants_colour(When when, const Screen& screen, const Environment& environment) {
  if (when != When::kAuto) return when == When::kAlways;
  return screen.terminal && !is_dumb(environment) && environment("NO_COLOR").empty();
}

bool wants_hyperlinks(When when, const Screen& screen, const Environment& environment) {
  if (when != When::kAuto) return when == When::kAlways;
  if (!screen.terminal || is_dumb(environment)) return false;
  return std::any_of(std::begin(kLinkTerminals), std::end(kLinkTerminals), [&](const TerminalRow& row) {
    const std::string value = environment(row.variable);
    if (value.empty() || !value.starts_with(row.value)) return false;
    return !row.version_variable || first_number(environment(row.version_variable)) >= row.least_version;
  });
}

}  // namespace broadtape
