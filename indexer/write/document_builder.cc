#include "indexer/write/document_builder.h"

#include <algorithm>
#include <unordered_set>

#include "common/archive/stored_numbers.h"
#include "common/archive/word_stream.h"
#include "common/article/identity.h"
#include "common/article/record.h"
#include "common/text/fold.h"
#include "indexer/stories/headline_form.h"
#include "indexer/stories/relation.h"
#include "indexer/stories/withdrawal.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxValueTermBytes = 200;  // of a label, author word and the like; Xapian takes 245 with prefix

// An article that is dated further ahead of its arrival gets the flag `future`: a mistake or an embargo.
constexpr std::int64_t kFutureToleranceS = kSecondsPerDay;

template <class Target>
void add_flag(Target& document, std::string_view flag) {
  document.add_boolean_term(make_term(Field::kFlag, flag));
}

template <class Target>
void add_filter(Target& document, Field field, std::string_view value) {
  const bool fits =
      value.size() <= kMaxValueTermBytes && value.find('\0') == std::string_view::npos;  // which count twice
  if (!value.empty() && fits) document.add_boolean_term(make_term(field, value));
}

// A term of a field whose terms are not listed, see FieldRow. Xapian lists all terms of a document that it writes.
void add_unlisted(Xapian::Document& document, const std::string& term, std::uint32_t wdf) {
  document.add_term(term, wdf);
}
void add_unlisted(glass::Batch& batch, const std::string& term, std::uint32_t wdf) {
  batch.add_unlisted_term(term, wdf);
}

template <class Target>
void add_date(Target& document, const Article& article) {
  document.add_value(kFirstSeenSlot, Xapian::sortable_serialise(static_cast<double>(article.first_seen_s)));
  if (!article.published) {
    add_flag(document, kUndatedFlag);
    return;
  }
  const std::int64_t published_s = article.published->utc_s;
  const std::string day = format_compact_day(day_of(published_s));
  add_filter(document, Field::kYear, day.substr(0, 4));
  add_filter(document, Field::kMonth, day.substr(0, 6));
  add_filter(document, Field::kDay, day);
  document.add_value(kPublishedSlot, Xapian::sortable_serialise(static_cast<double>(published_s)));
  document.add_value(kDaySlot, day);
  if (published_s > article.first_seen_s + kFutureToleranceS) add_flag(document, kFutureFlag);
}

template <class Target>
void add_companies(Target& document, const Article& article) {
  std::string items;
  std::unordered_set<std::string> listed;
  for (const TickerMention& mention : article.tickers) {
    const std::string company = mention.company_or_code();
    add_filter(document, Field::kTicker, mention.symbol);
    add_filter(document, Field::kCompany, company);
    if (mention.about) {
      add_filter(document, Field::kAbout, mention.symbol);
      add_filter(document, Field::kAboutCompany, company);
    }
    if (!mention.name.empty()) {
      const Field field = mention.evidence == TickerEvidence::kLearned ? Field::kLearned : Field::kPair;
      const std::string& code = mention.company.empty() ? mention.symbol : mention.company;
      add_filter(document, field, code + kValueSeparator + mention.name);
    }
    if (!listed.insert(company).second) continue;  // a second class of shares
    if (!items.empty()) items += kValueSeparator;
    items += mention.shown() + kKeySeparator + mention.company;
  }
  if (!items.empty()) document.add_value(kTickersSlot, items);
}

bool has_flag(const Xapian::Document& document, std::string_view flag) {
  const std::string wanted = make_term(Field::kFlag, flag);
  auto term = document.termlist_begin();
  term.skip_to(wanted);
  return term != document.termlist_end() && *term == wanted;
}

}  // namespace

void set_companies(Xapian::Document& document, const Article& article, const Codec& codec) {
  document.set_data(codec.compress(encode_record(article)));
  add_companies(document, article);
}

void replace_facts(Xapian::Document& document, const Xapian::Document& rebuilt) {
  std::vector<std::string> gone;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
    if (is_listed(*term)) gone.push_back(*term);
  for (const std::string& term : gone) document.remove_term(term);
  for (auto term = rebuilt.termlist_begin(); term != rebuilt.termlist_end(); ++term)
    if (is_listed(*term)) document.add_boolean_term(*term);
  document.clear_values();
  for (auto value = rebuilt.values_begin(); value != rebuilt.values_end(); ++value)
    document.add_value(value.get_valueno(), *value);
  document.set_data(rebuilt.get_data());
}

VersionFlags flags_of(const Xapian::Document& document) {
  return {has_flag(document, kSupersededFlag), has_flag(document, kCorrectedFlag), place_of(document),
          stored_count(document.get_value(kArrivalSlot))};
}

std::string id_of(const Xapian::Document& document) {
  const std::string prefix = make_term(Field::kId, "");
  auto term = document.termlist_begin();
  term.skip_to(prefix);
  return term != document.termlist_end() && (*term).starts_with(prefix) ? (*term).substr(prefix.size()) : "";
}

