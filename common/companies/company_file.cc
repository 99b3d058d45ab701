#include "common/companies/company_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "common/companies/symbol_form.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

constexpr std::size_t kMostColumns = 8;

// A row as views, without memory of its own, because the built-in files are read at each start.
struct Row {
  const std::string& file;
  std::size_t line = 0;
  std::array<std::string_view, kMostColumns> fields{};
  std::size_t count = 0;

  std::string_view field(std::size_t i) const { return i < count ? fields[i] : std::string_view{}; }

  void split(std::string_view text, char separator, bool is_own) {
    count = 0;
    for (bool is_last = false; !is_last && count < kMostColumns;) {
      const std::size_t end = count + 1 == kMostColumns ? text.npos : text.find(separator);
      is_last = end == text.npos;
      fields[count] = text.substr(0, end);
      if (is_own) fields[count] = trim_spaces(fields[count]);
      ++count;
      text.remove_prefix(is_last ? text.size() : end + 1);
    }
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(ErrorKind::kInput, fmt::format("{}:{}: {}", file, line, why),
                "the columns are described in docs/companies.md");
  }
};

// `stock`, `adr` and `etf` are kinds of a user's list.
constexpr std::array<std::pair<std::string_view, CompanyKind>, 9> kKinds = {{{"company", CompanyKind::kCompany},
                                                                             {"fund", CompanyKind::kFund},
                                                                             {"index", CompanyKind::kIndex},
                                                                             {"currency", CompanyKind::kCurrency},
                                                                             {"crypto", CompanyKind::kCrypto},
                                                                             {"commodity", CompanyKind::kCommodity},
                                                                             {"stock", CompanyKind::kCompany},
                                                                             {"adr", CompanyKind::kCompany},
                                                                             {"etf", CompanyKind::kFund}}};

CompanyKind kind_of(std::string_view word, const Row& row) {
  const auto at = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.first == word; });
  if (at == kKinds.end()) row.refuse(fmt::format("unknown kind \"{}\"", word));
  return at->second;
}

// The first day of `yyyy`, `yyyy-mm` or `yyyy-mm-dd`; nullopt for other text.
std::optional<Day> first_day_of(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return std::nullopt;
  int parts[3] = {0, 0, 0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_mark = i == 4 || i == 7;
    if (is_mark ? text[i] != '-' : text[i] < '0' || text[i] > '9') return std::nullopt;
    if (!is_mark) parts[i < 4 ? 0 : i < 7 ? 1 : 2] = parts[i < 4 ? 0 : i < 7 ? 1 : 2] * 10 + (text[i] - '0');
  }
  const Day day{parts[0], text.size() < 7 ? 1 : parts[1], text.size() < 10 ? 1 : parts[2]};
  return is_valid(day) ? std::optional(day) : std::nullopt;
}

DaySpan read_days(std::string_view from, std::string_view to, const Row& row) {
  DaySpan days;
  for (const auto& [text, day] : {std::pair{from, &days.from}, std::pair{to, &days.to}}) {
    if (text.empty()) continue;
    *day = first_day_of(text);
    if (!*day) row.refuse(fmt::format("\"{}\" is not a date such as 2022, 2022-06 or 2022-06-09", text));
  }
  if (days.from && days.to && *days.to < *days.from) row.refuse("the days end before they begin");
  return days;
}

bool is_key(std::string_view key) {
  return !key.empty() && key.front() != '-' && key.back() != '-' &&
         key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == key.npos;
}

// Checks the dates of names; they are parsed again by Company::names().
void check_names(const Row& row, std::string_view names) {
  for (const std::string_view name : split_text(names, '|')) {
    const std::size_t at = name.rfind('@');
    const std::size_t dots = at == name.npos ? name.npos : name.find("..", at);
    if (at == name.npos || dots == name.npos) continue;
    read_days(trim_spaces(name.substr(at + 1, dots - at - 1)), trim_spaces(name.substr(dots + 2)), row);
  }
}

// key name kind country from to successor names
void read_company(const Row& row, bool is_own, CompanyTables& tables) {
  Company company;
  company.key = row.field(0);
  company.name = row.field(1);
  company.name_needs_context = company.name.starts_with('?');
  if (company.name_needs_context) company.name.remove_prefix(1);
  company.kind = kind_of(row.field(2), row);
  company.country = row.field(3);
  company.days = read_days(row.field(4), row.field(5), row);
  company.successor = row.field(6);
  company.other_names = row.field(7);
  if (is_own && !is_key(company.key)) row.refuse(fmt::format("\"{}\" cannot be a key", company.key));
  if (company.name.empty()) row.refuse("a company needs a name");
  if (is_own) check_names(row, company.other_names);
  tables.companies.push_back(company);
}

