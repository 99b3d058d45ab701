// What a campaign finds wrong, by kinds, each with its first example, so that a thousand failures are read as five.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace broadtape {

// Threads may share it.
class Findings {
 public:
  void add(const std::string& kind, const std::string& example) {
    const std::lock_guard held(mutex_);
    Row& row = rows_[kind];
    if (++row.count <= kExamples) row.examples += "    " + example + "\n";
  }

  bool empty() const { return rows_.empty(); }

  std::string report() const {
    std::string text;
    for (const auto& [kind, row] : rows_) text += std::to_string(row.count) + " times: " + kind + "\n" + row.examples;
    return text;
  }

 private:
  static constexpr std::size_t kExamples = 3;

  struct Row {
    std::size_t count = 0;
    std::string examples;
  };

  std::mutex mutex_;
  std::map<std::string, Row> rows_;
};

}  // namespace broadtape
