#include "indexer/input/http_source.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <strings.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "common/error/error.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

void start_curl_once() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw Error(ErrorKind::kNetwork, curl_easy_strerror(started));
}

// The charset of a Content-Type header in lower case, or empty.
std::string charset_of(const char* content_type) {
  std::string text = content_type ? content_type : "";
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  const std::size_t at = text.find("charset=");
  if (at == std::string::npos) return {};
  std::string charset = text.substr(at + 8);
  charset.resize(std::min(charset.find_first_of("; \t"), charset.size()));
  std::erase_if(charset, [](char c) { return c == '"' || c == '\''; });
  return charset;
}

}  // namespace

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

  void configure(const std::string& address);
  void pump();                   // until bytes are available or the transfer has ended
  void finish(CURLcode result);  // throws unless the transfer succeeded
  void check_status() const;
  std::string reason(CURLcode result) const;
  void read_name();

  static std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* self);

  const InputLimits limits;
  Consumed consumed;
  InputName name;
  std::unique_ptr<CURL, FreeEasy> easy;
  std::unique_ptr<CURLM, FreeMulti> multi;
  char detail[CURL_ERROR_SIZE] = "";
  std::string pending;    // fetched, not yet read
  std::size_t given = 0;  // bytes of `pending` that were read
  std::uint64_t fetched = 0;
  bool ended = false;
  bool too_large = false;
};

HttpSource::Impl::Impl(const std::string& address, const InputLimits& input_limits, Consumed on_bytes)
    : limits(input_limits), consumed(std::move(on_bytes)) {
  start_curl_once();
  easy.reset(curl_easy_init());
  multi.reset(curl_multi_init());
  if (!easy || !multi) throw Error(ErrorKind::kNetwork, "libcurl cannot start");
  name.display = without_credentials(address);
  configure(address);
  curl_multi_add_handle(multi.get(), easy.get());
}

void HttpSource::Impl::configure(const std::string& address) {
  CURL* const handle = easy.get();
  curl_easy_setopt(handle, CURLOPT_URL, address.c_str());
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "Broadtape/0.1");
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, limits.max_redirects);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, limits.connect_timeout_s);
  curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.max_download_bytes));
  curl_easy_setopt(handle, CURLOPT_FILETIME, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
}

std::size_t HttpSource::Impl::on_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& impl = *static_cast<Impl*>(self);
  impl.fetched += count;
  if (impl.fetched > impl.limits.max_download_bytes) {
    impl.too_large = true;
    return 0;
  }
  impl.pending.append(bytes, count);
  return count;
}

void HttpSource::Impl::pump() {
  constexpr int kPollMs = 200;
  // A timeout here instead of CURLOPT_LOW_SPEED_TIME, which would count the time in which the reader is busy.
  const auto deadline = Clock::now() + std::chrono::seconds(limits.idle_timeout_s);
  while (pending.empty() && !ended) {
    int running = 0;
    curl_multi_perform(multi.get(), &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
      if (message->msg == CURLMSG_DONE) finish(message->data.result);
    }
    if (!pending.empty() || ended) break;
    if (Clock::now() > deadline) {
      throw Error(ErrorKind::kNetwork, fmt::format("sent nothing for {} seconds", limits.idle_timeout_s));
    }
    curl_multi_poll(multi.get(), nullptr, 0, kPollMs, nullptr);
  }
}

void HttpSource::Impl::finish(CURLcode result) {
  ended = true;
  if (too_large || result == CURLE_FILESIZE_EXCEEDED) {
    throw Error(ErrorKind::kTooLarge, fmt::format("is larger than {} bytes", limits.max_download_bytes));
  }
  if (result != CURLE_OK) throw Error(ErrorKind::kNetwork, reason(result));
}

std::string HttpSource::Impl::reason(CURLcode result) const {
  long redirects = 0;
  long os_errno = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_REDIRECT_COUNT, &redirects);
  curl_easy_getinfo(easy.get(), CURLINFO_OS_ERRNO, &os_errno);
  const std::string said = detail[0] ? detail : curl_easy_strerror(result);
  switch (result) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "host name not found";
    case CURLE_COULDNT_CONNECT:
      return "no connection: " + (os_errno ? std::generic_category().message(static_cast<int>(os_errno)) : said);
    case CURLE_OPERATION_TIMEDOUT:
      return fmt::format("no connection within {} seconds", limits.connect_timeout_s);
    case CURLE_TOO_MANY_REDIRECTS:
      return fmt::format("more than {} redirects", limits.max_redirects);
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "redirects to an address that is not http or https";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "the server's certificate is not accepted: " + said;
    case CURLE_PARTIAL_FILE:
      return "the connection closed before the response was complete";
    case CURLE_GOT_NOTHING:
      return "the server closed the connection without a response";
    default:
      return said;
  }
}

void HttpSource::Impl::check_status() const {
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status >= 300) {
    throw Error(ErrorKind::kNetwork, fmt::format("answered with HTTP status {}", status));
  }
}

void HttpSource::Impl::read_name() {
  const char* text = nullptr;
  if (curl_easy_getinfo(easy.get(), CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK && text) {
    name.url = without_credentials(text);
  }
  text = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_CONTENT_TYPE, &text);
  name.charset = charset_of(text);
  curl_off_t modified_s = -1;
  curl_easy_getinfo(easy.get(), CURLINFO_FILETIME_T, &modified_s);
  if (modified_s >= 0) name.modified_s = modified_s;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  name.captured_s = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  const std::string path = name.url.substr(0, name.url.find_first_of("?#"));
  const std::size_t slash = path.find('/', path.find("://") + 3);
  if (slash != std::string::npos) name.path = path.substr(slash + 1);
}

HttpSource::HttpSource(const std::string& url, const InputLimits& limits, Consumed consumed)
    : impl_(std::make_unique<Impl>(url, limits, std::move(consumed))) {
  impl_->pump();
  impl_->check_status();
  impl_->read_name();
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
