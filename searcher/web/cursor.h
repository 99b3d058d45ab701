// A URL-safe token for the next page of a search. It identifies the archive state of the first page, so the server is
// stateless.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct Cursor {
  std::vector<std::uint32_t> segments;  // of the archive state, distinct
  std::string state;                    // the state's tag
  std::uint64_t offset = 0;             // results before the page
  std::int64_t now_s = 0;               // reference time of relative dates
  std::string request;                  // tag of the request that it belongs to
};

inline constexpr std::size_t kMostCursorSegments = 1'000;

std::string encode_cursor(const Cursor& cursor);
// nullopt if `text` is not a result of encode_cursor().
std::optional<Cursor> decode_cursor(std::string_view text);

}  // namespace broadtape
