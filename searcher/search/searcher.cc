#include "searcher/search/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "common/archive/index_errors.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/query/filters.h"
#include "searcher/search/collapser.h"
#include "searcher/search/facets.h"
#include "searcher/search/hit_reader.h"
#include "searcher/search/match_terms.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/ranker.h"
#include "searcher/search/reading_hint.h"
#include "searcher/search/snippet.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

// Articles with some of the words among which enough stories are looked for.
constexpr std::uint64_t kPartialCandidates = 100;

// A word that at most so many articles have may be a slip of theirs: `gillete`.
constexpr std::uint64_t kRareWord = 3;

// Whether the flag of a version may come from later arrivals.
bool is_of_now(const std::string& flag) {
  return flag == kSupersededFlag || flag == kWithdrawnFlag;
}

std::string what_is_missing(const PreparedQuery& prepared) {
  std::string words;
  for (const Node* part : prepared.ranked_parts()) words += (words.empty() ? "" : ", ") + to_text(*part);
  return fmt::format("no article has all of: {}; these have some of them, the best first", words);
}

// What one match collects from every article that it finds.
struct Collected {
  Collected(const Archive& archive, const SearchRequest& request)
      : facets(request.facets, request.query.clock.zone),
        stories(std::make_unique<Collapser>(archive, request.collapse, request.count_stories)) {}

  WatchedValues watched() {
    WatchedValues all = facets.watched();
    for (ValueCounts* const values : stories->watched()) all.push_back(values);
    return all;
  }

  FacetCounter facets;
  std::unique_ptr<Collapser> stories;
};

// The execution of one request.
class SearchTask {
 public:
  SearchTask(const Archive& archive, Analyser& analyser, const SearchRequest& request, const Archive& whole,
             KeptArticles* kept)
      : archive_(archive),
        analyser_(analyser),
        request_(request),
        kept_(kept),
        prepared_(archive, analyser, request.query, whole) {
    if (request.recency_halflife_s > 0 && request.sort != Sort::kRelevance)
      prepared_.warn(WarningCode::kNoEffect, "recency changes nothing in an answer that is not sorted by relevance");
  }

  bool finds_any() { return !prepared_.empty() && Matches(archive_, prepared_.query()).any(); }

  // The answer without hits.
  SearchAnswer head() {
    if (!prepared_.empty()) documents_ = find().documents;
    answer_.facets = collected_.facets.results(request_.facet_limit, archive_, effective_dates(prepared_.tree()));
    const bool unranked = request_.sort == Sort::kRelevance && prepared_.ranked_parts().empty();
    answer_.sort = unranked ? Sort::kNewest : request_.sort;
    answer_.query = prepared_.take_summary();
    set_time();
    return answer_;
  }

  // Requires a call of head().
  void hits(const HitParts& parts, const std::function<void(Hit&&)>& sink) {
    read(documents_, request_.offset, parts, sink);
  }

  SearchAnswer answer(const HitParts& parts) {
    hints_ = request_.diagnose;
    SearchAnswer answer = head();
    hits(parts, [&](Hit&& hit) { answer.hits.push_back(std::move(hit)); });
    read(partial_documents(), answer_.results, parts,
         [&](Hit&& hit) { answer.partial_hits.push_back(std::move(hit)); });
    answer.query.warnings = answer_.query.warnings;
    set_time();
    answer.took_us = answer_.took_us;
    return answer;
  }

 private:
  void read(const std::vector<RankedDocument>& documents, std::uint64_t rank_before, HitParts parts,
            const std::function<void(Hit&&)>& sink) {
    if (documents.empty()) return;
    const bool as_of = request_.query.versions.as_of_s.has_value();
    const bool shows_withdrawn = parts.story || parts.flags;
    if (as_of) parts.story = false;  // it has later articles
    if (as_of && shows_withdrawn && !withdrawn_then_)
      withdrawn_then_ = withdrawn_stories(archive_, request_.query.versions.as_of_s);
    const MatchTerms terms(widened_ ? *widened_ : prepared_.tree(), archive_.index());
    SnippetMaker snippets(terms, analyser_);
    HitReader(archive_, snippets, parts, request_.snippet_length, kept_)
        .read(documents, [&](std::size_t place, Hit&& hit) {
          hit.rank = rank_before + place + 1;
          hit.score = documents[place].score.total();
          if (as_of) set_flags_of_then(documents[place].document, parts.flags, hit);
          hit.collapsed = collected_.stories->collapsed_into(documents[place].document);
          sink(std::move(hit));
        });
  }

