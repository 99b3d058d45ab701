// Decodes the text of an RTF document, whose bytes are in the code pages of its fonts.
#pragma once

#include <map>
#include <string>

#include "indexer/readers/charset.h"
#include "indexer/readers/forms.h"

namespace broadtape {

class RtfDecoder {
 public:
  // The strings that text is added to are those of `contained`, which must outlive this.
  explicit RtfDecoder(const ContainedText& contained) : contained_(contained) {}

  // Adds a byte in `charset`, the iconv name, to `out`. `escaped`: it is written as \'xx. The text may be added later,
  // by flush() at the latest. As the others, throws Error(kTooLarge) above kMaxRecordBytes of text or kMaxFieldBytes of
  // title and author.
  void put_byte(char c, bool escaped, const char* charset, std::string& out);
  void put(char32_t c, std::string& out);
  void flush();

 private:
  void check_size() const;

  const ContainedText& contained_;
  // Bytes that are not decoded yet, with what they need.
  std::string pending_;
  std::string* pending_target_ = nullptr;
  const char* pending_charset_ = nullptr;
  bool pending_escaped_ = false;
  std::map<std::string, CharsetDecoder> decoders_;  // by character set
};

}  // namespace broadtape
