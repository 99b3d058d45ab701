// A batch of documents in memory, written at once as a Xapian database in the glass format, several times as fast as
// Xapian::WritableDatabase writes it: it sorts once, keeps no map, and fills the tables from front to back.
//
// Xapian 1.4 reads the same from it as from a database to which the same documents were added with its own calls,
// bounds and frequencies included. docs/glass-format.md describes the format. A batch is meant to be compacted, which
// rewrites every table, so blocks are large and full.
//
// Threads: not shared.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/posting_lists.h"
#include "indexer/glass/term_table.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {

class Batch {
 public:
  // The parts of one document, in any order, until end_document(). Each has the meaning of the call of Xapian::Document
  // with the same name. The first two throw Error(kTooLarge) for a term that is empty, or longer than kMaxTermBytes
  // with zero bytes counted twice; the batch can then not be used any more.
  void add_posting(std::string_view term, std::uint32_t position, std::uint32_t wdf = 1);
  void add_term(std::string_view term, std::uint32_t wdf = 1);
  void add_boolean_term(std::string_view term);
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
    std::uint32_t positions;        // their number, duplicates included
    std::uint32_t positions_begin;  // in packed_positions_
  };
  struct Occurrence {
    std::uint32_t posting;  // in postings_
    std::uint32_t position;
  };
  struct DocumentEnds {  // where the document's parts end
    std::size_t postings;
    std::size_t data;
    std::size_t values;
  };

  DocumentTerm& posting_of(std::string_view term);
  std::size_t first_posting() const { return ends_.empty() ? 0 : ends_.back().postings; }
  void pack_document_positions();
  void keep_last_values();
  void group_by_term();
  std::span<const Posting> postings_of(std::size_t rank) const;
  void write_docdata(const std::string& path);
  void write_termlists(const std::string& path);
  void write_postlists(const std::string& path);
  void write_positions(const std::string& path);

  TermTable terms_;
  std::vector<std::uint32_t> last_posting_;  // of each term, in postings_
  std::vector<DocumentTerm> postings_;       // by document
  std::string packed_positions_;
  std::string data_;
  std::vector<Value> values_;  // by document
  std::string value_bytes_;
  std::vector<std::uint32_t> lengths_;
  std::vector<DocumentEnds> ends_;
  DatabaseStatistics statistics_;

  // Of the document being added.
  std::vector<Occurrence> occurrences_;
  std::vector<std::uint32_t> positions_;  // grouped by posting
  std::size_t first_value_ = 0;

  // Made by write().
  std::vector<std::uint32_t> sorted_terms_;
  std::vector<Posting> by_term_;        // in order of the terms, then of the documents
  std::vector<std::size_t> term_ends_;  // in by_term_, in order of the terms
  std::array<TableRoot, kTables> roots_;
};

}  // namespace broadtape::glass
