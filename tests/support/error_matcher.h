// Catch2 matchers for Error: CHECK_THROWS_MATCHES(work(), Error, HasKind(ErrorKind::kCorrupt)).
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "common/error/error.h"

namespace broadtape {

class HasKind : public Catch::MatcherBase<Error> {
 public:
  explicit HasKind(ErrorKind kind) : kind_(kind) {}
  bool match(const Error& error) const override { return error.kind() == kind_; }
  std::string describe() const override { return "is an Error of kind " + std::to_string(static_cast<int>(kind_)); }

 private:
  ErrorKind kind_;
};

// Matches if the error's message or hint contains `text`.
class Says : public Catch::MatcherBase<Error> {
 public:
  explicit Says(std::string text) : text_(std::move(text)) {}
  bool match(const Error& error) const override {
    return std::string(error.what()).find(text_) != std::string::npos || error.hint().find(text_) != std::string::npos;
  }
  std::string describe() const override { return "says: " + text_; }

 private:
  std::string text_;
};

}  // namespace broadtape

namespace Catch {

template <>
struct StringMaker<broadtape::Error> {
  static std::string convert(const broadtape::Error& error) {
    return "Error(" + std::to_string(static_cast<int>(error.kind())) + ", " + error.what() + ", " + error.hint() + ")";
  }
};

}  // namespace Catch
