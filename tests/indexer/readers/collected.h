// Collects the output of a reader.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/input/byte_source.h"
#include "indexer/readers/input_summary.h"
#include "indexer/readers/reader.h"

namespace broadtape {

struct Collected final : RecordSink {
  std::vector<RawArticle> articles;
  std::vector<RejectedRecord> rejects;
  std::vector<std::string> notes;
  std::vector<InputSummary> summaries;
  std::uint64_t replaced = 0;
  std::size_t stop_after = SIZE_MAX;  // records

  bool article(RawArticle&& raw) override {
    articles.push_back(std::move(raw));
    return articles.size() + rejects.size() < stop_after;
  }
  bool reject(RejectedRecord&& rejected) override {
    rejects.push_back(std::move(rejected));
    return articles.size() + rejects.size() < stop_after;
  }
  void replaced_bytes(std::uint64_t count) override { replaced += count; }
  void note(std::string&& text) override { notes.push_back(std::move(text)); }
  void understood(InputSummary&& summary) override { summaries.push_back(std::move(summary)); }

  std::vector<std::string> titles() const {
    std::vector<std::string> titles;
    for (const RawArticle& raw : articles) titles.push_back(raw.title);
    return titles;
  }
};

inline Collected collect(std::string_view text, const ReadOptions& options = {}, InputName name = {}) {
  Collected collected;
  MemorySource source(text, std::move(name));
  read_records(source, options, collected);
  return collected;
}

inline RawArticle only_article(const Collected& got) {
  REQUIRE(got.articles.size() == 1);
  return got.articles[0];
}

}  // namespace broadtape
