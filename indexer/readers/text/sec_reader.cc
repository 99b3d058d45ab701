#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/left_out.h"
#include "indexer/readers/text/sec_document.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

constexpr std::string_view kSubmissionStarts[] = {"-----BEGIN PRIVACY-ENHANCED MESSAGE-----",
                                                  "<SEC-DOCUMENT>",
                                                  "<SEC-HEADER>",
                                                  "<IMS-DOCUMENT>",
                                                  "<IMS-HEADER>",
                                                  "<SUBMISSION>"};
constexpr std::string_view kDocumentStart = "<DOCUMENT>";
constexpr std::string_view kDocumentEnd = "</DOCUMENT>";
constexpr std::string_view kTextStart = "<TEXT>";
constexpr std::string_view kTextEnd = "</TEXT>";

bool begins_submission(std::string_view line) {
  return std::any_of(std::begin(kSubmissionStarts), std::end(kSubmissionStarts),
                     [&](std::string_view start) { return line.starts_with(start); });
}

struct HeaderLine {
  std::string name;  // "ACCESSION NUMBER"
  std::string value;
};

// `ACCESSION NUMBER:\t\t0001` and `<ACCESSION-NUMBER>0001` alike. Ignores lines above kLongestHeaderLine.
HeaderLine header_line_of(std::string_view line) {
  constexpr std::size_t kLongestHeaderLine = 1000;
  line = trimmed(line);
  if (line.size() > kLongestHeaderLine) return {};
  const bool is_tag = line.starts_with('<');
  const std::size_t end = line.find(is_tag ? '>' : ':');
  if (end == std::string_view::npos) return {};
  HeaderLine header{std::string(line.substr(is_tag, end - is_tag)), decode_entities(trimmed(line.substr(end + 1)))};
  std::replace(header.name.begin(), header.name.end(), '-', ' ');
  return header;
}

struct HeaderRow {
  std::string_view name;
  std::string Submission::*value;
};
constexpr HeaderRow kHeaderRows[] = {
    {"ACCESSION NUMBER", &Submission::accession},
    {"CONFORMED SUBMISSION TYPE", &Submission::form},
    {"TYPE", &Submission::form},
    {"ACCEPTANCE DATETIME", &Submission::accepted},
    {"FILED AS OF DATE", &Submission::filed},
    {"FILING DATE", &Submission::filed},
};

// `begin 644 logo.jpg`
bool begins_encoding(std::string_view line) {
  return line.starts_with("begin ") && line.size() > 10 && line[9] == ' ' &&
         std::all_of(line.begin() + 6, line.begin() + 9, is_ascii_digit);
}

class SubmissionReader {
 public:
  SubmissionReader(ByteSource& text, RecordOutput& output) : lines_(text, kMaxRecordBytes), output_(output) {}

  void read() {
    bool more = true;
    for (Line line; more && lines_.next(line);) {
      if (line.text.starts_with(kDocumentStart)) {
        more = reject_open("has no </DOCUMENT>");
        document_ = {};
        document_.line = line.number;
        open_ = true;
      } else if (open_) {
        more = take_line(line);
      } else {
        take_header(line.text);
      }
    }
    if (more) reject_open("the input ends inside the document");
    if (const std::string kinds = left_out_.summary(); !kinds.empty())
      output_.note("left out, because they are no text: " + kinds);
  }

 private:
  void take_header(std::string_view line) {
    if (begins_submission(line) && !submission_.accession.empty()) submission_ = {}, in_owner_ = false;
    HeaderLine header = header_line_of(line);
    const std::string_view name = header.name;
    if (header.value.empty()) {
      if (name == "REPORTING OWNER" || name == "FILED BY") in_owner_ = true;
      if (name == "ISSUER" || name == "SUBJECT COMPANY" || name == "FILER") in_owner_ = false;
      return;
    }
    if (name == "ITEM INFORMATION" && submission_.items.size() < kMaxListItems) {
      submission_.items.push_back(std::move(header.value));
    } else if (name == "COMPANY CONFORMED NAME" || name == "CONFORMED NAME") {
      if (!submission_.company.empty() && (in_owner_ || !submission_.company_is_owner)) return;
      submission_.company = std::move(header.value);
      submission_.company_is_owner = in_owner_;
    }
    for (const HeaderRow& row : kHeaderRows) {
      if (name == row.name && (submission_.*row.value).empty()) submission_.*row.value = std::move(header.value);
    }
  }

  // False: stop.
  bool take_line(const Line& line) {
    std::string_view text = line.text;
    if (text.starts_with(kDocumentEnd)) return hand_over();
    if (document_.has_end) return true;
    if (!document_.in_text) {
      const std::size_t start = text.find(kTextStart);
      if (start == std::string_view::npos) {
        take_document_header(text);
        return true;
      }
      document_.in_text = true;
      text.remove_prefix(start + kTextStart.size());
    }
    if (trimmed(text).ends_with(kTextEnd)) {
      document_.has_end = true;
      text = text.substr(0, text.rfind(kTextEnd));
    }
    add_text(text, line.too_long);
    return true;
  }

  void take_document_header(std::string_view line) {
    HeaderLine header = header_line_of(line);
    if (header.name == "TYPE") document_.type = std::move(header.value);
    if (header.name == "SEQUENCE") document_.sequence = std::move(header.value);
    if (header.name == "DESCRIPTION") document_.description = std::move(header.value);
  }

  void add_text(std::string_view line, bool too_long) {
    std::string& text = document_.text;
    const bool first = text.empty() && !trimmed(line).empty();
    if (first && (begins_encoding(line) || line.starts_with("<PDF>"))) document_.is_encoded = true;
    document_.is_too_long = document_.is_too_long || too_long || text.size() + line.size() > kMaxRecordBytes;
    const bool kept = !document_.is_encoded && !document_.is_too_long && (first || !text.empty());
    if (kept) text.append(line).push_back('\n');
  }

  std::string record() const { return fmt::format("line {}", document_.line); }

  bool hand_over() {
    open_ = false;
    if (document_.is_encoded) return left_out(document_.type.empty() ? "encoded" : document_.type);
    const SecContent content = sec_content_of(document_.text);
    if (content == SecContent::kData) return left_out("XML");
    if (document_.is_too_long)
      return output_.reject(record(), fmt::format("is larger than {} bytes", kMaxRecordBytes), document_.text);
    if (!document_.in_text) return output_.reject(record(), "has no <TEXT>", {});
    output_.repair(document_.text);
    return output_.article_of(
        record(), [this] { return document_.text; },
        [this, content] { return article_of_document(submission_, document_, content); });
  }

  bool left_out(const std::string& kind) {
    left_out_.add(kind);
    return true;
  }

  bool reject_open(const char* reason) {
    if (!open_) return true;
    if (document_.has_end) return hand_over();
    open_ = false;
    return output_.reject(record(), reason, document_.text);
  }

  LineReader lines_;
  RecordOutput& output_;
  Submission submission_;
  SecDocument document_;
  LeftOut left_out_;
  bool open_ = false;
  bool in_owner_ = false;  // the header is at the part of who files about another company
};

}  // namespace

bool looks_like_submission(std::string_view head) {
  head = trimmed(head);
  if (head.starts_with("<SUBMISSION>")) return head.find("\n<ACCESSION-NUMBER>") != std::string_view::npos;
  return begins_submission(head);
}

void read_submission(ByteSource& text, RecordOutput& output) {
  SubmissionReader(text, output).read();
}

}  // namespace broadtape
