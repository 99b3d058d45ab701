#include "searcher/output/format.h"

#include <algorithm>
#include <string>

#include "common/error/error.h"
#include "searcher/output/json_writer.h"
#include "searcher/output/text_writer.h"

namespace broadtape {

const std::vector<FormatRow> kFormats = {
    {"text", "for people: titles, dates, tickers and snippets", write_text_answer, write_text_article},
    {"json", "for programs: one object", write_json_answer, write_json_article},
};

const FormatRow& find_format(std::string_view name) {
  const auto row =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const FormatRow& format) { return format.name == name; });
  if (row != kFormats.end()) return *row;
  std::string names;
  for (const FormatRow& format : kFormats) names += (names.empty() ? "" : ", ") + std::string(format.name);
  throw Error(ErrorKind::kUsage, "there is no format '" + std::string(name) + "'", "choose from " + names);
}

}  // namespace broadtape
