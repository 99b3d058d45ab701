#include "tests/bench/pages_bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/char_class.h"
#include "common/time/date_parser.h"
#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"
#include "tests/bench/measurements.h"

namespace broadtape::bench {
namespace {

constexpr const char* kPages = "html-dev.tar.zst";
constexpr const char* kTruth = "truth.jsonl";
constexpr int kPageRounds = 3;  // of which the fastest counts

struct JudgedPage {
  std::string html;
  std::string day;   // "2024-01-15", or empty
  std::string text;  // of the article, or empty
};

struct FirstArticle final : RecordSink {
  bool article(RawArticle&& raw) override {
    found = std::move(raw);
    return false;
  }
  bool reject(RejectedRecord&&) override { return true; }
  void replaced_bytes(std::uint64_t) override {}

  RawArticle found;
};

RawArticle read_page(const std::string& html) {
  FirstArticle sink;
  MemorySource source(html);
  try {
    read_records(source, {"html", {}}, sink);
  } catch (const Error& error) {
    fmt::print(stderr, "a page is not read: {}\n", error.what());
  }
  return std::move(sink.found);
}

std::string whole_text(ByteSource& source) {
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t size = source.read(buffer, sizeof buffer)) text.append(buffer, size);
  return text;
}

bool is_day(const std::string& text) {
  return text.size() == 10 && parse_date(text);
}

// The pages that have a truth.
std::vector<JudgedPage> judged_pages(const std::string& archive) {
  std::map<std::string, std::string> files;
  std::string truth;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& source) {
    const std::string name = std::filesystem::path(source.name().path).filename();
    (name == kTruth ? truth : files[name]) = whole_text(source);
    return true;
  };
  callbacks.problem = [](const InputProblem& problem) {
    fmt::print(stderr, "cannot read {}: {}\n", problem.name, problem.reason);
  };
  walk_input(archive, InputLimits{}, callbacks);
  std::vector<JudgedPage> pages;
  for (std::size_t at = 0; at < truth.size();) {
    const std::size_t end = std::min(truth.find('\n', at), truth.size());
    const auto row = nlohmann::json::parse(truth.substr(at, end - at));
    at = end + 1;
    JudgedPage page{files[row.at("file").get<std::string>()], "", ""};
    if (row.at("date").is_string() && is_day(row["date"].get<std::string>())) page.day = row["date"].get<std::string>();
    if (row.at("text").is_string()) page.text = row["text"].get<std::string>();
    if (!page.html.empty() && (!page.day.empty() || !page.text.empty())) pages.push_back(std::move(page));
  }
  if (pages.empty()) throw Error(ErrorKind::kInput, fmt::format("there are no judged pages in {}", archive));
  return pages;
}

// How often each sequence of four words occurs; a shorter text is one sequence.
using Shingles = std::map<std::string, int>;

Shingles shingles_of(std::string_view text) {
  constexpr std::size_t kWords = 4;
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t begin = at, next = at;
    const auto in_word = [&] {
      const CharKind kind = char_kind_at(text, at, next);
      return kind == CharKind::kWord || kind == CharKind::kMark || kind == CharKind::kCjk;
    };
    while (at < text.size() && in_word()) at = next;
    if (at > begin) words.emplace_back(text.substr(begin, at - begin));
    if (at < text.size()) at = next;
  }
  Shingles shingles;
  for (std::size_t i = 0; i == 0 || i + kWords <= words.size(); ++i) {
    std::string shingle;
    for (std::size_t k = i; k < std::min(i + kWords, words.size()); ++k) shingle += words[k] + ' ';
    if (!shingle.empty()) ++shingles[shingle];
  }
  return shingles;
}

double f1_of(const std::string& found, const std::string& truth) {
  const Shingles ours = shingles_of(found), theirs = shingles_of(truth);
  double common = 0, all = 0;
  for (const auto& [shingle, count] : ours) {
    all += count;
    const auto other = theirs.find(shingle);
    if (other != theirs.end()) common += std::min(count, other->second);
  }
  for (const auto& [shingle, count] : theirs) all += count;
  return all > 0 ? 2 * common / all : 0;
}