  void set_flags_of_then(DocumentNumber document, bool flags, Hit& hit) const {
    std::erase_if(hit.flags, is_of_now);
    if (!withdrawn_then_ || withdrawn_then_->empty()) return;
    const IndexReader index = archive_.index();
    hit.story.withdrawn = withdrawn_then_->contains(index.value(document, kStorySlot));
    const bool is_notice = index.has_term(document, make_term(Field::kFlag, kWithdrawalFlag));
    if (hit.story.withdrawn && !is_notice && flags) hit.flags.emplace_back(kWithdrawnFlag);
  }

  // Further articles for a short answer: those with other words of the thesaurus, then those with only some of the
  // words.
  std::vector<RankedDocument> partial_documents() {
    const std::uint64_t room = std::min(request_.limit, kPartialFill);
    const bool short_answer = request_.offset == 0 && answer_.total > 0 && answer_.results < room;
    const bool wanted = request_.partial && request_.sort == Sort::kRelevance && answer_.query.match == Match::kAll;
    if (!short_answer || !wanted) return {};
    const std::uint64_t wanted_count = room - answer_.results;
    std::vector<RankedDocument> documents;
    DocumentQuery listed = is_widened_ ? prepared_.query_of(*widened_) : prepared_.query(Match::kAll);
    const auto append = [&](const DocumentQuery& query) {
      if (documents.size() < wanted_count) append_best(without(query, listed), wanted_count, documents);
      listed = DocumentQuery(DocumentQuery::OP_OR, listed, query);
    };
    if (!is_widened_) {
      if (const std::optional<DocumentQuery> wide = widened_query()) append(*wide);
      if (!documents.empty()) warn(answer_.query.warnings, WarningCode::kWidened, widening_note());
      if (documents.empty()) widened_.reset();
    }
    if (prepared_.ranked_parts().size() < 2) return documents;
    const Node& tree = widened_ ? *widened_ : prepared_.tree();
    for (const DocumentQuery& some : prepared_.some_words(tree)) append(some);
    return documents;
  }

  // Appends the best that `query` finds until there are `count`, without stories that are listed.
  void append_best(const DocumentQuery& query, std::uint64_t count, std::vector<RankedDocument>& documents) {
    const bool collapses = request_.collapse != Collapse::kNone;
    SearchRequest request = request_;
    request.limit = collapses ? kPartialCandidates : count - documents.size();
    request.exact_total = false;
    std::vector<RankedDocument> found = Ranker(archive_, prepared_, request).page(query).documents;
    if (collapses) {
      std::vector<RankedDocument> listed = documents_;
      listed.insert(listed.end(), documents.begin(), documents.end());
      collected_.stories->keep_new(listed, found);
    }
    found.resize(std::min<std::size_t>(found.size(), count - documents.size()));
    documents.insert(documents.end(), found.begin(), found.end());
  }

  // The query with the words of the thesaurus.
  std::optional<DocumentQuery> widened_query() {
    widened_ = prepared_.widened(analyser_, widening_words_);
    return widened_ ? std::optional(prepared_.query_of(*widened_)) : std::nullopt;
  }

  std::string widening_note() const {
    std::string words;
    for (const std::string& word : widening_words_) words += (words.empty() ? "" : ", ") + word;
    return fmt::format("few articles have these words; others have words of the thesaurus: {}", words);
  }

