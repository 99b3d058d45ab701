#include "indexer/readers/document/markup_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/error/error.h"

namespace broadtape {

void MarkupGuard::refuse(const std::string& what) const {
  throw Error(ErrorKind::kTooLarge, fmt::format("its part {} has {}", part_, what));
}

void MarkupGuard::enter(Inside inside) {
  inside_ = inside;
  repeats_ = 0;
}

void MarkupGuard::step(char c) {
  if (inside_ == Inside::kText) {
    if (c != '<' && c != '&') return;
    bytes_ = attributes_ = 0;
    opening_.clear();
    return enter(c == '<' ? Inside::kOpening : Inside::kReference);
  }
  if (++bytes_ > kMaxMarkupBytes) refuse(fmt::format("a tag or comment of more than {} bytes", kMaxMarkupBytes));
  switch (inside_) {
    case Inside::kText:
      break;
    case Inside::kReference:
      if (c == ';') enter(Inside::kText);
      if (bytes_ > kMaxReferenceBytes) refuse(fmt::format("a reference of more than {} bytes", kMaxReferenceBytes));
      break;
    case Inside::kOpening:
      take_opening(c);
      break;
    case Inside::kTag:
      take_in_tag(c);
      break;
    case Inside::kComment:
      close_at(c, '-', 2);
      break;
    case Inside::kData:
      close_at(c, ']', 2);
      break;
    case Inside::kInstruction:
      close_at(c, '?', 1);
      break;
  }
}

void MarkupGuard::take_opening(char c) {
  constexpr std::string_view kComment = "!--", kData = "![CDATA[", kInstruction = "?", kType = "!DOCTYPE";
  opening_ += c;
  if (opening_ == kComment) return enter(Inside::kComment);
  if (opening_ == kData) return enter(Inside::kData);
  if (opening_ == kInstruction) return enter(Inside::kInstruction);
  if (opening_ == kType)
    throw Error(ErrorKind::kInput, fmt::format("its part {} has a document type, which ECMA-376 forbids", part_));
  for (const std::string_view other : {kComment, kData, kType}) {
    if (other.starts_with(opening_)) return;
  }
  enter(Inside::kTag);
  take_in_tag(c);
}

void MarkupGuard::take_in_tag(char c) {
  if (quote_ != 0) {
    if (c == quote_) quote_ = 0;
  } else if (c == '"' || c == '\'') {
    quote_ = c;
    if (++attributes_ > kMaxAttributes) refuse(fmt::format("a tag of more than {} attributes", kMaxAttributes));
  } else if (c == '>') {
    enter(Inside::kText);
  }
}

void MarkupGuard::close_at(char c, char before, int count) {
  if (c == '>' && repeats_ == count) return enter(Inside::kText);
  repeats_ = c == before ? std::min(repeats_ + 1, count) : 0;
}

}  // namespace broadtape
