// The one exception of both programs: what went wrong, and what the user can do about it.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace broadtape {

enum class ErrorKind {
  kUsage,            // the command line cannot be carried out as written
  kQuery,            // the query text, or a date in it, cannot be understood
  kInput,            // one input file or address cannot be read; the others can
  kNetwork,          // an address did not answer as it should
  kTooLarge,         // past a limit that guards memory
  kNoArchive,        // no archive at that place
  kCorrupt,          // bytes on disk are not what was written
  kWrongDictionary,  // a frame needs a zstd dictionary that the archive lacks
  kTooNew,           // written by a later version of these programs
  kLocked,           // another writer holds the archive
  kUnwritable,       // the file system refuses: full, read-only, no permission
};

// `what()` is the message, a sentence without its full stop that names the place; `hint()` the way out, or empty.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message, std::string hint = {}, std::optional<std::size_t> place = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)), place_(place) {}

  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }
  // Of a text that was given: the byte at which the mistake stands, where that is known.
  const std::optional<std::size_t>& place() const { return place_; }

 private:
  ErrorKind kind_;
  std::string hint_;
  std::optional<std::size_t> place_;
};

}  // namespace broadtape
