// Steps of the reader of web archives: records, HTTP responses and their content codings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"

namespace broadtape {

// Header fields by name in lower case; of equal names the last one.
using HeaderFields = std::map<std::string, std::string>;

// Adds the field of a line `Name: value`; ignores other lines.
void add_header_line(std::string_view line, HeaderFields& fields);

struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  std::string media_type;  // of Content-Type in lower case: "text/html"
  std::string charset;     // of Content-Type in lower case
  std::string body;        // without chunks and content codings
  std::string problem;     // why the body cannot be decoded; else empty
};

// Parses a response as captured. Accepts bodies that are not encoded as the header says, because some crawlers store
// them decoded. nullopt if the bytes are not an HTTP response.
std::optional<HttpResponse> parse_http_response(std::string_view bytes);

// Removes a content coding (RFC 9110, 8.4.1): gzip, deflate or br. Of damaged bytes as much as can be decoded. nullopt
// if the bytes do not have this coding or it is unknown. Throws Error(kTooLarge) above `limit` decoded bytes.
std::optional<std::string> decode_content(std::string_view bytes, std::string_view coding, std::size_t limit);

// A record of WARC (ISO 28500) or ARC (version 1 and 2).
struct WebRecord {
  HeaderFields fields;
  std::string type;  // "response"; of ARC "response", or "filedesc" for the first record
  std::string url;
  std::string media_type;  // of the record's block: "application/http"
  std::optional<std::int64_t> captured_s;
  std::string block;
  std::string damage;      // why the block is not whole: "the input ends inside it"; else empty
  bool too_large = false;  // the block is longer than the limit and was skipped
};

// Splits a web archive into records, in the memory of one record. Finds the next record where a length is wrong or the
// compressed input is damaged.
class WebRecords {
 public:
  // `source` must outlive this. Blocks longer than `max_block_bytes` are skipped.
  WebRecords(ByteSource& source, std::size_t max_block_bytes) : source_(source), max_block_bytes_(max_block_bytes) {}

  // False at the end. Throws what source.read() throws, except damage behind which more can be read.
  bool next(WebRecord& record);

  // Calls `damaged` for bytes between records that are none.
  std::function<void(const std::string&)> damaged;

 private:
  bool fill();
  bool has(std::size_t bytes);
  std::string_view rest() const { return std::string_view(buffer_).substr(at_); }
  bool read_line(std::string& line);
  bool find_record();
  void resume();
  void read_warc_header(WebRecord& record, std::optional<std::uint64_t>& length);
  void read_arc_header(WebRecord& record, std::optional<std::uint64_t>& length);
  bool is_before_record();
  void give_back_lines(WebRecord& record);
  void give_back(WebRecord& record, std::uint64_t length);
  void read_block(WebRecord& record, std::optional<std::uint64_t> length);

  ByteSource& source_;
  std::size_t max_block_bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
  bool is_arc_ = false;
  bool started_ = false;
  std::string fault_;        // damage of the source behind the rest of the buffer
  bool fault_said_ = false;  // as WebRecord::damage
};

}  // namespace broadtape
