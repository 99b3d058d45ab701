// Everything that Xapian shows of a database, as lines of text to compare. Of the lists of documents' terms only the
// terms that `is_compared` accepts.
#pragma once

#include <fmt/core.h>
#include <xapian.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

using TermFilter = std::function<bool(std::string_view)>;

inline bool every_term(std::string_view) {
  return true;
}

inline void append_documents(std::vector<std::string>& lines, const Xapian::Database& database,
                             const TermFilter& is_compared) {
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
    const Xapian::docid id = *posting;
    const Xapian::Document document = database.get_document(id);
    Xapian::termcount compared = 0;
    for (auto term = database.termlist_begin(id); term != database.termlist_end(id); ++term) {
      if (!is_compared(*term)) continue;
      ++compared;
      std::string line = fmt::format("  {} wdf {} termfreq {} positions", *term, term.get_wdf(), term.get_termfreq());
      for (auto p = term.positionlist_begin(); p != term.positionlist_end(); ++p) line += fmt::format(" {}", *p);
      lines.push_back(line);
    }
    lines.push_back(fmt::format("document {} length {} terms {} data {}", id, database.get_doclength(id), compared,
                                document.get_data()));
    if (compared == document.termlist_count())
      lines.push_back(fmt::format("  unique terms {}", database.get_unique_terms(id)));
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      lines.push_back(fmt::format("  value {} {}", value.get_valueno(), *value));
    }
  }
}

inline void append_terms(std::vector<std::string>& lines, const Xapian::Database& database) {
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    lines.push_back(fmt::format("term {} documents {} occurrences {} largest {}", *term, term.get_termfreq(),
                                database.get_collection_freq(*term), database.get_wdf_upper_bound(*term)));
    std::string line = " ";
    for (auto p = database.postlist_begin(*term); p != database.postlist_end(*term); ++p) {
      line += fmt::format(" {}:{}/{}@{}", *p, p.get_wdf(), p.get_doclength(),
                          std::distance(p.positionlist_begin(), p.positionlist_end()));
    }
    lines.push_back(line);
  }
}

inline void append_slots(std::vector<std::string>& lines, const Xapian::Database& database,
                         const std::set<Xapian::valueno>& slots) {
  for (const Xapian::valueno slot : slots) {
    lines.push_back(fmt::format("slot {} documents {} from {} to {}", slot, database.get_value_freq(slot),
                                database.get_value_lower_bound(slot), database.get_value_upper_bound(slot)));
    for (auto v = database.valuestream_begin(slot); v != database.valuestream_end(slot); ++v) {
      lines.push_back(fmt::format("  {} {}", v.get_docid(), *v));
    }
  }
}

inline std::vector<std::string> visible(const Xapian::Database& database, const std::set<Xapian::valueno>& slots,
                                        const TermFilter& is_compared = every_term) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("documents {} last {} total {} average {} length {} to {} positions {}",
                              database.get_doccount(), database.get_lastdocid(), database.get_total_length(),
                              database.get_average_length(), database.get_doclength_lower_bound(),
                              database.get_doclength_upper_bound(), database.has_positions()));
  append_documents(lines, database, is_compared);
  append_terms(lines, database);
  append_slots(lines, database, slots);
  return lines;
}

}  // namespace broadtape
