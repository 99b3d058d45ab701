// One fuzz target per input form: whatever the bytes are, the reader ends, and hands over valid UTF-8.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>

#include "common/error/error.h"
#include "common/text/utf8.h"
#include "indexer/input/byte_source.h"
#include "indexer/readers/reader.h"

namespace broadtape {

class CheckingSink final : public RecordSink {
 public:
  bool article(RawArticle&& raw) override {
    if (raw.title.empty() && raw.body.empty()) std::abort();
    for (const std::string* text : {&raw.title, &raw.body, &raw.url, &raw.source, &raw.author, &raw.date_text,
                                    &raw.language, &raw.external_id, &raw.record}) {
      check(*text);
    }
    for (const std::string& ticker : raw.tickers) check(ticker);
    for (const std::string& label : raw.labels) check(label);
    return true;
  }
  bool reject(RejectedRecord&& rejected) override {
    check(rejected.reason);
    check(rejected.text);
    return true;
  }
  void replaced_bytes(std::uint64_t) override {}

 private:
  static void check(const std::string& text) {
    std::string repaired = text;
    repair_utf8(repaired);
    if (repaired != text) std::abort();
  }
};

inline int fuzz_form(const char* form, const std::uint8_t* data, std::size_t size) {
  MemorySource source({reinterpret_cast<const char*>(data), size});
  CheckingSink sink;
  try {
    read_records(source, {form, {}}, sink);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput && error.kind() != ErrorKind::kTooLarge) std::abort();
  }
  return 0;
}

}  // namespace broadtape
