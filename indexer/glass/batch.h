// A batch of documents in memory, written at once as a Xapian database in the glass format, several times as fast as
// Xapian::WritableDatabase writes it: it sorts once, keeps no map, and fills the tables from front to back.
//
// Xapian 1.4 reads the same from it as from a database to which the same documents were added with its own calls,
// bounds and frequencies included, but for the terms that are left out of the lists of the documents' terms: Xapian has
// no call for them. docs/glass-format.md describes the format. A batch is meant to be compacted, which
// rewrites every table, so blocks are large and full.
//
// Threads: not shared.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/glass/posting_lists.h"
#include "indexer/glass/term_table.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {

class Batch {
 public:
  // `rest_term` is not a term that documents have.
  explicit Batch(std::string rest_term = {}) : rest_term_(std::move(rest_term)) {}

  // The parts of one document, in any order, until end_document(). Each has the meaning of the call of Xapian::Document
  // with the same name. Those of terms throw Error(kTooLarge) for a term that is empty, or longer than kMaxTermBytes
  // with zero bytes counted twice; the batch can then not be used any more.
  void add_term(std::string_view term, std::uint32_t wdf = 1);
  void add_boolean_term(std::string_view term);
  // As add_term(); but the list of the document's terms lacks it, unless a document has it by another call. Searches
  // find the document by it, the document's length counts it, and replace_document() leaves it as it is. Instead of all
  // such terms the list has `rest_term` with the sum of their frequencies, because xapian-check adds up the list. No
  // search finds that one. Requires a `rest_term`.
  void add_unlisted_term(std::string_view term, std::uint32_t wdf = 1);
  void add_value(std::uint32_t slot, std::string_view value);
  // Stored without compression: records are compressed already.
  void set_data(std::string_view data);

  // The document gets the next number, from 1.
  void end_document();

  std::uint32_t documents() const { return static_cast<std::uint32_t>(lengths_.size()); }

  // Makes the folder `path` and the database in it. The batch may be written once. Throws Error(kUnwritable).
  void write(const std::string& path);

 private:
  struct DocumentTerm {
    std::uint32_t term;
    std::uint32_t wdf;
  };
  struct DocumentEnds {  // where the document's parts end
    std::size_t postings;
    std::size_t data;
    std::size_t values;
  };

  struct TermUse {
    bool listed = false;
    bool posted = false;
  };

  std::uint32_t number_of(std::string_view term);
  DocumentTerm& posting_of(std::string_view term, bool listed);
  void add_rest_term();
  std::size_t first_posting() const { return ends_.empty() ? 0 : ends_.back().postings; }
  void keep_last_values();
  void group_by_term();
  std::span<const Posting> postings_of(std::size_t rank) const;
  void write_docdata(const std::string& path);
  void write_termlists(const std::string& path);
  void write_postlists(const std::string& path);

  std::string rest_term_;
  TermTable terms_;
  std::vector<std::uint32_t> last_posting_;  // of each term, in postings_
  std::vector<TermUse> uses_;                // of each term
  std::vector<DocumentTerm> postings_;       // by document
  std::string data_;
  std::vector<Value> values_;  // by document
  std::string value_bytes_;
  std::vector<std::uint32_t> lengths_;
  std::vector<DocumentEnds> ends_;
  DatabaseStatistics statistics_;
  std::size_t first_value_ = 0;  // of the document being added

  // Made by write().
  std::vector<std::uint32_t> sorted_terms_;
  std::vector<Posting> by_term_;        // in order of the terms, then of the documents
  std::vector<std::size_t> term_ends_;  // in by_term_, in order of the terms
  std::array<TableRoot, kTables> roots_;
};

}  // namespace broadtape::glass
