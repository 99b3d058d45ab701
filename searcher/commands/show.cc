#include "searcher/commands/show.h"

#include <fmt/format.h>

#include <iostream>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "common/terminal/terminal_text.h"
#include "searcher/output/article_writer.h"
#include "searcher/search/article_lookup.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownIds = 5;

// The id that `written` is or begins; empty when the archive has none.
std::string full_id(const Archive& archive, const std::string& written) {
  const std::vector<std::string> ids = find_ids(archive, written, kShownIds + 1);
  if (ids.empty() || ids.front() == written || ids.size() == 1) return ids.empty() ? "" : ids.front();
  std::string some;
  for (std::size_t i = 0; i < std::min(ids.size(), kShownIds); ++i) some += (i > 0 ? ", " : "") + ids[i];
  if (ids.size() > kShownIds) some += ", ...";
  throw Error(ErrorKind::kUsage, fmt::format("several ids begin with {}: {}", written, some), "write more of it");
}

}  // namespace

int run_show(const Options& options) {
  if (options.operands.size() != 1)
    throw Error(ErrorKind::kUsage, "show takes one id", "tape-search find shows the ids of what it finds");
  std::string written = options.operands.front();
  repair_utf8(written);
  written = fold(written);
  if (written.size() < kMinIdPrefix)
    throw Error(ErrorKind::kUsage, fmt::format("'{}' is too short: write four characters of the id at least", written));
  const OutputStyle style = style_of(options);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  const std::string id = full_id(archive, written);
  if (id.empty()) {
    std::cerr << "tape-search: the archive has no article " << harmless(written) << '\n';
    return kExitNothing;
  }
  write_answer(*find_versions(archive, id), style, std::cout);
  return kExitFound;
}

}  // namespace broadtape
