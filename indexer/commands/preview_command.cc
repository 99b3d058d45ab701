#include <fmt/core.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "common/article/record.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/commands/add_report.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/reading_options.h"

namespace broadtape {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxRecords = 10'000;
constexpr std::size_t kTextShown = 300;  // bytes
constexpr std::uint64_t kMostShown = 1'000;
constexpr std::size_t kMaxShownBytes = 64u << 20;  // of all articles that are shown

std::string first_words(const std::string& text) {
  if (text.size() <= kTextShown) return text;
  return std::string(utf8_prefix(text, kTextShown)) + " ...";
}

std::string date_of(const Article& article) {
  if (article.published) return format_instant(*article.published);
  return article.published_text.empty() ? "undated" : fmt::format("undated (`{}`)", article.published_text);
}

// The article in a few lines: title; date, source, author, companies; address; the start of the text.
std::string format_article(std::size_t number, const Article& article) {
  std::string facts = date_of(article);
  for (const std::string* fact : {&article.source, &article.author, &article.language}) {
    if (!fact->empty()) facts += " · " + *fact;
  }
  std::string tickers;
  for (const TickerMention& mention : article.tickers) {
    if (!mention.symbol.empty()) tickers += (tickers.empty() ? " · " : " ") + mention.shown();
  }
  std::string text =
      fmt::format("{}. {}\n   {}{}\n", number, harmless(article.title.empty() ? "(no title)" : article.title),
                  harmless(facts), harmless(tickers));
  if (!article.url.empty()) text += fmt::format("   {}\n", harmless(article.url));
  if (!article.body.empty()) text += fmt::format("   {}\n", harmless(first_words(article.body)));
  return text;
}

}  // namespace

int run_preview(const Options& line) {
  IngestOptions options;
  options.groups = input_groups(line);
  options.max_records = kMaxRecords;
  const bool json = wants_json_report(line);
  const std::uint64_t most = line.number("limit", 3, kMostShown);
  const ChosenCompanies symbols(line);
  catch_interrupts();

  AddReporter reporter({});
  const ArticleBuilder builder(symbols.directory(), now_s());
  std::vector<std::string> articles;  // as they are printed
  std::size_t bytes = 0;
  IngestPipeline pipeline(builder, options, reporter, [&](Article&& article, const ExportedVersion&) {
    if (articles.size() < most && bytes < kMaxShownBytes) {
      builder.recognise_tickers(article);
      articles.push_back(json ? encode_record(article) : format_article(articles.size() + 1, article));
      bytes += articles.back().size();
    }
    return std::optional(AddOutcome::kAdded);
  });
  pipeline.read_inputs();
  reporter.close();
  if (json) {
    Json list = Json::array();
    for (const std::string& article : articles) list.push_back(Json::parse(article));
    const Json report{{"complete", !pipeline.is_cut_off()},
                      {"inputs", inputs_json(pipeline.reports())},
                      {"articles", std::move(list)}};
    fmt::print("{}\n", report.dump(-1, ' ', false, Json::error_handler_t::replace));
  } else {
    fmt::print("{}", format_inputs(pipeline.reports()));
    if (pipeline.is_cut_off()) fmt::print("only the first {} records were read\n", with_commas(kMaxRecords));
    for (const std::string& article : articles) fmt::print("\n{}", article);
  }
  if (interrupted()) return kExitInterrupted;
  if (pipeline.counts().failed_inputs > 0) return kExitUnusable;
  return pipeline.counts().rejected > 0 ? kExitRejected : kExitDone;
}

}  // namespace broadtape
