// Passes records to the sink with the guarantees of raw_article.h: valid UTF-8, trimmed, not empty. All readers repair
// their text and count replacements here.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/readers/input_summary.h"
#include "indexer/readers/left_out.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

class RecordOutput {
 public:
  // `source`, if not empty, replaces the source of every article.
  explicit RecordOutput(RecordSink& sink, std::string source = {}) : sink_(sink), source_(std::move(source)) {}

  // `record_text` is the text of the record, for the report if it is rejected. This and the functions below return
  // false if the sink stops; the reader must then return.
  bool article(RawArticle&& raw, std::string_view record_text);

  // Outputs the article that `make` returns, or rejects the record if `make` throws Error(kTooLarge). `record_text` is
  // called only if the record is rejected.
  bool article_of(std::string record, const std::function<std::string()>& record_text,
                  const std::function<RawArticle()>& make);

  bool reject(std::string record, std::string reason, std::string_view text);

  void note(std::string text);

  // Notes the records that were left out because they are no published articles; at the end of the input.
  void note_left_out();

  // What is output is counted in it; readers add how they read the input, and which names they do not use.
  InputTally& tally() { return tally_; }

  void count_replaced(std::uint64_t bytes) { sink_.replaced_bytes(bytes); }

  // Repairs `text` in place and counts the replacements.
  void repair(std::string& text);

 private:
  void tidy(std::string& text);
  bool take(RawArticle&& raw, const std::function<std::string()>& record_text);

  RecordSink& sink_;
  const std::string source_;
  InputTally tally_;
  LeftOut unpublished_;
};

}  // namespace broadtape
