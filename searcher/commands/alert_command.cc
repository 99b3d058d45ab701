// The verb alert.
#include "common/archive/alert_queue.h"
#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/time/instant.h"
#include "searcher/alerts/alert_search.h"
#include "searcher/alerts/delivery.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/request_options.h"
#include "searcher/output/text_parts.h"

namespace broadtape {

int run_alert(const Options& options) {
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, "alert takes no names", "tape-search save NAME QUERY --alert TARGET makes an alert");
  const std::string path = saved_archive_path(options);
  // Locked before the archive is opened: its state is then at least that of the mark.
  AlertQueue queue(path, [] { print_warning("waiting for another process that delivers alerts"); });
  const Archive archive = open_numbered_archive(path);
  const AlertSearchReport found = search_for_alerts(archive, queue, base_query(), now_s(), print_warning);
  if (found.searches > 0)
    print_warning(plural(found.searches, "alert") + " asked in " + std::to_string(found.took_us / 1000) + " ms, " +
                  with_commas(found.matched) + " with news");
  const DeliveryReport report = deliver_alerts(queue, now_s(), options.has("retry"), print_warning);
  if (report.delivered + report.waiting + report.given_up > 0) {
    print_warning(std::to_string(report.delivered) + " delivered, " + std::to_string(report.waiting) +
                  " to be tried again, " + std::to_string(report.given_up) + " given up");
  }
  return report.waiting + report.given_up + found.unusable > 0 ? kExitNothing : kExitFound;
}

}  // namespace broadtape
