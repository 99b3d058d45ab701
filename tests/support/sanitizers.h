// Whether the tests and programs were built with a sanitizer.
#pragma once

namespace broadtape {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace broadtape
