// Collects the mentions of one article, and decides which companies it is about. docs/companies.md has the rules.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/companies/company_directory.h"
#include "common/companies/ticker_mention.h"

namespace broadtape {

// Where a mention stands in its article.
struct MentionPlace {
  bool is_title = false;
  bool is_lead = false;     // in the first paragraph
  bool is_first = false;    // in the first sentence
  bool is_party = false;    // in the first sentence, which has a deal or a dispute
  bool is_opening = false;  // in the first two sentences
  bool is_early = false;    // in the first part of the body, because pages may end with other articles
};

class ArticleSubjects {
 public:
  // The mention of `symbol`, or of `company` if that is empty. Symbols after kMaxSymbols share one that is left out.
  // References are valid until the next call.
  TickerMention& of(const std::string& symbol, const Company* company, TickerEvidence evidence);

  // Records a mention in the text. `counts` is false for a code that explains a name before it. An observer speaks
  // about the subjects of the article or serves them; an example is no party.
  TickerMention& add(const MentionPlace& place, const std::string& symbol, const Company* company,
                     TickerEvidence evidence, bool counts, bool is_observer = false, bool is_example = false);

  // A symbol of the source that nobody had on the day means the company that ever had it, if the text names it.
  void settle_source_symbols(const CompanyDirectory& directory, const std::set<const Company*>& named);

  bool has(const std::string& symbol) const { return places_.contains(symbol); }

  // Ends the collection: the mentions in the order of rank_mentions(), with those that the article of this headline and
  // text is about.
  std::vector<TickerMention> ranked(std::string_view title, std::string_view body);

 private:
  struct Standing {
    bool is_index = false, is_party = false;
    bool in_title = false, in_first = false, in_opening = false, is_early = false;  // without those as an observer
    std::uint32_t count = 0;                                                        // the same
    std::uint32_t observed = 0;                                                     // as an observer
    bool observes_in_title = false;
  };

  void set_about(std::string_view title, std::string_view body);

  std::vector<TickerMention> mentions_;
  std::vector<Standing> standings_;  // of mentions_
  std::unordered_map<std::string, std::size_t> places_;
  TickerMention left_out_;
};

}  // namespace broadtape
