#include "searcher/web/page_files.h"

#include <catch2/catch.hpp>
#include <regex>
#include <string>

namespace broadtape {
namespace {

HttpAnswer page_file_at(const std::string& path) {
  HttpRequest request;
  request.target = path;
  return page_file(request).value_or(HttpAnswer{{404, {}, {}}, {}});
}

std::string caching_of(const HttpAnswer& answer) {
  for (const auto& [name, value] : answer.head.headers) {
    if (name == "Cache-Control") return value;
  }
  return {};
}

TEST_CASE("Scripts and styles may be kept, because their addresses change with the contents", "[web]") {
  const HttpAnswer page = page_file_at("/");
  CHECK(caching_of(page) == "no-cache");
  CHECK(page.body.find("\"scripts/") == page.body.npos);
  CHECK(page.body.find("\"styles/") == page.body.npos);
  CHECK(page.body.find("\"bundle/") == page.body.npos);
  const std::regex any_address("(?:href|src|action)=\"/");
  CHECK(!std::regex_search(page.body, any_address));  // relative ones, for reverse proxies
  const std::regex addresses("\"(assets/[0-9a-f]{12}/((?:(?:scripts|styles|bundle)/)?[a-z_]+\\.(?:js|css|svg)))\"");
  int count = 0;
  for (std::sregex_iterator at(page.body.begin(), page.body.end(), addresses), end; at != end; ++at, ++count) {
    CAPTURE((*at)[1]);
    const HttpAnswer asset = page_file_at("/" + std::string((*at)[1]));
    CHECK(asset.head.status == 200);
    CHECK(caching_of(asset) == "public, max-age=31536000, immutable");
    const HttpAnswer plain = page_file_at("/" + std::string((*at)[2]));
    CHECK(caching_of(plain) == "no-cache");
    CHECK(asset.body == plain.body);
  }
  const bool bundled = page_file_at("/bundle/page.js").head.status == 200;
  CHECK((bundled ? count == 4 : count > 10));  // the icon, the theme, the other scripts, the styles
}

TEST_CASE("An address of another version's files has nothing", "[web]") {
  for (const char* path : {"/assets/000000000000/scripts/main.js", "/assets/", "/assets/scripts/main.js"})
    CHECK(page_file_at(path).head.status == 404);
}

}  // namespace
}  // namespace broadtape
