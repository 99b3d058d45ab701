#include "indexer/commands/watch_sources.h"

#include <fmt/core.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "common/config/sources_file.h"
#include "common/error/error.h"
#include "indexer/commands/reading_options.h"
#include "indexer/input/http_source.h"

namespace broadtape {
namespace {

constexpr std::int64_t kLeastEveryS = 10;
constexpr double kMostPauseS = 60;

// "30s", "5m", "2h", "1d"; a number alone is seconds.
std::int64_t every_of(const Options& line) {
  const std::string text = line.text("every", "5m");
  constexpr std::pair<char, std::int64_t> kUnits[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86'400}};
  std::string_view number = text;
  std::int64_t unit = 1;
  for (const auto& [letter, seconds] : kUnits) {
    if (!text.ends_with(letter)) continue;
    unit = seconds;
    number.remove_suffix(1);
  }
  const bool valid = !number.empty() && number.size() <= 6 && number.find_first_not_of("0123456789") == number.npos;
  const std::int64_t seconds = valid ? std::stoll(std::string(number)) * unit : 0;
  if (seconds >= kLeastEveryS && seconds <= kMaxWaitS) return seconds;
  throw Error(ErrorKind::kUsage, fmt::format("--every takes a time from 10s to 1d, such as 5m, not `{}`", text));
}

std::chrono::milliseconds host_pause_of(const Options& line) {
  const std::string text = line.text("host-pause", "1");
  char* end = nullptr;
  const double seconds = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(seconds >= 0 && seconds <= kMostPauseS))
    throw Error(ErrorKind::kUsage, fmt::format("--host-pause takes seconds from 0 to 60, not `{}`", text));
  return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

InputGroup reading_of(const Options& line) {
  Options without_operands = line;
  without_operands.operands.clear();
  return reading_choice(without_operands);
}

void add_address(const std::string& url, const Options& line, WatchSources& sources) {
  if (!is_http_url(url))
    throw Error(ErrorKind::kUsage, fmt::format("`{}` is not an http or https address", url),
                "tape-index add reads files; tape-index watch --folder reads what is put into a folder");
  PolledAddress address;
  address.url = url;
  address.every_s = every_of(line);
  address.feeds_only = line.text("format").empty();
  address.pages = line.has("pages");
  address.reading = sources.readings.size() - 1;
  sources.addresses.push_back(std::move(address));
}

// Adds the sources that the options of the command line name.
void add_named(const Options& line, WatchSources& sources) {
  sources.readings.push_back(reading_of(line));
  for (const std::string& url : line.texts("feed")) add_address(url, line, sources);
  for (const std::string& url : line.texts("sitemap")) add_address(url, line, sources);
  for (const std::string& folder : line.texts("folder")) sources.folders.push_back({folder, 0});
}

// Checks options at a line of a file: their errors say where.
template <class Check>
void at_line(const std::string& file, std::size_t number, const Check& check) {
  try {
    check();
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("{}, line {}: {}", file, number, error.what()), error.hint());
  }
}

Options with_value(Options line, const std::string& name, const SourceValue& value) {
  if (value.is_off) {
    line.values.erase(name);
  } else {
    line.values[name] = value.texts;
  }
  return line;
}

void add_entry(const std::string& file, const SourceEntry& entry, const Options& line, WatchSources& sources) {
  Options of_entry = line;
  for (const auto& [name, value] : entry.values) {
    at_line(file, value.line, [&, &option = name, &texts = value] {
      const Options alone = with_value({}, option, texts);
      (void)reading_of(alone);
      (void)every_of(alone);
    });
    of_entry = with_value(std::move(of_entry), name, value);
  }
  at_line(file, entry.line, [&] {
    sources.readings.push_back(reading_of(of_entry));
    if (entry.kind == "folder") {
      sources.folders.push_back({entry.address, sources.readings.size() - 1});
    } else {
      add_address(entry.address, of_entry, sources);
    }
  });
}

void add_file(const std::string& path, const Options& line, WatchSources& sources) {
  const SourcesFile file = read_sources_file(path);
  for (const auto& [name, value] : file.of_run) {
    if (line.has(name)) continue;
    at_line(path, value.line,
            [&, &option = name, &texts = value] { sources.host_pause = host_pause_of(with_value({}, option, texts)); });
  }
  for (const SourceEntry& entry : file.entries) add_entry(path, entry, line, sources);
}

}  // namespace

WatchSources fetch_sources(const Options& line) {
  if (line.operands.empty()) throw Error(ErrorKind::kUsage, "no address is named", "tape-index fetch URL...");
  WatchSources sources;
  sources.host_pause = host_pause_of(line);
  sources.readings.push_back(reading_of(line));
  for (const std::string& url : line.operands) {
    add_address(url, line, sources);
    sources.addresses.back().feeds_only = false;
  }
  return sources;
}

WatchSources watch_sources(const Options& line) {
  WatchSources sources;
  sources.host_pause = host_pause_of(line);
  for (const std::string& file : line.operands) {
    if (is_http_url(file))
      throw Error(ErrorKind::kUsage, fmt::format("`{}` is an address, not a file of sources", file),
                  "name addresses with --feed");
  }
  add_named(line, sources);
  for (const std::string& file : line.operands) add_file(file, line, sources);
  if (sources.addresses.empty() && sources.folders.empty())
    throw Error(ErrorKind::kUsage, "nothing is named to watch",
                "name a file of sources, or use --feed URL, --sitemap URL or --folder DIR, each as often as needed");
  return sources;
}

}  // namespace broadtape
