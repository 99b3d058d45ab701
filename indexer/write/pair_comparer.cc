#include "indexer/write/pair_comparer.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <unordered_map>

#include "common/archive/archive.h"
#include "common/archive/article_store.h"
#include "indexer/write/worker_pool.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostTextBytes = 16u << 20;
constexpr std::size_t kPairsPerTask = 4096;  // fewer in all are not worth that each thread opens the databases

}  // namespace

// Reads reports of documents, and keeps those that it read last.
class PairComparer::Texts {
 public:
  Texts(const std::vector<std::string>& folders, std::size_t most_bytes)
      : databases_(open_whole_databases(folders)), store_(databases_), most_bytes_(most_bytes) {}

  void compare(std::span<const DocumentPair> pairs, std::vector<RelatedPair>& related) {
    for (const auto& [one, other] : pairs) {
      if (bytes_ > most_bytes_) {
        texts_.clear();
        bytes_ = 0;
      }
      const Text& first = text(one);
      const Text& second = text(other);  // references into an unordered_map stay valid
      if (first.article == second.article) continue;
      const Relation relation = relation_of(first.report, second.report);
      if (relation != Relation::kNone) related.push_back({one, other, first.article, second.article, relation});
    }
  }

 private:
  struct Text {
    std::string article;
    Report report;
  };

  const Text& text(const DocumentRef& ref) {
    if (const auto found = texts_.find(ref); found != texts_.end()) return found->second;
    const Article article =
        store_.article(databases_[ref.database].get_document(ref.document, Xapian::DOC_ASSUME_VALID));
    Text text{article.id, reader_.report(article)};
    bytes_ += sizeof text + text.report.shingles.size() * sizeof(std::uint64_t);
    return texts_.emplace(ref, std::move(text)).first->second;
  }

  std::vector<Xapian::Database> databases_;
  ArticleStore store_;
  ReportReader reader_;
  std::size_t most_bytes_;
  std::unordered_map<DocumentRef, Text, DocumentRefHash> texts_;
  std::size_t bytes_ = 0;
};

PairComparer::PairComparer(std::vector<std::string> folders, WorkerPool* workers)
    : folders_(std::move(folders)), workers_(workers) {}

PairComparer::~PairComparer() = default;

std::vector<RelatedPair> PairComparer::related(const std::vector<DocumentPair>& pairs) {
  if (workers_ != nullptr && pairs.size() > kPairsPerTask) return related_by_workers(pairs);
  std::vector<RelatedPair> related;
  if (pairs.empty()) return related;
  if (!texts_) texts_ = std::make_unique<Texts>(folders_, kMostTextBytes);
  texts_->compare(pairs, related);
  return related;
}

std::vector<RelatedPair> PairComparer::related_by_workers(const std::vector<DocumentPair>& pairs) {
  texts_.reset();
  std::vector<std::vector<RelatedPair>> parts((pairs.size() + kPairsPerTask - 1) / kPairsPerTask);
  std::vector<std::unique_ptr<Texts>> texts(workers_->size());
  for (std::size_t part = 0; part < parts.size(); ++part) {
    workers_->submit([&, part](std::size_t thread) {
      if (!texts[thread]) texts[thread] = std::make_unique<Texts>(folders_, kMostTextBytes / texts.size());
      const std::span all(pairs);
      const std::size_t begin = part * kPairsPerTask;
      texts[thread]->compare(all.subspan(begin, std::min(kPairsPerTask, all.size() - begin)), parts[part]);
    });
  }
  workers_->wait();
  std::vector<RelatedPair> related;
  for (std::vector<RelatedPair>& part : parts)
    related.insert(related.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
  return related;
}

}  // namespace broadtape
