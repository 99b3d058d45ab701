#include "searcher/alerts/curl_library.h"

#include <dlfcn.h>

#include <optional>

namespace broadtape {
namespace {

constexpr const char* kSharedObject = "libcurl.so.4";  // the interface of curl/curl.h since 2006

class Loader {
 public:
  explicit Loader(void* library) : library_(library) {}

  template <class Function>
  void get(const char* name, Function& function) {
    function = reinterpret_cast<Function>(library_ == nullptr ? nullptr : dlsym(library_, name));
    has_all_ = has_all_ && function != nullptr;
  }
  bool has_all() const { return has_all_; }

 private:
  void* library_;
  bool has_all_ = true;
};

std::optional<CurlLibrary> load() {
  Loader loader(dlopen(kSharedObject, RTLD_LAZY | RTLD_LOCAL));
  CurlLibrary curl;
  decltype(&::curl_global_init) global_init = nullptr;
  loader.get("curl_global_init", global_init);
  loader.get("curl_easy_init", curl.easy_init);
  loader.get("curl_easy_cleanup", curl.easy_cleanup);
  loader.get("curl_easy_setopt", curl.easy_setopt);
  loader.get("curl_easy_perform", curl.easy_perform);
  loader.get("curl_easy_getinfo", curl.easy_getinfo);
  loader.get("curl_easy_strerror", curl.easy_strerror);
  loader.get("curl_slist_append", curl.slist_append);
  loader.get("curl_slist_free_all", curl.slist_free_all);
  if (!loader.has_all() || global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return std::nullopt;
  return curl;
}

}  // namespace

const CurlLibrary* CurlLibrary::open() {
  static const std::optional<CurlLibrary> library = load();
  return library ? &*library : nullptr;
}

}  // namespace broadtape
