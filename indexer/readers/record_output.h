// Hands records to the sink in the state that raw_article.h promises: valid UTF-8, trimmed, articles with something in
// them. The one place where every reader's text is mended and counted.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "indexer/readers/raw_article.h"

namespace broadtape {

class RecordOutput {
 public:
  explicit RecordOutput(RecordSink& sink) : sink_(sink) {}

  // `record` is what the reader read, for the report in case that it has neither title nor text.
  // False, here and below, once the sink wants no more; the reader then stops.
  bool article(RawArticle&& raw, std::string_view record_text);

  // Takes the article that `make` returns. Where `make` throws Error(kTooLarge), rejects the record with its message.
  // `record_text`, called when the record is rejected, gives what the reader read.
  bool article_of(std::string record, const std::function<std::string()>& record_text,
                  const std::function<RawArticle()>& make);

  bool reject(std::string record, std::string reason, std::string_view text);

  // Mends `text` in place, and counts it as part of the record that comes next.
  void repair(std::string& text);

 private:
  void tidy(std::string& text);
  bool take(RawArticle&& raw, const std::function<std::string()>& record_text);

  RecordSink& sink_;
};

}  // namespace broadtape
