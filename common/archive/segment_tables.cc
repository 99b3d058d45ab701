#include "common/archive/segment_tables.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "common/archive/read_errors.h"
#include "common/archive/schema.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

constexpr const char* kFiles[] = {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass", "position.glass"};

bool has_words(const Xapian::Database& segment) {
  const std::string most = segment.get_value_upper_bound(kWordsSlot);
  return !most.empty() && Xapian::sortable_unserialise(most) > 0;
}

// 0 or an errno.
int read_first_byte(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  char byte;
  const int failed = pread(file, &byte, 1, 0) < 0 ? errno : 0;
  close(file);
  return failed;
}

}  // namespace

bool is_there(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path, std::strerror(errno)),
              kSystemFailureHint);
}

void require_readable_tables(const std::string& path) {
  for (const std::string name : kFiles) {
    const int failed = read_first_byte(path + "/" + name);
    if (failed == 0 || failed == ENOENT || failed == ENOTDIR) continue;
    throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}/{}: {}", path, name, std::strerror(failed)),
                kSystemFailureHint);
  }
}

std::string missing_table(const Xapian::Database& segment, const std::string& path) {
  for (const std::string table : kFiles) {
    if (is_there(path + "/" + table)) continue;
    const bool rightly = segment.get_doccount() == 0 || (table == "position.glass" && !has_words(segment));
    if (!rightly) return table;
  }
  return {};
}

std::string unopened_table(const Xapian::Database& segment) {
  if (segment.get_doccount() == 0) return {};
  if (has_words(segment) && !segment.has_positions()) return "position.glass";
  const Xapian::docid first = *segment.postlist_begin("");
  try {
    segment.termlist_begin(first);
  } catch (const Xapian::FeatureUnavailableError&) {
    return "termlist.glass";
  }
  // A single document may be damaged; if both the first and the last have no record, the table is missing.
  const bool records = !segment.get_document(first).get_data().empty() ||
                       !segment.get_document(segment.get_lastdocid()).get_data().empty();
  return records ? "" : "docdata.glass";
}

}  // namespace broadtape
