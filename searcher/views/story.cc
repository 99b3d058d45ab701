#include "searcher/views/story.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/story_lookup.h"

namespace broadtape {
namespace {

using WordSet = std::vector<std::size_t>;  // hashes, ascending

WordSet word_set_of(const Article& article) {
  constexpr std::string_view kSpaces = " \t\n\r";
  WordSet words;
  for (const std::string_view text : {std::string_view(article.title), std::string_view(article.body)}) {
    for (std::size_t at = text.find_first_not_of(kSpaces); at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(kSpaces, at), text.size());
      words.push_back(std::hash<std::string_view>{}(text.substr(at, end - at)));
      at = text.find_first_not_of(kSpaces, end);
    }
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// The Jaccard similarity.
double share_of_words(const WordSet& a, const WordSet& b) {
  WordSet common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const std::size_t all = a.size() + b.size() - common.size();
  return all == 0 ? 1 : static_cast<double>(common.size()) / static_cast<double>(all);
}

struct DatedReport {
  StoryReport report;
  ReportTime time;
};

// Oldest first. The date of a later version may be earlier, so versions follow each other by age.
void add_versions(const Archive& archive, const std::string& id, DocumentNumber document,
                  std::vector<DatedReport>& reports) {
  std::optional<ArticleVersions> versions = find_versions(archive, id);
  if (!versions) return;
  const auto add = [&](Article& article, std::vector<std::string>& flags) {
    const ReportTime time{article.published, document};
    reports.push_back({{std::move(article), std::move(flags), {}, {}, {}}, time});
  };
  for (std::size_t i = versions->earlier.size(); i > 0; --i) add(versions->earlier[i - 1], versions->flags[i]);
  add(versions->current, versions->flags[0]);
}

class ReportComparison {
 public:
  explicit ReportComparison(std::vector<StoryReport>& reports) : reports_(reports) {
    for (const StoryReport& report : reports) words_.push_back(word_set_of(report.article));
  }

  void compare(std::size_t place) const {
    if (place == 0) return;
    StoryReport& report = reports_[place];
    const std::size_t base = base_of(place);
    const Article& before = reports_[base].article;
    report.changes_from = base;
    report.title_changes = word_diff(before.title, report.article.title);
    report.body_changes = word_diff(before.body, report.article.body);
  }

 private:
  // Of equally similar reports, the latest.
  std::size_t base_of(std::size_t place) const {
    std::size_t best = 0;
    double best_likeness = -1;
    for (std::size_t i = place; i > 0; --i) {
      if (reports_[i - 1].article.id == reports_[place].article.id) return i - 1;
      const double share = share_of_words(words_[i - 1], words_[place]);
      if (share > best_likeness) {
        best = i - 1;
        best_likeness = share;
      }
    }
    return best;
  }

  std::vector<StoryReport>& reports_;
  std::vector<WordSet> words_;
};

std::optional<StoryAnswer> story_of(const Archive& archive, const StoryRequest& request) {
  const IndexReader index = archive.index();
  StoryAnswer answer;
  answer.id = story_with(index, request.id);
  std::vector<DatedReport> dated;
  if (answer.id.empty()) {
    answer.articles = 1;
    add_versions(archive, request.id, 0, dated);
  } else {
    std::vector<DocumentNumber> documents = story_articles(index, answer.id);
    answer.articles = documents.size();
    if (documents.size() > request.limit) documents.resize(request.limit);
    for (const DocumentNumber document : documents) {
      const std::string id = archive.article(index.document(document), RecordScope::kWithoutBody).id;
      add_versions(archive, id, document, dated);
    }
  }
  if (dated.empty()) return std::nullopt;
  std::stable_sort(dated.begin(), dated.end(),
                   [](const DatedReport& a, const DatedReport& b) { return a.time < b.time; });
  std::set<std::string> outlets;
  for (DatedReport& report : dated) {
    outlets.insert(source_key(report.report.article.source));
    answer.reports.push_back(std::move(report.report));
  }
  answer.outlets = outlets.size();
  const ReportComparison comparison(answer.reports);
  for (std::size_t place = 0; place < answer.reports.size(); ++place) comparison.compare(place);
  return answer;
}

}  // namespace

std::optional<StoryAnswer> tell_story(const Archive& archive, const StoryRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  std::optional<StoryAnswer> answer = with_read_errors(archive, [&] { return story_of(archive, request); });
  if (answer) {
    answer->took_us =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
  }
  return answer;
}

}  // namespace broadtape
