#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/readers/exports/exports.h"
#include "indexer/readers/exports/nexis_article.h"
#include "indexer/readers/exports/nexis_labels.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_document_end(std::string_view line) {
  constexpr std::string_view kEnds[] = {"end of document",   "ende des dokuments", "fin du document",
                                        "fin del documento", "fim do documento",   "fine del documento",
                                        "einde van document"};
  return line.size() < 30 && is_among(ascii_lowered(line), kEnds);
}

class NexisReader {
 public:
  explicit NexisReader(RecordOutput& output) : output_(output) {}

  // False: stop.
  bool take(ExportLine&& line) {
    const std::string_view text = trimmed(line.text);
    if (is_document_count(text)) {
      const bool more = hand_over();
      piece_.begins_by_count = true;
      ++counts_;
      return more;
    }
    if (!is_document_end(text)) {
      piece_.add(std::move(line));
      return true;
    }
    piece_.has_end = true;
    return hand_over();
  }

  // False if there was neither an article nor a rejected one.
  bool finish() {
    // LOAD-DATE at the end of a single article may be by chance, unless counts separate the articles.
    const bool had_ends = ends_ == number_ && ends_ > 0 && (has_end_lines_ || ends_ > 1 || counts_ > 1);
    hand_over();
    if (had_ends && ends_ < number_)
      output_.note(fmt::format("the last article, {}, has no end as the others have, and may be cut off", number_));
    if (cover_lines_ > 0) output_.note("the cover page before the first article was left out");
    return number_ > 0;
  }

 private:
  bool hand_over() {
    NexisPiece piece = std::exchange(piece_, {});
    if (!piece.has_text() && !piece.is_too_long) return true;
    piece.number = number_ + 1;
    std::string place = piece.place();
    if (piece.is_too_long) {
      ++number_;
      return output_.reject(std::move(place), "is too long", piece.text());
    }
    const bool may_be_cover = number_ == 0 && !piece.begins_by_count;
    piece.may_have_cover = may_be_cover;
    NexisResult result = parse_nexis(piece);
    cover_lines_ += result.cover_lines;
    if (!result.problem.empty() && may_be_cover && !piece.has_end) {
      cover_lines_ += piece.lines.size();
      return true;
    }
    ++number_;
    ends_ += piece.has_end || result.has_end_label;
    has_end_lines_ = has_end_lines_ || piece.has_end;
    if (!result.problem.empty()) return output_.reject(std::move(place), std::move(result.problem), piece.text());
    result.article.record = std::move(place);
    return output_.article(std::move(result.article), piece.text());
  }

  RecordOutput& output_;
  NexisPiece piece_;
  std::uint64_t number_ = 0;  // of articles, also rejected ones
  std::uint64_t ends_ = 0;    // of them with an end
  std::uint64_t counts_ = 0;  // lines such as `2 of 200 DOCUMENTS`
  bool has_end_lines_ = false;
  std::size_t cover_lines_ = 0;
};

}  // namespace

namespace {

// Whether a page has `1 of 20 DOCUMENTS` between tags, as pages without the markup of the service have it.
bool has_count_in_markup(std::string_view head) {
  constexpr std::string_view kWord = " DOCUMENTS<";
  const std::size_t word = head.find(kWord);
  if (word == std::string_view::npos) return false;
  const std::size_t begin = head.rfind('>', word) + 1;
  return is_document_count(trimmed(head.substr(begin, word + kWord.size() - 1 - begin)));
}

}  // namespace

bool looks_like_nexis(std::string_view head) {
  const bool is_page = trimmed(head).starts_with('<');
  if (is_page) {
    return has_count_in_markup(head) || head.find("<!-- LXNComment") != std::string_view::npos ||
           head.find("<DOCFULL>") != std::string_view::npos ||
           head.find("NAME=\"DOC_ID_1_0\"") != std::string_view::npos;
  }
  bool has_count = false, has_end = false, has_body = false;
  bool is_of_proquest = false;  // which counts its documents in the same way
  NexisLabels labels;
  for (const std::string_view written : split_lines(head)) {
    const std::string_view line = trimmed(written);
    has_count = has_count || is_document_count(line);
    has_end = has_end || is_document_end(line);
    has_body = has_body || line == "Body";
    is_of_proquest = is_of_proquest || begins_with_any(line, {"Full text:", "Publication title:", "ProQuest "});
    labels.add(line);
  }
  if (has_count) return labels.count() > 0 && !is_of_proquest;
  if (has_end) return labels.count() > 1 || (has_body && labels.count() > 0);
  return labels.has_length() && (has_body || labels.in_capitals() > 2);
}

void read_nexis(ByteSource& text, RecordOutput& output) {
  NexisReader reader(output);
  each_export_line(text, output, [&](ExportLine&& line) { return reader.take(std::move(line)); });
  if (!reader.finish()) throw Error(ErrorKind::kInput, "has no article of Nexis");
}

}  // namespace broadtape
