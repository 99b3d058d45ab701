#include "searcher/commands/batch_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/error/error.h"
#include "searcher/commands/query_options.h"
#include "searcher/commands/search_options.h"

namespace broadtape {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
constexpr std::string_view kByteOrderMark = "\ufeff";
constexpr std::size_t kMostPassedOver = 20;  // names kept

std::string quoted(std::string_view member) {
  return fmt::format("\"{}\"", member);
}

[[noreturn]] void refuse(std::string_view member, std::string_view wanted) {
  throw Error(ErrorKind::kUsage, quoted(member) + " is not " + std::string(wanted));
}

std::string text_of(std::string_view member, const Json& value) {
  if (!value.is_string()) refuse(member, "a text");
  return value.get<std::string>();
}

// A text, or a list of them.
std::vector<std::string> texts_of(std::string_view member, const Json& value) {
  if (!value.is_array()) return {text_of(member, value)};
  std::vector<std::string> texts;
  for (const Json& text : value) texts.push_back(text_of(member, text));
  return texts;
}

void read_id(std::string_view member, const Json& value, BatchQuery& query) {
  if (!value.is_string() && !value.is_number()) refuse(member, "a text or a number");
  query.id = value.is_string() ? value.get<std::string>() : value.dump();
}

void read_limit(std::string_view member, const Json& value, BatchQuery& query) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > kMostResults)
    refuse(member, fmt::format("a number from 0 to {}", kMostResults));
  query.request.limit = value.get<std::uint64_t>();
}

struct MemberRow {
  std::string_view name;
  void (*read)(std::string_view member, const Json& value, BatchQuery& query);
};

constexpr MemberRow kMembers[] = {
    {"id", read_id},
    {"_id", read_id},
    {"text", [](auto member, auto& value, auto& query) { query.request.query.text = text_of(member, value); }},
    {"since", [](auto member, auto& value, auto& query) { query.request.query.since = text_of(member, value); }},
    {"until", [](auto member, auto& value, auto& query) { query.request.query.until = text_of(member, value); }},
    {"tickers", [](auto member, auto& value, auto& query) { query.request.query.tickers = texts_of(member, value); }},
    {"sources", [](auto member, auto& value, auto& query) { query.request.query.sources = texts_of(member, value); }},
    {"match",
     [](auto member, auto& value, auto& query) {
       query.request.query.match = find_match(quoted(member), text_of(member, value));
       query.request.partial = false;
     }},
    {"sort", [](auto member, auto& value,
                auto& query) { query.request.sort = find_sort(quoted(member), text_of(member, value)); }},
    {"limit", read_limit},
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(kBlanks) == std::string_view::npos;
}

void read_tsv(const std::string& line, BatchQuery& query) {
  const std::size_t tab = line.find('\t');
  if (tab != std::string::npos) query.id = line.substr(0, tab);
  query.request.query.text = tab == std::string::npos ? line : line.substr(tab + 1);
}

}  // namespace

// Without its line feed; of a longer one than kMaxLineBytes the beginning. False at the end.
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
  if (!object.is_object()) throw Error(ErrorKind::kUsage, "this is no JSON object");
  for (const auto& [name, value] : object.items()) {
    const auto row = std::find_if(std::begin(kMembers), std::end(kMembers),
                                  [&, &key = name](const MemberRow& member) { return member.name == key; });
    if (row != std::end(kMembers)) {
      row->read(name, value, query);
    } else if (passed_over_.size() < kMostPassedOver) {
      passed_over_.insert(name);
    }
  }
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
    require_query(query.request.query);
  } catch (const Error& error) {
    query.refused = error.what();
  }
  return true;
}

}  // namespace broadtape
