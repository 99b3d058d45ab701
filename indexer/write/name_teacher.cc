#include "indexer/write/name_teacher.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "common/archive/archive.h"
#include "common/archive/index_errors.h"
#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/companies/code_binder.h"
#include "common/companies/legal_form.h"
#include "common/companies/symbol_form.h"
#include "common/companies/text_atoms.h"
#include "common/companies/ticker_recogniser.h"
#include "common/text/analyser.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/time/date_words.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/learned_pairs.h"

namespace broadtape {
namespace {

constexpr DayNumber kMaxDistance = 180;        // days between an article with the name and one that teaches it
constexpr std::size_t kShortestWord = 4;       // of a name of one word, which also needs several teachers
constexpr std::uint32_t kTeachers = 2;         // of a name of one word, or of a company of the directory
constexpr std::size_t kLongestState = 5;       // bytes of `Va`, `Mass`
constexpr std::uint64_t kFewArticles = 20;     // have the word of a name without being too many
constexpr std::uint64_t kOrdinaryShare = 100;  // a word in more than one in so many articles is ordinary
constexpr std::size_t kDocumentsPerLearning = 1000;
constexpr std::uint64_t kReadShare = 5;  // at most one article in so many is read
constexpr std::uint64_t kAlwaysRead = 2'000;

// A name that articles write with a code.
struct Lesson {
  std::string normal;
  std::string name;  // the usual spelling
  std::map<std::string, PairDays> codes;
  std::uint32_t teachers = 0;  // articles
  std::vector<std::uint64_t> atoms;
  std::vector<bool> is_capitalised;  // whether the atom is, in the usual spelling
  std::vector<std::string> terms;
  // How the articles that may get the company write the name.
  std::uint32_t lower = 0, alone = 0, beside = 0, places = 0;

  bool is_word() const { return atoms.size() == 1; }
  // Mostly an ordinary phrase, the surname of people, or a place.
  bool is_ordinary() const { return lower * 4 > alone + beside || (is_word() && beside > alone) || places > alone; }
};

// Where an article has the name of a lesson.
struct Found {
  Xapian::docid document;
  std::uint32_t lesson;
  std::uint32_t count;
  bool in_title, in_lead;
};

bool goes_on(AtomGap gap) {
  return gap == AtomGap::kNone || gap == AtomGap::kSpace || gap == AtomGap::kHyphen || gap == AtomGap::kSlash ||
         gap == AtomGap::kPeriod;
}

// Whether capitals are no evidence, as in headlines.
bool is_in_capitals(const std::vector<Atom>& atoms) {
  const auto capitals = std::count_if(atoms.begin(), atoms.end(), [](const Atom& a) { return a.is_capitalised; });
  return static_cast<std::size_t>(capitals) * 4 >= atoms.size() * 3;
}

// Looks for names in one article.
class NameSearch {
 public:
  // Keeps references to the texts of `article`.
  explicit NameSearch(const Article& article) : title_text_(article.title), body_text_(article.body) {
    cut_into_atoms(article.title, title_);
    cut_into_atoms(article.body, body_);
    title_in_capitals_ = is_in_capitals(title_);
    body_in_capitals_ = is_in_capitals(body_);
    lead_ = lead_bytes(article.body);
  }

  // Counts in `lesson` how the article writes the name.
  // An article that has it in a longer name means that one.
  Found look_for(Lesson& lesson) const {
    Found found{0, 0, 0, false, false};
    const std::uint32_t beside = lesson.beside;
    const std::uint32_t in_body = find_in(body_text_, body_, body_in_capitals_, lesson, found, false);
    // A headline in capitals does not show where a name ends; a text below it does.
    const bool counts = !title_in_capitals_ || body_.empty() || in_body > 0;
    Found in_title{0, 0, 0, false, false};
    if (find_in(title_text_, title_, title_in_capitals_, lesson, in_title, true) > 0 && counts) {
      found.count += in_title.count;
      found.in_title = true;
    }
    if (lesson.beside > beside) found.count = 0;
    return found;
  }

 private:
  static bool is_at(const std::vector<Atom>& atoms, std::size_t at, const Lesson& lesson) {
    if (at + lesson.atoms.size() > atoms.size()) return false;
    for (std::size_t i = 0; i < lesson.atoms.size(); ++i) {
      const Atom& atom = atoms[at + i];
      if (atom.hash != lesson.atoms[i]) return false;
      if (i > 0 && !goes_on(atom.gap) && atom.gap != AtomGap::kPeriodSpace) return false;
    }
    return true;
  }

  // Whether the capitals go on before or after the name, so that it is part of a longer one.
  static bool is_in_longer(const std::vector<Atom>& atoms, std::size_t at, std::size_t count) {
    const bool before =
        at > 0 && goes_on(atoms[at].gap) && atoms[at - 1].is_capitalised && atoms[at - 1].gap != AtomGap::kSentence;
    const std::size_t end = at + count;
    const bool after = end < atoms.size() && goes_on(atoms[end].gap) && atoms[end].is_capitalised &&
                       atoms[end].hash != possessive_hash() && !is_legal_form(atoms[end].hash);
    return before || after;
  }

