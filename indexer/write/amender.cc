#include "indexer/write/amender.h"

#include <algorithm>
#include <utility>

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

// Calls visit(docid, article, flags) for each document that `amendments` change, with what it changes to.
template <class Visit>
void for_each_amended(const Xapian::Database& segment, const ArticleStore& articles, const Amendments& amendments,
                      const CompleteArticle& complete, Visit&& visit) {
  for (const auto& [id, amendment] : amendments) {
    for (const Xapian::docid docid : documents_of(segment, {id})) {
      const Xapian::Document document = segment.get_document(docid);
      Article article = articles.article(document);
      VersionFlags flags = flags_of(document);
      if (amend(article, flags, amendment, complete)) visit(docid, article, flags);
    }
  }
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
    const Dictionaries dictionaries = articles.dictionaries();
    DocumentBuilder builder;
    std::size_t changed = 0;
    const auto replace = [&](Xapian::docid docid, const Article& article, const VersionFlags& flags) {
      Xapian::Document document = segment.get_document(docid);
      replace_facts(document, builder.build(article, flags, dictionaries));
      segment.replace_document(docid, document);
      if (++changed % kDocumentsPerCommit == 0) segment.commit();
    };
    for_each_amended(segment, articles, amendments, complete, replace);
    segment.commit();
  });
}

bool has_gaps(const Xapian::Database& segment) {
  return segment.get_doccount() != segment.get_lastdocid();
}

}  // namespace broadtape
