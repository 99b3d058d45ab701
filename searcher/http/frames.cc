#include "searcher/http/frames.h"

#include <cstring>
#include <stdexcept>

namespace broadtape {
namespace {

class PayloadWriter {
 public:
  void number(std::uint32_t value) { out_.append(reinterpret_cast<const char*>(&value), sizeof value); }
  void text(std::string_view value) {
    number(static_cast<std::uint32_t>(value.size()));
    out_ += value;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class PayloadReader {
 public:
  explicit PayloadReader(std::string_view payload) : rest_(payload) {}

  std::uint32_t number() {
    std::uint32_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number())); }

 private:
  std::string_view take(std::size_t bytes) {
    if (bytes > rest_.size()) throw std::length_error("a frame ends too early");
    const std::string_view taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }

  std::string_view rest_;
};

void put_head(const HttpHead& head, PayloadWriter& out) {
  out.number(static_cast<std::uint32_t>(head.status));
  out.text(head.content_type);
  out.number(static_cast<std::uint32_t>(head.headers.size()));
  for (const auto& [name, value] : head.headers) {
    out.text(name);
    out.text(value);
  }
}

HttpHead get_head(PayloadReader& in) {
  HttpHead head;
  head.status = static_cast<int>(in.number());
  head.content_type = in.text();
  for (std::uint32_t left = in.number(); left > 0; --left) {
    std::string name = in.text();
    head.headers.emplace_back(std::move(name), in.text());
  }
  return head;
}

}  // namespace

FrameHeaderBytes encode_header(const FrameHeader& header) {
  FrameHeaderBytes bytes;
  bytes[0] = static_cast<char>(header.kind);
  std::memcpy(bytes.data() + 1, &header.bytes, sizeof header.bytes);
  return bytes;
}

FrameHeader decode_header(const FrameHeaderBytes& bytes) {
  FrameHeader header;
  header.kind = static_cast<FrameKind>(bytes[0]);
  std::memcpy(&header.bytes, bytes.data() + 1, sizeof header.bytes);
  return header;
}

std::string encode_request(const HttpRequest& request) {
  PayloadWriter out;
  out.number(request.head);
  out.number(request.gzip);
  out.text(request.target);
  out.text(request.if_none_match);
  out.text(request.base);
  out.number(request.html);
  out.number(request.post);
  out.text(request.body);
  return out.take();
}

HttpRequest decode_request(std::string_view payload) {
  PayloadReader in(payload);
  HttpRequest request;
  request.head = in.number() != 0;
  request.gzip = in.number() != 0;
  request.target = in.text();
  request.if_none_match = in.text();
  request.base = in.text();
  request.html = in.number() != 0;
  request.post = in.number() != 0;
  request.body = in.text();
  return request;
}

std::string encode_head(const HttpHead& head) {
  PayloadWriter out;
  put_head(head, out);
  return out.take();
}

HttpHead decode_head(std::string_view payload) {
  PayloadReader in(payload);
  return get_head(in);
}

std::string encode_answer(const HttpAnswer& answer) {
  PayloadWriter out;
  put_head(answer.head, out);
  out.text(answer.body);
  return out.take();
}

HttpAnswer decode_answer(std::string_view payload) {
  PayloadReader in(payload);
  HttpAnswer answer;
  answer.head = get_head(in);
  answer.body = in.text();
  return answer;
}

}  // namespace broadtape