  // Whether an abbreviated state after a name makes it a place: `McLean, Va.,`, `Rocky Mount, N.C.`
  static bool is_place(std::string_view text, const std::vector<Atom>& atoms, std::size_t end) {
    if (end >= atoms.size() || atoms[end].gap != AtomGap::kPunctuation || !atoms[end].is_capitalised) return false;
    const Atom& state = atoms[end];
    if (is_legal_form(state.hash) || state.end - state.begin > kLongestState) return false;
    const std::string_view rest = text.substr(state.end, 2);
    return text[atoms[end - 1].end] == ',' && rest.size() == 2 && rest[0] == '.' &&
           (rest[1] == ',' || is_ascii_upper(rest[1]));
  }

  std::uint32_t find_in(std::string_view text, const std::vector<Atom>& atoms, bool in_capitals, Lesson& lesson,
                        Found& found, bool is_title) const {
    for (std::size_t at = 0; at < atoms.size(); ++at) {
      if (atoms[at].hash != lesson.atoms.front() || !is_at(atoms, at, lesson)) continue;
      bool capitalised = true;
      for (std::size_t i = 0; i < lesson.atoms.size(); ++i)
        capitalised = capitalised && (atoms[at + i].is_capitalised || !lesson.is_capitalised[i]);
      if (is_place(text, atoms, at + lesson.atoms.size())) {
        ++lesson.places;
        continue;
      }
      if (!in_capitals) {
        const bool is_longer = is_in_longer(atoms, at, lesson.atoms.size());
        ++(!capitalised ? lesson.lower : is_longer ? lesson.beside : lesson.alone);
        if (is_longer) continue;
      }
      if (!capitalised) continue;
      ++found.count;
      found.in_title |= is_title;
      found.in_lead |= !is_title && atoms[at].begin < lead_;
    }
    return found.count;
  }

  std::string_view title_text_, body_text_;
  std::vector<Atom> title_, body_;
  bool title_in_capitals_, body_in_capitals_;
  std::size_t lead_;
};

class NameTeacher {
 public:
  NameTeacher(const std::string& path, const std::vector<Xapian::Database>& known, const CompanyDirectory& directory)
      : path_(path), known_(known), directory_(directory), segment_(open_database(path)) {}

  TeachingReport run() {
    gather_lessons();
    find_candidates();
    read_candidates();
    if (!found_.empty()) change_articles();
    return report_;
  }

 private:
  void gather_lessons() {
    LearnedPairs pairs;
    const auto may_be_there = [&](const std::string& normal) {
      analyser_.analyse(normal, tokens_);
      return !tokens_.empty() && std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
        return segment_.term_exists(std::string(token.term));
      });
    };
    gather_pairs(segment_, {}, pairs);
    for (const Xapian::Database& database : known_) gather_pairs(database, may_be_there, pairs);
    for (auto& [normal, codes] : pairs) {
      Lesson lesson;
      lesson.normal = normal;
      lesson.codes = std::move(codes);
      if (complete(lesson)) lessons_.push_back(std::move(lesson));
    }
    std::sort(lessons_.begin(), lessons_.end(), [](const Lesson& a, const Lesson& b) {
      return a.teachers != b.teachers ? a.teachers > b.teachers : a.normal < b.normal;
    });
    report_.names = lessons_.size();
    find_first_words();
  }

  // Fills in the rest of a lesson; false if the name is too short or an ordinary word.
  bool complete(Lesson& lesson) {
    std::uint32_t most = 0;
    for (const auto& [code, days] : lesson.codes) {
      lesson.teachers += days.articles;
      const std::string spelling = days.usual_spelling();
      const std::uint32_t articles = days.spellings.at(spelling);
      if (articles > most) lesson.name = spelling;
      most = std::max(most, articles);
    }
    const std::string_view core = core_of_name(lesson.name);
    std::vector<Atom> atoms;
    cut_into_atoms(core, atoms);
    const bool is_common = std::all_of(atoms.begin(), atoms.end(), [&](const Atom& a) {
      const std::string_view word = core.substr(a.begin, a.end - a.begin);
      const bool is_number = word.find_first_not_of("0123456789") == word.npos;
      return is_common_name_word(a.hash) || is_number || find_date_word(word).month > 0;  // `April 7`
    });
    if (is_common || !may_be_taught(lesson)) return false;
    for (const Atom& atom : atoms) {
      lesson.atoms.push_back(atom.hash);
      lesson.is_capitalised.push_back(atom.is_capitalised);
    }
    if (!atoms.front().is_capitalised) return false;
    analyser_.analyse(core, tokens_);
    for (const Token& token : tokens_) lesson.terms.emplace_back(token.term);
    if (lesson.terms.empty()) return false;
    if (!lesson.is_word()) return true;
    const bool is_known_word = directory_.is_ordinary_word(upper_symbol(lesson.normal)) ||
                               directory_.is_abbreviation(upper_symbol(lesson.normal));
    return lesson.normal.size() >= kShortestWord && lesson.teachers >= kTeachers && !is_known_word &&
           !is_frequent(lesson.terms.front());
  }

