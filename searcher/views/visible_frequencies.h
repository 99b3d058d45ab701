// How many articles have a term, among the versions that a request shows: what sets articles apart as of an earlier
// time is compared with what the archive had then.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/index_reader.h"

namespace broadtape {

// A set of documents, a bit each.
class DocumentBits {
 public:
  void add(DocumentNumber document) {
    if (document >= bits_.size()) bits_.resize(document + 1 + document / 2);
    if (!bits_[document]) ++count_;
    bits_[document] = true;
  }
  void remove(DocumentNumber document) {
    if (!has(document)) return;
    --count_;
    bits_[document] = false;
  }
  bool has(DocumentNumber document) const { return document < bits_.size() && bits_[document]; }
  std::uint64_t count() const { return count_; }

 private:
  std::vector<bool> bits_;
  std::uint64_t count_ = 0;
};

class VisibleFrequencies {
 public:
  // Keeps a reference to `archive`. Without `as_of_s` all versions count, as in the index. Otherwise those count that
  // were current at that instant.
  VisibleFrequencies(const Archive& archive, std::optional<std::int64_t> as_of_s);

  std::uint64_t document_count() const { return index_.document_count() - hidden_.count(); }

  // As of an instant, reads the term's list of documents.
  std::uint64_t documents_with(const std::string& term) const;

  // The same for a term of kText, faster without an instant.
  std::uint64_t documents_with_word(const std::string& term) const {
    return hidden_.count() == 0 ? archive_.documents_with_word(term) : documents_with(term);
  }

 private:
  const Archive& archive_;
  IndexReader index_;
  DocumentBits hidden_;
};

}  // namespace broadtape
