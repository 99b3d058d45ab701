#include "tests/fuzz/reader_target.h"
#include "tests/indexer/input/packed.h"

// The input is a document, or its main part.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadtape;
  const std::string input(reinterpret_cast<const char*>(data), size);
  if (input.starts_with("PK")) return fuzz_form("docx", data, size);
  const std::string zip =
      packed("zip", "none",
             {{"[Content_Types].xml", "<Types/>"},
              {"_rels/.rels", "<r><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></r>"},
              {"word/document.xml", input}});
  return fuzz_form("docx", reinterpret_cast<const std::uint8_t*>(zip.data()), zip.size());
}
