// The cards at the end of a saved page: what each says, and which years they stand in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct PageCard {
  std::size_t first_line = 0;  // of the page's lines, `placeholder` included
  std::size_t last_line = 0;
  std::string title;
  std::string teaser;
  std::string author;
  std::string date_text;
};

std::vector<PageCard> find_page_cards(const std::vector<std::string_view>& lines);

// An instant that the cards' yearless dates are near: the latest of the dates that have a year and of the years that
// the cards speak of, else the time when the page was saved. Nothing when there is none of these.
std::optional<std::int64_t> cards_near_s(const std::vector<PageCard>& cards, std::optional<std::int64_t> saved_s);

}  // namespace broadtape
