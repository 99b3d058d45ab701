// Where the next page of a search begins, as a word for URLs. It names the state of the archive that the first page
// saw, so that a server needs to remember nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct Cursor {
  std::vector<std::uint32_t> segments;  // of the archive's state, each once
  std::string state;                    // its tag
  std::uint64_t offset = 0;             // results before the page
  std::int64_t now_s = 0;               // what relative dates count back from
  std::string request;                  // tag of the request that it belongs to
};

inline constexpr std::size_t kMostCursorSegments = 1'000;

std::string encode_cursor(const Cursor& cursor);
// Nothing for what encode_cursor() did not make.
std::optional<Cursor> decode_cursor(std::string_view text);

}  // namespace broadtape
