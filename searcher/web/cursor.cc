#include "searcher/web/cursor.h"

#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "searcher/http/base64.h"

namespace broadtape {
namespace {

constexpr int kCursorVersion = 1;
constexpr std::uint64_t kMostOffset = 4'000'000'000;  // more than an archive can hold
constexpr std::int64_t kMostNow = 300'000'000'000;    // later than all valid dates

// Whether each archive's segments are, and there are some.
bool are_distinct(const std::vector<std::uint32_t>& segments) {
  std::set<std::pair<std::size_t, std::uint32_t>> distinct;
  std::size_t archive = 0;
  for (const std::uint32_t segment : segments) {
    if (segment == 0) ++archive;
    if (segment != 0 && !distinct.insert({archive, segment}).second) return false;
  }
  return !distinct.empty() || segments.empty();
}

}  // namespace

std::string encode_cursor(const Cursor& cursor) {
  const nlohmann::json members = {kCursorVersion, cursor.segments, cursor.state,
                                  cursor.offset,  cursor.now_s,    cursor.request};
  return encode_base64url(members.dump());
}

std::optional<Cursor> decode_cursor(std::string_view text) {
  const std::optional<std::string> bytes = decode_base64(text);
  if (!bytes) return std::nullopt;
  const nlohmann::json members = nlohmann::json::parse(*bytes, nullptr, false);
  if (!members.is_array() || members.size() != 6 || members[0] != kCursorVersion || !members[1].is_array() ||
      members[1].size() > kMostCursorSegments || !members[2].is_string() || !members[3].is_number_unsigned() ||
      !members[4].is_number_integer() || !members[5].is_string())
    return std::nullopt;
  Cursor cursor;
  for (const nlohmann::json& segment : members[1]) {
    if (!segment.is_number_unsigned() || segment > UINT32_MAX) return std::nullopt;
    cursor.segments.push_back(segment.get<std::uint32_t>());
  }
  cursor.state = members[2].get<std::string>();
  cursor.offset = members[3].get<std::uint64_t>();
  cursor.now_s = members[4].get<std::int64_t>();
  cursor.request = members[5].get<std::string>();
  if (!are_distinct(cursor.segments)) return std::nullopt;
  if (cursor.offset > kMostOffset || cursor.now_s < -kMostNow || cursor.now_s > kMostNow) return std::nullopt;
  // Rejects other encodings of the same values.
  if (encode_cursor(cursor) != text) return std::nullopt;
  return cursor;
}

}  // namespace broadtape
