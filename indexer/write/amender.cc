#include "indexer/write/amender.h"

#include <algorithm>
#include <utility>

#include "common/archive/archive.h"
#include "common/archive/article_store.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "indexer/write/document_builder.h"

namespace broadtape {
namespace {

constexpr std::size_t kDocumentsPerCommit = 1000;  // bounds what Xapian buffers

// True when the source's listing changed `article`, whose companies are then found anew.
bool add_source_tickers(Article& article, const std::set<std::string>& symbols, const CompleteArticle& complete) {
  bool changed = false;
  for (const std::string& symbol : symbols) {
    const auto mention = std::find_if(article.tickers.begin(), article.tickers.end(),
                                      [&](const TickerMention& m) { return m.symbol == symbol; });
    if (mention == article.tickers.end()) {
      TickerMention added;
      added.symbol = symbol;
      added.about = true;
      article.tickers.push_back(added);
    } else if (mention->evidence != TickerEvidence::kSource) {
      mention->evidence = TickerEvidence::kSource;
      mention->about = true;
    } else {
      continue;
    }
    changed = true;
  }
  if (changed) rank_mentions(article.tickers);
  if (changed && complete) complete(article);
  return changed;
}

// Applies `amendment` to a version and its flags; true when that changed something.
bool amend(Article& article, VersionFlags& flags, const Amendment& amendment, const CompleteArticle& complete) {
  bool changed = false;
  if (amendment.newest && *amendment.newest != version_hash(article) && !flags.superseded) {
    flags.superseded = true;
    changed = true;
  }
  if (!flags.superseded && add_source_tickers(article, amendment.tickers, complete)) changed = true;
  return changed;
}

// Those that are of articles of the segment. The smaller number of ids is looked up.
std::vector<Amendments::const_iterator> amendments_in(const Xapian::Database& segment, const Amendments& amendments) {
  std::vector<Amendments::const_iterator> found;
  if (amendments.size() < segment.get_doccount()) {
    for (auto at = amendments.begin(); at != amendments.end(); ++at) {
      if (segment.term_exists(make_term(Field::kId, at->first))) found.push_back(at);
    }
    return found;
  }
  const std::string prefix = make_term(Field::kId, "");
  for (auto term = segment.allterms_begin(prefix); term != segment.allterms_end(prefix); ++term) {
    if (const auto at = amendments.find((*term).substr(prefix.size())); at != amendments.end()) found.push_back(at);
  }
  return found;
}

// Calls visit(docid, article, flags) for each document that `amendments` change, with what it changes to.
template <class Visit>
void for_each_amended(const Xapian::Database& segment, const ArticleStore& articles, const Amendments& amendments,
                      const CompleteArticle& complete, Visit&& visit) {
  for (const Amendments::const_iterator& of_article : amendments_in(segment, amendments)) {
    const auto& [id, amendment] = *of_article;
    for (const Xapian::docid docid : documents_of(segment, {id})) {
      const Xapian::Document document = segment.get_document(docid);
      Article article = articles.article(document);
      VersionFlags flags = flags_of(document);
      if (amend(article, flags, amendment, complete)) visit(docid, article, flags);
    }
  }
}

void amend_database(Xapian::WritableDatabase& database, const ArticleStore& articles, const Dictionaries& dictionaries,
                    const Amendments& amendments, const CompleteArticle& complete) {
  DocumentBuilder builder;
  std::size_t changed = 0;
  const auto replace = [&](Xapian::docid docid, const Article& article, const VersionFlags& flags) {
    Xapian::Document document = database.get_document(docid);
    replace_facts(document, builder.build(article, flags, dictionaries));
    database.replace_document(docid, document);
    if (++changed % kDocumentsPerCommit == 0) database.commit();
  };
  for_each_amended(database, articles, amendments, complete, replace);
  database.commit();
}

}  // namespace

std::vector<Xapian::docid> documents_of(const Xapian::Database& segment, const std::set<std::string>& ids) {
  std::vector<Xapian::docid> documents;
  for (const std::string& id : ids) {
    const std::string term = make_term(Field::kId, id);
    documents.insert(documents.end(), segment.postlist_begin(term), segment.postlist_end(term));
  }
  std::sort(documents.begin(), documents.end());
  return documents;
}

std::vector<Xapian::docid> documents_to_amend(const Xapian::Database& segment, const Amendments& amendments) {
  std::vector<Xapian::docid> documents;
  for_each_amended(segment, ArticleStore({segment}), amendments, {},
                   [&](Xapian::docid docid, const Article&, const VersionFlags&) { documents.push_back(docid); });
  std::sort(documents.begin(), documents.end());
  return documents;
}

void amend_segment(const std::string& path, const Amendments& amendments, const CompleteArticle& complete) {
  with_write_errors(path, [&] {
    Xapian::WritableDatabase segment(path, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    const ArticleStore articles({segment});
    amend_database(segment, articles, articles.dictionaries(), amendments, complete);
  });
}

void amend_parts(const UnmergedParts& parts, const Amendments& amendments, const CompleteArticle& complete) {
  if (amendments.empty()) return;
  for (const std::string& folder : parts.folders) {
    parts.workers.submit([&](std::size_t) {
      with_write_errors(folder, [&] {
        if (amendments_in(open_database(folder), amendments).empty()) return;
        Xapian::WritableDatabase part(folder, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
        amend_database(part, ArticleStore(parts.dictionaries), parts.dictionaries, amendments, complete);
      });
    });
  }
  parts.workers.wait();
}

bool has_gaps(const Xapian::Database& segment) {
  return segment.get_doccount() != segment.get_lastdocid();
}

}  // namespace broadtape
