// The protocol between the server and its workers over a socket pair: frames of kind, payload length and payload. Both
// ends are forks of one program, so numbers are in native byte order.
//
//   server to worker   kRequest
//   worker to server   kWhole, or kBegin kBody... kEnd; kBroke if the site throws before it answers
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "searcher/http/message.h"

namespace broadtape {

// The payload of kEnd is a head whose headers are trailer fields.
enum class FrameKind : char { kRequest = 'R', kWhole = 'W', kBegin = 'H', kBody = 'B', kEnd = 'E', kBroke = 'X' };

// Workers refuse larger whole answers, and larger frames are invalid.
inline constexpr std::size_t kMostAnswerBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMostFrameBytes = kMostAnswerBytes + (std::size_t{1} << 20);

struct FrameHeader {
  FrameKind kind = FrameKind::kEnd;
  std::uint32_t bytes = 0;  // of the payload
};

using FrameHeaderBytes = std::array<char, 1 + sizeof(std::uint32_t)>;

FrameHeaderBytes encode_header(const FrameHeader& header);
FrameHeader decode_header(const FrameHeaderBytes& bytes);

// Payloads. Decoding throws std::length_error for truncated bytes, which only a broken peer sends.
std::string encode_request(const HttpRequest& request);
HttpRequest decode_request(std::string_view payload);
std::string encode_head(const HttpHead& head);
HttpHead decode_head(std::string_view payload);
std::string encode_answer(const HttpAnswer& answer);
HttpAnswer decode_answer(std::string_view payload);

}  // namespace broadtape