StoryPlace place_of(const Xapian::Document& document) {
  return {document.get_value(kStorySlot), document.get_value(kCopySlot)};
}

void set_story(Xapian::Document& document, const StoryPlace& place) {
  document.add_value(kStorySlot, place.story);  // an empty one is removed
  document.add_value(kCopySlot, place.copies);
}

template <class Target>
void DocumentBuilder::add_words(Target& document, Field field, std::string_view text) {
  analyser_.analyse(text, tokens_);
  for (const Token& token : tokens_) {
    for (const std::string_view term : {token.term, token.part})
      if (!term.empty()) add_unlisted(document, make_term(field, term), 1);
  }
}

template <class Target>
void DocumentBuilder::add_text(Target& document, const Article& article, const WordDictionary& dictionary) {
  BandCollector bands;
  WordStreamWriter stream(dictionary, word_finder_);
  const std::optional<std::string_view> withdrawn = withdrawn_headline(article);
  if (withdrawn) {
    add_flag(document, kWithdrawalFlag);
    analyser_.analyse(*withdrawn, tokens_);
    bands.add_headline(*withdrawn, tokens_);
  }
  const VersionMarks marks = version_marks(article.title);
  if (marks.correction) add_flag(document, kCorrectionFlag);
  if (marks.update) add_flag(document, kUpdateFlag);
  analyser_.analyse(article.title, tokens_);
  if (!withdrawn) bands.add_headline(article.title, tokens_);
  stream.add_title(article.title, tokens_);
  const auto title_words = static_cast<std::uint32_t>(tokens_.size());
  for (const Token& token : tokens_) {
    for (const std::string_view term : {token.term, token.part}) {
      if (term.empty()) continue;
      add_unlisted(document, make_term(Field::kText, term), kTitleWdf);
      add_unlisted(document, make_term(Field::kTitle, term), 1);
    }
  }
  std::uint32_t body_words = 0;
  analyser_.analyse_in_pieces(article.body, tokens_, [&] {
    stream.add_body(article.body, tokens_);
    for (const Token& token : tokens_) {
      bands.add_word(token.term);
      term_.assign(token.term);
      add_unlisted(document, term_, 1);
      if (token.part.empty()) continue;
      term_.assign(token.part);
      add_unlisted(document, term_, 1);
    }
    body_words += static_cast<std::uint32_t>(tokens_.size());
  });
  if (title_words + body_words > 0) document.add_value(kWordStreamSlot, stream.bytes());
  const auto words = static_cast<double>(title_words) + static_cast<double>(body_words);
  const auto bytes = static_cast<double>(article.title.size() + article.body.size());
  document.add_value(kWordsSlot, Xapian::sortable_serialise(words));
  document.add_value(kTextBytesSlot, Xapian::sortable_serialise(bytes));
  for (const std::string& band : bands.bands()) add_filter(document, Field::kBand, band);
}

template <class Target>
void DocumentBuilder::lay_out(Target& document, const Article& article, const VersionFlags& flags,
                              const Dictionaries& dictionaries) {
  document.set_data(dictionaries.codec->compress(encode_record(article)));
  add_text(document, article, *dictionaries.words);
  add_words(document, Field::kAuthor, article.author);
  if (!article.author.empty()) document.add_value(kAuthorSlot, article.author);
  add_filter(document, Field::kId, article.id);
  for (const std::string& alias : identity_aliases(article)) add_filter(document, Field::kAlias, alias);
  const std::string source = source_key(article.source);
  add_filter(document, Field::kSource, source);
  if (!source.empty()) document.add_value(kSourceSlot, article.source);
  add_filter(document, Field::kLanguage, article.language);
  for (const std::string& label : article.labels) add_filter(document, Field::kLabel, fold(label));
  add_date(document, article);
  add_companies(document, article);
  const ContentHash content = content_hash(article);
  document.add_value(kContentSlot, std::string(content.begin(), content.end()));
  if (flags.superseded) add_flag(document, kSupersededFlag);
  if (flags.corrected) add_flag(document, kCorrectedFlag);
  if (!flags.place.story.empty()) document.add_value(kStorySlot, flags.place.story);
  if (!flags.place.copies.empty()) document.add_value(kCopySlot, flags.place.copies);
  if (flags.arrival > 0)
    document.add_value(kArrivalSlot, Xapian::sortable_serialise(static_cast<double>(flags.arrival)));
}

Xapian::Document DocumentBuilder::build(const Article& article, const VersionFlags& flags,
                                        const Dictionaries& dictionaries) {
  Xapian::Document document;
  lay_out(document, article, flags, dictionaries);
  return document;
}

void DocumentBuilder::add(glass::Batch& batch, const Article& article, const VersionFlags& flags,
                          const Dictionaries& dictionaries) {
  lay_out(batch, article, flags, dictionaries);
  batch.end_document();
}

}  // namespace broadtape
