#include "indexer/commands/reading_options.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>

#include "common/error/error.h"
#include "indexer/readers/charset.h"

namespace broadtape {
namespace {

constexpr int kFirstYears = 1600;
constexpr int kLastYears = 9998;

// The options that a part after --next may have.
constexpr std::string_view kReadingOptions[] = {"format", "field",  "delimiter", "date-order",
                                                "years",  "source", "encoding"};

DateOrder date_order_of(const Options& line) {
  const std::string order = line.text("date-order", "");
  if (order.empty()) return DateOrder::kUnknown;
  if (order == "dmy") return DateOrder::kDayFirst;
  if (order == "mdy") return DateOrder::kMonthFirst;
  throw Error(ErrorKind::kUsage, fmt::format("--date-order takes dmy or mdy, not `{}`", order));
}

// `1800-2100`.
YearRange years_of(const Options& line) {
  const std::string text = line.text("years", "");
  if (text.empty()) return {};
  const bool has_form = text.size() == 9 && text[4] == '-' && text.find_first_not_of("0123456789") == 4 &&
                        text.find_first_not_of("0123456789", 5) == text.npos;
  const YearRange years =
      has_form ? YearRange{std::stoi(text.substr(0, 4)), std::stoi(text.substr(5))} : YearRange{1, 0};
  if (years.first <= years.last && years.first >= kFirstYears && years.last <= kLastYears) return years;
  throw Error(ErrorKind::kUsage, fmt::format("--years takes a range such as 1800-2100, not `{}`", text),
              fmt::format("the first year is {} or later, the last {} or earlier", kFirstYears, kLastYears));
}

std::optional<std::string> delimiter_of(const Options& line) {
  if (!line.has("delimiter")) return std::nullopt;
  const std::string text = line.text("delimiter");
  constexpr std::size_t kLongestDelimiter = 8;  // bytes
  if (text == "tab" || text == "\\t") return "\t";
  const bool may_be = !text.empty() && text.size() <= kLongestDelimiter && text.find_first_of("\"\r\n") == text.npos;
  if (may_be) return text;
  throw Error(ErrorKind::kUsage, fmt::format("--delimiter takes a character, a few of them or `tab`, not `{}`", text));
}

ReadOptions read_options(const Options& line) {
  ReadOptions read;
  read.form = line.text("format");
  read.delimiter = delimiter_of(line);
  if (read.delimiter && !read.form.empty() && read.form != "csv" && read.form != "tsv") {
    throw Error(ErrorKind::kUsage, fmt::format("--delimiter is for csv, not for {}", read.form));
  }
  for (const std::string& field : line.texts("field")) {
    const std::size_t equals = field.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw Error(ErrorKind::kUsage, fmt::format("--field takes OURS=THEIRS, such as title=Headline, not `{}`", field));
    }
    read.fields[field.substr(0, equals)] = field.substr(equals + 1);
  }
  read.source = line.text("source");
  if (line.has("encoding")) read.encoding = charset_named(line.text("encoding"));
  return read;
}

InputGroup group_of(const Options& line) {
  if (line.operands.empty()) {
    throw Error(ErrorKind::kUsage, "no input is named", "name files, folders, addresses, or - for standard input");
  }
  InputGroup group = reading_choice(line);
  group.inputs = line.operands;
  return group;
}

}  // namespace

InputGroup reading_choice(const Options& line) {
  InputGroup group;
  group.read = read_options(line);
  group.dates.order = date_order_of(line);
  group.dates.years = years_of(line);
  return group;
}

std::vector<InputGroup> input_groups(const Options& line) {
  std::vector<InputGroup> groups = {group_of(line)};
  for (const Options& part : line.next) {
    for (const auto& [name, values] : part.values) {
      if (std::find(std::begin(kReadingOptions), std::end(kReadingOptions), name) == std::end(kReadingOptions))
        throw Error(ErrorKind::kUsage,
                    fmt::format("--{} is for the whole run: write it before the first --next", name));
    }
    groups.push_back(group_of(part));
  }
  return groups;
}

ChosenCompanies::ChosenCompanies(const Options& line) {
  std::vector<std::string> files = line.texts("companies");
  for (const std::string& file : line.texts("symbols")) files.push_back(file);
  if (!files.empty()) own_.emplace(CompanyDirectory::with_files(files));
}

}  // namespace broadtape
