// Checks on Reuters-21578 that each code that an article writes, as in `Texaco Inc <TX>`, is a mention, and that no
// name gets another code than the one that the article writes after it.
//
// BROADTAPE_CODE_ERRORS=1 prints each missing code with the words before it.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <iostream>
#include <regex>
#include <set>
#include <string>

#include "common/companies/ticker_recogniser.h"
#include "tests/support/corpora.h"
#include "tests/support/corpus_articles.h"

namespace broadtape {
namespace {

struct CodeFigures {
  std::size_t codes = 0, missing = 0, contradicted = 0;
};

// The day in `26-FEB-1987 15:01:01.79`.
std::optional<Day> day_in(const std::string& text) {
  static const std::regex form(" *([0-9]+)-([A-Z]{3})-(19[0-9]{2}).*");
  static const std::string months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  std::smatch match;
  if (!std::regex_match(text, match, form)) return std::nullopt;
  return Day{std::stoi(match[3]), static_cast<int>(months.find(match[2])) / 3 + 1, std::stoi(match[1])};
}

class CodeCheck {
 public:
  void add(const RawArticle& raw) {
    const std::string text = raw.title + "\n\n" + raw.body;
    const std::vector<TickerMention> mentions = recogniser_.recognise({raw.title, raw.body, {}, day_in(raw.date_text)});
    std::set<std::string> found;
    for (const TickerMention& m : mentions) found.insert(m.symbol);
    static const std::regex mark("<([A-Z][A-Z0-9]{0,4}(\\.[A-Z]{1,2}){0,2})>");
    for (auto at = std::sregex_iterator(text.begin(), text.end(), mark); at != std::sregex_iterator(); ++at) {
      std::string code = directory_.canonical((*at)[1].str());
      if (code.empty()) code = (*at)[1].str();  // NAN
      ++figures.codes;
      if (found.contains(code)) continue;
      if (has_listing(mentions, code)) {
        ++figures.contradicted;
        tell("other symbol for", code, text, static_cast<std::size_t>(at->position()));
        continue;
      }
      ++figures.missing;
      tell("missing", code, text, static_cast<std::size_t>(at->position()));
    }
  }

  CodeFigures figures;

 private:
  // A company that ever had the code is mentioned under another symbol.
  bool has_listing(const std::vector<TickerMention>& mentions, const std::string& code) const {
    for (const Listing* listing : directory_.holders(code)) {
      for (const TickerMention& m : mentions) {
        if (m.company == listing->key) return true;
      }
    }
    return false;
  }

  static void tell(const char* what, const std::string& code, const std::string& text, std::size_t at) {
    if (std::getenv("BROADTAPE_CODE_ERRORS") == nullptr) return;
    std::string words = text.substr(at - std::min<std::size_t>(at, 60), 80);
    for (char& c : words) c = c == '\n' ? ' ' : c;
    std::cout << what << ' ' << code << ": " << words << '\n';
  }

  const CompanyDirectory& directory_ = CompanyDirectory::builtin();
  const TickerRecogniser recogniser_{directory_};
};

TEST_CASE("no code that an article writes is missing", "[companies][corpora]") {
  const auto path = corpus("reuters21578.tar.gz");
  if (!path) return;
  CodeCheck check;
  CorpusArticles reading;
  reading.wants = [](const std::string& file) { return file.ends_with(".sgm"); };
  reading.take = [&](const std::string&, std::size_t, RawArticle&& raw) { check.add(raw); };
  reading.read(*path);
  const CodeFigures& f = check.figures;
  std::cout << "codes written: " << f.codes << ", missing " << f.missing << ", under another symbol " << f.contradicted
            << '\n';
  CHECK(f.codes > 13'000);
  CHECK(f.missing == 0);
  CHECK(f.contradicted == 0);
}

}  // namespace
}  // namespace broadtape
