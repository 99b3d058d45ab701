#include "searcher/alerts/webhook.h"

#include <fmt/format.h>
#include <glib.h>

#include <memory>

#include "searcher/alerts/curl_library.h"

namespace broadtape {
namespace {

struct FreeMemory {
  void operator()(void* memory) const { g_free(memory); }
};

std::size_t ignore_answer(char*, std::size_t size, std::size_t count, void*) {
  return size * count;
}

}  // namespace

std::string webhook_signature(const std::string& secret, std::string_view id, std::int64_t time_s,
                              std::string_view body) {
  constexpr std::string_view kSecretForm = "whsec_";
  constexpr gsize kDigestBytes = 32;
  gsize key_bytes = 0;
  const std::unique_ptr<guchar, FreeMemory> key(g_base64_decode(
      secret.starts_with(kSecretForm) ? secret.c_str() + kSecretForm.size() : secret.c_str(), &key_bytes));
  const std::string text = fmt::format("{}.{}.{}", id, time_s, body);
  guint8 digest[kDigestBytes];
  gsize digest_bytes = kDigestBytes;
  GHmac* const hmac = g_hmac_new(G_CHECKSUM_SHA256, key.get(), key_bytes);
  g_hmac_update(hmac, reinterpret_cast<const guchar*>(text.data()), static_cast<gssize>(text.size()));
  g_hmac_get_digest(hmac, digest, &digest_bytes);
  g_hmac_unref(hmac);
  const std::unique_ptr<gchar, FreeMemory> encoded(g_base64_encode(digest, digest_bytes));
  return std::string("v1,") + encoded.get();
}

DeliveryResult post_webhook(const Delivery& delivery, const std::string& secret, std::int64_t now_s,
                            std::int64_t limit_s) {
  const CurlLibrary* const curl = CurlLibrary::open();
  const std::unique_ptr<CURL, void (*)(CURL*)> request(curl ? curl->easy_init() : nullptr,
                                                       curl ? curl->easy_cleanup : nullptr);
  if (!request) return {.failure = "libcurl is missing or cannot start"};
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(nullptr, curl->slist_free_all);
  for (const std::string& line :
       {std::string("Content-Type: application/json"), std::string("Expect:"), "webhook-id: " + delivery.id,
        fmt::format("webhook-timestamp: {}", now_s),
        "webhook-signature: " + webhook_signature(secret, delivery.id, now_s, delivery.body)}) {
    headers.reset(curl->slist_append(headers.release(), line.c_str()));
  }
  CURL* const handle = request.get();
  const auto set = [&](CURLoption option, auto value) { curl->easy_setopt(handle, option, value); };
  set(CURLOPT_URL, delivery.target.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_USERAGENT, "Broadtape");
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_POSTFIELDS, delivery.body.data());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(delivery.body.size()));
  set(CURLOPT_WRITEFUNCTION, ignore_answer);
  set(CURLOPT_TIMEOUT, static_cast<long>(limit_s));
  set(CURLOPT_NOSIGNAL, 1L);
  if (const CURLcode result = curl->easy_perform(handle); result != CURLE_OK)
    return {.failure = curl->easy_strerror(result)};
  long status = 0;
  curl_off_t retry_after_s = 0;
  curl->easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  curl->easy_getinfo(handle, CURLINFO_RETRY_AFTER, &retry_after_s);
  if (status >= 200 && status < 300) return {};
  return {.failure = fmt::format("HTTP status {}", status), .retry_after_s = retry_after_s};
}

std::string shown_target(const std::string& target) {
  const std::size_t scheme = target.find("://");
  if (scheme == std::string::npos || !target.starts_with("http")) return target;
  std::string shown = target.substr(0, target.find_first_of("?#"));
  const std::size_t host = scheme + 3;
  const std::size_t at = shown.find('@', host);
  if (at < shown.find('/', host)) shown.erase(host, at + 1 - host);
  return shown;
}

}  // namespace broadtape
