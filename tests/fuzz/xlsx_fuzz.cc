#include <algorithm>

#include "tests/fuzz/reader_target.h"
#include "tests/indexer/input/packed.h"

// The input is a workbook, or the parts of one, with a NUL after each: sheet, shared strings, styles.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadtape;
  const std::string input(reinterpret_cast<const char*>(data), size);
  if (input.starts_with("PK")) return fuzz_form("xlsx", data, size);
  std::string parts[3];
  std::size_t begin = 0;
  for (std::string& part : parts) {
    const std::size_t end = std::min(input.find('\0', begin), input.size());
    part = input.substr(begin, end - begin);
    begin = std::min(end + 1, input.size());
  }
  const std::string zip =
      packed("zip", "none",
             {{"[Content_Types].xml", "<Types/>"},
              {"_rels/.rels", "<r><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></r>"},
              {"xl/_rels/workbook.xml.rels",
               "<r><Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"sheet.xml\"/><Relationship Id=\"b\" "
               "Type=\"x/sharedStrings\" Target=\"strings.xml\"/><Relationship Id=\"c\" Type=\"x/styles\" "
               "Target=\"styles.xml\"/></r>"},
              {"xl/workbook.xml", "<workbook><sheets><sheet name=\"S\" id=\"a\"/></sheets></workbook>"},
              {"xl/sheet.xml", parts[0]},
              {"xl/strings.xml", parts[1]},
              {"xl/styles.xml", parts[2]}});
  return fuzz_form("xlsx", reinterpret_cast<const std::uint8_t*>(zip.data()), zip.size());
}
