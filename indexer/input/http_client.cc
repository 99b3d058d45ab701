#include "indexer/input/http_client.h"

#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <list>
#include <string_view>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/input/curl_transfer.h"
#include "indexer/input/http_source.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxValueBytes = 1024;  // of a header; a longer one is ignored

struct HeaderRow {
  std::string_view name;  // with its colon
  std::string HttpResponse::*value;
};
constexpr HeaderRow kHeaders[] = {
    {"etag:", &HttpResponse::etag},
    {"last-modified:", &HttpResponse::last_modified},
    {"retry-after:", &HttpResponse::retry_after},
    {"cache-control:", &HttpResponse::cache_control},
    {"age:", &HttpResponse::age},
};

bool is_permanent(long status) {
  return status == 301 || status == 308;
}

bool is_redirect(long status) {
  return status >= 300 && status < 400 && status != 304;
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Transfer {
  TransferLimits limits;
  std::size_t max_header_bytes = 0;
  HttpClient::Done done;
  HttpResponse response;
  std::unique_ptr<curl_slist, FreeList> headers;
  char detail[CURL_ERROR_SIZE] = "";
  EasyHandle easy;
  std::size_t header_bytes = 0;
  bool headers_too_large = false;
  bool body_too_large = false;
  bool stays_moved = true;  // no redirect so far was temporary

  static std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self);
  void take_header(std::string_view line);
  void add_condition(const char* name, const std::string& value);
  void finish(CURLcode result);
  std::string failure(CURLcode result) const;
};

std::size_t Transfer::on_header(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.header_bytes += count;
  transfer.headers_too_large = transfer.header_bytes > transfer.max_header_bytes;
  if (transfer.headers_too_large) return 0;
  transfer.take_header({bytes, count});
  return count;
}

void Transfer::take_header(std::string_view line) {
  if (line.starts_with("HTTP/")) {  // of a redirect, of 1xx, or the last one
    if (is_redirect(response.status)) stays_moved = stays_moved && is_permanent(response.status);
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &response.status);
    for (const HeaderRow& row : kHeaders) (response.*row.value).clear();
    return;
  }
  for (const HeaderRow& row : kHeaders) {
    if (line.size() < row.name.size() || strncasecmp(line.data(), row.name.data(), row.name.size()) != 0) continue;
    const std::string_view value = trim_spaces(line.substr(row.name.size()));
    if (value.size() <= kMaxValueBytes) response.*row.value = value;
  }
}

std::size_t Transfer::on_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.body_too_large = transfer.response.body.size() + count > transfer.limits.max_bytes;
  if (transfer.body_too_large) return 0;
  transfer.response.body.append(bytes, count);
  return count;
}

void Transfer::add_condition(const char* name, const std::string& value) {
  if (value.empty()) return;
  headers.reset(curl_slist_append(headers.release(), fmt::format("{}: {}", name, value).c_str()));
}

std::string Transfer::failure(CURLcode result) const {
  if (headers_too_large) return fmt::format("its header is larger than {} bytes", max_header_bytes);
  if (body_too_large) result = CURLE_FILESIZE_EXCEEDED;
  if (result == CURLE_OPERATION_TIMEDOUT && response.status != 0) return "the response was too slow";
  return failure_reason(easy.get(), result, detail, limits);
}

void Transfer::finish(CURLcode result) {
  read_response_name(easy.get(), response.name);
  if (result != CURLE_OK) response.failure = failure(result);
  long redirects = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_REDIRECT_COUNT, &redirects);
  if (redirects > 0 && stays_moved) response.moved_to = response.name.url;
  const char* redirect = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) response.redirect = redirect;
}

}  // namespace

struct HttpClient::Impl {
  HttpLimits limits;
  MultiHandle multi;
  std::list<Transfer> transfers;

  void end(CURL* easy, CURLcode result);
};

HttpClient::HttpClient(const HttpLimits& limits) : impl_(std::make_unique<Impl>()) {
  impl_->limits = limits;
  impl_->multi = new_transfers();
}

HttpClient::~HttpClient() {
  for (const Transfer& transfer : impl_->transfers) curl_multi_remove_handle(impl_->multi.get(), transfer.easy.get());
}

void HttpClient::start(const HttpRequest& request, Done done) {
  const HttpLimits limits = request.limits.value_or(impl_->limits);
  Transfer& transfer = impl_->transfers.emplace_back();
  transfer.limits = {limits.max_body_bytes, limits.connect_timeout_s, limits.max_redirects};
  transfer.max_header_bytes = limits.max_header_bytes;
  transfer.done = std::move(done);
  transfer.response.name.display = without_credentials(request.url);
  try {
    transfer.easy = new_transfer(request.url, transfer.limits, transfer.detail);
  } catch (const Error&) {
    impl_->transfers.pop_back();
    throw;
  }
  transfer.add_condition("If-None-Match", request.etag);
  transfer.add_condition("If-Modified-Since", request.last_modified);
  CURL* const handle = transfer.easy.get();
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer.headers.get());
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, limits.max_redirects > 0 ? 1L : 0L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, limits.timeout_s);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, limits.idle_timeout_s);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, Transfer::on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, Transfer::on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
  curl_multi_add_handle(impl_->multi.get(), handle);
}

std::size_t HttpClient::running() const {
  return impl_->transfers.size();
}

void HttpClient::Impl::end(CURL* easy, CURLcode result) {
  const auto found =
      std::find_if(transfers.begin(), transfers.end(), [&](const Transfer& t) { return t.easy.get() == easy; });
  found->finish(result);
  curl_multi_remove_handle(multi.get(), easy);
  std::list<Transfer> ended;
  ended.splice(ended.begin(), transfers, found);
  ended.front().done(std::move(ended.front().response));
}

void HttpClient::wait(std::chrono::milliseconds at_most) {
  int running = 0;
  curl_multi_perform(impl_->multi.get(), &running);
  if (static_cast<std::size_t>(running) == impl_->transfers.size()) {
    curl_multi_poll(impl_->multi.get(), nullptr, 0, static_cast<int>(at_most.count()), nullptr);
    curl_multi_perform(impl_->multi.get(), &running);
  }
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(impl_->multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) impl_->end(message->easy_handle, message->data.result);
  }
}

}  // namespace broadtape
