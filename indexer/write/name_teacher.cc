#include "indexer/write/name_teacher.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "common/archive/archive.h"
#include "common/archive/index_errors.h"
#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/archive/word_positions.h"
#include "common/companies/ticker_recogniser.h"
#include "common/text/fold.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/learned_pairs.h"
#include "indexer/write/lessons.h"
#include "indexer/write/name_search.h"

namespace broadtape {
namespace {

constexpr DayNumber kMaxDistance = 180;  // days between an article with the name and one that teaches it
constexpr std::size_t kDocumentsPerLearning = 1000;
constexpr std::uint64_t kReadShare = 5;  // at most one article in so many is read
constexpr std::uint64_t kAlwaysRead = 2'000;

class NameTeacher {
 public:
  NameTeacher(const std::string& path, const std::vector<Xapian::Database>& known, const CompanyDirectory& directory)
      : path_(path), known_(known), directory_(directory), segment_(open_database(path)) {}

  TeachingReport run() {
    lessons_ = gather_lessons(segment_, known_, directory_);
    report_.names = lessons_.size();
    find_candidates();
    read_candidates();
    if (!found_.empty()) change_articles();
    return report_;
  }

 private:
  // The articles of the segment that have the words of a name in sequence, but not its code.
  void find_candidates() {
    const std::uint64_t most = std::max<std::uint64_t>(kAlwaysRead, segment_.get_doccount() / kReadShare);
    std::uint64_t candidates = 0;
    const ArticleStore articles_of_segment({segment_});
    for (std::uint32_t i = 0; i < lessons_.size(); ++i) {
      const Lesson& lesson = lessons_[i];
      const Xapian::Query name(Xapian::Query::OP_AND, lesson.terms.begin(), lesson.terms.end());
      std::vector<std::string> codes;
      for (const auto& [code, days] : lesson.codes)
        codes.push_back(make_term(is_company_key(code) ? Field::kCompany : Field::kTicker, code));
      const Matches articles(segment_, without(name, Xapian::Query(Xapian::Query::OP_OR, codes.begin(), codes.end())));
      WordPositions words({articles_of_segment, {segment_}});
      const std::vector<DocumentNumber> matches = in_sequence(lesson.terms, articles, most + 1, words);
      if (matches.size() > std::max<std::uint64_t>(kFewArticles, segment_.get_doccount() / kOrdinaryShare)) continue;
      if (candidates + matches.size() > most) {
        ++report_.left_out;
        continue;
      }
      candidates += matches.size();
      for (const DocumentNumber match : matches) candidates_[match].push_back(i);
    }
  }

  // The first `most` of `articles` that have the words one after another.
  static std::vector<DocumentNumber> in_sequence(const std::vector<std::string>& terms, const Matches& articles,
                                                 std::uint64_t most, WordPositions& words) {
    std::vector<std::size_t> questions;
    for (const std::string& term : terms) questions.push_back(words.look_for(Field::kText, term));
    const std::size_t sequence = words.look_for_sequence(questions);
    std::vector<DocumentNumber> found;
    for (const DocumentNumber document : articles.list()) {
      words.move_to(document);
      if (questions.size() == 1 || words.has_sequence(sequence)) found.push_back(document);
      if (found.size() == most) break;
    }
    return found;
  }

  void read_candidates() {
    const ArticleStore articles({segment_});
    for (const auto& [document, lessons] : candidates_) {
      const Article article = articles.article(segment_.get_document(document));
      if (!article.published) continue;
      const NameSearch search(article);
      for (const std::uint32_t i : lessons) {
        Found found = search.look_for(lessons_[i]);
        if (found.count == 0) continue;
        found.document = document;
        found.lesson = i;
        found_.push_back(found);
      }
    }
    std::erase_if(found_, [&](const Found& found) { return lessons_[found.lesson].is_ordinary(); });
  }

