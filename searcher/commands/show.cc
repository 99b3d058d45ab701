#include "searcher/commands/show.h"

#include <iostream>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "searcher/commands/article_ids.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/article_writer.h"
#include "searcher/views/shown_article.h"

namespace broadtape {

int run_show(const Options& options) {
  if (options.operands.empty())
    throw Error(ErrorKind::kUsage, "show takes ids", "tape-search find shows the ids of what it finds");
  const OutputStyle style = style_of(options);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  std::vector<std::string> ids;
  bool all_there = true;
  for (const std::string& written : options.operands) {
    ids.push_back(full_id(archive, written));
    if (!ids.back().empty()) continue;
    say_no_article(written);
    ids.pop_back();
    all_there = false;
  }
  if (ids.empty()) return kExitNothing;
  QueryRequest highlight;
  highlight.text = options.text("highlight");
  highlight.clock = clock_of(options);
  Analyser analyser;
  const ShownArticles shown = show_articles(archive, analyser, ids, highlight);
  print_warnings(shown.query.warnings);
  write_answer(shown, style, std::cout);
  return all_there ? kExitFound : kExitNothing;
}

}  // namespace broadtape
