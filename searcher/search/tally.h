// All matches of a query, without an order: counted while built-in spies watch their values, or listed. Remote shards
// can carry out both.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

namespace broadtape {

// How many documents match; each spy has seen every one of them, once.
inline std::uint64_t tally(const Xapian::Database& database, const Xapian::Query& query,
                           const std::vector<Xapian::MatchSpy*>& spies = {}) {
  if (query.empty()) return 0;
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  for (Xapian::MatchSpy* spy : spies) enquire.add_matchspy(spy);
  return enquire.get_mset(0, 0, database.get_doccount()).get_matches_lower_bound();
}

// Every document that matches, in ascending order.
inline std::vector<Xapian::docid> matching_documents(const Xapian::Database& database, const Xapian::Query& query) {
  std::vector<Xapian::docid> documents;
  if (query.empty()) return documents;
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
  documents.reserve(found.size());
  for (auto hit = found.begin(); hit != found.end(); ++hit) documents.push_back(*hit);
  return documents;
}

}  // namespace broadtape
