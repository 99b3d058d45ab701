// The hits of an answer as JSON Lines or CSV, written as they come: an export of any length takes no memory.
//
// Threads: not shared.
#pragma once

#include <ostream>
#include <string>

#include "searcher/output/format.h"
#include "searcher/output/result_fields.h"
#include "searcher/output/row_writer.h"

namespace broadtape {

// A hit as a JSON object on one line.
void append_json(const Hit& hit, const FieldList& fields, std::string& out);

class HitRows {
 public:
  static constexpr std::size_t kBufferBytes = 64 * 1024;

  // Writes CSV's header at once. Keeps a reference to `out`, which gets whole rows only, flushed each time.
  HitRows(RowForm form, FieldList fields, CsvStyle csv, std::ostream& out);

  // Throws Error(kUnwritable) when `out` takes no more.
  void write(const Hit& hit);

  // What is still in the buffer. Called by the owner at the end. Throws likewise.
  void flush();

 private:
  RowForm form_;
  FieldList fields_;
  CsvStyle csv_;
  std::ostream& out_;
  std::string buffer_;
};

}  // namespace broadtape
