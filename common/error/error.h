// The only exception type of both programs: what went wrong, and what the user can do about it.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace broadtape {

enum class ErrorKind {
  kUsage,            // invalid command line
  kQuery,            // invalid query text, or an invalid date in it
  kInput,            // one input file or address cannot be read; the others can
  kNetwork,          // a request to an address failed
  kTooLarge,         // exceeds a limit that bounds memory
  kNoArchive,        // no archive at that path
  kCorrupt,          // stored data is damaged
  kWrongDictionary,  // a frame needs a zstd dictionary that is not in the archive
  kTooNew,           // written by a later version of these programs
  kTooOld,           // written by an earlier one, and must be rebuilt
  kLocked,           // another writer holds the archive
  kUnwritable,       // the file system refuses access: full, read-only, no permission
};

// `what()` is the message, a sentence without a full stop that names the location. `hint()` suggests a remedy; may be
// empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {}, std::optional<std::size_t> place = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)), place_(place) {}

  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }
  // The byte offset of the mistake in the text that the caller passed, if known.
  const std::optional<std::size_t>& place() const { return place_; }

 private:
  ErrorKind kind_;
  std::string hint_;
  std::optional<std::size_t> place_;
};

}  // namespace broadtape
