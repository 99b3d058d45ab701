#include "searcher/commands/batch_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/error/error.h"
#include "searcher/request/read_request.h"

namespace broadtape {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
constexpr std::string_view kByteOrderMark = "\ufeff";
constexpr std::size_t kMostPassedOver = 20;  // number of names kept

[[noreturn]] void refuse(std::string_view member, std::string_view wanted) {
  throw Error(ErrorKind::kUsage, fmt::format("\"{}\" is not {}", member, wanted));
}

std::string text_of(std::string_view member, const Json& value) {
  if (!value.is_string()) refuse(member, "a text");
  return value.get<std::string>();
}

void read_id(std::string_view member, const Json& value, BatchQuery& query) {
  if (!value.is_string() && !value.is_number()) refuse(member, "a text or a number");
  query.id = value.is_string() ? value.get<std::string>() : value.dump();
}

const ParameterRow* find_member(std::string_view name) {
  const std::vector<ParameterRow>& rows = request_parameters();
  const auto row = std::find_if(rows.begin(), rows.end(), [&](const ParameterRow& known) {
    return !known.batch.empty() && (known.batch == name || known.alias == name);
  });
  return row == rows.end() ? nullptr : &*row;
}

void add_member(const ParameterRow& row, const Json& value, RequestValues& values) {
  if (row.form == ParameterForm::kNumber) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > row.option_most)
      refuse(row.batch, fmt::format("a number from 0 to {}", row.option_most));
    return values.add(row, value.dump());
  }
  if (row.occurs == Occurs::kOnce || !value.is_array()) return values.add(row, text_of(row.batch, value));
  values.add_empty(row);  // overrides the command line
  for (const Json& text : value) values.add(row, text_of(row.batch, text));
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(kBlanks) == std::string_view::npos;
}

void read_tsv(const std::string& line, BatchQuery& query) {
  const std::size_t tab = line.find('\t');
  if (tab != std::string::npos) query.id = line.substr(0, tab);
  query.request.query.text = tab == std::string::npos ? line : line.substr(tab + 1);
}

}  // namespace

// Reads a line without its line feed; a line longer than kMaxLineBytes is truncated. False at the end.
bool BatchReader::read_line(std::string& line) {
  std::array<char, 16'384> chunk;
  line.clear();
  is_too_long_ = false;
  for (std::size_t bytes = 0;;) {
    in_.getline(chunk.data(), chunk.size());
    const auto got = static_cast<std::size_t>(in_.gcount());
    if (in_.eof() && bytes + got == 0) return false;
    const bool goes_on = in_.fail() && !in_.eof();  // the chunk is full
    const std::size_t taken = goes_on || in_.eof() ? got : got - 1;
    if (bytes == 0) ++line_;
    bytes += taken;
    line.append(chunk.data(), std::min(taken, kMaxLineBytes + 1 - std::min(line.size(), kMaxLineBytes + 1)));
    if (bytes > kMaxPassedOverBytes) {
      throw Error(ErrorKind::kUsage,
                  fmt::format("line {} of the queries does not end within {} MiB", line_, kMaxPassedOverBytes >> 20),
                  "batch takes a text file with a query a line");
    }
    if (goes_on) {
      in_.clear();
      continue;
    }
    is_too_long_ = line.size() > kMaxLineBytes;
    return true;
  }
}

bool BatchReader::next_line(std::string& line) {
  while (read_line(line)) {
    if (line_ == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    if (is_too_long_) return true;
    if (line.ends_with('\r')) line.pop_back();
    if (is_blank(line)) continue;
    const bool object = line[line.find_first_not_of(kBlanks)] == '{';
    const bool comment = line == "#" || line.starts_with("# ");
    if (form_ != Form::kJsonLines && comment) continue;
    if (form_ == Form::kUnknown) form_ = object ? Form::kJsonLines : Form::kTsv;
    return true;
  }
  return false;
}

void BatchReader::read_json(const std::string& line, BatchQuery& query) {
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object()) throw Error(ErrorKind::kUsage, "not a JSON object");
  RequestValues values(Front::kBatch, kBatchVerb);
  for (const auto& [name, value] : object.items()) {
    if (name == "id" || name == "_id") {
      read_id(name, value, query);
    } else if (const ParameterRow* const row = find_member(name)) {
      add_member(*row, value, values);
    } else if (passed_over_.size() < kMostPassedOver) {
      passed_over_.insert(name);
    }
  }
  read_request(values, query.request);
}

bool BatchReader::next(BatchQuery& query) {
  std::string line;
  if (!next_line(line)) return false;
  query = {line_, std::to_string(line_), base_, ""};
  try {
    if (is_too_long_) {
      throw Error(ErrorKind::kUsage,
                  fmt::format("the line is longer than {} MiB, the most that a query may have", kMaxLineBytes >> 20));
    }
    if (form_ == Form::kJsonLines) {
      read_json(line, query);
    } else {
      read_tsv(line, query);
    }
    require_query(RequestValues(Front::kBatch, kBatchVerb), query.request.query);
  } catch (const Error& error) {
    query.refused = error.what();
  }
  return true;
}

}  // namespace broadtape
