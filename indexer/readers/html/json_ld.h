// JSON-LD in a page: reads it where it is slightly broken, and finds the article among its objects.
#pragma once

#include <deque>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace broadtape {

class JsonLd {
 public:
  // The text of one script element, read by read_loosely(). Text that remains unreadable is ignored, except for
  // `datePublished` and `dateModified`, which are searched in it. Ignores scripts after the first kMaxBytes.
  void add(std::string_view script);

  // Chooses among several articles, since pages list other stories too: one with this address, else one with a title.
  void choose(const std::string& address, std::string_view title);

  // The object of an article type: the chosen one, else the first with a date, else the first; null if there is none.
  const nlohmann::json* article() const { return article_; }
  // Another object with a date of publication, such as a WebPage; null if there is none.
  const nlohmann::json* dated_page() const { return dated_page_; }

  // A member as text, with references decoded; empty if it is absent. `{"@id": "#p"}` is the object with that id.
  std::string text_of(const nlohmann::json& object, const char* member) const;

  // Dates in unreadable scripts, empty if there are none.
  const std::string& loose_published() const { return loose_published_; }
  const std::string& loose_modified() const { return loose_modified_; }

 private:
  static constexpr std::size_t kMaxBytes = 4u << 20;
  static constexpr std::size_t kMaxArticles = 50;

  void collect(const nlohmann::json& value, int depth);
  void search(std::string_view script);
  bool has_address(const nlohmann::json& object, const std::string& address) const;
  const nlohmann::json& resolved(const nlohmann::json& value) const;

  std::deque<nlohmann::json> scripts_;  // keeps addresses
  std::unordered_map<std::string, const nlohmann::json*> by_id_;
  std::vector<const nlohmann::json*> articles_;
  const nlohmann::json* article_ = nullptr;
  const nlohmann::json* dated_page_ = nullptr;
  std::string loose_published_, loose_modified_;
  std::size_t bytes_ = 0;
};

}  // namespace broadtape
