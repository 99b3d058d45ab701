#include "searcher/output/count_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "searcher/output/chart.h"
#include "searcher/output/json_parts.h"
#include "searcher/output/text_parts.h"

namespace broadtape {

// Without separators between thousands, and the queries as they are: scripts read this too.
void write_text(const MatchCounts& counts, const TextStyle&, std::ostream& out) {
  if (counts.counts.size() == 1) {
    out << counts.counts.front().total << '\n';
    return;
  }
  std::size_t columns = 0;
  for (const MatchCount& count : counts.counts) columns = std::max(columns, std::to_string(count.total).size());
  for (const MatchCount& count : counts.counts)
    out << right_aligned(std::to_string(count.total), columns) << "  " << harmless(count.query.text) << '\n';
}

Json json_of(const MatchCounts& counts) {
  Json array = Json::array();
  for (const MatchCount& count : counts.counts) {
    array.push_back({{"query", json_query(count.query)},
                     {"total", count.total},
                     {"undated_left_out", count.query.undated_left_out}});
  }
  return {{"counts", std::move(array)}, {"took_us", counts.took_us}};
}

std::vector<std::string> columns_of(const MatchCounts&) {
  return {"query", "count", "undated_left_out"};
}

void write_rows(const MatchCounts& counts, RowWriter& rows) {
  for (const MatchCount& count : counts.counts) {
    rows.write(
        {{"query", count.query.text}, {"count", count.total}, {"undated_left_out", count.query.undated_left_out}});
  }
}

}  // namespace broadtape
