#include "searcher/commands/article_ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <vector>

#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "searcher/search/article_lookup.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownIds = 5;

}  // namespace

std::string full_id(const Archive& archive, const std::string& written) {
  std::string prefix = written;
  repair_utf8(prefix);
  prefix = fold(prefix);
  if (prefix.size() < kMinIdPrefix)
    throw Error(ErrorKind::kUsage, fmt::format("'{}' is too short: write four characters of the id at least", written));
  const std::vector<std::string> ids = find_ids(archive, prefix, kShownIds + 1);
  if (ids.empty() || ids.front() == prefix || ids.size() == 1) return ids.empty() ? "" : ids.front();
  std::string some;
  for (std::size_t i = 0; i < std::min(ids.size(), kShownIds); ++i) some += (i > 0 ? ", " : "") + ids[i];
  if (ids.size() > kShownIds) some += ", ...";
  throw Error(ErrorKind::kUsage, fmt::format("several ids begin with {}: {}", prefix, some), "write more of it");
}

void say_no_article(const std::string& written) {
  std::cerr << "tape-search: the archive has no article " << harmless(written) << '\n';
}

}  // namespace broadtape
