#include "searcher/views/function_words.h"

#include <string>
#include <unordered_set>
#include <vector>

#include "common/text/analyser.h"

namespace broadtape {
namespace {

// As written; the analyser converts them to terms.
constexpr std::string_view kFunctionWords =
    "a about above across after again against ago all almost along already also although always am among an and "
    "another "
    "any anyone anything are aren't around as at away back be became because become been before began behind being "
    "below "
    "between both but by came can can't cannot come could couldn't did didn't do does doesn't doing don't done down "
    "during each either else enough even ever every everyone everything few for from further gave get give given go "
    "goes "
    "going gone got had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him himself his "
    "how however i i'd i'll i'm i've if in indeed instead into is isn't it its it's itself just keep kept last later "
    "least less let like little made make makes making many may maybe me might more most much must my myself near "
    "nearly "
    "neither never next no nobody none nor not nothing now of off often on once one only onto or other others our ours "
    "out over own per perhaps put quite rather really same said saw say saying says see seen she should shouldn't "
    "since "
    "so some someone something soon still such take taken taking tell than that that's the their theirs them "
    "themselves "
    "then there there's these they they'd they'll they're they've thing things this those though through thus to today "
    "together told tomorrow too took toward towards two three under until up upon us use used using very via was "
    "wasn't "
    "way we we'd we'll we're we've well went were weren't what what's when where whether which while who whole whom "
    "whose why will with within without won't would wouldn't yesterday yet you you'll you're your yours "
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun";

std::unordered_set<std::string> terms_of_words() {
  Analyser analyser;
  std::vector<Token> tokens;
  analyser.analyse(kFunctionWords, tokens);
  std::unordered_set<std::string> terms;
  for (const Token& token : tokens) terms.emplace(token.term);
  return terms;
}

}  // namespace

bool is_function_word(std::string_view term) {
  static const std::unordered_set<std::string> terms = terms_of_words();
  return terms.contains(std::string(term));
}

}  // namespace broadtape
