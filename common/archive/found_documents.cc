#include "common/archive/found_documents.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace broadtape {
namespace {

using Sets = std::map<std::string, DocumentSet>;  // by the UUID of the shard

constexpr char kName[] = "Broadtape::FoundDocuments";

// Xapian gives a source each shard in turn; its UUID says which.
class Source : public Xapian::PostingSource {
 public:
  explicit Source(std::shared_ptr<const Sets> sets) : sets_(std::move(sets)) {}

  void init(const Xapian::Database& shard) override {
    const auto found = sets_->find(shard.get_uuid());
    documents_ = found == sets_->end() ? std::vector<std::uint32_t>() : found->second.documents();
    next_ = 0;
  }
  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  void next(double) override { ++next_; }
  void skip_to(Xapian::docid document, double) override {
    const auto from = documents_.begin() + static_cast<std::ptrdiff_t>(next_ == 0 ? 0 : next_ - 1);
    next_ = static_cast<std::size_t>(std::lower_bound(from, documents_.end(), document) - documents_.begin()) + 1;
  }
  bool at_end() const override { return next_ > documents_.size(); }
  Xapian::docid get_docid() const override { return documents_[next_ - 1]; }
  Source* clone() const override { return new Source(sets_); }

  // Never sent to another machine: the form says where the sets are.
  std::string name() const override { return kName; }
  std::string serialise() const override {
    const std::uintptr_t address = number();
    return {reinterpret_cast<const char*>(&address), sizeof address};
  }
  std::string get_description() const override { return std::string(kName) + " " + std::to_string(number()); }

 private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(documents_.size()); }
  std::uintptr_t number() const { return reinterpret_cast<std::uintptr_t>(sets_.get()); }

  std::shared_ptr<const Sets> sets_;
  std::vector<std::uint32_t> documents_;
  std::size_t next_ = 0;  // 0 before the first document, n at the n-th
};

}  // namespace

std::optional<DocumentQuery> found_documents(const std::vector<Xapian::Database>& shards,
                                             const std::vector<DocumentNumber>& documents) {
  std::vector<std::vector<std::uint32_t>> of_shards(shards.size());
  for (const DocumentNumber document : documents)
    of_shards[(document - 1) % shards.size()].push_back(static_cast<std::uint32_t>((document - 1) / shards.size() + 1));
  auto sets = std::make_shared<Sets>();
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const std::string uuid = shards[i].get_uuid();
    if (uuid.empty() || !sets->emplace(uuid, DocumentSet::of(of_shards[i])).second) return std::nullopt;
  }
  auto source = std::make_unique<Source>(std::move(sets));
  return DocumentQuery(source.release()->release());  // the query becomes its owner
}

std::optional<DocumentSet> found_in(const Xapian::Database& shard, const DocumentQuery& query) {
  if (query.get_type() != Xapian::Query::LEAF_POSTING_SOURCE) return std::nullopt;
  const std::string form = query.serialise();
  std::uintptr_t address = 0;
  if (form.find(kName) == std::string::npos || form.size() < sizeof address) return std::nullopt;
  std::memcpy(&address, form.data() + form.size() - sizeof address, sizeof address);
  const auto* const sets = reinterpret_cast<const Sets*>(address);
  const auto found = sets->find(shard.get_uuid());
  return found == sets->end() ? DocumentSet() : found->second;
}

}  // namespace broadtape
