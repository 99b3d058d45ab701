#include "searcher/search/snippet.h"

#include <algorithm>

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/search/sentences.h"

namespace broadtape {
namespace {

constexpr double kRepetitionShare = 0.05;  // of a word's weight, for each repetition
// Of the length: the minimum size of a snippet that ends at a sentence boundary.
constexpr std::size_t kLeastSentencePercent = 60;

// The number of bytes that `characters` characters take in a text like `text`.
std::size_t to_bytes(std::string_view text, std::size_t characters) {
  const std::string_view sample = text.substr(0, 4096);
  const auto leading = std::count_if(sample.begin(), sample.end(),
                                     [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return leading == 0 ? characters : characters * sample.size() / static_cast<std::size_t>(leading);
}

// The last sentence start at or before `at`, at most `reach` bytes before it; npos if there is none.
std::size_t sentence_before(std::string_view text, std::size_t at, std::size_t reach) {
  const std::size_t least = at > reach ? at - reach : 0;
  for (std::size_t i = at + 1; i-- > least;) {
    if (sentence_begins(text, i)) return i;
  }
  return std::string_view::npos;
}

// The last sentence end in (after, limit]; npos if there is none.
std::size_t sentence_end(std::string_view text, std::size_t after, std::size_t limit) {
  for (std::size_t i = std::min(limit + 1, text.size() - 1); i > after; --i) {
    if (!sentence_begins(text, i)) continue;
    std::size_t end = i;
    while (end > after && is_ascii_space(text[end - 1])) --end;
    return end > after ? end : std::string_view::npos;
  }
  return std::string_view::npos;
}

// Moves the start of a snippet at the end of the body back to an earlier sentence, as far as `max_bytes` allows.
std::size_t earlier_begin(std::string_view body, std::size_t begin, std::size_t max_bytes) {
  for (std::size_t i = body.size() - std::min(body.size(), max_bytes); i < begin; ++i) {
    if (sentence_begins(body, i)) return i;
  }
  return begin;
}

// Appends with runs of white space collapsed to one space, without a leading space.
void append_collapsed(std::string_view text, std::string& out, bool& after_space) {
  for (const char c : text) {
    if (!is_ascii_space(c)) {
      out += c;
      after_space = false;
    } else if (!after_space) {
      out += ' ';
      after_space = true;
    }
  }
}

}  // namespace

// The window of at most `max_bytes` with the highest total weight of matched words; the first of equals.
SnippetMaker::Stretch SnippetMaker::best_stretch(std::size_t max_bytes) {
  std::vector<std::size_t> matched;
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    if (marks_[i].word != MatchTerms::kNone) matched.push_back(i);
  }
  if (matched.empty()) return {};
  seen_.assign(terms_.word_count(), 0);
  const auto change = [this](std::size_t token, int by) {
    const auto word = static_cast<std::size_t>(marks_[token].word);
    const double weight = terms_.weight(marks_[token].word);
    const int least = std::min(seen_[word], seen_[word] + by);
    seen_[word] += by;
    return by * weight * (least == 0 ? 1.0 : kRepetitionShare);
  };
  Stretch best;
  double score = 0, best_score = 0;
  std::size_t right = 0;
  for (std::size_t left = 0; left < matched.size(); ++left) {
    const std::size_t begin = tokens()[matched[left]].begin;
    while (right < matched.size() && (right == left || tokens()[matched[right]].end - begin <= max_bytes))
      score += change(matched[right++], 1);
    if (score > best_score * (1 + 1e-9)) {
      best_score = score;
      best = {begin, tokens()[matched[right - 1]].end};
    }
    score += change(matched[left], -1);
  }
  return best;
}

// The marks from that of tokens()[i] on that follow each other without a gap. Requires that tokens()[i] is marked.
SnippetMaker::MarkedRun SnippetMaker::run_from(std::size_t i) const {
  MarkedRun run{{marks_[i].begin, marks_[i].end}, i + 1};
  for (; run.next < marks_.size(); ++run.next) {
    const MatchTerms::Mark& mark = marks_[run.next];
    if (mark.word == MatchTerms::kNone || mark.begin != run.text.end) break;
    run.text.end = mark.end;
  }
  return run;
}

std::vector<Piece> SnippetMaker::pieces(std::string_view text, Stretch stretch) const {
  std::vector<Piece> result;
  bool after_space = true;
  const auto add = [&](std::size_t begin, std::size_t end, bool match) {
    Piece piece;
    piece.match = match;
    append_collapsed(text.substr(begin, end - begin), piece.text, after_space);
    if (!piece.text.empty()) result.push_back(std::move(piece));
  };
  std::size_t done = stretch.begin;
  const auto first = std::lower_bound(tokens().begin(), tokens().end(), stretch.begin,
                                      [](const Token& token, std::size_t at) { return token.begin < at; });
  auto i = static_cast<std::size_t>(first - tokens().begin());
  while (i < tokens().size() && tokens()[i].end <= stretch.end) {
    if (marks_[i].word == MatchTerms::kNone) {
      ++i;
      continue;
    }
    const MarkedRun run = run_from(i);
    add(done, run.text.begin, false);
    done = std::min(run.text.end, stretch.end);  // the run may continue behind the snippet
    add(run.text.begin, done, true);
    i = run.next;
  }
  add(done, stretch.end, false);
  if (!result.empty() && !result.back().match && result.back().text.ends_with(' ')) result.back().text.pop_back();
  if (!result.empty() && result.back().text.empty()) result.pop_back();
  return result;
}

// At a sentence start within `slack` bytes before the matched words if there is one, otherwise at the start of a word.
std::size_t SnippetMaker::begin_of(std::string_view body, Stretch core, std::size_t slack, bool& cut) const {
  if (core.end == 0) return 0;
  const std::size_t sentence = sentence_before(body, core.begin, slack);
  cut = sentence == std::string_view::npos;
  if (!cut) return sentence;
  const std::size_t earliest = core.begin - std::min(core.begin, slack / 2);
  return std::lower_bound(tokens().begin(), tokens().end(), earliest,
                          [](const Token& token, std::size_t at) { return token.begin < at; })
      ->begin;
}

// At a sentence end if there is one late enough, otherwise at the end of a word.
std::size_t SnippetMaker::end_of(std::string_view body, Stretch core, std::size_t begin, std::size_t max_bytes,
                                 bool& cut) const {
  const std::size_t limit = begin + max_bytes;
  if (limit >= body.size()) return body.size();
  const std::size_t least = std::max(core.end, begin + max_bytes * kLeastSentencePercent / 100);
  const std::size_t sentence = sentence_end(body, least, limit);
  cut = sentence == std::string_view::npos;
  if (!cut) return sentence;
  const auto beyond = std::upper_bound(tokens().begin(), tokens().end(), limit,
                                       [](std::size_t at, const Token& token) { return at < token.end; });
  const std::size_t word_end = beyond == tokens().begin() ? 0 : std::prev(beyond)->end;
  return word_end > begin ? word_end : begin + utf8_prefix(body.substr(begin), max_bytes).size();
}

void SnippetMaker::analyse(std::string_view text) {
  analyser_.analyse(text, own_tokens_);
  tokens_ = &own_tokens_;
}

Snippet SnippetMaker::snippet(std::string_view body, std::size_t length) {
  analyse(body);
  return snippet_of_tokens(body, length);
}

Snippet SnippetMaker::snippet(const AnalysedText& body, std::size_t length) {
  tokens_ = &body.tokens;
  return snippet_of_tokens(body.text, length);
}

Snippet SnippetMaker::snippet_of_tokens(std::string_view body, std::size_t length) {
  terms_.match(tokens(), MatchTerms::Part::kBody, marks_, body);
  const std::size_t max_bytes = std::max<std::size_t>(to_bytes(body, length), 1);
  const Stretch core = best_stretch(max_bytes);
  const std::size_t slack = max_bytes - std::min(max_bytes, core.end - core.begin);
  Snippet result;
  std::size_t begin = begin_of(body, core, slack, result.cut_before);
  const std::size_t end = end_of(body, core, begin, max_bytes, result.cut_after);
  if (end == body.size() && !result.cut_before) begin = earlier_begin(body, begin, max_bytes);
  result.pieces = pieces(body, {begin, end});
  return result;
}

std::vector<Piece> SnippetMaker::title(std::string_view title) {
  analyse(title);
  return title_of_tokens(title);
}

std::vector<Piece> SnippetMaker::title(const AnalysedText& title) {
  tokens_ = &title.tokens;
  return title_of_tokens(title.text);
}

std::vector<Piece> SnippetMaker::title_of_tokens(std::string_view title) {
  terms_.match(tokens(), MatchTerms::Part::kTitle, marks_, title);
  return pieces(title, {0, title.size()});
}

std::vector<Piece> SnippetMaker::whole(std::string_view text, MatchTerms::Part part) {
  analyse(text);
  terms_.match(tokens(), part, marks_, text);
  std::vector<Piece> result;
  std::size_t done = 0;
  const auto add = [&](std::size_t end, bool match) {
    if (end > done) result.push_back({std::string(text.substr(done, end - done)), match});
    done = end;
  };
  for (std::size_t i = 0; i < tokens().size();) {
    if (marks_[i].word == MatchTerms::kNone) {
      ++i;
      continue;
    }
    const MarkedRun run = run_from(i);
    add(run.text.begin, false);
    add(run.text.end, true);
    i = run.next;
  }
  add(text.size(), false);
  return result;
}

}  // namespace broadtape
