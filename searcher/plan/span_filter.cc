#include "searcher/plan/span_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <memory>
#include <thread>

#include "common/archive/found_documents.h"
#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/spans.h"
#include "searcher/plan/visible_versions.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxShownPart = 60;  // of a part of the query
constexpr std::size_t kAhead = 4;          // articles whose words are on their way into the cache

Error spent(const Node& node, std::size_t articles) {
  const std::string text = to_text(node);
  const std::string_view shown = utf8_prefix(text, kMaxShownPart);
  return Error(
      ErrorKind::kQuery,
      fmt::format("`{}{}` takes too long to prepare: it looks at {} words in {} articles", shown,
                  shown.size() < text.size() ? "…" : "", with_commas(count_terms(node, true)), with_commas(articles)),
      "name longer beginnings of words, fewer words, or other words that narrow the search");
}

// That read one query's articles: more would wait for memory.
std::size_t most_threads() {
  constexpr unsigned kMost = 4;
  return std::clamp(std::thread::hardware_concurrency(), 1u, kMost);
}

// Whether the node is a word, a phrase or one w/N of such: each article costs a scan of its words.
bool is_simple(const Node& node) {
  const auto is_leaf = [](const Node& child) { return child.children.empty(); };
  return std::all_of(node.children.begin(), node.children.end(), is_leaf);
}

}  // namespace

Xapian::Query SpanFilter::narrowed(const Node& node, const Xapian::Query& query, const Xapian::Query& scope) {
  const std::string question = to_text(node) + '\n' + query.get_description() + '\n' + scope.get_description();
  const auto known = decided_.find(question);
  return known != decided_.end() ? known->second : decided_.emplace(question, decide(node, query, scope)).first->second;
}

void SpanFilter::begin_query() {
  looks_ = 0;
  steps_ = 0;
}

// The first operator may check all articles. Parentheses can multiply an operator into several, which count separately.
void SpanFilter::count_looks(std::size_t articles) {
  if ((looks_ > 0 && articles > most_looks_ - std::min(looks_, most_looks_)) || steps_ > kMaxSteps) {
    throw Error(ErrorKind::kQuery,
                fmt::format("the {} of the query have too many articles to look at", kPositionalOperators),
                "use fewer of them, fewer words in parentheses beside them, or rarer words");
  }
  looks_ += articles;
}

SpanFilter::Answers SpanFilter::read_all(const Node& node, const std::vector<DocumentNumber>& documents) const {
  Answers answers(documents.size());
  const auto read = [&](SpanReader& reader, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (i + kAhead < end) reader.prepare(documents[i + kAhead]);
      reader.move_to(documents[i]);
      answers[i] = reader.holds(node);
    }
  };
  std::vector<std::unique_ptr<SpanReader>> readers;  // made and destroyed in this thread: they share the index
  readers.push_back(std::make_unique<SpanReader>(archive_));
  const std::size_t most = readers.front()->reads_mapped_files(node) ? most_threads() : 1;
  while (readers.size() < std::min(most, documents.size() / articles_per_thread_))
    readers.push_back(std::make_unique<SpanReader>(archive_));
  const auto begin_of = [&](std::size_t part) { return documents.size() * part / readers.size(); };
  std::vector<std::future<void>> others;  // a future waits for its thread before the readers go
  for (std::size_t part = 1; part < readers.size(); ++part) {
    others.push_back(
        std::async(std::launch::async, [&, part] { read(*readers[part], begin_of(part), begin_of(part + 1)); }));
  }
  read(*readers.front(), 0, begin_of(1));
  for (std::future<void>& other : others) other.get();
  return answers;
}

SpanFilter::Answers SpanFilter::read_within_limits(const Node& node, const std::vector<DocumentNumber>& documents) {
  Answers answers;
  SpanReader reader(archive_);
  for (const DocumentNumber document : documents) {
    if (budget_.is_spent()) throw spent(node, documents.size());
    reader.move_to(document);
    answers.push_back(reader.holds(node));
    steps_ += reader.steps();
    count_looks(0);
  }
  return answers;
}

Xapian::Query SpanFilter::decide(const Node& node, const Xapian::Query& query, const Xapian::Query& scope) {
  if (query.empty()) return query;
  const Matches candidates(archive_, scope.empty() ? query : filtered(query, scope));
  const std::vector<DocumentNumber> documents = candidates.list();
  count_looks(documents.size());
  const Answers answers = is_simple(node) ? read_all(node, documents) : read_within_limits(node, documents);
  std::vector<DocumentNumber> holding, others;
  for (std::size_t i = 0; i < documents.size(); ++i) (answers[i] != 0 ? holding : others).push_back(documents[i]);
  if (holding.empty()) return Xapian::Query::MatchNothing;
  if (others.empty()) return query;
  if (archive_.is_local()) {
    if (const auto found = found_documents(archive_.shards(), holding)) return filtered(query, *found);
  }
  const bool few = holding.size() < others.size();
  const Xapian::Query listed = documents_by_id(database_, few ? holding : others);
  return Xapian::Query(few ? Xapian::Query::OP_FILTER : Xapian::Query::OP_AND_NOT, query, listed);
}

}  // namespace broadtape
