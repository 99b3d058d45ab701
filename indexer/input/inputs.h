// Opens what the user names on the command line: files, folders (recursively, in name order), `-`, http(s) addresses;
// each plain or inside gz, zst, xz, bz2, zip, tar, nested at most three deep.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "indexer/input/byte_source.h"

namespace broadtape {

struct InputLimits {
  std::uint64_t max_expanded_bytes = std::uint64_t{1} << 40;  // of one input after decompression
  double max_ratio = 1000;                                    // expanded over compressed, once past 64 MiB expanded
  std::uint64_t max_download_bytes = std::uint64_t{4} << 30;
  long connect_timeout_s = 15;
  long idle_timeout_s = 60;  // without a byte
  long max_redirects = 5;    // and only to http(s)
};

// What the run itself writes. Empty where there is none.
struct OwnOutput {
  std::string archive;  // its folder
  std::string rejects;  // the file for rejected records
};

struct InputProblem {
  std::string name;    // display name of the input or member
  std::string reason;  // a sentence without its full stop
};

struct InputCallbacks {
  // Called for every stream in turn; may read as much of it as it likes. Returning false ends the walk, quietly.
  // An Error that it throws with kInput, kNetwork, kTooLarge counts as that stream's problem and the walk goes on;
  // any other passes through.
  std::function<bool(ByteSource&)> stream;
  std::function<void(const InputProblem&)> problem;
  // Called with what a walk leaves out although it may be large: "the archive at news/archive". May be empty.
  std::function<void(const std::string&)> passed_by;
  // How many bytes more were taken from disk or network, before decompression; for progress. May be empty.
  std::function<void(std::uint64_t)> consumed;
};

// Walks one INPUT argument. In folders and archives hidden files (.DS_Store), README, LICENSE and the like
// (passed_by.h), empty files, sockets and devices are passed by; an empty file named by the user is a problem. Archives
// and Xapian databases (index_folder.h) and the run's own output are passed by, with word to callbacks.passed_by; one
// that the user names is a problem. A directory loop is entered once. False when a callback ended the walk.
// Throws Error(kUsage) when `input` is the run's own output.
bool walk_input(const std::string& input, const InputLimits& limits, const InputCallbacks& callbacks,
                const OwnOutput& own = {});

// The bytes that walk_input() will consume, for progress; nothing when it cannot be known (`-`, an address).
// Throws as walk_input() does.
std::optional<std::uint64_t> input_bytes(const std::string& input, const OwnOutput& own = {});

}  // namespace broadtape
