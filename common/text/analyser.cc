#include "common/text/analyser.h"

#include <cassert>
#include <limits>
#include <optional>

#include "common/text/char_class.h"
#include "common/text/compound_words.h"
#include "common/text/term_cache.h"
#include "common/text/word_forms.h"
#include "common/text/word_lists.h"

namespace broadtape {
namespace {

constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kTokensOfPiece = 1u << 16;

// One pass over one text.
class Scan {
 public:
  Scan(std::string_view text, bool stemmed, TermCache& cache, std::vector<Token>& tokens)
      : text_(text), stemmed_(stemmed), cache_(cache), tokens_(tokens) {}

  // Calls `take` whenever kTokensOfPiece tokens have been collected.
  void hand_over_to(const std::function<void()>& take) {
    take_ = &take;
    piece_tokens_ = kTokensOfPiece;
  }

  void run() {
    while (at_ < text_.size()) {
      const std::uint8_t byte = byte_class(text_, at_);
      if (byte == kLetterByte) {
        ascii_word();
      } else if (byte == kDigitByte) {
        number_word();
      } else if (byte == kNonAsciiByte) {
        non_ascii();
      } else {
        if (byte == kPercentByte) percent_sign();
        ++at_;
      }
    }
  }

 private:
  void ascii_word();
  void special_word(const CachedWord& word, std::size_t end);
  std::optional<WordForm> special_form(std::uint8_t flags, std::size_t end) const;
  bool is_beside_number(std::size_t begin, std::size_t end) const;
  bool is_year_of_period(std::size_t begin, const NumberForm& form) const;
  void take_period(const CachedWord& word, std::size_t begin, std::size_t end, std::size_t next);
  void take_word(const CachedWord& word, std::size_t begin, std::size_t end, std::size_t next);
  void take_compound(const CachedWord& word, std::size_t begin, std::size_t end, std::string_view spelling);
  void number_word();
  void number_suffix(std::size_t begin, const NumberForm& form);
  void non_ascii();
  void cjk_run();
  void take_pair(std::size_t first, std::size_t second, std::size_t third);
  void percent_sign();

  std::string_view term_of(const CachedWord& word) const { return stemmed_ ? word.term() : word.folded(); }

