#include "searcher/alerts/alert_search.h"

#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "common/archive/saved_searches.h"
#include "common/article/identity.h"
#include "searcher/output/hit_rows.h"
#include "searcher/output/json_parts.h"
#include "searcher/request/saved_request.h"

namespace broadtape {
namespace {

std::string delivery_id(const ContentHash& hash) {
  std::string id = "alert_";
  for (const std::uint8_t byte : hash) id += fmt::format("{:02x}", byte);
  return id;
}

// Queues the news of one search in pieces of at most AlertSettings::articles.
class NewsPacker {
 public:
  NewsPacker(AlertQueue& queue, const std::string& name, const SavedSearch& search, const FieldList& fields,
             std::uint64_t after, std::uint64_t run, std::int64_t now_s)
      : queue_(queue), name_(name), search_(search), fields_(fields), after_(after), run_(run), now_s_(now_s) {}

  void begin(std::uint64_t total) { total_ = total; }

  void add(const Hit& hit) {
    if (count_ > 0) rows_ += ',';
    append_json(hit, fields_, rows_);
    if (++count_ == search_.alert->articles) finish();
  }

  void finish() {
    if (count_ == 0) return;
    for (const std::string& target : search_.alert->targets) queue_.add(delivery(target));
    queued_ += search_.alert->targets.size();
    first_ += std::exchange(count_, 0);
    rows_.clear();
  }

  std::uint64_t queued() const { return queued_; }

 private:
  Delivery delivery(const std::string& target) const {
    Delivery delivery;
    delivery.id = delivery_id(hash_fields({name_, target, std::to_string(run_), std::to_string(first_), rows_}));
    delivery.search = name_;
    delivery.target = target;
    delivery.run = run_;
    delivery.made_s = now_s_;
    const Json search = {{"name", name_}, {"query", search_.query}, {"after_run", after_}, {"run", run_}};
    delivery.body =
        fmt::format(R"({{"format_version":{},"id":"{}","saved_search":{},"total":{},"first":{},"results":[{}]}})",
                    kFormatVersion, delivery.id, search.dump(-1, ' ', false, Json::error_handler_t::replace), total_,
                    first_, rows_) +
        "\n";
    return delivery;
  }

  AlertQueue& queue_;
  const std::string& name_;
  const SavedSearch& search_;
  const FieldList& fields_;
  const std::uint64_t after_, run_;
  const std::int64_t now_s_;
  std::uint64_t total_ = 0, first_ = 1, count_ = 0, queued_ = 0;
  std::string rows_;
};

// The execution for one state of the archive.
class AlertSearch {
 public:
  AlertSearch(const Archive& archive, const Archive& arrivals, AlertQueue& queue, const QueryRequest& base,
              std::int64_t now_s)
      : archive_(archive), arrivals_(arrivals), queue_(queue), base_(base), now_s_(now_s), run_(archive.runs()) {}

  void search(const std::string& name, SavedSearch search, AlertSearchReport& report) {
    const std::uint64_t after = search.mark = std::max(queue_.mark(), search.alert->from);
    if (after >= run_) return;
    const RequestValues own(Front::kCommandLine, kNewVerb);
    const NewsRequest request = news_request(saved_values(name, search, own), search, base_);
    if (!has_news(archive_, arrivals_, analyser_, request)) return;
    ++report.matched;
    NewsPacker packer(queue_, name, search, fields_, after, run_, now_s_);
    stream_news(
        archive_, arrivals_, analyser_, request, parts_of(fields_),
        [&](const SearchAnswer& head) { packer.begin(head.total); }, [&](Hit&& hit) { packer.add(hit); });
    packer.finish();
    report.deliveries += packer.queued();
  }

 private:
  const Archive& archive_;
  const Archive& arrivals_;
  AlertQueue& queue_;
  const QueryRequest& base_;
  const std::int64_t now_s_;
  const std::uint64_t run_;
  const FieldList fields_ = parse_fields("+news", Format::kJson);
  Analyser analyser_;
};

}  // namespace

AlertSearchReport search_for_alerts(const Archive& archive, AlertQueue& queue, const QueryRequest& base,
                                    std::int64_t now_s, const std::function<void(const std::string&)>& say) {
  const auto begin = std::chrono::steady_clock::now();
  AlertSearchReport report;
  const std::uint64_t run = archive.runs();
  if (run <= queue.mark()) return report;
  if (const std::optional<Archive> arrivals = arrivals_after(archive, queue.mark())) {
    AlertSearch task(archive, *arrivals, queue, base, now_s);
    const std::string& path = archive.parts().front().path;
    for (const std::string& name : saved_names(path)) {
      try {
        SavedSearch search = read_saved_search(path, name);
        if (!search.alert) continue;
        ++report.searches;
        task.search(name, std::move(search), report);
      } catch (const Error& error) {
        if (!is_unusable_search(error) && error.kind() != ErrorKind::kCorrupt) throw;
        ++report.unusable;
        say(name + ": " + error.what());
      }
    }
  }
  report.took_us =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  queue.move_mark(run);
  return report;
}

}  // namespace broadtape
