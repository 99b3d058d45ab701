// The site in this process, without a server; records its answers.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/web/news_site.h"
#include "searcher/web/url.h"

namespace broadtape {

struct RecordedAnswer final : AnswerSink {
  HttpHead head;
  std::string body;
  std::vector<std::pair<std::string, std::string>> trailers;
  bool begun = false;
  bool streamed = false;

  void whole(HttpAnswer answer) override {
    if (begun) throw std::logic_error("an answer begins twice");
    begun = true;
    head = std::move(answer.head);
    body = std::move(answer.body);
  }
  void begin(HttpHead begin_head) override {
    if (begun) throw std::logic_error("an answer begins twice");
    begun = streamed = true;
    head = std::move(begin_head);
  }
  void write(std::string_view bytes) override {
    if (!streamed) throw std::logic_error("a stream has not begun");
    body += bytes;
  }
  void trailer(std::string_view name, std::string_view value) override { trailers.emplace_back(name, value); }
  bool has_begun() const override { return begun; }

  int status() const { return head.status; }
  std::string header(std::string_view name) const {
    for (const auto& [key, value] : head.headers) {
      if (key == name) return value;
    }
    return {};
  }
  nlohmann::json json() const { return nlohmann::json::parse(body); }
};

class LocalSite {
 public:
  explicit LocalSite(const std::string& archive, const ApiLimits& limits = {}) : site_({archive}, limits) {}
  LocalSite(const std::vector<std::string>& archives, const ApiLimits& limits) : site_(archives, limits) {}

  // Requests `target` unchanged, including percent encodings.
  RecordedAnswer ask(const std::string& target, const std::string& if_none_match = {}) {
    HttpRequest request;
    request.target = target;
    request.if_none_match = if_none_match;
    request.base = "http://localhost:8321";
    RecordedAnswer answer;
    if (site_.route(request).lane == Lane::kHere) {
      answer.whole(site_.answer_here(request, metrics_));
    } else {
      site_.answer(request, answer);
    }
    return answer;
  }
  RecordedAnswer post(const std::string& target, const std::string& body) {
    RecordedAnswer answer;
    site_.answer(post_of(target, body), answer);
    return answer;
  }
  SiteRoute post_route(const std::string& target, const std::string& body) const {
    return site_.route(post_of(target, body));
  }
  nlohmann::json json(const std::string& target) { return ask(target).json(); }

  SiteRoute route(const std::string& target) const {
    HttpRequest request;
    request.target = target;
    return site_.route(request);
  }

 private:
  static HttpRequest post_of(const std::string& target, const std::string& body) {
    HttpRequest request;
    request.target = target;
    request.base = "http://localhost:8321";
    request.post = true;
    request.body = body;
    return request;
  }

  NewsSite site_;
  Metrics metrics_;
};

}  // namespace broadtape