// Whether the instant falls on the day in some time zone: pages print their own day.
bool is_on_day_somewhere(std::int64_t utc_s, const std::string& day) {
  constexpr std::int64_t kFarthestEast = 14 * 3600, kFarthestWest = 12 * 3600;
  const std::int64_t begin = parse_date(day).date->instant.utc_s;
  return utc_s >= begin - kFarthestEast && utc_s < begin + kSecondsPerDay + kFarthestWest;
}

struct DateCounts {
  double right = 0, other_zone = 0, wrong = 0, undated = 0;

  void add(const RawArticle& article, const std::string& day) {
    const DateResult read = parse_date(article.date_text);
    if (!read)
      ++undated;
    else if (format_day(day_of(read.date->instant.utc_s)) == day)
      ++right;
    else if (read.date->instant.precision == Precision::kSecond && is_on_day_somewhere(read.date->instant.utc_s, day))
      ++other_zone;
    else
      ++wrong;
  }
  double percent(double count) const { return 100 * count / (right + other_zone + wrong + undated); }
};

double megabytes_per_second(const std::vector<JudgedPage>& pages) {
  double bytes = 0, fastest_s = 0;
  for (const JudgedPage& page : pages) bytes += static_cast<double>(page.html.size());
  for (int round = 0; round < kPageRounds; ++round) {
    const double start_s = processor_seconds();
    for (const JudgedPage& page : pages) read_page(page.html);
    const double took_s = processor_seconds() - start_s;
    if (round == 0 || took_s < fastest_s) fastest_s = took_s;
  }
  return bytes / 1e6 / fastest_s;
}

Row pages_row(const char* name, const char* unit, double value) {
  Row row{name, unit, {}, "", false};
  row.values[kBroadtape] = value;
  return row;
}

}  // namespace

std::optional<Section> measure_pages() {
  constexpr double kLeastRight = 88, kMostWrong = 3, kLeastF1 = 0.96, kLeastSpeed = 20;
  const char* corpora = std::getenv("BROADTAPE_CORPORA");
  const std::string archive = fmt::format("{}/{}", corpora ? corpora : ".", kPages);
  if (!corpora || !std::filesystem::exists(archive)) {
    fmt::print(stderr, "pages are not measured: {} is not in the folder $BROADTAPE_CORPORA\n", kPages);
    return std::nullopt;
  }
  const std::vector<JudgedPage> pages = judged_pages(archive);
  DateCounts dates;
  Measurements f1;
  double without_text = 0;
  for (const JudgedPage& page : pages) {
    const RawArticle article = read_page(page.html);
    if (!page.day.empty()) dates.add(article, page.day);
    if (page.text.empty()) continue;
    f1.add(f1_of(article.body, page.text));
    without_text += article.body.empty() || f1_of(article.body, page.text) == 0 ? 1 : 0;
  }
  const double right = dates.percent(dates.right + dates.other_zone), wrong = dates.percent(dates.wrong);
  const double speed = megabytes_per_second(pages);
  return Section{
      "web pages",
      {with_target(pages_row("date right", "%", right), ">= 88", right >= kLeastRight),
       pages_row("of them on another day in UTC", "%", dates.percent(dates.other_zone)),
       with_target(pages_row("date wrong", "%", wrong), "<= 3", wrong <= kMostWrong),
       pages_row("undated", "%", dates.percent(dates.undated)),
       with_target(pages_row("text, mean F1 of 4-word shingles", "", f1.mean()), ">= 0.96", f1.mean() >= kLeastF1),
       with_target(pages_row("pages without their text", "", without_text), "0", without_text == 0),
       with_target(pages_row("HTML, a core", "MB/s", speed), ">= 20", speed >= kLeastSpeed)}};
}

}  // namespace broadtape::bench
