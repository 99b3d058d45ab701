#include "indexer/watch/page_fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <utility>

#include "indexer/input/http_source.h"
#include "indexer/readers/forms.h"
#include "indexer/watch/poll_schedule.h"

namespace broadtape {
namespace {

constexpr const char* kRobotName = "broadtape";
constexpr std::int64_t kRetryPagesS = 300;  // after the first failure; doubles
constexpr std::size_t kLookBytes = 4096;
constexpr long kTooManyRequests = 429;

PoliteClient::Pause pause_of(const RobotsRules& rules) {
  return PoliteClient::Pause(static_cast<std::int64_t>(rules.crawl_delay_s().value_or(0) * 1000));
}

std::string robots_address(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  return url.substr(0, std::min(url.find_first_of("/?#", host), url.size())) + "/robots.txt";
}

bool is_success(long status) {
  return status >= 200 && status < 300 && status != 206;
}

}  // namespace

HttpLimits PageFetcher::page_limits() {
  HttpLimits limits;
  limits.max_body_bytes = 8u << 20;
  limits.timeout_s = 60;
  return limits;
}

PageFetcher::PageFetcher(std::string archive, PoliteClient& client, const std::vector<PagedSource>& sources, Say say,
                         Clock clock, const HttpLimits& limits)
    : archive_(std::move(archive)),
      client_(client),
      say_(std::move(say)),
      clock_(std::move(clock)),
      limits_(limits),
      random_(std::random_device{}()) {
  if (sources.empty()) return;
  const std::int64_t latest_s = clock_() + kMaxWaitS;
  for (PageList& list : read_page_lists(archive_)) {
    const auto named = std::find_if(sources.begin(), sources.end(),
                                    [&](const PagedSource& source) { return source.named == list.named; });
    if (named == sources.end()) continue;
    Source& source = source_of(list.source, list.named, named->reading);
    for (ListedPage& page : list.pages) {
      if (page.next_s > latest_s) page.next_s = 0;  // the clock was wrong
      std::string address = page.entry.url;
      source.pages.push_back({std::move(page), std::move(address), 0, false, false, {}});
    }
  }
}

PageFetcher::Source& PageFetcher::source_of(const std::string& source, const std::string& named, std::size_t reading) {
  const auto known =
      std::find_if(sources_.begin(), sources_.end(), [&](const Source& other) { return other.source == source; });
  return known != sources_.end() ? *known : sources_.emplace_back(Source{source, named, reading});
}

void PageFetcher::expect(const std::string& source, const std::string& named, std::size_t reading,
                         const std::vector<PageEntry>& entries) {
  Source& list = source_of(source, named, reading);
  const std::size_t looked_at = std::min(entries.size(), kMaxListed);
  std::set<std::string_view> urls;
  for (std::size_t i = 0; i < looked_at; ++i) urls.insert(entries[i].url);
  forget(list, urls);
  std::map<std::string_view, Page*> known;
  for (Page& page : list.pages) known[page.listed.entry.url] = &page;
  std::size_t waiting = static_cast<std::size_t>(
      std::count_if(list.pages.begin(), list.pages.end(), [](const Page& page) { return page.listed.done_s == 0; }));
  std::size_t left_out = entries.size() - looked_at;
  for (std::size_t i = 0; i < looked_at; ++i) {
    const PageEntry& entry = entries[i];
    if (const auto page = known.find(entry.url); page != known.end()) {
      renew(*page->second, entry);
    } else if (waiting == kMaxWaiting) {
      ++left_out;
    } else {
      ++waiting;
      list.pages.push_back({{entry, 0, 0, 0, {}}, entry.url, 0, false, false, {}});
      known[entry.url] = &list.pages.back();
    }
  }
  if (left_out > 0)
    say_(source, fmt::format("the pages of {} entries are left out, because {} wait already", left_out, waiting));
  list.changed = true;
  save();
}

// What is done and gone from the feed is not needed any more. The places of busy pages do not change.
void PageFetcher::forget(Source& source, const std::set<std::string_view>& urls) {
  if (std::any_of(source.pages.begin(), source.pages.end(), [](const Page& page) { return page.busy; })) return;
  std::erase_if(source.pages,
                [&](const Page& page) { return page.listed.done_s > 0 && !urls.contains(page.listed.entry.url); });
}

void PageFetcher::renew(Page& page, const PageEntry& entry) {
  ListedPage& listed = page.listed;
  if (!entry.is_news && entry.modified == listed.entry.modified) return;
  if (page.busy) {
    page.newer = entry;
    return;
  }
  const std::int64_t next_s = listed.done_s > 0 ? listed.done_s + kRereadS : listed.next_s;
  page = {{entry, 0, next_s, 0, {}}, entry.url, 0, false, false, {}};
}

void PageFetcher::start_due() {
  const std::int64_t now_s = clock_();
  for (Source& source : sources_) {
    std::string blocked;  // most pages of a feed are on one host
    for (Page& page : source.pages) {
      if (client_.running() >= kMaxRunning || held_bytes_ > kMaxHeldBytes) return;
      if (page.busy || page.listed.done_s > 0 || page.listed.next_s > now_s) continue;
      if (!blocked.empty() && page.address.starts_with(blocked)) continue;
      if (!start_if_allowed(source, page, now_s)) blocked = page.address.substr(0, page.address.find('/', 8) + 1);
    }
  }
}

// False if the host is not free.
bool PageFetcher::start_if_allowed(Source& source, Page& page, std::int64_t now_s) {
  if (is_local_address(page.address) && !is_local_address(source.source)) {
    give_up(source, page, "is an address of this network, which is not asked for a feed of another");
    return page.tried = true;
  }
  const std::string host = authority_of(page.address);
  Robots& robots = robots_[host];
  if (robots.asking) return false;
  if (robots.not_before_s > now_s) {
    page.listed.next_s = robots.not_before_s;
    return source.changed = true;
  }
  if (robots.expires_s <= now_s) {
    if (client_.may_start(page.address)) ask_robots(page.address, robots);
    return false;
  }
  if (!robots.failure.empty()) {
    fail(source, page, fmt::format("the robots.txt of {} cannot be read: {}", host, robots.failure), std::nullopt);
    return true;
  }
  if (!robots.rules.allows(page.address)) {
    const std::string why = fmt::format("the robots.txt of {} does not allow it", host);
    if (!std::exchange(robots.is_refusal_said, true)) say_(page.address, why + "; further pages are not reported");
    page.tried = true;
    end(source, page, why);
    return true;
  }
  if (!client_.may_start(page.address, pause_of(robots.rules))) return false;
  start(source, page);
  return true;
}

void PageFetcher::ask_robots(const std::string& url, Robots& robots) {
  robots.asking = true;
  HttpLimits limits = limits_;
  limits.max_body_bytes = 4 * RobotsRules::kMaxBytes;
  client_.start({robots_address(url), {}, {}, limits}, [this, &robots](HttpResponse&& response) {
    robots.asking = false;
    take_robots(robots, response);
  });
}

void PageFetcher::take_robots(Robots& robots, const HttpResponse& response) {
  const bool is_missing = response.status >= 400 && response.status < 500 && response.status != kTooManyRequests;
  robots.failure = response.failure;
  robots.rules = RobotsRules::nothing();
  robots.is_refusal_said = false;
  if (response.failure.empty() && is_success(response.status)) {
    robots.rules = RobotsRules(response.body, kRobotName);
  } else if (response.failure.empty() && is_missing) {
    robots.rules = {};
  } else if (response.failure.empty()) {
    robots.failure = fmt::format("answered with HTTP status {}", response.status);
  }
  robots.expires_s = clock_() + (robots.failure.empty() ? kRobotsS : kNoRobotsS);
}

void PageFetcher::start(Source& source, Page& page) {
  page.busy = true;
  page.tried = true;
  HttpLimits limits = limits_;
  limits.max_redirects = 0;
  client_.start({page.address, {}, {}, limits}, [this, &source, &page](HttpResponse&& response) {
    page.busy = false;
    answer(source, page, std::move(response));
  });
}

void PageFetcher::answer(Source& source, Page& page, HttpResponse&& response) {
  const auto retry_after = retry_after_s(response.retry_after, clock_());
  if (!response.failure.empty()) return fail(source, page, response.failure, retry_after);
  if (!response.redirect.empty()) {
    if (!is_http_url(response.redirect))
      return give_up(source, page, "redirects to an address that is not http or https");
    if (++page.redirects > limits_.max_redirects)
      return give_up(source, page, fmt::format("has more than {} redirects", limits_.max_redirects));
    page.address = response.redirect;  // start_due() asks it, as the robots.txt of its host allows
    return;
  }
  if (!is_success(response.status)) {
    if (retry_after) robots_[authority_of(page.address)].not_before_s = clock_() + std::min(*retry_after, kMaxWaitS);
    return fail(source, page, fmt::format("answered with HTTP status {}", response.status), retry_after);
  }
  if (!looks_like_html_page(std::string_view(response.body).substr(0, kLookBytes)))
    return give_up(source, page, "is not a web page");
  page.busy = true;
  held_bytes_ += response.body.size();
  fetched_.push_back({page.listed.entry, source.reading, std::move(response.name), std::move(response.body)});
}

std::vector<FetchedPage> PageFetcher::take() {
  return std::exchange(fetched_, {});
}

void PageFetcher::finished(const FetchedPage& fetched, const std::string& failure) {
  held_bytes_ -= fetched.body.size();
  for (Source& source : sources_) {
    for (Page& page : source.pages) {
      if (!page.busy || page.listed.entry.url != fetched.entry.url) continue;
      page.busy = false;
      if (!failure.empty()) return give_up(source, page, failure);
      return end(source, page, {});
    }
  }
}

void PageFetcher::fail(Source& source, Page& page, const std::string& failure,
                       std::optional<std::int64_t> retry_after) {
  page.tried = true;
  page.address = page.listed.entry.url;
  page.redirects = 0;
  source.changed = true;
  if (++page.listed.tries >= kMostTries) return give_up(source, page, failure);
  const double jitter = static_cast<double>(random_() % 1000) / 1000;
  page.listed.next_s = next_after_failure(clock_(), kRetryPagesS, page.listed.tries, retry_after, jitter);
}

void PageFetcher::give_up(Source& source, Page& page, const std::string& why) {
  say_(page.listed.entry.url, why + (page.listed.entry.record.empty() ? "" : "; its entry stays as it is"));
  end(source, page, why);
}

void PageFetcher::end(Source& source, Page& page, const std::string& outcome) {
  page.listed.outcome = outcome;
  page.listed.done_s = clock_();
  source.changed = true;
  if (const std::optional<PageEntry> newer = std::exchange(page.newer, std::nullopt)) renew(page, *newer);
}

void PageFetcher::save() {
  for (Source& source : sources_) {
    if (!source.changed) continue;
    PageList list{source.source, source.named, {}};
    for (const Page& page : source.pages) list.pages.push_back(page.listed);
    write_page_list(archive_, list);
    source.changed = false;
  }
}

bool PageFetcher::is_done() const {
  const std::int64_t now_s = clock_();
  const auto waits = [&](const Page& page) {
    const bool is_tried = page.tried && page.redirects == 0;
    return page.busy || (page.listed.done_s == 0 && page.listed.next_s <= now_s && !is_tried);
  };
  return fetched_.empty() && std::none_of(sources_.begin(), sources_.end(), [&](const Source& source) {
           return std::any_of(source.pages.begin(), source.pages.end(), waits);
         });
}

}  // namespace broadtape
