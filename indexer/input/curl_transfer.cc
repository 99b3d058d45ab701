#include "indexer/input/curl_transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <system_error>

#include "common/error/error.h"
#include "indexer/input/http_source.h"

namespace broadtape {
namespace {

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

MultiHandle new_transfers() {
  start_curl_once();
  MultiHandle multi(curl_multi_init());
  if (!multi) throw Error(ErrorKind::kNetwork, "libcurl cannot start");
  return multi;
}

EasyHandle new_transfer(const std::string& url, const TransferLimits& limits, char* detail) {
  start_curl_once();
  EasyHandle easy(curl_easy_init());
  if (!easy) throw Error(ErrorKind::kNetwork, "libcurl cannot start");
  CURL* const handle = easy.get();
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_USERAGENT, kUserAgent);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, limits.max_redirects);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, limits.connect_timeout_s);
  curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.max_bytes));
  curl_easy_setopt(handle, CURLOPT_FILETIME, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, detail);
  return easy;
}

std::string failure_reason(CURL* easy, CURLcode result, const char* detail, const TransferLimits& limits) {
  long os_errno = 0;
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &os_errno);
  const std::string said = detail[0] ? detail : curl_easy_strerror(result);
  switch (result) {
    case CURLE_FILESIZE_EXCEEDED:
      return fmt::format("is larger than {} bytes", limits.max_bytes);
    case CURLE_COULDNT_RESOLVE_HOST:
      return "host name not found";
    case CURLE_COULDNT_CONNECT:
      return "no connection: " + (os_errno ? std::generic_category().message(static_cast<int>(os_errno)) : said);
    case CURLE_OPERATION_TIMEDOUT:
      return fmt::format("no connection within {} seconds", limits.connect_timeout_s);
    case CURLE_TOO_MANY_REDIRECTS:
      return fmt::format("more than {} redirects", limits.max_redirects);
    case CURLE_UNSUPPORTED_PROTOCOL:
      if (said.find("HTTP/0.9") != said.npos) return "what the server sent is not HTTP";
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

void read_response_name(CURL* easy, InputName& name) {
  const char* text = nullptr;
  if (curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK && text) name.url = without_credentials(text);
  text = nullptr;
  curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &text);
  name.charset = charset_of(text);
  curl_off_t modified_s = -1;
  curl_easy_getinfo(easy, CURLINFO_FILETIME_T, &modified_s);
  if (modified_s >= 0) name.modified_s = modified_s;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  name.captured_s = std::chrono::duration_cast<std::chrono::seconds>(now).count();
  const std::string path = name.url.substr(0, name.url.find_first_of("?#"));
  const std::size_t slash = path.find('/', path.find("://") + 3);
  if (slash != std::string::npos) name.path = path.substr(slash + 1);
}

}  // namespace broadtape
