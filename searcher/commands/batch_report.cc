#include "searcher/commands/batch_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "common/text/ascii.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

std::string ms(std::uint32_t us) {
  return fmt::format("{:.1f} ms", us / 1'000.0);
}

}  // namespace

std::uint32_t percentile(const std::vector<std::uint32_t>& sorted, double share) {
  if (sorted.empty()) return 0;
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  return sorted[std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, sorted.size()) - 1];
}

void BatchReport::add(std::int64_t took_us, bool found, bool refused) {
  if (refused) {
    ++refused_;
    return;
  }
  constexpr std::int64_t kMost = std::numeric_limits<std::uint32_t>::max();
  took_us_.push_back(static_cast<std::uint32_t>(std::clamp<std::int64_t>(took_us, 0, kMost)));
  if (found) ++found_;
}

std::string BatchReport::text(std::size_t threads) const {
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin_;
  std::vector<std::uint32_t> sorted = took_us_;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t answered = sorted.size();
  std::string text = fmt::format("{} quer{} in {:.2f} s by {} thread{}", with_commas(answered),
                                 answered == 1 ? "y" : "ies", seconds.count(), threads, threads == 1 ? "" : "s");
  if (answered > 0) {
    text += fmt::format(", {:.0f} a second; each p50 {}, p90 {}, p99 {}, max {}",
                        static_cast<double>(answered) / std::max(seconds.count(), 1e-6), ms(percentile(sorted, 0.5)),
                        ms(percentile(sorted, 0.9)), ms(percentile(sorted, 0.99)), ms(sorted.back()));
  }
  if (found_ < answered) text += fmt::format("; {} found nothing", with_commas(answered - found_));
  if (refused_ > 0) text += fmt::format("; {} refused", with_commas(refused_));
  return text;
}

}  // namespace broadtape
