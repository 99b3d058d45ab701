#include "indexer/watch/feed_poller.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "common/archive/checksums.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/time/instant.h"
#include "indexer/input/http_source.h"
#include "indexer/readers/forms.h"

namespace broadtape {
namespace {

constexpr std::size_t kPageHeadBytes = 1024;
constexpr long kNotModified = 304;
constexpr long kGone = 410;

// Whether a request to `url` after a move to `moved` keeps what the user chose: encryption, and a password.
bool may_remember(const std::string& url, const std::string& moved) {
  const bool keeps_password = without_credentials(url) == url;
  const bool keeps_encryption = !ascii_lowered(url).starts_with("https:") || ascii_lowered(moved).starts_with("https:");
  return keeps_password && keeps_encryption && is_http_url(moved);
}

const std::string& address_of(const SourceState& state) {
  return state.moved_to.empty() ? state.source : state.moved_to;
}

}  // namespace

std::int64_t FeedPoller::now_seconds() {
  return now_s();
}

FeedPoller::FeedPoller(std::string archive, const PollOptions& options, Say say, Clock clock)
    : archive_(std::move(archive)),
      options_(options),
      say_(std::move(say)),
      clock_(std::move(clock)),
      client_(options.limits, options.host_pause),
      random_(std::random_device{}()) {
  for (const PolledAddress& address : options_.addresses) {
    const auto same = [&](const Source& source) { return source.state.source == address.url; };
    if (std::none_of(sources_.begin(), sources_.end(), same)) add_source(address);
  }
}

FeedPoller::Source& FeedPoller::add_source(const PolledAddress& address) {
  Source& source = sources_.emplace_back();
  source.address = address;
  source.state = read_source_state(archive_, address.url);
  SourceState& state = source.state;
  const std::int64_t now_s = clock_();
  // The clock was wrong when it was written, or is wrong now.
  if (state.next_s > now_s + kMaxWaitS) state.next_s = 0;
  if (state.retry_s > now_s + kMaxWaitS) state.retry_s = 0;
  if (options_.once && state.retry_s > now_s) {
    source.asked = true;
    say_(state.source, fmt::format("not asked: the server wants no request before {}", format_rfc3339(state.retry_s)));
  } else if (!options_.once && state.gone) {
    say_(state.source, "is gone since its server said so (410), and is not asked; tape-index fetch asks again");
  }
  return source;
}

// Whether an index says that it is as it was read last.
bool FeedPoller::is_unchanged(const Source& source) {
  return !source.modified.empty() && source.modified == source.state.modified && source.state.failures == 0;
}

bool FeedPoller::is_due(const Source& source, std::int64_t now_s) const {
  if (source.busy || !source.listed || is_unchanged(source)) return false;
  if (options_.once) return !source.asked;
  return !source.state.gone && source.state.next_s <= now_s;
}

void FeedPoller::poll(std::chrono::milliseconds at_most) {
  const std::int64_t now_s = clock_();
  for (Source& source : sources_) {
    if (client_.running() >= kMaxRunning || held_bytes_ > kMaxHeldBytes) break;
    if (!is_due(source, now_s)) continue;
    if (client_.may_start(address_of(source.state))) start(source);
  }
  client_.wait(at_most);
}

void FeedPoller::start(Source& source) {
  const SourceState& state = source.state;
  source.busy = true;
  source.asked = true;
  source.asked_modified = source.modified;
  client_.start({address_of(state), state.etag, state.last_modified}, [this, &source](HttpResponse&& response) {
    source.busy = false;
    answer(source, std::move(response));
  });
}

void FeedPoller::answer(Source& source, HttpResponse&& response) {
  SourceState& state = source.state;
  const std::int64_t now_s = clock_();
  state.asked_s = now_s;
  state.retry_s = 0;
  const auto retry_after = retry_after_s(response.retry_after, now_s);
  if (!response.failure.empty()) return fail(source, response.failure, retry_after);
  if (response.status == kGone) {
    state.gone = true;
    return fail(source, "is gone: its server says that it will not come back (410)", std::nullopt);
  }
  const bool conditional = !state.etag.empty() || !state.last_modified.empty();
  if (response.status == kNotModified && conditional) return take_answer(source, std::move(response));
  if (response.status < 200 || response.status >= 300 || response.status == 206)
    return fail(source, fmt::format("answered with HTTP status {}", response.status), retry_after);
  if (response.body.empty()) return fail(source, "is empty", retry_after);
  if (source.address.feeds_only && looks_like_html_page(std::string_view(response.body).substr(0, kPageHeadBytes)))
    return fail(source, "is a web page, not a feed", retry_after);
  take_answer(source, std::move(response));
}

// Of an answer without anything new, or with a body to read.
void FeedPoller::take_answer(Source& source, HttpResponse&& response) {
  SourceState next = source.state;
  const std::string digest = response.status == kNotModified ? next.digest : checksum_of(response.body);
  PollHints hints = feed_hints(response.body);
  hints.max_age_s = max_age_s(response.cache_control, response.age);
  next.next_s = next_after_answer(next.asked_s, source.address.every_s, hints);
  next.answered_s = next.asked_s;
  next.failures = 0;
  next.failure.clear();
  next.gone = false;
  if (response.status != kNotModified) {
    next.etag = response.etag;
    next.last_modified = response.last_modified;
  }
  if (!response.moved_to.empty() && response.moved_to != address_of(next) &&
      may_remember(next.source, response.moved_to))
    next.moved_to = response.moved_to;
  const bool is_new = digest != next.digest;
  next.digest = digest;
  next.modified = source.asked_modified;
  if (is_new) {
    const std::optional<SitemapIndex> index = read_sitemap_index(response.body, response.name);
    if (index && source.index != nullptr)
      return fail(source, "is an index of sitemaps inside another, which is not followed", std::nullopt);
    source.is_index = index.has_value();
    if (index) take_index(source, *index);
  }
  const Source& named = source.index != nullptr ? *source.index : source;
  FetchedSource fetched{std::move(next),        std::move(response.name), std::move(response.body),
                        source.address.reading, source.address.pages,     named.address.url};
  if (!is_new || source.is_index) return finished(fetched, {0, {}});
  source.busy = true;
  held_bytes_ += fetched.body.size();
  fetched_.push_back(std::move(fetched));
}

void FeedPoller::take_index(Source& source, const SitemapIndex& index) {
  std::string left_out;
  if (index.older > 0) left_out = fmt::format("{} sitemaps, because the others changed later", index.older);
  if (index.elsewhere > 0)
    left_out += fmt::format("{}{} sitemaps, because they are of another host", left_out.empty() ? "" : ", and ",
                            index.elsewhere);
  if (left_out != source.left_out && !left_out.empty())
    say_(source.state.source,
         fmt::format("lists {} sitemaps that are followed; left out {}", index.followed.size(), left_out));
  source.left_out = left_out;
  for (Source& other : sources_) {
    if (other.index == &source) other.listed = false;
  }
  for (const SitemapAddress& listed : index.followed) {
    const auto same = [&](const Source& other) { return other.state.source == listed.url; };
    const auto known = std::find_if(sources_.begin(), sources_.end(), same);
    if (known != sources_.end() && known->index == nullptr) continue;  // the user named it
    PolledAddress address = source.address;
    address.url = listed.url;
    Source& sitemap = known != sources_.end() ? *known : add_source(address);
    sitemap.index = &source;
    sitemap.listed = true;
    sitemap.modified = listed.modified;
  }
}

std::vector<FetchedSource> FeedPoller::take() {
  return std::exchange(fetched_, {});
}

void FeedPoller::finished(const FetchedSource& fetched, const ReadOutcome& outcome) {
  const auto source = std::find_if(sources_.begin(), sources_.end(), [&](const Source& candidate) {
    return candidate.state.source == fetched.state.source;
  });
  if (source->busy) held_bytes_ -= fetched.body.size();
  source->busy = false;
  if (!outcome.failure.empty()) return fail(*source, outcome.failure, std::nullopt);
  if (fetched.state.moved_to != source->state.moved_to)
    say_(fetched.state.source, "has moved to " + fetched.state.moved_to + ", which is asked from now on");
  if (source->state.failures > 0) say_(fetched.state.source, "answers again");
  source->state = fetched.state;
  save(*source);
}

void FeedPoller::abandoned(const FetchedSource& fetched) {
  for (Source& source : sources_) {
    if (source.state.source != fetched.state.source) continue;
    held_bytes_ -= fetched.body.size();
    source.busy = false;
  }
}

void FeedPoller::fail(Source& source, const std::string& failure, std::optional<std::int64_t> retry_after) {
  SourceState& state = source.state;
  ++failures_;
  ++state.failures;
  const double jitter = static_cast<double>(random_() % 1000) / 1000;
  state.next_s = next_after_failure(state.asked_s, source.address.every_s, state.failures, retry_after, jitter);
  if (retry_after) state.retry_s = state.asked_s + std::min(*retry_after, kMaxWaitS);
  // What the server sent last time may be what it cannot do now.
  state.etag.clear();
  state.last_modified.clear();
  if (failure != state.failure || options_.once) {
    say_(state.source, state.gone || options_.once
                           ? failure
                           : fmt::format("{}; asked again in {} s", failure, state.next_s - state.asked_s));
  }
  state.failure = failure;
  save(source);
}

void FeedPoller::save(const Source& source) {
  SourceState state = source.state;
  if (source.is_index) {  // the next process needs the list, and therefore the whole answer
    state.etag.clear();
    state.last_modified.clear();
    state.digest.clear();
  }
  write_source_state(archive_, state);
}

bool FeedPoller::is_done() const {
  return client_.running() == 0 && std::all_of(sources_.begin(), sources_.end(), [](const Source& source) {
           return source.asked || !source.listed || is_unchanged(source);
         });
}

}  // namespace broadtape
