// The verbs of tape-index, one function each; each returns the exit status.
#pragma once

#include <span>

#include "indexer/commands/options.h"

namespace broadtape {

inline constexpr int kExitDone = 0;
inline constexpr int kExitRejected = 1;  // finished, but some records were rejected or findings made
inline constexpr int kExitUsage = 2;
inline constexpr int kExitUnusable = 3;  // an input or the archive could not be read or written
inline constexpr int kExitInterrupted = 130;

int run_add(const CommandLine& line);
int run_stats(const CommandLine& line);
int run_verify(const CommandLine& line);
int run_compact(const CommandLine& line);
int run_remove(const CommandLine& line);

std::span<const VerbRow> index_verbs();

// --archive, else the default.
std::string archive_of(const CommandLine& line);

}  // namespace broadtape
