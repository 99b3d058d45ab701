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
  NameTeacher(const UnmergedParts& parts, const std::vector<Xapian::Database>& known, const CompanyDirectory& directory)
      : folders_(parts.folders),
        dictionaries_(parts.dictionaries),
        workers_(parts.workers),
        known_(known),
        directory_(directory),
        parts_(folders_.size()) {}

  TeachingReport run() {
    {
      const std::vector<Xapian::Database> databases = open_whole_databases(folders_);
      for (const Xapian::Database& database : databases) documents_ += database.get_doccount();
      lessons_ = gather_lessons(databases, known_, directory_);
    }
    report_.names = lessons_.size();
    if (lessons_.empty()) return report_;
    each_part([this](std::size_t i, std::size_t) { find_matches(i); });
    choose_lessons();
    std::vector<Uses> uses(workers_.size(), Uses(lessons_.size()));  // of each thread
    each_part([&](std::size_t i, std::size_t thread) { read_candidates(parts_[i], folders_[i], uses[thread]); });
    drop_ordinary(uses);
    each_part([this](std::size_t i, std::size_t) { change_articles(i); });
    for (const Part& part : parts_) report_.articles += part.changed;
    return report_;
  }

 private:
  using LessonNumber = std::uint32_t;  // in lessons_
  using Uses = std::vector<NameUses>;  // of each lesson

  struct Part {
    std::map<LessonNumber, std::vector<DocumentNumber>> matches;  // documents that have the words of the name
    std::vector<Found> found;                                     // by document
    std::uint64_t changed = 0;                                    // documents
  };

  // Calls work(part, thread) for each part, several at once.
  template <class Work>
  void each_part(const Work& work) {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      workers_.submit([&work, i](std::size_t thread) { work(i, thread); });
    workers_.wait();
  }

  // Names that are in more articles are no lessons, or are left out.
  std::uint64_t most_candidates() const { return std::max<std::uint64_t>(kAlwaysRead, documents_ / kReadShare); }

  // The articles of the part that have the words of a name in sequence, but not its code.
  void find_matches(std::size_t i) {
    const Xapian::Database database = open_database(folders_[i]);
    const ArticleStore articles_of_part(dictionaries_);
    for (LessonNumber number = 0; number < lessons_.size(); ++number) {
      const Lesson& lesson = lessons_[number];
      const auto has = [&](const std::string& term) { return database.term_exists(term); };
      if (!std::all_of(lesson.terms.begin(), lesson.terms.end(), has)) continue;
      const Xapian::Query name(Xapian::Query::OP_AND, lesson.terms.begin(), lesson.terms.end());
      std::vector<std::string> codes;
      for (const auto& [code, days] : lesson.codes)
        codes.push_back(make_term(is_company_key(code) ? Field::kCompany : Field::kTicker, code));
      const Matches articles(database, without(name, Xapian::Query(Xapian::Query::OP_OR, codes.begin(), codes.end())));
      WordPositions words({articles_of_part, {database}});
      std::vector<DocumentNumber> matches = in_sequence(lesson.terms, articles, most_candidates() + 1, words);
      if (!matches.empty()) parts_[i].matches[number] = std::move(matches);
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

  // Drops the matches of names that are ordinary or that too many articles have.
  void choose_lessons() {
    std::uint64_t candidates = 0;
    for (LessonNumber number = 0; number < lessons_.size(); ++number) {
      std::uint64_t matches = 0;
      for (const Part& part : parts_) {
        if (const auto found = part.matches.find(number); found != part.matches.end()) matches += found->second.size();
      }
      const bool is_ordinary = matches > std::max(kFewArticles, documents_ / kOrdinaryShare);
      const bool is_too_much = !is_ordinary && candidates + matches > most_candidates();
      report_.left_out += is_too_much ? 1 : 0;
      if (!is_ordinary && !is_too_much) {
        candidates += matches;
        continue;
      }
      for (Part& part : parts_) part.matches.erase(number);
    }
  }

  // Counts in `uses` how the candidates write the names.
  void read_candidates(Part& part, const std::string& folder, Uses& uses) const {
    std::map<DocumentNumber, std::vector<LessonNumber>> candidates;
    for (const auto& [lesson, documents] : part.matches) {
      for (const DocumentNumber document : documents) candidates[document].push_back(lesson);
    }
    part.matches.clear();
    if (candidates.empty()) return;
    const Xapian::Database database = open_database(folder);
    const ArticleStore articles(dictionaries_);
    for (const auto& [document, lessons] : candidates) {
      const auto number = static_cast<Xapian::docid>(document);
      const Article article = articles.article(database.get_document(number));
      if (!article.published) continue;
      const NameSearch search(article);
      for (const LessonNumber lesson : lessons) {
        Found found = search.look_for(lessons_[lesson], uses[lesson]);
        if (found.count == 0) continue;
        found.document = number;
        found.lesson = lesson;
        part.found.push_back(found);
      }
    }
  }

  // Drops what was found of names that, by the counts of all threads, are ordinary.
  void drop_ordinary(const std::vector<Uses>& of_threads) {
    Uses all(lessons_.size());
    for (const Uses& of_thread : of_threads) {
      for (LessonNumber number = 0; number < all.size(); ++number) all[number].add(of_thread[number]);
    }
    for (Part& part : parts_) {
      std::erase_if(part.found,
                    [&](const Found& found) { return lessons_[found.lesson].is_ordinary(all[found.lesson]); });
    }
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

  void change_articles(std::size_t i) {
    Part& part = parts_[i];
    if (part.found.empty()) return;
    with_write_errors(folders_[i], [&] {
      Xapian::WritableDatabase database(folders_[i], Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      const ArticleStore articles(dictionaries_);
      for (std::size_t begin = 0, end; begin < part.found.size(); begin = end) {
        const Xapian::docid number = part.found[begin].document;
        Xapian::Document document = database.get_document(number);
        Article article = articles.article(document);
        bool changed = false;
        for (end = begin; end < part.found.size() && part.found[end].document == number; ++end)
          changed = add_company(article, part.found[end]) || changed;
        if (!changed) continue;
        rank_mentions(article.tickers);
        set_companies(document, article, *dictionaries_.codec);
        database.replace_document(number, document);
        if (++part.changed % kDocumentsPerLearning == 0) database.commit();
      }
      database.commit();
    });
  }

  const std::vector<std::string>& folders_;
  const Dictionaries& dictionaries_;
  WorkerPool& workers_;
  const std::vector<Xapian::Database>& known_;
  const CompanyDirectory& directory_;
  std::uint64_t documents_ = 0;
  std::vector<Lesson> lessons_;  // those of most teachers first
  std::vector<Part> parts_;
  TeachingReport report_;
};

}  // namespace

TeachingReport teach_names(const UnmergedParts& parts, const std::vector<Xapian::Database>& known,
                           const CompanyDirectory& directory) {
  return with_read_errors("the new segment", [&] { return NameTeacher(parts, known, directory).run(); });
}

}  // namespace broadtape
