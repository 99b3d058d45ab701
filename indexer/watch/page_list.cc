#include "indexer/watch/page_list.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <system_error>

#include "common/archive/checksums.h"
#include "common/archive/durable_files.h"
#include "indexer/watch/source_state.h"

namespace broadtape {
namespace {

using ListJson = nlohmann::ordered_json;

constexpr int kListVersion = 1;
constexpr const char* kListEnding = ".pages.json";

ListedPage parse_page(const ListJson& json) {
  ListedPage page;
  page.entry.url = json.at("url").get<std::string>();
  page.entry.record = json.value("record", "");
  page.entry.text_bytes = json.value("text_bytes", std::uint64_t{0});
  page.entry.modified = json.value("modified", "");
  page.entry.is_news = false;
  page.tries = json.value("tries", std::uint64_t{0});
  page.next_s = json.value("next_s", std::int64_t{0});
  page.done_s = json.value("done_s", std::int64_t{0});
  page.outcome = json.value("outcome", "");
  return page;
}

// Of a page that is done only what the next answer of the feed is compared with.
ListJson json_of(const ListedPage& page) {
  ListJson json = {{"url", page.entry.url}};
  if (!page.entry.modified.empty()) json["modified"] = page.entry.modified;
  if (page.done_s > 0) {
    json["done_s"] = page.done_s;
    if (!page.outcome.empty()) json["outcome"] = page.outcome;
    return json;
  }
  if (!page.entry.record.empty()) json["record"] = page.entry.record;
  json["text_bytes"] = page.entry.text_bytes;
  json["tries"] = page.tries;
  json["next_s"] = page.next_s;
  return json;
}

PageList parse_list(const ListJson& json) {
  PageList list{json.at("source").get<std::string>(), json.at("named").get<std::string>(), {}};
  for (const ListJson& page : json.at("pages")) list.pages.push_back(parse_page(page));
  return list;
}

}  // namespace

std::vector<PageList> read_page_lists(const std::string& archive) {
  std::vector<PageList> lists;
  std::error_code no_folder;
  for (const auto& file : std::filesystem::directory_iterator(archive + "/" + kWatchFolder, no_folder)) {
    if (!file.path().string().ends_with(kListEnding)) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const ListJson json = ListJson::parse(std::string(std::istreambuf_iterator<char>(stream), {}), nullptr, false);
    try {
      if (json.at("version") == kListVersion) lists.push_back(parse_list(json));
    } catch (const nlohmann::json::exception&) {
      continue;  // like one that is lost
    }
  }
  return lists;
}

void write_page_list(const std::string& archive, const PageList& list) {
  ListJson json = {
      {"version", kListVersion}, {"source", list.source}, {"named", list.named}, {"pages", ListJson::array()}};
  for (const ListedPage& page : list.pages) json["pages"].push_back(json_of(page));
  const std::string folder = fmt::format("{}/{}", archive, kWatchFolder);
  const std::string path = fmt::format("{}/{}{}", folder, checksum_of(list.source), kListEnding);
  make_folder(folder);
  replace_durably(path, json.dump(1, ' ', false, ListJson::error_handler_t::replace) + "\n");
}

}  // namespace broadtape
