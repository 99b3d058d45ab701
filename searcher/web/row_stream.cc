#include "searcher/web/row_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "searcher/web/replies.h"

namespace broadtape {
namespace {

constexpr const char* kRowsTrailer = "Broadtape-Rows-Sent";

// Forwards what is written to an answer's sink.
class SinkBuffer final : public std::streambuf {
 public:
  explicit SinkBuffer(AnswerSink& sink) : sink_(sink) {}

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    sink_.write({bytes, static_cast<std::size_t>(count)});
    return count;
  }
  int_type overflow(int_type byte) override {
    if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
    const char c = traits_type::to_char_type(byte);
    sink_.write({&c, 1});
    return byte;
  }

 private:
  AnswerSink& sink_;
};

// `partial-match, spelling`
std::string codes_of(const Warnings& warnings) {
  std::string codes;
  for (const Warning& warning : warnings) {
    const std::string_view code = code_name(warning.code);
    if (codes.find(code) == codes.npos) codes += (codes.empty() ? "" : ", ") + std::string(code);
  }
  return codes;
}

}  // namespace

RowStream::RowStream(ApiCall& call, const ArchiveState& state, const OutputStyle& style, FieldList fields)
    : call_(call),
      state_(state),
      style_(style),
      fields_(std::move(fields)),
      buffer_(std::make_unique<SinkBuffer>(call.sink)),
      out_(buffer_.get()) {}

RowStream::~RowStream() = default;

void RowStream::end() {
  rows_->flush();
  call_.sink.trailer(kRowsTrailer, std::to_string(count_));
}

void RowStream::begin(const SearchAnswer& found, std::vector<std::pair<std::string, std::string>> more) {
  HttpHead head = answer_head(call_, state_, style_.format);
  if (!found.query.warnings.empty()) head.headers.emplace_back("Broadtape-Warnings", codes_of(found.query.warnings));
  const bool csv = style_.format == Format::kCsv;
  head.headers.emplace_back("Content-Disposition",
                            fmt::format("attachment; filename=\"broadtape.{}\"", csv ? "csv" : "jsonl"));
  head.headers.emplace_back("Trailer", kRowsTrailer);
  std::move(more.begin(), more.end(), std::back_inserter(head.headers));
  call_.sink.begin(std::move(head));
  rows_ = std::make_unique<HitRows>(csv ? RowForm::kCsv : RowForm::kJsonl, fields_, style_.csv, out_);
}

}  // namespace broadtape
