// How the server and its workers talk over a socket pair: frames of a kind, the payload's length and the payload. Both
// ends are the same program on the same machine, forked from one another, so numbers have its byte order.
//
//   server to worker   kRequest
//   worker to server   kWhole, or kBegin kBody... kEnd; kBroke when the site threw before it answered
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "searcher/http/message.h"

namespace broadtape {

enum class FrameKind : char { kRequest = 'R', kWhole = 'W', kBegin = 'H', kBody = 'B', kEnd = 'E', kBroke = 'X' };

// Larger whole answers are refused by the worker, and a larger frame is none.
inline constexpr std::size_t kMostAnswerBytes = std::size_t{256} << 20;
inline constexpr std::size_t kMostFrameBytes = kMostAnswerBytes + (std::size_t{1} << 20);

struct FrameHeader {
  FrameKind kind = FrameKind::kEnd;
  std::uint32_t bytes = 0;  // of the payload
};

using FrameHeaderBytes = std::array<char, 1 + sizeof(std::uint32_t)>;

FrameHeaderBytes encode_header(const FrameHeader& header);
FrameHeader decode_header(const FrameHeaderBytes& bytes);

// Payloads. Decoding throws std::length_error for bytes that end too early, which only a broken peer sends.
std::string encode_request(const HttpRequest& request);
HttpRequest decode_request(std::string_view payload);
std::string encode_head(const HttpHead& head);
HttpHead decode_head(std::string_view payload);
std::string encode_answer(const HttpAnswer& answer);
HttpAnswer decode_answer(std::string_view payload);

}  // namespace broadtape