// key exchange symbol from to source
void read_listing(const Row& row, bool is_own, CompanyTables& tables) {
  Listing listing;
  listing.key = row.field(0);
  listing.exchange = row.field(1);
  listing.symbol = row.field(2);
  listing.days = read_days(row.field(3), row.field(4), row);
  listing.source = row.field(5);
  listing.is_own = is_own;
  const bool may_differ =
      is_own || std::any_of(listing.symbol.begin(), listing.symbol.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (may_differ) {
    const std::string upper = upper_symbol(listing.symbol);
    if (upper.empty()) row.refuse(fmt::format("\"{}\" cannot be a symbol", listing.symbol));
    listing.symbol = tables.texts.emplace_back(upper);
  }
  tables.listings.push_back(listing);
}

// symbol exchange kind name aliases
void read_listed_name(const Row& row, bool, CompanyTables& tables) {
  ListedName listed{row.field(0), row.field(1), row.field(3), row.field(4), kind_of(row.field(2), row)};
  if (upper_symbol(listed.symbol).empty()) row.refuse(fmt::format("\"{}\" cannot be a symbol", listed.symbol));
  if (listed.name.empty()) row.refuse("a symbol needs a name");
  tables.listed_names.push_back(listed);
}

// symbol name
void read_pair(const Row& row, bool, CompanyTables& tables) {
  if (upper_symbol(row.field(0)).empty()) row.refuse(fmt::format("\"{}\" cannot be a symbol", row.field(0)));
  if (row.field(1).empty()) row.refuse("a symbol needs a name");
  tables.listed_names.push_back({row.field(0), {}, row.field(1), {}, CompanyKind::kCompany});
}

struct FileKind {
  std::string_view first_heading, second_heading;
  void (*read)(const Row&, bool is_own, CompanyTables&);
};
constexpr FileKind kFileKinds[] = {{"key", "name", read_company},
                                   {"key", "exchange", read_listing},
                                   {"symbol", "exchange", read_listed_name},
                                   {"symbol", "name", read_pair}};

// A last line without an end is counted too.
std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  for (; !text.empty(); ++lines) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return lines;
}

// The file's kind by its first row; `is_header` says whether that row is only the header.
const FileKind& kind_of_file(const Row& first, bool& is_header) {
  for (const FileKind& kind : kFileKinds) {
    is_header = fold(first.field(0)) == kind.first_heading && fold(first.field(1)) == kind.second_heading;
    if (is_header) return kind;
  }
  return kFileKinds[first.count >= 4 ? 2 : 3];
}

}  // namespace

std::vector<std::string_view> split_text(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<CompanyName> Company::names() const {
  std::vector<CompanyName> all;
  names(all);
  return all;
}

void Company::names(std::vector<CompanyName>& all) const {
  all.assign({{name, name_needs_context, {}}});
  for (std::string_view rest = other_names; !rest.empty();) {
    std::string_view text = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(rest.size(), text.size() + 1));
    CompanyName other;
    const std::size_t at = text.rfind('@');
    const std::size_t dots = at == text.npos ? text.npos : text.find("..", at);
    if (dots != text.npos) {
      other.days = {first_day_of(trim_spaces(text.substr(at + 1, dots - at - 1))),
                    first_day_of(trim_spaces(text.substr(dots + 2)))};
      text = text.substr(0, at);
    }
    text = trim_spaces(text);
    other.needs_context = text.starts_with('?');
    if (other.needs_context) text.remove_prefix(1);
    other.text = text;
    if (text.empty()) continue;
    if (text == name) {
      all.front() = other;  // the days of the display name
    } else {
      all.push_back(other);
    }
  }
}

void read_company_file(const std::string& name, std::string_view text, bool is_own, CompanyTables& tables) {
  if (is_own && !is_valid_utf8(text)) throw Error(ErrorKind::kInput, fmt::format("{} is not UTF-8", name));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const FileKind* kind = nullptr;
  char separator = '\t';
  Row row{name};
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++row.line;
    if (line.empty() || line.front() == '#' || (is_own && trim_spaces(line).empty())) continue;
    if (kind == nullptr && line.find('\t') == line.npos) separator = ',';  // `AAPL,Apple`
    row.split(line, separator, is_own);
    if (kind == nullptr) {
      bool is_header = false;
      kind = &kind_of_file(row, is_header);
      const std::size_t rows = count_lines(text) + 1;  // with this one
      if (kind->read == read_company) tables.companies.reserve(tables.companies.size() + rows);
      if (kind->read == read_listing) tables.listings.reserve(tables.listings.size() + rows);
      if (is_header) continue;
    }
    kind->read(row, is_own, tables);
  }
}

}  // namespace broadtape
