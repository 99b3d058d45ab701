// The verbs of tape-index, one function each; each returns the exit status.
#pragma once

#include "common/command_line/options.h"

namespace broadtape {

inline constexpr int kExitDone = 0;
inline constexpr int kExitRejected = 1;  // finished, but some records were rejected or findings made
inline constexpr int kExitUnusable = 3;  // an input or the archive could not be read or written
inline constexpr int kExitInterrupted = 130;

int run_add(const Options& options);
int run_stats(const Options& options);
int run_verify(const Options& options);
int run_compact(const Options& options);
int run_remove(const Options& options);
int run_recover(const Options& options);

// --archive, else the default.
std::string archive_of(const Options& options);

class SegmentStore;

// Says on standard error which segments the store found unlisted and moved aside, if any.
void tell_moved_aside(const SegmentStore& store);

// What could not be done after the store had published, as the error that ends the program; nothing when all was done.
void require_finished(const SegmentStore& store);

// The command line of tape-index as tables.
const ProgramRow& tape_index_program();

}  // namespace broadtape
