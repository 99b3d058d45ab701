#include "tests/fuzz/reader_target.h"

// The library reads in a child process. What must hold here is that whatever it does ends as text or as an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return broadtape::fuzz_form("pdf", data, size);
}
