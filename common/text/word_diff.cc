#include "common/text/word_diff.h"

#include <algorithm>
#include <unordered_map>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/edit_script.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxChanceWords = 2;
constexpr std::string_view kEllipsis = "…";

// A word, punctuation mark or single character, with the white space after it.
struct DiffToken {
  std::string_view text;
  std::string_view space;
};

bool is_inner_mark(char c) {
  return c == '.' || c == ',' || c == '\'' || c == '-' || c == '&' || c == '/';
}

bool is_space_at(std::string_view text, std::size_t at) {
  return is_ascii_space(text[at]) || text[at] == '\r';
}

// The end of the word at `at`, or of one character if none begins there.
std::size_t token_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size()) {
    std::size_t next = end;
    const CharKind kind = char_kind_at(text, end, next);
    const bool in_word = kind == CharKind::kWord || kind == CharKind::kMark || kind == CharKind::kIgnorable ||
                         (kind == CharKind::kApostrophe && end > at);
    const bool joins = end > at && is_inner_mark(text[end]) && is_word_at(text, end + 1);
    if (!in_word && !joins) return end == at ? next : end;
    end = next;
  }
  return end;
}

// White space before the first token is a token without text.
std::vector<DiffToken> tokens_of(std::string_view text) {
  std::vector<DiffToken> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = is_space_at(text, at) ? at : token_end(text, at);
    std::size_t next = end;
    while (next < text.size() && is_space_at(text, next)) ++next;
    tokens.push_back({text.substr(at, end - at), text.substr(end, next - end)});
    at = next;
  }
  return tokens;
}

class Numbering {
 public:
  std::vector<std::uint32_t> of(const std::vector<DiffToken>& tokens) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(tokens.size());
    for (const DiffToken& token : tokens)
      numbers.push_back(numbers_.emplace(token.text, static_cast<std::uint32_t>(numbers_.size())).first->second);
    return numbers;
  }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

// A run of kept tokens, and the changes after it.
struct Stretch {
  std::size_t kept = 0, deleted = 0, inserted = 0;

  std::size_t changed() const { return std::max(deleted, inserted); }
};

std::vector<Stretch> stretches_of(const EditScript& script) {
  std::vector<Stretch> stretches;
  std::size_t x = 0, y = 0;
  while (x < script.deleted.size() || y < script.inserted.size()) {
    Stretch stretch;
    const auto is_kept = [&] { return x < script.deleted.size() && !script.deleted[x] && !script.inserted[y]; };
    for (; is_kept(); ++x, ++y) ++stretch.kept;
    for (; x < script.deleted.size() && script.deleted[x]; ++x) ++stretch.deleted;
    for (; y < script.inserted.size() && script.inserted[y]; ++y) ++stretch.inserted;
    stretches.push_back(stretch);
  }
  return stretches;
}

// Moves a pure insertion or deletion towards the end of the text as long as it says the same, so that it ends with its
// sentence: "pct{+. More follows+}." becomes "pct. {+More follows.+}".
void move_to_sentence_ends(std::vector<Stretch>& stretches, const std::vector<std::uint32_t>& before,
                           const std::vector<std::uint32_t>& after) {
  std::size_t x = 0, y = 0;
  for (std::size_t i = 0; i + 1 < stretches.size(); ++i) {
    Stretch &stretch = stretches[i], &next = stretches[i + 1];
    x += stretch.kept;
    y += stretch.kept;
    const std::vector<std::uint32_t>& side = stretch.inserted > 0 ? after : before;
    std::size_t& begin = stretch.inserted > 0 ? y : x;
    const std::size_t least = next.changed() > 0 ? 1 : 0;
    while ((stretch.inserted == 0 || stretch.deleted == 0) && next.kept > least &&
           side[begin] == side[begin + stretch.changed()]) {
      ++stretch.kept;
      --next.kept;
      ++x;
      ++y;
    }
    x += stretch.deleted;
    y += stretch.inserted;
  }
}

// Joins changes with only a word or two between them, if both are longer than that.
void join_changes(std::vector<Stretch>& stretches) {
  std::size_t size = 0;
  for (const Stretch& stretch : stretches) {
    const bool by_chance = size > 0 && stretch.kept <= kMaxChanceWords && stretch.changed() > stretch.kept &&
                           stretches[size - 1].changed() > stretch.kept;
    if (!by_chance) {
      stretches[size++] = stretch;
      continue;
    }
    stretches[size - 1].deleted += stretch.kept + stretch.deleted;
    stretches[size - 1].inserted += stretch.kept + stretch.inserted;
  }
  stretches.resize(size);
}

void put(Change change, const std::vector<DiffToken>& tokens, std::size_t& at, std::size_t count,
         std::vector<DiffPiece>& pieces) {
  if (count == 0) return;
  pieces.push_back({change, {}});
  for (const std::size_t end = at + count; at < end; ++at) {
    pieces.back().text += tokens[at].text;
    pieces.back().text += tokens[at].space;
  }
}

// The offset after the first `count` words of the text.
std::size_t after_words(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; count > 0 && at < text.size(); --count) {
    while (at < text.size() && is_space_at(text, at)) ++at;
    while (at < text.size() && !is_space_at(text, at)) ++at;
  }
  return at;
}

// The offset of the last `count` words.
std::size_t before_words(std::string_view text, std::size_t count) {
  std::size_t at = text.size();
  for (; count > 0 && at > 0; --count) {
    while (at > 0 && is_space_at(text, at - 1)) --at;
    while (at > 0 && !is_space_at(text, at - 1)) --at;
  }
  return at;
}

}  // namespace

std::vector<DiffPiece> word_diff(std::string_view before, std::string_view after) {
  const std::vector<DiffToken> old_tokens = tokens_of(before), new_tokens = tokens_of(after);
  Numbering numbering;
  const std::vector<std::uint32_t> old_numbers = numbering.of(old_tokens), new_numbers = numbering.of(new_tokens);
  std::vector<Stretch> stretches = stretches_of(edit_script(old_numbers, new_numbers));
  move_to_sentence_ends(stretches, old_numbers, new_numbers);
  join_changes(stretches);
  std::vector<DiffPiece> pieces;
  std::size_t x = 0, y = 0;
  for (const Stretch& stretch : stretches) {
    put(Change::kSame, new_tokens, y, stretch.kept, pieces);
    x += stretch.kept;
    put(Change::kDeleted, old_tokens, x, stretch.deleted, pieces);
    put(Change::kInserted, new_tokens, y, stretch.inserted, pieces);
  }
  return pieces;
}

bool has_changes(const std::vector<DiffPiece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [](const DiffPiece& piece) { return piece.change != Change::kSame; });
}

std::vector<DiffPiece> only_changes(const std::vector<DiffPiece>& pieces, std::size_t context) {
  std::vector<DiffPiece> shortened;
  if (!has_changes(pieces)) return shortened;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const DiffPiece& piece = pieces[i];
    const std::size_t head = i == 0 ? 0 : after_words(piece.text, context);
    const std::size_t tail = i + 1 == pieces.size() ? piece.text.size() : before_words(piece.text, context);
    if (piece.change != Change::kSame || head >= tail) {
      shortened.push_back(piece);
      continue;
    }
    std::string text = piece.text.substr(0, head);
    text += i == 0 ? "" : " ";
    text += kEllipsis;
    text += i + 1 == pieces.size() ? "" : " ";
    shortened.push_back({Change::kSame, text + piece.text.substr(tail)});
  }
  return shortened;
}

}  // namespace broadtape
