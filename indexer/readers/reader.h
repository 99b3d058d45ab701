// Detects the form of an input and reads its articles. A form is a row of kForms. To add one, declare its detector and
// reader in forms.h and add the row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct ReadOptions {
  std::string form;                           // name of a row of kForms; empty: detect by content
  std::map<std::string, std::string> fields;  // our field name -> name in the input: {"title", "Headline"}
  std::optional<std::string> delimiter = {};  // of text that is read as csv
  std::string source = {};                    // of every article, whatever the input says
  std::string encoding = {};                  // character set of the text; empty: detect
};

class FieldNames;
class RecordOutput;
class TextSource;

struct FormRow {
  std::string_view name;  // for --format: "news-sitemap"
  std::string_view help;
  bool (*detects)(std::string_view head, const FieldNames& names);
  void (*read)(TextSource& text, const FieldNames& names, RecordOutput& output);
  // Instead of `read`, for a form of bytes; `detects` then gets the first bytes of the input.
  void (*read_bytes)(ByteSource& bytes, const FieldNames& names, RecordOutput& output) = nullptr;
};
// In the order of detection; "text" accepts everything else.
extern const FormRow kForms[];
extern const std::size_t kFormCount;

// Reads `source` to its end and passes every article and rejected record to `sink`, then what was understood, in
// bounded memory: a record above a limit of indexer/input/limits.h is rejected and reading continues; a form with one
// document per input (text, page, Ding file) throws instead. Throws Error(kInput) if the whole input is unreadable
// (empty, binary, unknown form), Error(kTooLarge) for a document above its limit, Error(kUsage) for an unknown form,
// field name or character set.
void read_records(ByteSource& source, const ReadOptions& options, RecordSink& sink);

}  // namespace broadtape
