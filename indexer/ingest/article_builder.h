// Turns a raw article into an article: date, source, tickers, identity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/article/article.h"
#include "common/companies/ticker_recogniser.h"
#include "indexer/ingest/article_date.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct BuiltArticle {
  Article article;                // with the tickers that the source gives
  std::string date_problem;       // why the article is undated although the input gave a date; else empty
  std::uint64_t identifiers = 0;  // ISINs and CUSIPs of the record, which are left out
  // With FirstSeen::kField, why the article counts as first seen now; else empty.
  std::string first_seen_problem = {};
};

// When the archive learned of an article, if its record does not say it.
enum class FirstSeen : std::uint8_t {
  kNow,        // when it was read
  kPublished,  // when it was published, if that is known and earlier; of a day, its last second
  kField,      // at the time that its record gives (RawArticle::first_seen_text), not after it was read; of a day, its
               // last second; without such a time, when it was read
};

class ArticleBuilder {
 public:
  // Keeps a reference to `directory`. `first_seen_s` is when the archive learns of everything built here.
  ArticleBuilder(const CompanyDirectory& directory, std::int64_t first_seen_s, FirstSeen first_seen = FirstSeen::kNow);

  // When the archive learns of what is built from here on. A builder is worth keeping: its recogniser takes longer to
  // make than some articles to read.
  void set_first_seen(std::int64_t first_seen_s) { first_seen_s_ = first_seen_s; }

  // Takes a record as RecordOutput hands it over: its texts are trimmed already. Leaves out the tickers of the text;
  // the id is the one that the article has in an empty archive. Cheap, and the same for the same record. `input` is the
  // path or name of the file that the record comes from, `date` what read_article_date() gives for it.
  BuiltArticle build(RawArticle&& raw, ArticleDate&& date, std::string_view input = {}) const;

  // Adds the tickers of the text. Threads: may run in parallel.
  void recognise_tickers(Article& article) const;

 private:
  void set_first_seen(const RawArticle& raw, BuiltArticle& built) const;
  // Writes the name of a company that only a user's file has.
  void name_own_company(TickerMention& mention) const;

  const CompanyDirectory& directory_;
  TickerRecogniser recogniser_;
  std::int64_t first_seen_s_;
  FirstSeen first_seen_;
};

}  // namespace broadtape
