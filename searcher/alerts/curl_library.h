// libcurl, opened when it is first used. It brings more than twenty other libraries, and a program that mostly searches
// took longer to load and relocate them than to answer (docs/performance.md).
#pragma once

#ifndef CURL_DISABLE_TYPECHECK
#define CURL_DISABLE_TYPECHECK  // the checks are macros that call the functions by name
#endif
#include <curl/curl.h>

namespace broadtape {

// The functions that the program uses, without their prefix `curl_`.
struct CurlLibrary {
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_perform) easy_perform = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;

  // Null if the library is missing or cannot start. Threads: may be called at any time.
  static const CurlLibrary* open();
};

}  // namespace broadtape
