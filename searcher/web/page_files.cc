#include "searcher/web/page_files.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "searcher/http/gzip.h"
#include "searcher/output/feed_writer.h"
#include "searcher/web/embedded_files.h"
#include "searcher/web/replies.h"
#include "searcher/web/short_tag.h"

namespace broadtape {
namespace {

struct TypeRow {
  std::string_view ending;
  std::string_view content_type;
};
constexpr TypeRow kTypes[] = {{".html", "text/html; charset=utf-8"},
                              {".css", "text/css; charset=utf-8"},
                              {".js", "text/javascript; charset=utf-8"},
                              {".map", "application/json"},
                              {".svg", "image/svg+xml"},
                              {".txt", "text/plain; charset=utf-8"}};

constexpr std::string_view kOpenSearchPath = "/opensearch.xml";
constexpr const char* kPage = "index.html";

// An OpenSearch 1.1 description, which lets a browser add the page as a search engine.
std::string open_search(const std::string& base) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
      "<ShortName>Broadtape</ShortName>\n<Description>Search the news archive</Description>\n"
      "<InputEncoding>UTF-8</InputEncoding>\n<Image width=\"16\" height=\"16\" "
      "type=\"image/svg+xml\">{0}/icon.svg</Image>\n"
      "<Url type=\"text/html\" template=\"{0}/?q={{searchTerms}}\"/>\n"
      "<Url type=\"application/rss+xml\" template=\"{0}/api/v1/search?format=rss&amp;q={{searchTerms}}\"/>\n"
      "</OpenSearchDescription>\n",
      xml_text(base));
}

std::string_view media_type(std::string_view name) {
  for (const TypeRow& row : kTypes) {
    if (name.ends_with(row.ending)) return row.content_type;
  }
  return "application/octet-stream";
}

// Both encodings of a file, computed once.
struct PreparedFile {
  std::string tag;
  HttpAnswer plain, gzip;
};

// The folder of scripts, styles and icon in addresses: another one for other contents, so that clients may keep them.
const std::string& asset_folder() {
  static const std::string folder = "/assets/" + std::string(embedded_page("SHA256").substr(0, 12));
  return folder;
}

// The page, with the addresses of this version's scripts, styles and icon.
std::string page_text() {
  std::string text(embedded_page(kPage));
  for (const std::string_view part : {"\"scripts/", "\"styles/", "\"bundle/", "\"icon.svg\""}) {
    for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size() + asset_folder().size())
      text.insert(at + 1, asset_folder().substr(1) + "/");
  }
  return text;
}

const PreparedFile* prepared(const std::string& name) {
  static std::map<std::string, PreparedFile> files;
  const auto known = files.find(name);
  if (known != files.end()) return &known->second;
  const std::string text = name == kPage ? page_text() : std::string(embedded_page(name));
  if (text.empty()) return nullptr;
  PreparedFile file;
  file.tag = "W/\"" + short_tag(hash_fields({text})) + "\"";
  file.plain.head = {200, std::string(media_type(name)), {{"Cache-Control", "no-cache"}, {"ETag", file.tag}}};
  file.plain.body = text;
  file.gzip = file.plain;
  HttpRequest taker;
  compress_answer(taker, file.plain);
  taker.gzip = true;
  compress_answer(taker, file.gzip);
  return &files.emplace(name, std::move(file)).first->second;
}

// A script, a style or the icon by an address that only these contents have.
std::optional<HttpAnswer> asset(const HttpRequest& request) {
  const PreparedFile* const file = prepared(std::string(request.path().substr(asset_folder().size() + 1)));
  if (!file) return std::nullopt;
  HttpAnswer answer = request.gzip ? file->gzip : file->plain;
  for (auto& [name, value] : answer.head.headers) {
    if (name == "Cache-Control") value = "public, max-age=31536000, immutable";
  }
  return answer;
}

}  // namespace

std::optional<HttpAnswer> page_file(const HttpRequest& request) {
  const std::string_view path = request.path();
  if (path == kOpenSearchPath)
    return HttpAnswer{{200, "application/opensearchdescription+xml", {{"Cache-Control", "no-cache"}}},
                      open_search(request.base)};
  if (path.starts_with(asset_folder() + "/")) return asset(request);
  const PreparedFile* const file = prepared(path == "/" ? kPage : std::string(path.substr(1)));
  if (!file) return std::nullopt;
  if (is_known(request.if_none_match, file->tag))
    return HttpAnswer{{304, {}, {{"Cache-Control", "no-cache"}, {"ETag", file->tag}, {"Vary", "Accept-Encoding"}}}, {}};
  return request.gzip ? file->gzip : file->plain;
}

}  // namespace broadtape
