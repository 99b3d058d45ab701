#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

#include "common/time/date_parser.h"
#include "indexer/readers/exports/factiva_article.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// In the order in which an article has them.
constexpr std::string_view kCodes[] = {"SE", "HD", "CR",  "BY", "CLM", "WC",  "PD",  "ET", "SN",  "SC",
                                       "ED", "PG", "VOL", "LA", "CY",  "LP",  "TD",  "RF", "ART", "CT",
                                       "CO", "IN", "NS",  "RE", "IPC", "IPD", "PUB", "AN"};
// Codes whose values are lists such as `iint : Internet | i3302 : Computers`.
constexpr std::string_view kListCodes[] = {"CO", "IN", "NS", "RE", "IPC", "IPD"};

struct FieldCode {
  std::string_view code;
  RawField field;
  std::string RawArticle::*text;
};
constexpr FieldCode kFieldCodes[] = {
    {"HD", RawField::kTitle, &RawArticle::title},    {"BY", RawField::kAuthor, &RawArticle::author},
    {"PD", RawField::kDate, &RawArticle::date_text}, {"ET", RawField::kTime, &RawArticle::time_text},
    {"SN", RawField::kSource, &RawArticle::source},  {"LA", RawField::kLanguage, &RawArticle::language},
};

std::size_t code_order(std::string_view code) {
  return static_cast<std::size_t>(std::find(std::begin(kCodes), std::end(kCodes), code) - std::begin(kCodes));
}

// The code at the beginning of a line before one blank.
std::string_view code_before_blank(std::string_view line) {
  const std::string_view code = line.substr(0, line.find(' '));
  return code.size() < line.size() && is_among(code, kCodes) ? code : std::string_view();
}

// `iint : Internet | i3302 : Computers`, or one in each line, as names.
void add_names(std::string_view value, std::vector<std::string>& labels) {
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find_first_of("|\n", at), value.size());
    const std::string_view part = trimmed(value.substr(at, end - at));
    const std::size_t colon = part.find(" : ");
    if (!part.empty()) labels.emplace_back(trimmed(part.substr(colon == std::string_view::npos ? 0 : colon + 3)));
    at = end + 1;
  }
}

class FactivaCodesParser {
 public:
  explicit FactivaCodesParser(const ExportPiece& piece) : piece_(piece) {}

  FactivaResult parse() {
    take_fields();
    return std::move(result_);
  }

 private:
  // The code of `line`. A single blank after it counts where HD has one; then the codes must keep their order.
  std::string_view code_of(std::string_view line, std::string_view current) {
    if (const std::string_view code = factiva_code(line); !code.empty()) return code;
    const std::string_view code = code_before_blank(line);
    if (code.empty()) return {};
    if (code == "HD" && (current.empty() || current == "SE")) has_blank_ = true;
    if (code == "SE" && current.empty()) return code;
    const bool in_order = code_order(code) > code_order(current) || current.empty();
    const bool has_list = !is_among(code, kListCodes) || line.find(" : ") != std::string_view::npos;
    return has_blank_ && in_order && has_list ? code : std::string_view();
  }

  void take_fields() {
    std::string_view current;
    std::string value;
    int dates = 0;
    for (const ExportLine& line : piece_.lines) {
      if (code_before_blank(line.text) == "PD" && parse_date(trimmed(std::string_view(line.text).substr(2)))) ++dates;
      const std::string_view code = code_of(line.text, current);
      if (code.empty() && current.empty()) {
        result_.has_lines_before = result_.has_lines_before || !line.text.empty();
      } else if (code.empty()) {
        value.append("\n").append(line.text);
      } else {
        take_field(current, value);
        current = code;
        value = line.text.substr(std::min(code.size(), line.text.size()));
      }
    }
    take_field(current, value);
    result_.begins_another = dates > 1;
    if (dates > 1) result_.problem = "another article begins in it before its last line, AN";
  }

  void take_field(std::string_view code, const std::string& written) {
    const std::string_view value = trimmed(written);
    RawArticle& article = result_.article;
    for (const FieldCode& row : kFieldCodes) {
      if (code != row.code) continue;
      article.*row.text = one_line(value);
      article.set_origin(row.field, row.code);
    }
    if (code == "SE" && !value.empty()) article.labels.push_back(one_line(value));
    if (code == "NS" || code == "IN") add_names(value, article.labels);
    if (code == "LP" || code == "TD") add_factiva_text(value, result_.article);
  }

  const ExportPiece& piece_;
  FactivaResult result_;
  bool has_blank_ = false;
};

}  // namespace

bool has_factiva_codes(const ExportPiece& piece) {
  return std::any_of(piece.lines.begin(), piece.lines.end(), [](const ExportLine& line) {
    return code_before_blank(line.text) == "HD" || factiva_code(line.text) == "HD";
  });
}

FactivaResult parse_factiva_codes(const ExportPiece& piece) {
  return FactivaCodesParser(piece).parse();
}

std::string_view factiva_code(std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view code = line.substr(0, end);
  if (!is_among(code, kCodes)) return {};
  const std::string_view rest = line.substr(end);
  const bool separated = rest.empty() || rest.find('\t') < rest.find_first_not_of(" \t") || rest.starts_with("  ");
  return separated ? code : std::string_view();
}

}  // namespace broadtape
