// Finds the articles in a JSON text of any size, one by one: the elements of an array, of an article list inside an
// object
// (`{"articles": [...]}`, `{"response": {"docs": [...]}}`), or objects one after the other.
//
// It matches brackets and strings and nothing more; what it cuts out may still be no JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input/byte_source.h"

namespace broadtape {

// `name` in normal form (normal_field_name).
bool is_article_list_name(std::string_view name);
bool is_list_holder_name(std::string_view name);

struct JsonPiece {
  std::string text;
  std::string fault;  // why `text` cannot be an article; empty for an object, or whatever else stands in an array
};

class JsonSplitter {
 public:
  // `source` must outlive this. Pieces longer than `max_piece_bytes` come as a fault with their start.
  JsonSplitter(ByteSource& source, std::size_t max_piece_bytes) : source_(source), max_piece_bytes_(max_piece_bytes) {}

  // False at the end. Throws what source.read() throws.
  bool next(JsonPiece& piece);

  // For a piece of a list that turned out damaged and may have swallowed its neighbours: those that begin on a line of
  // their own, indented as the piece was, will be read again. Returns how many bytes of `piece`, the text handed over
  // last, are given up.
  std::size_t resume_inside(std::string_view piece);

 private:
  // What is open around the present place. Objects are those that may hold a list.
  enum class Frame { kArray, kObject };

  int peek();
  int take();
  int skip_blanks();
  void keep(int c);
  void start_text();
  bool take_string(std::string* out);
  bool take_value();
  bool next_in_array(JsonPiece& piece);
  bool next_in_object(JsonPiece& piece);
  void take_member();
  void end_object(JsonPiece& piece, std::string fault);
  void hand_over(JsonPiece& piece, std::string fault);

  ByteSource& source_;
  std::size_t max_piece_bytes_;
  std::string buffer_;
  std::size_t at_ = 0;

  std::vector<Frame> frames_;
  std::string text_;  // of the value being taken
  // Where the list's last piece began on its line; npos when something else stands before it.
  std::size_t indent_ = std::string::npos;
  bool broken_off_ = false;  // the input ended inside a piece
  std::uint64_t resumed_bytes_ = 0;
  bool keeping_ = false;  // false inside an object that turned out to hold a list
  bool too_long_ = false;
};

}  // namespace broadtape
