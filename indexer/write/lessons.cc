#include "indexer/write/lessons.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "common/companies/code_binder.h"
#include "common/companies/symbol_form.h"
#include "common/companies/text_atoms.h"
#include "common/text/analyser.h"
#include "common/time/date_words.h"

namespace broadtape {
namespace {

constexpr std::size_t kShortestWord = 4;  // of a name of one word, which also needs several teachers
constexpr std::uint32_t kTeachers = 2;    // of a name of one word, or of a company of the directory

class LessonGatherer {
 public:
  LessonGatherer(const std::vector<Xapian::Database>& parts, const std::vector<Xapian::Database>& known,
                 const CompanyDirectory& directory)
      : parts_(parts), known_(known), directory_(directory) {}

  std::vector<Lesson> run() {
    std::vector<Lesson> lessons;
    LearnedPairs pairs;
    const auto may_be_there = [&](const std::string& normal) {
      analyser_.analyse(normal, tokens_);
      return !tokens_.empty() && std::any_of(parts_.begin(), parts_.end(), [&](const Xapian::Database& part) {
        return std::all_of(tokens_.begin(), tokens_.end(),
                           [&](const Token& token) { return part.term_exists(std::string(token.term)); });
      });
    };
    for (const Xapian::Database& part : parts_) gather_pairs(part, {}, pairs);
    for (const Xapian::Database& database : known_) gather_pairs(database, may_be_there, pairs);
    for (auto& [normal, codes] : pairs) {
      Lesson lesson;
      lesson.normal = normal;
      lesson.codes = std::move(codes);
      if (complete(lesson)) lessons.push_back(std::move(lesson));
    }
    std::sort(lessons.begin(), lessons.end(), [](const Lesson& a, const Lesson& b) {
      return a.teachers != b.teachers ? a.teachers > b.teachers : a.normal < b.normal;
    });
    return lessons;
  }

 private:
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
    std::uint64_t articles = 0, all = 0;
    for (const std::vector<Xapian::Database>* databases : {&parts_, &known_}) {
      for (const Xapian::Database& database : *databases) {
        articles += database.get_termfreq(term);
        all += database.get_doccount();
      }
    }
    return articles > std::max(kFewArticles, all / kOrdinaryShare);
  }

  const std::vector<Xapian::Database>& parts_;
  const std::vector<Xapian::Database>& known_;
  const CompanyDirectory& directory_;
  Analyser analyser_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Lesson> gather_lessons(const std::vector<Xapian::Database>& parts,
                                   const std::vector<Xapian::Database>& known, const CompanyDirectory& directory) {
  return LessonGatherer(parts, known, directory).run();
}

}  // namespace broadtape
