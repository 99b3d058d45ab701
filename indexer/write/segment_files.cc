#include "indexer/write/segment_files.h"

#include <fmt/core.h>
#include <sys/resource.h>
#include <xapian.h>

#include <algorithm>

#include "common/archive/archive.h"
#include "common/archive/durable_files.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "indexer/glass/merge.h"
#include "indexer/write/batch_writer.h"
#include "indexer/write/merge_check.h"

namespace broadtape {
namespace {

void join_parts(const std::vector<std::string>& parts, const std::string& path) {
  with_write_errors(path, [&] {
    if (batch_writer_for(running_xapian()) == BatchWriter::kGlass && glass::merge_databases(parts, path)) return;
    Xapian::Database all;
    for (const std::string& part : parts) all.add_database(open_database(part));
    // Not FULLER: its oversize items make Xapian write past a block when such a database is changed.
    all.compact(path, Xapian::Compactor::FULL);
  });
}

}  // namespace

void write_metadata_part(const std::string& path, const Dictionaries& dictionaries) {
  with_write_errors(path, [&] {
    Xapian::WritableDatabase part(path, kScratchFlags);
    part.set_metadata(std::string(kSchemaKey), std::to_string(kSchemaVersion));
    part.set_metadata(std::string(kAnalysisKey), std::to_string(kAnalysisVersion));
    const auto add = [&](std::string_view prefix, std::uint32_t id, std::string_view dictionary) {
      if (id != 0) part.set_metadata(std::string(prefix) + std::to_string(id), std::string(dictionary));
    };
    add(kDictionaryKeyPrefix, dictionaries.codec->dictionary_id(), dictionaries.codec->dictionary());
    add(kWordsKeyPrefix, dictionaries.words->id(), dictionaries.words->bytes());
    part.commit();
  });
}

void merge_segments(const std::vector<std::string>& parts, const std::string& path) {
  for (const std::string& part : parts) require_sound_files(part);
  // A failing open(), for example with too many open files, can make one merge lack a table and the next one not.
  constexpr int kAttempts = 2;
  std::string problem;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) remove_tree(path);
    join_parts(parts, path);
    problem = merge_problem(parts, path);
    if (problem.empty()) return;
  }
  throw Error(ErrorKind::kUnwritable, fmt::format("the merge of segments into {} went wrong: {}", path, problem),
              "nothing was removed and the archive is as it was; check the disk and the limit on open files, then try "
              "again; if it fails again, run tape-index verify");
}

std::size_t max_parts_per_merge(std::size_t concurrent) {
  constexpr rlim_t kFilesPerPart = 5;
  constexpr rlim_t kMostParts = 512;
  constexpr rlim_t kOtherFiles = 160;  // the archive's own segments, inputs, results
  const rlim_t wanted = kOtherFiles + concurrent * kMostParts * kFilesPerPart;
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur < wanted && limit.rlim_cur < limit.rlim_max) {
    const rlimit raised{std::min(wanted, limit.rlim_max), limit.rlim_max};
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  const rlim_t available = limit.rlim_cur > kOtherFiles ? limit.rlim_cur - kOtherFiles : 0;
  return static_cast<std::size_t>(std::clamp<rlim_t>(available / (kFilesPerPart * concurrent), 2, kMostParts));
}

}  // namespace broadtape