  RankedPage find() {
    Match rule = request_.query.match;
    const bool ranked = request_.sort == Sort::kRelevance;
    RankedPage page = match(ranked ? prepared_.ranked(rule) : prepared_.query(rule), collected_);
    const bool nothing = page.total == 0 && page.total_is_exact;
    const bool may_be_partial = nothing && rule == Match::kAll && request_.partial;
    is_widened_ = may_be_partial && request_.sort == Sort::kRelevance && find_widened(page);
    if (may_be_partial && !is_widened_ && prepared_.ranked_parts().size() > 1) {
      Collected again(archive_, request_);
      RankedPage partial = match(prepared_.some_words(prepared_.tree()).front(), again);
      if (partial.total > 0) {
        rule = Match::kAny;
        prepared_.warn(WarningCode::kPartialMatch, what_is_missing(prepared_));
        if (request_.diagnose) hint_at_spellings(0);
        collected_ = std::move(again);
        page = std::move(partial);
      }
    }
    if (request_.diagnose && rule == Match::kAll && page.total > 0 && page.total <= kRareWord)
      hint_at_spellings(kRareWord);
    prepared_.summarise(rule);
    if (request_.diagnose && page.total == 0 && page.total_is_exact) {
      answer_.diagnosis = diagnose(archive_, analyser_, prepared_.tree(), request_.query, prepared_.budget());
      if (answer_.diagnosis->is_cut)
        prepared_.warn(WarningCode::kIncomplete, "the explanation of the empty result took too long and is incomplete");
    }
    answer_.results = collected_.stories->results(page.total);
    if (page.total > 0 && page.total_is_exact && request_.limit > 0 && request_.offset >= answer_.results)
      prepared_.warn(WarningCode::kPastTheEnd,
                     fmt::format("there are {} results, none after the first {}", answer_.results, request_.offset));
    if (hints_ && page.total_is_exact)
      hint_at_other_reading(archive_, analyser_, request_.query, page.total, prepared_);
    answer_.total = page.total;
    if (request_.count_stories || request_.collapse != Collapse::kNone)
      answer_.stories = collected_.stories->stories(page.total);
    answer_.total_is_exact = page.total_is_exact;
    return page;
  }

  // Of words that at most `rare` articles have.
  void hint_at_spellings(std::uint64_t rare) {
    Diagnosis spelling =
        diagnose_spelling(archive_, analyser_, prepared_.tree(), request_.query, prepared_.budget(), rare);
    for (const Unknown& unknown : spelling.unknown) {
      if (unknown.suggestions.empty()) continue;
      prepared_.warn(WarningCode::kSpelling,
                     fmt::format("{} has {}; did you mean {}?", rare > 0 ? "hardly any article" : "no article",
                                 unknown.text, unknown.suggestions[0].text));
    }
    if (spelling.corrected) answer_.diagnosis = std::move(spelling);
  }

  // Whether words of the thesaurus find something; then sets `page`.
  bool find_widened(RankedPage& page) {
    const std::optional<DocumentQuery> wide = widened_query();
    if (!wide) return false;
    Collected collected(archive_, request_);
    RankedPage others = match(*wide, collected);
    if (others.total == 0) {
      widened_.reset();
      return false;
    }
    collected_ = std::move(collected);
    page = std::move(others);
    prepared_.warn(WarningCode::kWidened, widening_note());
    return true;
  }

  RankedPage match(const DocumentQuery& query, Collected& collected) {
    return collected.stories->page(request_, collected.watched(),
                                   [&](const SearchRequest& request, const WatchedValues& watched) {
                                     return Ranker(archive_, prepared_, request).page(query, watched);
                                   });
  }

  void set_time() {
    answer_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin_).count();
  }

  const Clock::time_point begin_ = Clock::now();  // includes parsing the query
  const Archive& archive_;
  Analyser& analyser_;
  const SearchRequest& request_;
  KeptArticles* const kept_;
  PreparedQuery prepared_;
  Collected collected_{archive_, request_};
  SearchAnswer answer_;  // without hits
  bool hints_ = false;   // count another reading of the query
  std::vector<RankedDocument> documents_;
  std::optional<Node> widened_;  // the query with words of the thesaurus, if it has found something
  std::vector<std::string> widening_words_;
  bool is_widened_ = false;                              // nothing else was found
  std::optional<std::set<std::string>> withdrawn_then_;  // stories, as of an instant
};

}  // namespace

SearchAnswer Searcher::search(const SearchRequest& request, const HitParts& parts) {
  return with_read_errors(archive_,
                          [&] { return SearchTask(archive_, analyser_, request, *whole_, kept_).answer(parts); });
}

void Searcher::stream(const SearchRequest& request, const HitParts& parts,
                      const std::function<void(const SearchAnswer&)>& head, const std::function<void(Hit&&)>& hit) {
  with_read_errors(archive_, [&] {
    SearchTask task(archive_, analyser_, request, *whole_, kept_);
    head(task.head());
    task.hits(parts, hit);
  });
}

bool Searcher::stream_if_any(const SearchRequest& request, const HitParts& parts,
                             const std::function<void(const SearchAnswer&)>& head,
                             const std::function<void(Hit&&)>& hit) {
  return with_read_errors(archive_, [&] {
    SearchTask task(archive_, analyser_, request, *whole_, kept_);
    if (!task.finds_any()) return false;
    head(task.head());
    task.hits(parts, hit);
    return true;
  });
}

}  // namespace broadtape
