// Articles of which two never share more than a few words, unless they are two editions of one: made from numbers
// alone.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace broadtape {

struct Story {
  int number = 0;   // its address
  int edition = 1;  // a later edition has another title and one other sentence
  int source = 0;   // of kStorySources
  int day = 0;      // of January 2025, from 1; 0: undated
  std::vector<std::string> tickers = {};
};

inline constexpr const char* kStorySources[] = {"Harbor Wire", "Northgate Markets", "Ledger Street Journal"};

// A word of letters that belongs to these two numbers.
inline std::string made_word(int number, int place) {
  std::uint64_t mixed = (static_cast<std::uint64_t>(number) << 20) + static_cast<std::uint64_t>(place) + 1;
  for (int round = 0; round < 3; ++round) mixed = (mixed ^ mixed >> 31) * 0x9e3779b97f4a7c15u;
  std::string word;
  for (int syllable = 0; syllable < 4; ++syllable) {
    word += "bdfgklmnprtvz"[mixed % 13];
    mixed /= 13;
    word += "aeiou"[mixed % 5];
    mixed /= 5;
  }
  return word;
}

inline std::string story_url(int number) {
  return "https://news.example/story/" + std::to_string(number);
}

inline std::string story_title(const Story& story) {
  return "Story of " + made_word(story.number, 1001) + " and " + made_word(story.number, 1002) +
         (story.edition > 1 ? ", corrected " + made_word(story.edition, 1003) : "");
}

inline std::string story_body(const Story& story) {
  std::string body = "The oil market";
  for (int place = 0; place < 40; ++place) body += (place % 10 == 9 ? ". " : " ") + made_word(story.number, place);
  return body + " text. This edition says " + made_word(story.edition, 2000) + ".";
}

inline std::string story_date(const Story& story) {
  if (story.day == 0) return {};
  return std::string("2025-01-") + (story.day < 10 ? "0" : "") + std::to_string(story.day);
}

inline std::string as_json_lines(const std::vector<Story>& stories) {
  std::string lines;
  for (const Story& story : stories) {
    nlohmann::json line{
        {"title", story_title(story)},           {"body", story_body(story)}, {"url", story_url(story.number)},
        {"source", kStorySources[story.source]}, {"language", "en"},          {"tickers", story.tickers}};
    if (story.day > 0) line["date"] = story_date(story);
    lines += line.dump() + "\n";
  }
  return lines;
}

}  // namespace broadtape
