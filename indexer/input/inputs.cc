#include "indexer/input/inputs.h"

#include <memory>
#include <utility>

#include "common/error/error.h"
#include "indexer/input/expander.h"
#include "indexer/input/file_source.h"
#include "indexer/input/file_walk.h"
#include "indexer/input/http_source.h"

namespace broadtape {
namespace {

using Consumed = std::function<void(std::uint64_t)>;

Consumed counted_by(Expander& expander, const Consumed& consumed) {
  return [&expander, &consumed](std::uint64_t bytes) {
    expander.count_raw(bytes);
    if (consumed) consumed(bytes);
  };
}

// Opens and expands one file or address. A failure to open it is reported as its problem.
template <typename Open>
bool expand_opened(const std::string& display, const InputCallbacks& callbacks, Expander& expander, bool named,
                   const Open& open) {
  std::unique_ptr<ByteSource> source;
  try {
    source = open();
  } catch (const Error& error) {
    callbacks.problem({display, error.what(), error.hint()});
    return true;
  }
  return expander.expand(*source, named);
}

bool has_other_scheme(const std::string& input) {
  const std::size_t colon = input.find("://");
  return colon != std::string::npos && colon > 0 && input.find('/') > colon;
}

}  // namespace

bool walk_input(const std::string& input, const InputLimits& limits, const InputCallbacks& callbacks,
                const OwnOutput& own) {
  const auto expand_file = [&](const FoundFile& file) {
    if (file.bytes == 0 && !file.named) return true;
    Expander expander(limits, callbacks);
    return expand_opened(file.path, callbacks, expander, file.named, [&] {
      return std::make_unique<FileSource>(file.path, counted_by(expander, callbacks.consumed));
    });
  };
  if (is_http_url(input)) {
    Expander expander(limits, callbacks);
    return expand_opened(without_credentials(input), callbacks, expander, true, [&] {
      return std::make_unique<HttpSource>(input, limits, counted_by(expander, callbacks.consumed));
    });
  }
  if (input == "-") return expand_file({input, 0, true});
  if (has_other_scheme(input)) {
    callbacks.problem({input, "is an address that is not http or https"});
    return true;
  }
  return walk_files(input, own, {expand_file, callbacks.problem, callbacks.passed_by});
}

bool walk_stream(ByteSource& source, const InputLimits& limits, const InputCallbacks& callbacks) {
  class Counted final : public ByteSource {
   public:
    Counted(ByteSource& counted, Consumed consumed) : source_(counted), consumed_(std::move(consumed)) {}
    const InputName& name() const override { return source_.name(); }
    std::size_t read(char* buffer, std::size_t size) override {
      const std::size_t count = source_.read(buffer, size);
      consumed_(count);
      return count;
    }

   private:
    ByteSource& source_;
    const Consumed consumed_;
  };
  Expander expander(limits, callbacks);
  Counted counted(source, counted_by(expander, callbacks.consumed));
  return expander.expand(counted, true);
}

std::optional<std::uint64_t> input_bytes(const std::string& input, const OwnOutput& own) {
  if (input == "-" || is_http_url(input)) return std::nullopt;
  std::uint64_t total = 0;
  bool known = true;
  const auto add = [&](const FoundFile& file) {
    total += file.bytes;
    known = known && (file.bytes > 0 || !file.named);
    return true;
  };
  walk_files(input, own, {add, [](const InputProblem&) {}, {}});  // walk_input() reports what cannot be read
  return known ? std::optional(total) : std::nullopt;
}

}  // namespace broadtape