  // Adds text[begin, end) as one token and continues at `next`.
  void take(const CachedWord& word, std::size_t begin, std::size_t end, std::size_t next) {
    at_ = word_end_ = next;
    const std::string_view term = term_of(word);
    if (!term.empty()) add({term, {}, 0, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }

  // As take(); `word` is text[begin, end) in lower case.
  void take_as_written(const CachedWord& word, std::size_t begin, std::size_t end, std::size_t next) {
    at_ = word_end_ = next;
    const std::string_view term = term_of(word);
    if (term.empty()) return;
    Token token{term, {}, 0, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (stemmed_ && end - begin <= kMaxTermBytes) token.word = word.number;
    add(token);
  }

  void add(Token token) {
    token.position = static_cast<std::uint32_t>(handed_over_ + tokens_.size());
    tokens_.push_back(token);
    if (tokens_.size() >= piece_tokens_) hand_over();
  }

  // Invalidates all cached words.
  void hand_over() {
    (*take_)();
    handed_over_ += tokens_.size();
    tokens_.clear();
    cache_.trim();
  }

  void take(const WordForm& form, std::size_t begin) {
    const std::string_view spelling = form.spelling.empty() ? text_.substr(begin, form.end - begin) : form.spelling;
    const CachedWord word = cache_.word(spelling);
    if (form.last_apostrophe != 0 && !term_of(word).empty()) {
      if (const auto part = word_part(text_, begin, form)) return take_with_part(word, begin, form, *part);
    }
    take(word, begin, form.end, form.next);
  }

  void take_with_part(const CachedWord& word, std::size_t begin, const WordForm& form, const WordPart& part) {
    at_ = word_end_ = form.next;
    Token token{term_of(word), {}, 0, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(form.end)};
    token.part = term_of(cache_.word(part.spelling));
    token.before_part = static_cast<std::uint8_t>(part.begin - begin);
    token.after_part = static_cast<std::uint8_t>(form.end - part.end);
    add(token);
  }

  // A number; a following `%` or `mn` refers to it.
  void take_number(std::string_view digits, std::size_t begin, std::size_t end, std::size_t next) {
    take(cache_.word(digits), begin, end, next);
    number_end_ = end;
  }

  // True for `.5`, false for `x.5` and `...5`.
  bool is_behind_lone_dot(std::size_t at) const {
    if (at == 0 || text_[at - 1] != '.' || (at >= 2 && text_[at - 2] == '.')) return false;
    return word_end_ == kNowhere || word_end_ + 1 < at;
  }

  // Also for `10-yr`.
  bool is_behind_number(std::size_t at) const {
    return is_one_space_behind_number(at) || (at > 0 && number_end_ == at - 1 && text_[at - 1] == '-');
  }

  bool is_one_space_behind_number(std::size_t at) const {
    return number_end_ != kNowhere && number_end_ < at && number_end_ + space_length(text_, number_end_) == at;
  }

  std::string_view text_;
  bool stemmed_;
  TermCache& cache_;
  std::vector<Token>& tokens_;
  const std::function<void()>* take_ = nullptr;
  std::size_t piece_tokens_ = kNowhere;
  std::size_t handed_over_ = 0;  // tokens
  std::size_t at_ = 0;
  std::size_t word_end_ = kNowhere;    // of the last word, with its possessive
  std::size_t number_end_ = kNowhere;  // of the last pure number
  std::size_t period_end_ = kNowhere;  // of the last word such as `FY` and `Q1`
};

void Scan::ascii_word() {
  const std::size_t end = run_end(text_, at_ + 1, kAlnumByte);
  const CachedWord word = cache_.ascii_word(text_, at_, end);
  if (word.flags == 0 && (byte_class(text_, end) & (kJoinerByte | kNonAsciiByte)) == 0) {
    take_word(word, at_, end, end);
  } else {
    special_word(word, end);
  }
}

// A word that may be the first part of a compound.
void Scan::take_word(const CachedWord& word, std::size_t begin, std::size_t end, std::size_t next) {
  const char behind = next == end && end < text_.size() ? text_[end] : '\0';
  if (behind == '-' || behind == '/' || byte_class(text_, end) == kNonAsciiByte) {
    if (const auto found = compound(text_, begin, end)) return take_compound(word, begin, end, *found);
  }
  take_as_written(word, begin, end, next);
}

void Scan::take_compound(const CachedWord& word, std::size_t begin, std::size_t end, std::string_view spelling) {
  at_ = word_end_ = end;
  Token token{term_of(word), {}, 0, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  token.part = term_of(cache_.word(spelling));
  token.is_compound = true;
  add(token);
}

// A period and its year, written without a space: `FY26`, `1Q25`.
void Scan::take_period(const CachedWord& word, std::size_t begin, std::size_t end, std::size_t next) {
  const std::string period(word.folded().substr(0, period_before_year(word.folded())));
  const std::size_t period_end = begin + period.size();
  take(cache_.word(period), begin, period_end, period_end);
  take_number(four_digit_year(text_.substr(period_end, end - period_end)), period_end, end, next);
}

// `Oct 19`, `Oct. 19`, `19 Oct`, `19-Oct-2025`.
bool Scan::is_beside_number(std::size_t begin, std::size_t end) const {
  if (is_behind_number(begin)) return true;
  std::size_t at = end < text_.size() && text_[end] == '.' ? end + 1 : end;
  const std::size_t gap = at < text_.size() && text_[at] == '-' ? 1 : space_length(text_, at);
  return gap > 0 && (byte_class(text_, at + gap) & kDigitByte) != 0;
}

// The `25` of `Q1'25`.
bool Scan::is_year_of_period(std::size_t begin, const NumberForm& form) const {
  if (period_end_ == kNowhere || !form.is_plain || form.digits.size() != 2 || begin <= period_end_) return false;
  std::size_t next;
  return char_kind_at(text_, period_end_, next) == CharKind::kApostrophe && next == begin;
}

void Scan::special_word(const CachedWord& word, std::size_t end) {
  const std::size_t begin = at_;
  if (end - begin == 1 && lower_ascii(text_[begin]) == 's' && is_detached_possessive(text_, begin)) {
    at_ = end;
    return;
  }
  if (const auto form = special_form(word.flags, end)) return take(*form, begin);
  if ((word.flags & kPeriod) != 0) period_end_ = end;
  if ((byte_class(text_, end) & (kJoinerByte | kNonAsciiByte)) != 0) {
    const WordForm form = plain_word(text_, begin);
    if (form.end != end) return take(form, begin);
    if ((word.flags & kPeriodYear) != 0) return take_period(word, begin, end, form.next);
    return take_word(word, begin, end, form.next);
  }
  if ((word.flags & kPeriodYear) != 0) return take_period(word, begin, end, end);
  if ((word.flags & kMayBeAmount) != 0 && is_behind_number(begin)) {
    return take(cache_.word(amount_after_number(word.folded())), begin, end, end);
  }
  if ((word.flags & kMonth) != 0 && is_beside_number(begin, end)) {
    return take(cache_.word(month_of(word.folded())), begin, end, end);
  }
  if ((word.flags & kBasis) != 0) {
    if (const auto found = basis_points(text_, end)) return take_compound(word, begin, end, *found);
  }
  take_word(word, begin, end, end);
}

std::optional<WordForm> Scan::special_form(std::uint8_t flags, std::size_t end) const {
  std::optional<WordForm> form;
  const char behind = end < text_.size() ? text_[end] : '\0';
  if (behind == '.' && end - at_ == 1) form = acronym(text_, at_);
  if (!form && (behind == '&' || (end + 1 < text_.size() && text_[end + 1] == '&'))) {
    form = ampersand_word(text_, at_, end);
  }
  if (!form && (flags & kJoinsRight) != 0) form = joined_form(text_, at_, end);
  if (!form && (flags & kPer) != 0) form = per_cent(text_, end);
  return form;
}

void Scan::number_word() {
  std::size_t begin = at_;
  NumberForm form = number(text_, at_);
  if (form.is_plain && is_behind_lone_dot(begin)) {
    --begin;
    form.digits.insert(0, "0.");
    form.is_plain = false;
  }
  if (is_word_at(text_, form.end)) return number_suffix(begin, form);
  if (is_year_of_period(begin, form)) form.digits = four_digit_year(form.digits);
  if (form.is_plain && (cache_.word(form.digits).flags & kJoinsRight) != 0) {
    if (const auto joined = joined_form(text_, begin, form.end)) return take(*joined, begin);
  }
  take_number(form.digits, begin, form.end, after_possessive(text_, form.end));
}

// Letters directly after a number: `4.5bn`, `$65m`, `1980s`, `5G`.
void Scan::number_suffix(std::size_t begin, const NumberForm& form) {
  const WordForm suffix = plain_word(text_, form.end);
  const std::string_view amount =
      is_behind_currency(text_, begin) ? amount_after_price(suffix.spelling) : amount_after_number(suffix.spelling);
  if (!amount.empty()) {
    take_number(form.digits, begin, form.end, form.end);
    take(cache_.word(amount), form.end, suffix.end, suffix.next);
    return;
  }
  const bool is_ascii_suffix = !suffix.spelling.empty() && is_ascii(suffix.spelling);
  if (!is_ascii_suffix && !form.is_plain) {
    take_number(form.digits, begin, form.end, form.end);
    return;
  }
  const std::string_view letters =
      suffix.spelling.empty() ? text_.substr(form.end, suffix.end - form.end) : std::string_view(suffix.spelling);
  const CachedWord word = cache_.word(form.digits + std::string(letters));
  if ((word.flags & kPeriodYear) != 0) return take_period(word, begin, suffix.end, suffix.next);
  if ((word.flags & kPeriod) != 0) period_end_ = suffix.end;
  take(word, begin, suffix.end, suffix.next);
}

void Scan::non_ascii() {
  std::size_t next;
  switch (char_kind_at(text_, at_, next)) {
    case CharKind::kWord:
    case CharKind::kMark:
      take(plain_word(text_, at_), at_);
      break;
    case CharKind::kCjk:
      cjk_run();
      break;
    default:
      at_ = next;
  }
}

// A run of Chinese, Japanese or Korean: pairs of characters, because words are not separated by spaces, or endings are
// attached to them.
void Scan::cjk_run() {
  const auto character_end = [this](std::size_t at) {
    std::size_t end, next;
    char_kind_at(text_, at, end);
    while (end < text_.size() && char_kind_at(text_, end, next) == CharKind::kMark) end = next;
    return end;
  };
  const auto is_cjk_at = [this](std::size_t at) {
    std::size_t next;
    return byte_class(text_, at) == kNonAsciiByte && char_kind_at(text_, at, next) == CharKind::kCjk;
  };
  const std::size_t begin = at_;
  std::size_t first = begin, second = character_end(first);
  while (is_cjk_at(second)) {
    const std::size_t third = character_end(second);
    take_pair(first, second, third);
    first = second;
    second = third;
  }
  at_ = word_end_ = second;
  const std::string_view last = term_of(cache_.word(text_.substr(first, second - first)));
  if (last.empty()) return;
  Token token{last, {}, 0, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second)};
  token.ends_run = first != begin;
  add(token);
}

void Scan::take_pair(std::size_t first, std::size_t second, std::size_t third) {
  const CachedWord pair = cache_.word(text_.substr(first, third - first));
  if (term_of(pair).empty()) return;
  Token token{term_of(pair), {}, 0, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second)};
  token.part = term_of(cache_.word(text_.substr(first, second - first)));
  token.is_pair = true;
  add(token);
}

void Scan::percent_sign() {
  if (number_end_ == kNowhere || (number_end_ != at_ && !is_one_space_behind_number(at_))) return;
  take(cache_.word("percent"), at_, at_ + 1, at_);
}

void drop_end_of_run(std::vector<Token>& tokens) {
  if (!tokens.empty() && tokens.back().ends_run) tokens.pop_back();
}

}  // namespace

struct Analyser::Impl {
  TermCache cache;

