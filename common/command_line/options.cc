#include "common/command_line/options.h"

#include <fmt/format.h>

#include <charconv>

#include "common/error/error.h"

namespace broadtape {

std::string Options::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values.find(name);
  return std::string(found == values.end() || found->second.empty() ? otherwise
                                                                    : std::string_view(found->second.front()));
}

std::vector<std::string> Options::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

std::uint64_t Options::number(std::string_view name, std::uint64_t otherwise, std::uint64_t most,
                              std::uint64_t least) const {
  if (!has(name)) return otherwise;
  const std::string written = text(name);
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc{} || stop != written.data() + written.size() || value < least || value > most) {
    throw Error(ErrorKind::kUsage,
                fmt::format("--{} takes a number from {} to {}, not '{}'", name, least, most, written));
  }
  return value;
}

}  // namespace broadtape
