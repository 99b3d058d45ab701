// Values in the scripts of a page that are no JSON: literals of JavaScript, functions that return them, and the chunks
// of React Server Components.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// The value at the start of `script` as JSON text: a literal such as `{title: 'Oil rises', ids: [1, 2,],}`, or a
// function that is called at once and returns one, `(function(a, b) {return {title: a}}("Oil rises", 1))`, as Nuxt
// writes it. Calls and other expressions are null. nullopt if it is neither, or longer than kMaxScriptValueBytes.
inline constexpr std::size_t kMaxScriptValueBytes = 4u << 20;
std::optional<std::string> json_of_script(std::string_view script);

// Collects the text of `self.__next_f.push([1, "..."])`, in which pages of Next.js keep their data.
class FlightChunks {
 public:
  static bool is_chunk(std::string_view script);

  // False if the script pushes no chunk.
  bool add(std::string_view script);

  // The values of all rows, as a list. Texts that rows refer to (`$1a`) are in their places.
  nlohmann::json values() const;

 private:
  std::string text_;
};

}  // namespace broadtape
