// Whether the programs were built with a sanitizer. Tests that only start them are built without one, and are told by
// BROADTAPE_SANITIZED.
#pragma once

namespace broadtape {

#if defined(BROADTAPE_SANITIZED) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace broadtape
