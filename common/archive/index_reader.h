// Reads an archive's index: the documents of a term, the terms of a document, positions and values.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/matches.h"

namespace broadtape {

// A term of the index at hand, while IndexReader::each_term() visits it.
class IndexedTerm {
 public:
  IndexedTerm(std::string term, const Xapian::TermIterator& at) : text(std::move(term)), at_(at) {}

  std::string text;
  std::uint64_t documents() const { return at_.get_termfreq(); }  // that have it; read when asked for

 private:
  const Xapian::TermIterator& at_;
};

class IndexReader {
 public:
  explicit IndexReader(Xapian::Database database) : database_(std::move(database)) {}

  // Earlier versions included.
  std::uint64_t document_count() const { return database_.get_doccount(); }

  std::uint64_t documents_with(const std::string& term) const { return database_.get_termfreq(term); }

  std::uint64_t documents_with_value(Slot slot) const { return database_.get_value_freq(slot); }

  // The first `most` documents with the term, ascending.
  std::vector<DocumentNumber> first_documents_with(const std::string& term,
                                                   std::size_t most = std::numeric_limits<std::size_t>::max()) const {
    std::vector<DocumentNumber> documents;
    const auto end = database_.postlist_end(term);
    for (auto at = database_.postlist_begin(term); at != end && documents.size() < most; ++at) documents.push_back(*at);
    return documents;
  }

  // Calls `visit` with the number of each document that has the term, ascending.
  template <class Visit>
  void each_document_with(const std::string& term, const Visit& visit) const {
    const auto end = database_.postlist_end(term);
    for (auto at = database_.postlist_begin(term); at != end; ++at) visit(*at);
  }

  // Likewise for those of `documents`, which ascend, until it returns false. Reads the term's list only so far.
  template <class Visit>
  void each_document_among(const std::vector<DocumentNumber>& documents, const std::string& term,
                           const Visit& visit) const {
    const auto end = database_.postlist_end(term);
    auto at = database_.postlist_begin(term);
    for (const DocumentNumber document : documents) {
      if (at != end) at.skip_to(document);
      if (at == end || (*at == document && !visit(document))) return;
    }
  }

  // Calls `visit` with an IndexedTerm for each term that begins with `prefix`, ascending, until it returns false.
  template <class Visit>
  void each_term(const std::string& prefix, const Visit& visit) const {
    const auto end = database_.allterms_end(prefix);
    for (auto at = database_.allterms_begin(prefix); at != end; ++at) {
      if (!visit(IndexedTerm(*at, at))) return;
    }
  }
  // Likewise for all terms from `first` on.
  template <class Visit>
  void each_term_from(const std::string& first, const Visit& visit) const {
    const auto end = database_.allterms_end();
    auto at = database_.allterms_begin();
    if (at != end) at.skip_to(first);
    for (; at != end; ++at) {
      if (!visit(IndexedTerm(*at, at))) return;
    }
  }

  // Calls `visit(term)` for each listed term (schema.h) of the document from `first` on, ascending, until it returns
  // false.
  template <class Visit>
  void each_listed_term(DocumentNumber document, const std::string& first, const Visit& visit) const {
    const auto end = database_.termlist_end(document);
    auto at = database_.termlist_begin(document);
    if (at != end) at.skip_to(first);
    for (; at != end; ++at) {
      if (!visit(*at)) return;
    }
  }

  // How often the document has `term` by its wdf; nullopt if it does not have it.
  std::optional<std::uint64_t> frequency(DocumentNumber document, const std::string& term) const;
  bool has_term(DocumentNumber document, const std::string& term) const {
    return frequency(document, term).has_value();
  }

  // The document's values and stored record, read when asked for. It must exist.
  Xapian::Document document(DocumentNumber document) const {
    return database_.get_document(document, Xapian::DOC_ASSUME_VALID);
  }
  std::string value(DocumentNumber document, Xapian::valueno slot) const {
    return this->document(document).get_value(slot);
  }
  // The least and the greatest of the archive; empty when no document has one.
  std::string least_value(Xapian::valueno slot) const { return database_.get_value_lower_bound(slot); }
  std::string greatest_value(Xapian::valueno slot) const { return database_.get_value_upper_bound(slot); }

  // In terms, as BM25 has it.
  double length_of(DocumentNumber document) const { return database_.get_doclength(document); }
  double average_length() const { return database_.get_avlength(); }

 private:
  Xapian::Database database_;
};

}  // namespace broadtape
