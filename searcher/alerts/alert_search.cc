#include "searcher/alerts/alert_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

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

// What the threads of one call share.
struct AlertWork {
  AlertQueue& queue;
  const QueryRequest& base;
  const std::int64_t now_s;
  const std::vector<std::string> names;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex = {};  // of the rest
  AlertSearchReport report = {};
  std::map<std::string, std::string> messages = {};  // by search
  std::exception_ptr failure = {};
};

// Searches one state of the archive, in one thread.
class AlertSearch {
 public:
  AlertSearch(const Archive& archive, const Archive& segments, AlertWork& work)
      : work_(work), run_(archive.runs()), kept_(analyser_), arrivals_{archive, segments, analyser_, kept_} {}

  // Takes the next search until there are no more.
  void search_all() {
    const std::string& path = arrivals_.archive.parts().front().path;
    for (std::size_t i = work_.next++; i < work_.names.size(); i = work_.next++) {
      const std::string& name = work_.names[i];
      try {
        SavedSearch search = read_saved_search(path, name);
        if (!search.alert) continue;
        ++report_.searches;
        search_one(name, std::move(search));
      } catch (const Error& error) {
        if (!is_unusable_search(error) && error.kind() != ErrorKind::kCorrupt) throw;
        ++report_.unusable;
        messages_.emplace(name, error.what());
      }
    }
    const std::lock_guard lock(work_.mutex);
    work_.report.searches += report_.searches;
    work_.report.matched += report_.matched;
    work_.report.deliveries += report_.deliveries;
    work_.report.unusable += report_.unusable;
    work_.messages.merge(messages_);
  }

 private:
  void search_one(const std::string& name, SavedSearch search) {
    const std::uint64_t after = search.mark = std::max(work_.queue.mark(), search.alert->from);
    if (after >= run_) return;
    const RequestValues own(Front::kCommandLine, kNewVerb);
    const NewsRequest request = news_request(saved_values(name, search, own), search, work_.base);
    NewsPacker packer(work_.queue, name, search, fields_, after, run_, work_.now_s);
    if (!stream_news(
            arrivals_, request, parts_, [&](const SearchAnswer& head) { packer.begin(head.total); },
            [&](Hit&& hit) { packer.add(hit); })) {
      return;
    }
    ++report_.matched;
    packer.finish();
    report_.deliveries += packer.queued();
  }

  AlertWork& work_;
  const std::uint64_t run_;
  const FieldList fields_ = parse_fields("+news", Format::kJson);
  const HitParts parts_ = parts_of(fields_);
  Analyser analyser_;
  KeptArticles kept_;
  const Arrivals arrivals_;
  AlertSearchReport report_;
  std::map<std::string, std::string> messages_;
};

// A thread stops the others by its failure.
template <typename OpenArchive>
void search_in_thread(const OpenArchive& open, AlertWork& work) {
  try {
    const Archive& archive = open();
    const std::optional<Archive> segments = arrivals_after(archive, work.queue.mark());
    if (segments) AlertSearch(archive, *segments, work).search_all();
  } catch (...) {
    const std::lock_guard lock(work.mutex);
    if (!work.failure) work.failure = std::current_exception();
    work.next = work.names.size();
  }
}

// An archive is opened by each thread, which takes as long as some dozens of searches.
std::size_t threads_for(std::size_t searches) {
  constexpr std::size_t kSearchesPerThread = 200;
  constexpr std::size_t kMostThreads = 4;
  const std::size_t wanted = std::min(searches / kSearchesPerThread, kMostThreads);
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, std::max<std::size_t>(wanted, 1));
}

}  // namespace

AlertSearchReport search_for_alerts(const Archive& archive, AlertQueue& queue, const QueryRequest& base,
                                    std::int64_t now_s, const std::function<void(const std::string&)>& say) {
  const auto begin = std::chrono::steady_clock::now();
  const std::uint64_t run = archive.runs();
  if (run <= queue.mark()) return {};
  AlertWork work{queue, base, now_s, saved_names(archive.parts().front().path)};
  std::vector<std::jthread> helpers;  // they end before `work`, even if one cannot be started
  for (std::size_t i = 1; i < threads_for(work.names.size()); ++i) {
    helpers.emplace_back([&] { search_in_thread([&] { return Archive::open(archive.parts()); }, work); });
  }
  search_in_thread([&]() -> const Archive& { return archive; }, work);
  helpers.clear();
  if (work.failure) std::rethrow_exception(work.failure);
  for (const auto& [name, message] : work.messages) say(name + ": " + message);
  work.report.took_us =
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  queue.move_mark(run);
  return work.report;
}

}  // namespace broadtape
