#include "searcher/output/error_writer.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <nlohmann/json.hpp>

#include "searcher/output/format.h"

namespace broadtape {
namespace {

struct KindRow {
  ErrorKind kind;
  std::string_view name;
};
constexpr KindRow kKinds[] = {
    {ErrorKind::kUsage, "usage"},           {ErrorKind::kQuery, "query"},
    {ErrorKind::kInput, "input"},           {ErrorKind::kNetwork, "network"},
    {ErrorKind::kTooLarge, "too_large"},    {ErrorKind::kNoArchive, "no_archive"},
    {ErrorKind::kCorrupt, "corrupt"},       {ErrorKind::kWrongDictionary, "wrong_dictionary"},
    {ErrorKind::kTooNew, "too_new"},        {ErrorKind::kLocked, "locked"},
    {ErrorKind::kUnwritable, "unwritable"},
};

}  // namespace

Json json_of(const Error& error) {
  const auto row = std::find_if(std::begin(kKinds), std::end(kKinds),
                                [&](const KindRow& kind) { return kind.kind == error.kind(); });
  assert(row != std::end(kKinds));
  return {{"format_version", kFormatVersion},
          {"error", {{"kind", row->name}, {"message", error.what()}, {"hint", error.hint()}}}};
}

}  // namespace broadtape
