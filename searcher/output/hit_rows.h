// Writes the hits of an answer as JSON Lines or CSV in a stream: memory use does not depend on the number of hits.
//
// Threads: not shared.
#pragma once

#include <ostream>
#include <string>

#include "searcher/output/format.h"
#include "searcher/output/result_fields.h"
#include "searcher/output/row_writer.h"

namespace broadtape {

// Appends a hit as a JSON object on one line.
void append_json(const Hit& hit, const FieldList& fields, std::string& out);

class HitRows {
 public:
  static constexpr std::size_t kBufferBytes = 64 * 1024;

  // Writes the header of CSV at once. Keeps a reference to `out`, which receives only complete rows and is flushed
  // after each write.
  HitRows(RowForm form, FieldList fields, CsvStyle csv, std::ostream& out);

  // Throws Error(kUnwritable) if writing to `out` fails.
  void write(const Hit& hit);

  // Writes the rest of the buffer. The owner calls it at the end. Throws likewise.
  void flush();

 private:
  RowForm form_;
  FieldList fields_;
  CsvStyle csv_;
  std::ostream& out_;
  std::string buffer_;
};

}  // namespace broadtape
