#include <algorithm>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "common/article/canonical_url.h"
#include "common/text/decode.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kHeadMark = "--";

struct SourceName {
  std::string_view host;
  std::string_view name;
};
constexpr SourceName kSources[] = {{"reuters.com", "Reuters"}, {"bloomberg.com", "Bloomberg"}};

std::string source_of(std::string_view url) {
  const std::string host = host_of(url);
  for (const SourceName& row : kSources) {
    if (host == row.host || host.ends_with("." + std::string(row.host))) return std::string(row.name);
  }
  return host;
}

// `S c o t t   L a n m a n` as `Scott Lanman`, the letter-spaced bylines of Bloomberg.
std::string closed_up(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ')
      out.push_back(text[i]);
    else if (text.substr(i).starts_with("   "))
      out.push_back(' '), i += 2;
  }
  return out;
}

bool is_spaced_out(std::string_view text) {
  return text.size() > 4 && text[1] == ' ' && text[3] == ' ' && text[0] != ' ' && text[2] != ' ';
}

// The date in a folder name of the path, `20061020/oil-rises`, as ISO 8601; may be empty.
std::string folder_day(std::string_view path) {
  std::string day;
  while (path.find('/') != std::string_view::npos) {
    const std::string_view folder = path.substr(0, path.find('/'));
    path.remove_prefix(folder.size() + 1);
    const bool digits = std::all_of(folder.begin(), folder.end(), [](unsigned char c) { return std::isdigit(c); });
    if (folder.size() != 8 || !digits) continue;
    const std::string name(folder);
    const std::string iso = name.substr(0, 4) + "-" + name.substr(4, 2) + "-" + name.substr(6);
    if (parse_date(iso)) day = iso;
  }
  return day;
}

void take_head_line(std::string_view line, RawArticle& raw) {
  const std::string text = is_spaced_out(line) ? closed_up(line) : one_line(line);
  if (text.starts_with("By ") && raw.author.empty()) {
    raw.author = text.substr(3);
  } else if (text.starts_with("http://") || text.starts_with("https://")) {
    raw.url = text;
  } else if (raw.date_text.empty() && parse_date(text)) {
    raw.date_text = text;
  } else {
    raw.title += (raw.title.empty() ? "" : " ") + text;
  }
}

}  // namespace

bool looks_like_ding(std::string_view head) {
  const std::vector<std::string_view> lines = split_lines(trimmed(head).substr(0, 4096));
  return lines.size() > 1 && lines[0].starts_with("-- ") && lines[1].starts_with("-- ");
}

void read_ding(ByteSource& text, RecordOutput& output) {
  std::string whole = read_whole(text, kMaxRecordBytes);
  output.repair(whole);
  RawArticle raw;
  std::size_t at = 0;
  while (at < whole.size()) {
    const std::size_t end = std::min(whole.find('\n', at), whole.size());
    const std::string_view line = trimmed(std::string_view(whole).substr(at, end - at));
    if (!line.empty() && !line.starts_with(kHeadMark)) break;
    if (!line.empty()) take_head_line(trimmed(line.substr(kHeadMark.size())), raw);
    at = end + 1;
  }
  raw.title = decode_entities(raw.title);
  raw.body = decode_entities(std::string_view(whole).substr(std::min(at, whole.size())));
  raw.source = source_of(raw.url);
  if (raw.date_text.empty()) raw.date_text = folder_day(text.name().path);
  raw.record = "file";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
