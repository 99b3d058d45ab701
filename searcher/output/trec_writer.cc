#include "searcher/output/trec_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>

namespace broadtape {
namespace {

constexpr std::int64_t kMillion = 1'000'000;

// Makes `name` one word, as required in the columns of a run.
std::string word(std::string_view name) {
  std::string text(name.empty() ? "_" : name);
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; }, '_');
  return text;
}

}  // namespace

std::string trec_run(std::string_view query_id, const std::vector<Hit>& hits, std::string_view tag) {
  const std::string query = word(query_id);
  const std::string run = word(tag);
  std::string lines;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
  for (const Hit& hit : hits) {
    const std::int64_t score = std::min<std::int64_t>(std::llround(hit.score * kMillion), last - 1);
    last = score;
    const Article& article = hit.article;
    fmt::format_to(std::back_inserter(lines), "{} Q0 {} {} {:.6f} {}\n", query,
                   word(article.external_id.empty() ? article.id : article.external_id), hit.rank,
                   static_cast<double>(score) / kMillion, run);
  }
  return lines;
}

}  // namespace broadtape