  // The code that an article nearest in time writes with the name; null if they are all too far.
  static const std::string* code_on(const Lesson& lesson, DayNumber day) {
    const std::string* best = nullptr;
    DayNumber best_distance = kMaxDistance + 1;
    std::uint32_t best_articles = 0;
    for (const auto& [code, pair] : lesson.codes) {
      const auto behind = pair.days.lower_bound(day);
      DayNumber distance = kMaxDistance + 1;
      if (behind != pair.days.end()) distance = behind->first - day;
      if (behind != pair.days.begin()) distance = std::min(distance, day - std::prev(behind)->first);
      if (distance > best_distance || (distance == best_distance && pair.articles <= best_articles)) continue;
      if (distance > kMaxDistance) continue;
      best = &code;
      best_distance = distance;
      best_articles = pair.articles;
    }
    return best;
  }

  // Whether the article has the company already, or one with a longer name that begins with this one.
  bool is_mentioned(const Article& article, const Lesson& lesson) const {
    const std::string longer = lesson.normal + ' ';
    return std::any_of(article.tickers.begin(), article.tickers.end(), [&](const TickerMention& mention) {
      const bool has_code = lesson.codes.contains(mention.symbol) || lesson.codes.contains(mention.company);
      if (has_code || fold(mention.name).starts_with(longer)) return true;
      const Company* company = directory_.find(mention.company);
      if (company == nullptr) return false;
      const std::vector<CompanyName> names = company->names();
      return std::any_of(names.begin(), names.end(),
                         [&](const CompanyName& name) { return fold(name.text).starts_with(longer); });
    });
  }

  // As ArticleSubjects decides, of what is known here: the lead instead of the first two sentences.
  static bool is_subject(const Article& article, const Found& found) {
    const bool has_other = std::any_of(article.tickers.begin(), article.tickers.end(),
                                       [](const TickerMention& mention) { return mention.in_title; });
    return found.in_title || (found.in_lead && (!has_other || found.count > 1));
  }

  // Adds the company to `article`; false if it does not get it.
  bool add_company(Article& article, const Found& found) const {
    const Lesson& lesson = lessons_[found.lesson];
    const Day day = day_of(article.published->utc_s);
    const std::string* code = code_on(lesson, number_of(day));
    if (code == nullptr || is_mentioned(article, lesson) || !directory_.named(lesson.normal, day).empty()) return false;
    TickerMention mention;
    mention.symbol = *code;
    if (is_company_key(*code)) {
      const Company* company = directory_.find(*code);
      if (company == nullptr || directory_.begins_other_name(lesson.normal, *company)) return false;
      mention.company = *code;
      mention.symbol = directory_.symbol_on(*company, day);
      if (mention.symbol.empty()) return false;
    }
    mention.evidence = TickerEvidence::kLearned;
    mention.count = found.count;
    mention.in_title = found.in_title;
    mention.in_lead = found.in_lead;
    mention.about = is_subject(article, found);
    mention.name = lesson.name;
    set_as_of(directory_, day, mention);
    article.tickers.push_back(std::move(mention));
    return true;
  }

  void change_articles() {
    with_write_errors(path_, [&] {
      Xapian::WritableDatabase segment(path_, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      const ArticleStore articles({segment});
      const Dictionaries dictionaries = articles.dictionaries();
      for (std::size_t i = 0; i < found_.size();) {
        Xapian::Document document = segment.get_document(found_[i].document);
        Article article = articles.article(document);
        bool changed = false;
        std::size_t end = i;
        for (; end < found_.size() && found_[end].document == found_[i].document; ++end)
          changed = add_company(article, found_[end]) || changed;
        if (changed) {
          rank_mentions(article.tickers);
          set_companies(document, article, *dictionaries.codec);
          segment.replace_document(found_[i].document, document);
          if (++report_.articles % kDocumentsPerLearning == 0) segment.commit();
        }
        i = end;
      }
      segment.commit();
    });
  }

  const std::string& path_;
  const std::vector<Xapian::Database>& known_;
  const CompanyDirectory& directory_;
  Xapian::Database segment_;
  std::vector<Lesson> lessons_;                                     // those of most teachers first
  std::map<Xapian::docid, std::vector<std::uint32_t>> candidates_;  // -> lessons
  std::vector<Found> found_;                                        // by document
  TeachingReport report_;
};

}  // namespace

TeachingReport teach_names(const std::string& path, const std::vector<Xapian::Database>& known,
                           const CompanyDirectory& directory) {
  return with_read_errors("the segment " + path, [&] { return NameTeacher(path, known, directory).run(); });
}

}  // namespace broadtape
