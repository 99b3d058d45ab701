#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/companies/ticker_recogniser.h"
#include "common/text/utf8.h"

// Any valid UTF-8 gives symbols that are their own canonical form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace broadtape;
  static const CompanyDirectory& directory = CompanyDirectory::builtin();
  static const TickerRecogniser recogniser(directory);
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  if (!is_valid_utf8(text)) return 0;
  std::size_t cut = size / 4;
  while (cut > 0 && (bytes[cut] & 0xC0) == 0x80) --cut;
  for (const TickerMention& mention :
       recogniser.recognise({text.substr(0, cut), text.substr(cut), {directory.canonical(text)}, Day{2020, 1, 1}})) {
    // `<NAN>` is a code, while a field with NAN is empty.
    if (mention.symbol != "NAN" && directory.canonical(mention.symbol) != mention.symbol) std::abort();
  }
  return 0;
}
