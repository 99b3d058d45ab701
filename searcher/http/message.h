// A request and its answer, without the bytes of HTTP: what the server hands to a site, and what it gets back.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

// A GET or HEAD that the server has checked: method, host, token, size.
struct HttpRequest {
  bool head = false;          // HEAD: the answer's head alone
  bool gzip = false;          // the client takes gzip
  std::string target;         // path and query as sent, without blanks and control characters
  std::string if_none_match;  // that header, or empty
  std::string base;           // "http://127.0.0.1:8321", by which the client knows this server

  std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
};

struct HttpHead {
  int status = 200;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;  // others, each name once
};

struct HttpAnswer {
  HttpHead head;
  std::string body;
};

// Where a site puts an answer: whole() alone, or else begin() and then any number of write().
class AnswerSink {
 public:
  virtual ~AnswerSink() = default;
  virtual void whole(HttpAnswer answer) = 0;
  virtual void begin(HttpHead head) = 0;
  // Waits while the client takes no more.
  virtual void write(std::string_view bytes) = 0;
  virtual bool has_begun() const = 0;  // by either of the first two
};

}  // namespace broadtape