  Scan scan(std::string_view text, bool stemmed, std::vector<Token>& tokens) {
    assert(text.size() <= std::numeric_limits<std::uint32_t>::max());
    tokens.clear();
    cache.trim();
    return Scan(text, stemmed, cache, tokens);
  }
};

Analyser::Analyser() : impl_(std::make_unique<Impl>()) {}
Analyser::~Analyser() = default;
Analyser::Analyser(Analyser&&) noexcept = default;
Analyser& Analyser::operator=(Analyser&&) noexcept = default;

void Analyser::analyse(std::string_view text, std::vector<Token>& tokens) {
  impl_->scan(text, true, tokens).run();
}

void Analyser::analyse_in_pieces(std::string_view text, std::vector<Token>& tokens, const std::function<void()>& take) {
  Scan scan = impl_->scan(text, true, tokens);
  scan.hand_over_to(take);
  scan.run();
  if (!tokens.empty()) take();
}

void Analyser::analyse_query(std::string_view text, std::vector<Token>& tokens) {
  analyse(text, tokens);
  drop_end_of_run(tokens);
}

void Analyser::analyse_unstemmed(std::string_view text, std::vector<Token>& tokens) {
  impl_->scan(text, false, tokens).run();
  drop_end_of_run(tokens);
}

}  // namespace broadtape
