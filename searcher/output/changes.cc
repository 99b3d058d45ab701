#include "searcher/output/changes.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kChangeContext = 8;  // words shown next to a change

struct ChangeForm {
  std::string_view name;
  std::string_view opening, closing;  // without colour
  Ink ink;
};
constexpr ChangeForm kForms[] = {
    {"same", "", "", Ink::kPlain}, {"deleted", "[-", "-]", Ink::kRed}, {"inserted", "{+", "+}", Ink::kGreen}};

const ChangeForm& form_of(Change change) {
  return kForms[static_cast<std::size_t>(change)];
}

// Punctuation alone is no word.
std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_ascii_space(text[at]) || text[at] == '\r') {
      in_word = false;
    } else if (!in_word && byte_class(text, at) != kSeparatorByte) {
      in_word = true;
      ++words;
    }
  }
  return words;
}

std::vector<Span> spans_of_changes(const std::vector<DiffPiece>& pieces, bool colour) {
  std::vector<Span> spans;
  const std::vector<DiffPiece> shown = only_changes(pieces, kChangeContext);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const ChangeForm& form = form_of(shown[i].change);
    std::string text = harmless(shown[i].text);
    if (shown[i].change == Change::kSame) {
      spans.push_back({std::move(text), form.ink});
      continue;
    }
    const bool ends_in_space = text.ends_with(' ');
    while (text.ends_with(' ')) text.pop_back();
    const bool replaced =
        shown[i].change == Change::kDeleted && i + 1 < shown.size() && shown[i + 1].change == Change::kInserted;
    if (!text.empty()) {
      spans.push_back(
          {colour ? std::move(text) : std::string(form.opening) + text + std::string(form.closing), form.ink});
    }
    if (replaced ? colour : ends_in_space) spans.push_back({" ", Ink::kPlain});
  }
  return spans;
}

}  // namespace

void write_changes(const std::vector<DiffPiece>& title, const std::vector<DiffPiece>& body, std::string_view indent,
                   const TextStyle& style, std::ostream& out) {
  for (const std::vector<DiffPiece>* const pieces : {&title, &body}) {
    const std::vector<Span> spans = spans_of_changes(*pieces, style.colour);
    if (!spans.empty()) write_lines(spans, indent, style, out);
  }
}

Json json_changes(const std::vector<DiffPiece>& pieces) {
  Json array = Json::array();
  for (const DiffPiece& piece : pieces) array.push_back({{"change", form_of(piece.change).name}, {"text", piece.text}});
  return array;
}

ChangedWords changed_words(const std::vector<DiffPiece>& pieces) {
  ChangedWords words;
  for (const DiffPiece& piece : pieces) {
    if (piece.change == Change::kDeleted) words.deleted += count_words(piece.text);
    if (piece.change == Change::kInserted) words.inserted += count_words(piece.text);
  }
  return words;
}

std::string changed_words_line(const ChangedWords& words) {
  std::string line;
  if (words.deleted > 0) line = plural(words.deleted, "word") + " deleted";
  if (words.inserted > 0) {
    line += line.empty() ? plural(words.inserted, "word") + " inserted"
                         : fmt::format(", {} inserted", with_commas(words.inserted));
  }
  return line;
}

}  // namespace broadtape
