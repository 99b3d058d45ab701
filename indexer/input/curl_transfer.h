// What the transfers of this room share: the only header with libcurl's types.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <string>

#include "indexer/input/byte_source.h"

namespace broadtape {

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using EasyHandle = std::unique_ptr<CURL, FreeEasy>;
using MultiHandle = std::unique_ptr<CURLM, FreeMulti>;

struct TransferLimits {
  std::uint64_t max_bytes = 0;
  long connect_timeout_s = 0;
  long max_redirects = 0;
};

// Both throw Error(kNetwork) if libcurl cannot start.
MultiHandle new_transfers();
// A GET of `url` that follows redirects, only to http(s). `detail` has CURL_ERROR_SIZE bytes and outlives the handle.
EasyHandle new_transfer(const std::string& url, const TransferLimits& limits, char* detail);

// Why the transfer failed: "host name not found".
std::string failure_reason(CURL* easy, CURLcode result, const char* detail, const TransferLimits& limits);

// Sets address, path, charset and times of `name` from the header of the response.
void read_response_name(CURL* easy, InputName& name);

}  // namespace broadtape
