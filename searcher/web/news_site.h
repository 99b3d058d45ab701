// The site for an archive: the API and the web page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/text/analyser.h"
#include "searcher/http/site.h"
#include "searcher/web/api.h"
#include "searcher/web/open_archives.h"

namespace broadtape {

class NewsSite final : public Site {
 public:
  // Several archives are searched as one. Without `command_of`, answers do not include command lines.
  NewsSite(const std::vector<std::string>& archives, const ApiLimits& limits, CommandOf command_of = {});

  bool is_open(std::string_view path) const override;
  std::size_t body_limit(std::string_view path) const override;
  SiteRoute route(const HttpRequest& request) const override;
  HttpAnswer answer_here(const HttpRequest& request, const Metrics& metrics) override;
  void answer(const HttpRequest& request, AnswerSink& sink) override;

 private:
  void answer_api(const HttpRequest& request, AnswerSink& sink);
  void answer_batch(const HttpRequest& request, AnswerSink& sink);

  const ApiLimits limits_;
  const CommandOf command_of_;
  OpenArchives archives_;
  Analyser analyser_;
  std::optional<HttpAnswer> openapi_;  // created on first use
  std::string openapi_base_;           // the address of the server in it
};

}  // namespace broadtape
