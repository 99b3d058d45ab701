// Requests and answers independent of HTTP syntax: the interface between the server and a site.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

// A GET, HEAD or POST request whose method, host, token and size the server has checked.
struct HttpRequest {
  bool head = false;          // HEAD: send only the head of the answer
  bool gzip = false;          // the client accepts gzip
  std::string target;         // path and query as sent, without blanks and control characters
  std::string if_none_match;  // that header's value, or empty
  std::string base{};         // "http://127.0.0.1:8321": this server's address as seen by the client

  bool html = false;  // the client accepts HTML, as browsers do that show the answer to somebody
  bool post = false;  // with a body of JSON
  std::string body{};

  std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
};

struct HttpHead {
  int status = 200;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  // others, distinct names
};

struct HttpAnswer {
  HttpHead head;
  std::string body;
};

// Receives the answer of a site: either whole() once, or begin() and then any number of write().
class AnswerSink {
 public:
  virtual ~AnswerSink() = default;
  virtual void whole(HttpAnswer answer) = 0;
  virtual void begin(HttpHead head) = 0;
  // Blocks while the client does not read.
  virtual void write(std::string_view bytes) = 0;
  // Sends what was written so far.
  virtual void flush() {}
  // A trailer field (RFC 9110, section 6.5), sent after the body. Its name must be in the header Trailer.
  virtual void trailer(std::string_view, std::string_view) {}
  virtual bool has_begun() const = 0;  // after whole() or begin()
};

}  // namespace broadtape
