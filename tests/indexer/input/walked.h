// Collects the results of a walk over an input.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "indexer/input/inputs.h"

namespace broadtape {

struct Walked {
  struct Stream {
    InputName name;
    std::string text;
  };
  std::vector<Stream> streams;
  std::vector<InputProblem> problems;
  std::vector<std::string> passed_by;
  std::uint64_t consumed = 0;
  bool finished = false;

  std::vector<std::string> displays() const {
    std::vector<std::string> names;
    for (const Stream& stream : streams) names.push_back(stream.name.display);
    return names;
  }
};

inline std::string read_all(ByteSource& source) {
  std::string text;
  char buffer[4096];
  while (const std::size_t count = source.read(buffer, sizeof buffer)) text.append(buffer, count);
  return text;
}

inline Walked walk(const std::string& input, const InputLimits& limits = {}, const OwnOutput& own = {}) {
  Walked walked;
  InputCallbacks callbacks;
  callbacks.stream = [&](ByteSource& source) {
    std::string text = read_all(source);
    walked.streams.push_back({source.name(), std::move(text)});
    return true;
  };
  callbacks.problem = [&](const InputProblem& problem) { walked.problems.push_back(problem); };
  callbacks.passed_by = [&](const std::string& what) { walked.passed_by.push_back(what); };
  callbacks.consumed = [&](std::uint64_t bytes) { walked.consumed += bytes; };
  walked.finished = walk_input(input, limits, callbacks, own);
  return walked;
}

}  // namespace broadtape
