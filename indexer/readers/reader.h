// Finds out what form an input has and reads its articles. A form is a row of kForms: to add one, write a read function
// and a detector and add the row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct ReadOptions {
  std::string form;                           // name of a row of kForms; empty: by content
  std::map<std::string, std::string> fields;  // our field name -> the input's: {"title", "Headline"}
};

class FieldNames;
class RecordOutput;
class TextSource;

struct FormRow {
  std::string_view name;  // "reuters-sgml", "html", "jsonl", "json", "ding", "saved-page", "csv", "tsv", "text"
  std::string_view help;
  bool (*detects)(std::string_view head, const FieldNames& names);
  void (*read)(TextSource& text, const FieldNames& names, RecordOutput& output);
};
// In the order in which they are asked whether an input is theirs; "text" takes what is left.
extern const FormRow kForms[];
extern const std::size_t kFormCount;

// Reads `source` to its end and hands every record to `sink`, article or reject. Memory is bounded: a
// record past a limit of indexer/input/limits.h is rejected and the next one read. For a form that is one document
// (text, page, Ding file) it ends the input. Throws Error(kInput) when the input as a whole is unreadable (empty,
// binary, no known form), Error(kTooLarge) for a document past its limit, Error(kUsage) for a form or field name that
// does not exist.
void read_records(ByteSource& source, const ReadOptions& options, RecordSink& sink);

}  // namespace broadtape
