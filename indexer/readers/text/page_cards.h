// Parses the cards at the end of a saved page and infers the year of their dates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct PageCard {
  std::size_t first_line = 0;  // index in the lines of the page, including `placeholder`
  std::size_t last_line = 0;
  std::string title;
  std::string teaser;
  std::string author;
  std::string date_text;
};

std::vector<PageCard> find_page_cards(const std::vector<std::string_view>& lines);

// An instant near the yearless dates of the cards: the latest of the complete dates and of the years mentioned in the
// cards, else the time when the page was saved. nullopt if none is known.
std::optional<std::int64_t> cards_near_s(const std::vector<PageCard>& cards, std::optional<std::int64_t> saved_s);

}  // namespace broadtape
