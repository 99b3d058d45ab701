// Opens the inputs of the command line: files, folders (recursively, in name order), `-`, http(s) addresses; each plain
// or inside gz, zst, xz, bz2, zip, tar, nested at most three levels deep.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "indexer/input/byte_source.h"

namespace broadtape {

struct InputLimits {
  std::uint64_t max_expanded_bytes = std::uint64_t{1} << 40;  // of one input after decompression
  double max_ratio = 1000;  // expanded to compressed size, checked above 64 MiB expanded
  std::uint64_t max_download_bytes = std::uint64_t{4} << 30;
  long connect_timeout_s = 15;
  long idle_timeout_s = 60;  // without a byte
  long max_redirects = 5;    // and only to http(s)
};

// The output paths of the run; may be empty.
struct OwnOutput {
  std::string archive;  // its folder
  std::string rejects;  // the file for rejected records
};

struct InputProblem {
  std::string name;       // display name of the input or member
  std::string reason;     // a sentence without a full stop
  std::string hint = {};  // what the user can do; may be empty
};

struct InputCallbacks {
  // Called for every stream; need not read all of it. Returning false ends the walk silently. An Error of kind kInput,
  // kNetwork or kTooLarge is reported as a problem of the stream and the walk continues; others propagate.
  std::function<bool(ByteSource&)> stream;
  std::function<void(const InputProblem&)> problem;
  // Called with skipped data that may be large: "the archive at news/archive". May be empty.
  std::function<void(const std::string&)> passed_by;
  // Called with the number of bytes read from disk or network, before decompression; for progress. May be empty.
  std::function<void(std::uint64_t)> consumed;
};

// Walks one INPUT argument. In folders and archives, skips hidden files (.DS_Store), README, LICENSE and the like
// (skipped_files.h), empty files, sockets and devices; an empty file named by the user is a problem. Skips archives,
// Xapian databases and the output of the run with a call of callbacks.passed_by; one named by the user is a problem.
// Enters directory loops once. False if a callback ended the walk. Throws Error(kUsage) if `input` is the output of the
// run.
bool walk_input(const std::string& input, const InputLimits& limits, const InputCallbacks& callbacks,
                const OwnOutput& own = {});

// The same for a stream that is open: unwraps it, and passes on what it contains.
bool walk_stream(ByteSource& source, const InputLimits& limits, const InputCallbacks& callbacks);

// The bytes that walk_input() will consume, for progress; nullopt if unknown (`-`, an address). Throws as walk_input().
std::optional<std::uint64_t> input_bytes(const std::string& input, const OwnOutput& own = {});

}  // namespace broadtape
