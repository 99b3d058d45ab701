#include "tests/fuzz/reader_target.h"

// The end of a story makes the reader of press wires take the text for stories of Dow Jones Newswires.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string stories(reinterpret_cast<const char*>(data), size);
  stories += "\n(END) Dow Jones Newswires\n";
  return broadtape::fuzz_form("wire", reinterpret_cast<const std::uint8_t*>(stories.data()), stories.size());
}
