#include "indexer/readers/html/page_state.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/readers/field_names.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/html/script_values.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_scanner.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxStateBytes = 4u << 20;  // of all scripts of a page
constexpr std::size_t kShortestState = 200;       // bytes of JSON; less has no article
constexpr std::size_t kShortestStateText = 200;   // bytes of an article
constexpr int kMaxValues = 20;                    // in the scripts of a page

// The end of the JSON value that begins with the bracket at `at`; npos if it has none.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') at = end_of_json_string(text, at + 1);
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

class ArticlesInState {
 public:
  // Takes a script that is JSON, or that assigns it: `x = {...};`, `x = JSON.parse("...")`.
  void add(std::string_view script) {
    script = trimmed(script);
    if (flight_.add(script)) return;
    if (script.starts_with('{') || script.starts_with('[')) return take(script);
    for (std::size_t at = script.find('='); at != std::string_view::npos; at = script.find('=', at + 1)) {
      const std::size_t begin = script.find_first_not_of(" \t\r\n", at + 1);
      if (begin == std::string_view::npos || values_ >= kMaxValues) return;
      constexpr std::string_view kParse = "JSON.parse(\"";
      if (script[begin] == '{' || script[begin] == '[') {
        const std::size_t end = end_of_value(script, begin);
        if (end == std::string_view::npos) continue;
        take(script.substr(begin, end - begin));
        at = end - 1;
      } else if (script.substr(begin).starts_with("(function") || script.substr(begin).starts_with("function(")) {
        if (const auto value = json_of_script(script.substr(begin))) take(*value);
        return;
      } else if (script.substr(begin).starts_with(kParse)) {
        const std::size_t quote = begin + kParse.size() - 1, end = end_of_json_string(script, quote + 1);
        const JsonResult text = parse_json(std::string(script.substr(quote, end - quote + 1)));
        if (text.value && text.value->is_string()) take(text.value->get_ref<const std::string&>());
        at = std::min(end, script.size() - 1);
      }
    }
  }

  // See article_in_scripts().
  std::optional<RawArticle> clear_one(std::string_view page_title) && {
    constexpr std::size_t kMuchLonger = 3;
    take_nodes(flight_.values(), 0);
    const auto by_title = std::find_if(articles_.begin(), articles_.end(), [&](const RawArticle& raw) {
      return !raw.title.empty() && is_title(one_line(raw.title), page_title);
    });
    if (by_title != articles_.end()) return std::move(*by_title);
    std::stable_sort(articles_.begin(), articles_.end(),
                     [](const RawArticle& a, const RawArticle& b) { return a.body.size() > b.body.size(); });
    if (articles_.empty()) return std::nullopt;
    const bool is_clear = articles_.size() == 1 || articles_[0].body.size() >= kMuchLonger * articles_[1].body.size();
    return is_clear ? std::optional(std::move(articles_[0])) : std::nullopt;
  }

 private:
  void take(std::string_view text) {
    if (text.size() < kShortestState || ++values_ > kMaxValues) return;
    JsonResult read = parse_json(std::string(text));
    if (!read.value) {
      const std::optional<std::string> literal = json_of_script(text);
      if (literal) read = parse_json(*literal);
    }
    if (!read.value) return;
    make_plain(*read.value);
    take_articles(*read.value);
  }

  // The objects in a tree of elements, ["$", "div", null, {"children": ...}], which is deeper than lists of articles.
  void take_nodes(const nlohmann::json& value, int depth) {
    if (depth > kMaxJsonDepth || !value.is_structured()) return;
    if (value.is_object() && !value.contains("children")) return take_articles(value);
    for (const nlohmann::json& inner : value) take_nodes(inner, depth + 1);
  }

  void take_articles(const nlohmann::json& value) {
    each_json_article(value, names_, [&](const FoundArticle& found) {
      constexpr std::size_t kMostArticles = 200;
      try {
        RawArticle raw = json_article({found.object}, names_, nullptr);
        const bool is_new = std::none_of(articles_.begin(), articles_.end(),
                                         [&](const RawArticle& known) { return known.body == raw.body; });
        if (is_new && raw.body.size() >= kShortestStateText) articles_.push_back(std::move(raw));
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::kTooLarge) throw;
      }
      return articles_.size() < kMostArticles;
    });
  }

  const FieldNames names_{std::map<std::string, std::string>()};
  std::vector<RawArticle> articles_;
  FlightChunks flight_;
  int values_ = 0;
};

}  // namespace

std::optional<RawArticle> article_in_scripts(xmlNode* root, std::string_view page_title) {
  ArticlesInState state;
  std::size_t bytes = 0;
  each_element(root, [&](xmlNode* element) {
    if (element_name(element) != "script") return true;
    const std::string type = ascii_lowered(attribute_view(element, "type"));
    const std::string_view script = script_text(element);
    bytes += script.size();
    const bool may_have_state = script.size() >= kShortestState || FlightChunks::is_chunk(script);
    if (may_have_state && type != "application/ld+json" && bytes <= kMaxStateBytes) state.add(script);
    return true;
  });
  return std::move(state).clear_one(page_title);
}

}  // namespace broadtape
