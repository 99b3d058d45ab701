// The verbs of tape-index, one function each; each returns the exit status.
#pragma once

#include "common/command_line/options.h"

namespace broadtape {

inline constexpr int kExitDone = 0;
inline constexpr int kExitRejected = 1;  // finished, but some records were rejected or findings made
inline constexpr int kExitUnusable = 3;  // an input or the archive could not be read or written
inline constexpr int kExitInterrupted = 130;

int run_add(const Options& options);
int run_fetch(const Options& options);
int run_watch(const Options& options);
int run_preview(const Options& options);
int run_stats(const Options& options);
int run_verify(const Options& options);
int run_compact(const Options& options);
int run_remove(const Options& options);
int run_recover(const Options& options);
int run_reindex(const Options& options);
int run_companies(const Options& options);
int run_init(const Options& options);

// The folder that --archive, the environment or the configuration names, or the default. Throws Error(kUsage) if that
// are several.
std::string archive_of(const Options& options);

class SegmentStore;

// Reports on standard error which segments the store found unlisted and moved to `unlisted`, if any.
void report_moved_aside(const SegmentStore& store);

// Throws the error of what failed after the store had published, if anything.
void require_finished(const SegmentStore& store);

// The command line of tape-index as tables.
const ProgramRow& tape_index_program();

}  // namespace broadtape
