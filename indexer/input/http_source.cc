#include "indexer/input/http_source.h"

#include <fmt/format.h>
#include <strings.h>

#include <chrono>
#include <memory>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/curl_transfer.h"

namespace broadtape {

using Clock = std::chrono::steady_clock;

bool is_http_url(std::string_view text) {
  const std::string scheme(text.substr(0, 8));
  return strncasecmp(scheme.c_str(), "http://", 7) == 0 || strncasecmp(scheme.c_str(), "https://", 8) == 0;
}

std::string without_credentials(const std::string& url) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t at = url.find('@', host);
  return at < url.find_first_of("/?#", host) ? url.substr(0, host) + url.substr(at + 1) : url;
}

struct HttpSource::Impl {
  Impl(const std::string& address, const InputLimits& input_limits, Consumed on_bytes);
  ~Impl() { curl_multi_remove_handle(multi.get(), easy.get()); }

  void pump();                   // until bytes are available or the transfer has ended
  void finish(CURLcode result);  // throws unless the transfer succeeded
  void check_status() const;

  static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self);

  const TransferLimits limits;
  const long idle_timeout_s;
  Consumed consumed;
  InputName name;
  char detail[CURL_ERROR_SIZE] = "";
  EasyHandle easy;
  MultiHandle multi;
  std::string pending;    // fetched, not yet read
  std::size_t given = 0;  // bytes of `pending` that were read
  std::uint64_t fetched = 0;
  bool ended = false;
  bool too_large = false;
};

HttpSource::Impl::Impl(const std::string& address, const InputLimits& input_limits, Consumed on_bytes)
    : limits{input_limits.max_download_bytes, input_limits.connect_timeout_s, input_limits.max_redirects},
      idle_timeout_s(input_limits.idle_timeout_s),
      consumed(std::move(on_bytes)),
      easy(new_transfer(address, limits, detail)),
      multi(new_transfers()) {
  name.display = without_credentials(address);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy.get(), CURLOPT_WRITEDATA, this);
  curl_multi_add_handle(multi.get(), easy.get());
}

std::size_t HttpSource::Impl::on_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& impl = *static_cast<Impl*>(self);
  impl.fetched += count;
  if (impl.fetched > impl.limits.max_bytes) {
    impl.too_large = true;
    return 0;
  }
  impl.pending.append(bytes, count);
  return count;
}

void HttpSource::Impl::pump() {
  constexpr int kPollMs = 200;
  // A timeout here instead of CURLOPT_LOW_SPEED_TIME, which would count the time in which the reader is busy.
  const auto deadline = Clock::now() + std::chrono::seconds(idle_timeout_s);
  while (pending.empty() && !ended) {
    int running = 0;
    curl_multi_perform(multi.get(), &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg == CURLMSG_DONE) finish(message->data.result);
    }
    if (!pending.empty() || ended) break;
    if (Clock::now() > deadline) {
      throw Error(ErrorKind::kNetwork, fmt::format("sent nothing for {} seconds", idle_timeout_s));
    }
    curl_multi_poll(multi.get(), nullptr, 0, kPollMs, nullptr);
  }
}

void HttpSource::Impl::finish(CURLcode result) {
  ended = true;
  if (too_large) result = CURLE_FILESIZE_EXCEEDED;
  if (result == CURLE_OK) return;
  throw Error(result == CURLE_FILESIZE_EXCEEDED ? ErrorKind::kTooLarge : ErrorKind::kNetwork,
              failure_reason(easy.get(), result, detail, limits));
}

void HttpSource::Impl::check_status() const {
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status >= 300) {
    throw Error(ErrorKind::kNetwork, fmt::format("answered with HTTP status {}", status));
  }
}

HttpSource::HttpSource(const std::string& url, const InputLimits& limits, Consumed consumed)
    : impl_(std::make_unique<Impl>(url, limits, std::move(consumed))) {
  impl_->pump();
  impl_->check_status();
  read_response_name(impl_->easy.get(), impl_->name);
}

HttpSource::~HttpSource() = default;

const InputName& HttpSource::name() const {
  return impl_->name;
}

std::size_t HttpSource::read(char* buffer, std::size_t size) {
  if (impl_->given == impl_->pending.size()) {
    impl_->pending.clear();
    impl_->given = 0;
    impl_->pump();
  }
  const std::size_t count = impl_->pending.copy(buffer, size, impl_->given);
  impl_->given += count;
  if (impl_->consumed && count > 0) impl_->consumed(count);
  return count;
}

}  // namespace broadtape
