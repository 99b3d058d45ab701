// Walks through a JSON text value by value without building a tree of it: what is not wanted is passed over at the
// speed of a search for the next quotation mark.
//
// It reads what a JSON writer wrote, and refuses what cannot be that; it is no validator of what it passes over.
// Threads: not shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

// Every function throws Error(kCorrupt) when the text at its place is not what it reads.
class JsonCursor {
 public:
  // Keeps a reference to the characters of `text`.
  explicit JsonCursor(std::string_view text) : text_(text) {}

  // An object: `member(key)` for each of its members, at the value, which it must read or skip. Keys are as written,
  // escapes and all.
  template <class Member>
  void object(Member&& member) {
    expect('{');
    if (accept('}')) return;
    do {
      const std::string_view key = quoted();
      expect(':');
      member(key);
    } while (accept(','));
    expect('}');
  }

  // An array: `element()` at each of its values, which it must read or skip.
  template <class Element>
  void array(Element&& element) {
    expect('[');
    if (accept(']')) return;
    do {
      element();
    } while (accept(','));
    expect(']');
  }

  // Its escapes undone; valid UTF-8.
  std::string string();
  std::uint32_t number();
  bool boolean();

  // Any value, however deep.
  void skip();

  // Requires that nothing but white space is left.
  void finish();

 private:
  char peek();
  bool accept(char c);
  void expect(char c);
  std::string_view quoted();  // a string's inside, as written
  std::string_view literal();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace broadtape