  // Whether articles write the name before an unknown code, or often enough before one of the directory, which does not
  // have the name.
  bool may_be_taught(const Lesson& lesson) const {
    const bool has_code = std::any_of(lesson.codes.begin(), lesson.codes.end(),
                                      [](const auto& code) { return !is_company_key(code.first); });
    return has_code || (lesson.teachers >= kTeachers && directory_.named(lesson.normal, std::nullopt).empty());
  }

  bool is_frequent(const std::string& term) const {
    std::uint64_t articles = segment_.get_termfreq(term), all = segment_.get_doccount();
    for (const Xapian::Database& database : known_) {
      articles += database.get_termfreq(term);
      all += database.get_doccount();
    }
    return articles > std::max(kFewArticles, all / kOrdinaryShare);
  }

  // The articles of the segment that have the words of a name in sequence, but not its code.
  void find_candidates() {
    const std::uint64_t most = std::max<std::uint64_t>(kAlwaysRead, segment_.get_doccount() / kReadShare);
    std::uint64_t candidates = 0;
    for (std::uint32_t i = 0; i < lessons_.size(); ++i) {
      const Lesson& lesson = lessons_[i];
      const auto window = static_cast<Xapian::termcount>(lesson.terms.size());
      const Xapian::Query name =
          window == 1 ? Xapian::Query(lesson.terms.front())
                      : Xapian::Query(Xapian::Query::OP_PHRASE, lesson.terms.begin(), lesson.terms.end(), window);
      std::vector<std::string> codes;
      for (const auto& [code, days] : lesson.codes)
        codes.push_back(make_term(is_company_key(code) ? Field::kCompany : Field::kTicker, code));
      const Matches articles(segment_, without(name, Xapian::Query(Xapian::Query::OP_OR, codes.begin(), codes.end())));
      const std::vector<MatchedDocument> matches = articles.top(MatchOrder::kStored, 0, most + 1, false).documents;
      if (matches.size() > std::max<std::uint64_t>(kFewArticles, segment_.get_doccount() / kOrdinaryShare)) continue;
      if (candidates + matches.size() > most) {
        ++report_.left_out;
        continue;
      }
      candidates += matches.size();
      for (const MatchedDocument& match : matches) candidates_[match.document].push_back(i);
    }
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

  // Whether names of other companies begin with the words of a name: `Fleet` of Fleet Street Trust.
  bool begins_other_name(const std::string& normal, const Company& owner) const {
    const auto [first, end] = first_words_.equal_range(normal.substr(0, normal.find(' ')));
    const std::string longer = normal + ' ';
    return std::any_of(first, end, [&](const auto& named) {
      return named.second.company != &owner && named.second.name.starts_with(longer);
    });
  }

  // Collects the names of the directory that begin as other names of its companies.
  void find_first_words() {
    std::set<std::string> wanted;
    for (const Lesson& lesson : lessons_) {
      const bool has_key = std::any_of(lesson.codes.begin(), lesson.codes.end(),
                                       [](const auto& code) { return is_company_key(code.first); });
      if (has_key) wanted.insert(lesson.normal.substr(0, lesson.normal.find(' ')));
    }
    if (wanted.empty()) return;
    for (const Company& company : directory_.companies()) {
      for (const CompanyName& name : company.names()) {
        std::string folded = fold(name.text);
        const auto word = wanted.find(folded.substr(0, folded.find(' ')));
        if (word != wanted.end()) first_words_.emplace(*word, OtherName{&company, std::move(folded)});
      }
    }
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
      if (company == nullptr || begins_other_name(lesson.normal, *company)) return false;
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
      const auto codec = articles.codec(articles.first_dictionary_id());
      for (std::size_t i = 0; i < found_.size();) {
        Xapian::Document document = segment.get_document(found_[i].document);
        Article article = articles.article(document);
        bool changed = false;
        std::size_t end = i;
        for (; end < found_.size() && found_[end].document == found_[i].document; ++end)
          changed = add_company(article, found_[end]) || changed;
        if (changed) {
          rank_mentions(article.tickers);
          set_companies(document, article, *codec);
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
  Analyser analyser_;
  std::vector<Token> tokens_;
  std::vector<Lesson> lessons_;                                     // those of most teachers first
  std::map<Xapian::docid, std::vector<std::uint32_t>> candidates_;  // -> lessons
  std::vector<Found> found_;                                        // by document
  struct OtherName {
    const Company* company;
    std::string name;  // folded
  };
  std::unordered_multimap<std::string, OtherName> first_words_;  // names of the directory
  TeachingReport report_;
};

}  // namespace

TeachingReport teach_names(const std::string& path, const std::vector<Xapian::Database>& known,
                           const CompanyDirectory& directory) {
  return with_read_errors("the segment " + path, [&] { return NameTeacher(path, known, directory).run(); });
}

}  // namespace broadtape
