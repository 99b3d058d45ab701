// Decompressing and decoding whatever bytes: damage is an Error, memory stays within the limit, and what decompresses
// is compressed and given back the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/codec.h"
#include "common/article/record.h"
#include "common/error/error.h"

using namespace broadtape;

namespace {

// Half of the inputs meet a codec with a dictionary.
const Codec& codec_for(std::string_view input) {
  static const Codec plain("", 1);
  static const Codec with_dictionary = [] {
    std::vector<std::string> samples;
    for (int i = 0; i < 2000; ++i) {
      samples.push_back("{\"title\":\"Shares of company " + std::to_string(i * 7919) + " rose\",\"body\":\"" +
                        std::to_string(i * 104729) + " percent after earnings\"}");
    }
    return Codec(train_dictionary(samples, 16 << 10), 1);
  }();
  return !input.empty() && (input.back() & 1) ? with_dictionary : plain;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Codec& codec = codec_for(input);
  try {
    const std::string record = codec.decompress(input);
    if (codec.decompress(codec.compress(record)) != record) std::abort();
    const Article article = decode_record(record);
    if (decode_record(encode_record(article)) != article) std::abort();
  } catch (const Error&) {
  }
  try {
    const Article article = decode_record(input);
    if (decode_record(encode_record(article)) != article) std::abort();
  } catch (const Error&) {
  }
  if (codec.decompress(codec.compress(input)) != input) std::abort();
  return 0;
}
