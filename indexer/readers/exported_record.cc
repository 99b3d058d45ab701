#include "indexer/readers/exported_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/limits.h"

namespace broadtape {
namespace {

// The imported fields and their places.
struct ExportedText {
  std::string_view name;
  std::string& (*place)(RawArticle& raw);
};
constexpr ExportedText kExportedTexts[] = {
    {"title", [](RawArticle& raw) -> std::string& { return raw.title; }},
    {"body", [](RawArticle& raw) -> std::string& { return raw.body; }},
    {"author", [](RawArticle& raw) -> std::string& { return raw.author; }},
    {"published", [](RawArticle& raw) -> std::string& { return raw.date_text; }},
    {"source", [](RawArticle& raw) -> std::string& { return raw.source; }},
    {"url", [](RawArticle& raw) -> std::string& { return raw.url; }},
    {"language", [](RawArticle& raw) -> std::string& { return raw.language; }},
    {"external_id", [](RawArticle& raw) -> std::string& { return raw.external_id; }},
    {"input", [](RawArticle& raw) -> std::string& { return raw.exported->input; }},
    {"id", [](RawArticle& raw) -> std::string& { return raw.exported->id; }},
    {"first_seen", [](RawArticle& raw) -> std::string& { return raw.exported->first_seen; }},
    {"published_text", [](RawArticle& raw) -> std::string& { return raw.exported->published_text; }},
};
constexpr std::size_t kVersionFields = 4;  // the first rows, which define a version of an article

struct ExportedList {
  std::string_view name;
  std::vector<std::string>& (*place)(RawArticle& raw);
};
constexpr ExportedList kExportedLists[] = {
    {"source_tickers", [](RawArticle& raw) -> std::vector<std::string>& { return raw.tickers; }},
    {"labels", [](RawArticle& raw) -> std::vector<std::string>& { return raw.labels; }},
    {"flags", [](RawArticle& raw) -> std::vector<std::string>& { return raw.exported->flags; }},
};

template <class Rows>
std::size_t row_of(const Rows& rows, std::string_view name) {
  const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const auto& r) { return r.name == name; });
  return static_cast<std::size_t>(row - std::begin(rows));
}

// The format of ids in common/article/identity.h.
bool is_article_id(std::string_view text) {
  return text.size() == 16 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7'); });
}

}  // namespace

ExportedFields::ExportedFields() {
  static_assert(std::size(kExportedTexts) + std::size(kExportedLists) <= kMaxFields);
  raw_.exported.emplace();
}

bool ExportedFields::is_known(std::string_view name) {
  return row_of(kExportedTexts, name) < std::size(kExportedTexts) || is_list(name);
}

bool ExportedFields::is_list(std::string_view name) {
  return row_of(kExportedLists, name) < std::size(kExportedLists);
}

void ExportedFields::set(std::string_view name, std::string text) {
  const std::size_t row = row_of(kExportedTexts, name);
  if (row == std::size(kExportedTexts)) return;
  kExportedTexts[row].place(raw_) = std::move(text);
  present_.set(row);
}

void ExportedFields::set_list(std::string_view name, std::vector<std::string> list) {
  const std::size_t row = row_of(kExportedLists, name);
  if (row == std::size(kExportedLists)) return;
  kExportedLists[row].place(raw_) = std::move(list);
  present_.set(std::size(kExportedTexts) + row);
}

RawArticle ExportedFields::article() && {
  const auto has = [&](std::string_view name) { return present_.test(row_of(kExportedTexts, name)); };
  ExportedRecord& exported = *raw_.exported;
  exported.is_whole = true;
  for (std::size_t row = 0; row < kVersionFields; ++row) exported.is_whole = exported.is_whole && present_.test(row);
  exported.has_source = has("source");
  exported.has_flags = present_.test(std::size(kExportedTexts) + row_of(kExportedLists, "flags"));
  if (!has("published_text")) exported.published_text = raw_.date_text;
  if (!is_article_id(exported.id)) {
    if (raw_.external_id.empty()) raw_.external_id = exported.id;
    exported.id.clear();
  }
  return std::move(raw_);
}

std::vector<std::string> split_exported_list(std::string_view cell) {
  std::vector<std::string> members;
  for (std::size_t at = 0; at < cell.size();) {
    std::string member;
    if (cell[at] == '"') {
      for (++at; at < cell.size(); ++at) {
        if (cell[at] == '"' && (++at == cell.size() || cell[at] != '"')) break;
        member += cell[at];
      }
    }
    const std::size_t end = std::min(cell.find(';', at), cell.size());
    member += cell.substr(at, end - at);
    if (members.size() == kMaxListItems) {
      throw Error(ErrorKind::kTooLarge, fmt::format("a list has more than {} items", kMaxListItems));
    }
    members.push_back(std::move(member));
    at = end + 1;
  }
  return members;
}

}  // namespace broadtape
