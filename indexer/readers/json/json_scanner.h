// Reads the brackets, strings and blanks of a JSON text of any size, without parsing its values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/input/byte_source.h"

namespace broadtape {

// Keeps the characters from a start that the caller sets, up to a limit. All functions throw what source.read() throws.
class JsonScanner {
 public:
  static constexpr int kInputEnd = -1;
  static constexpr std::size_t kNoIndent = std::string::npos;

  // `source` must outlive this. More than `max_kept_bytes` are not kept, but read.
  JsonScanner(ByteSource& source, std::size_t max_kept_bytes) : source_(source), max_kept_bytes_(max_kept_bytes) {}

  // The next character, which remains; kInputEnd at the end.
  int peek();
  // The next character.
  int take();

  // Skips blanks and commas, and returns the character after them, which remains.
  int skip_blanks();
  // The number of blanks before that character if it is the first of its line; otherwise kNoIndent.
  std::size_t indent() const { return indent_; }

  // Reads a string from its opening quote and appends its raw characters to `out`. False if it is unterminated.
  bool take_string(std::string* out);
  // Reads an object or array to its closing bracket, a string, or the characters up to the next delimiter. False if the
  // input ends first.
  bool take_value();

  // The next `bytes` characters, or as many as there are.
  std::string_view look_ahead(std::size_t bytes);
  // Puts `text` before what is not yet read.
  void put_back(std::string_view text);

  void start_keeping();
  void drop_kept();
  bool is_keeping() const { return is_keeping_; }
  // What was kept, or its start if there was more than the limit; keeps no further characters.
  std::string kept_text();
  bool exceeded_limit() const { return exceeded_limit_; }

 private:
  // Takes and returns the next `bytes` characters of the buffer, or as many as it has.
  std::string_view take_run(std::size_t bytes);

  ByteSource& source_;
  const std::size_t max_kept_bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::size_t indent_ = kNoIndent;
  std::string kept_;
  bool is_keeping_ = false;
  bool exceeded_limit_ = false;
};

bool is_json_blank(int c);

// Where the string ends whose first character is at `begin`: at its quotation mark. The size of `text` if that is
// missing, and one more if a backslash is last.
std::size_t end_of_json_string(std::string_view text, std::size_t begin);

}  // namespace broadtape
