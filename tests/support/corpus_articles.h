// Reads the articles of a collection with the readers of the product.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/input/inputs.h"
#include "indexer/readers/reader.h"

namespace broadtape {

struct CorpusArticles {
  // Whether to read the input at this path, relative to the collection.
  std::function<bool(const std::string& path)> wants = [](const std::string&) { return true; };
  // An article and its number in the input, from 1.
  std::function<void(const std::string& path, std::size_t number, RawArticle&&)> take;

  // `input` is a file, archive or folder.
  void read(const std::string& input) const {
    InputCallbacks callbacks;
    callbacks.stream = [&](ByteSource& source) {
      const std::string& full = source.name().path;
      const std::string path = full.starts_with(input + "/") ? full.substr(input.size() + 1) : full;
      if (!wants(path)) return true;
      Sink sink(path, take);
      read_records(source, {}, sink);
      return true;
    };
    callbacks.problem = [](const InputProblem&) {};  // empty files
    walk_input(input, {}, callbacks);
  }

 private:
  class Sink final : public RecordSink {
   public:
    Sink(const std::string& path, const decltype(CorpusArticles::take)& take) : path_(path), take_(take) {}
    bool article(RawArticle&& raw) override {
      take_(path_, ++number_, std::move(raw));
      return true;
    }
    bool reject(RejectedRecord&&) override {
      ++number_;
      return true;
    }
    void replaced_bytes(std::uint64_t) override {}

   private:
    const std::string& path_;
    const decltype(CorpusArticles::take)& take_;
    std::size_t number_ = 0;
  };
};

}  // namespace broadtape
