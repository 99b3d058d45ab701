// The verb companies: the directory, and what the articles of an archive teach.
#include <fmt/core.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "common/text/ascii.h"
#include "indexer/commands/commands.h"
#include "indexer/commands/reading_options.h"
#include "indexer/write/learned_pairs.h"

namespace broadtape {
namespace {

using CompanyJson = nlohmann::ordered_json;

enum class ListForm { kText, kJson, kCsv };

ListForm list_form_of(const Options& options) {
  const std::string form = options.text("format", "text");
  if (form == "text") return ListForm::kText;
  if (form == "json") return ListForm::kJson;
  if (form == "csv") return ListForm::kCsv;
  throw Error(ErrorKind::kUsage, fmt::format("--format takes text, json or csv, not `{}`", form));
}

// A cell that no spreadsheet takes for a formula.
std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) cell += '\'';
  for (const char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell + '"';
}

std::string csv_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) row += (row.empty() ? "" : ",") + csv_cell(cell);
  return row + "\r\n";
}

CompanyJson day_json(const std::optional<Day>& day) {
  return day ? CompanyJson(format_day(*day)) : CompanyJson();
}

std::string day_text(const std::optional<Day>& day) {
  return day ? format_day(*day) : std::string();
}

std::string_view kind_name(CompanyKind kind) {
  constexpr std::string_view kNames[] = {"company", "fund", "index", "currency", "crypto", "commodity"};
  return kNames[static_cast<std::size_t>(kind)];
}

// "GM NYSE ..2009-06-01, GM NYSE 2010-11-18.."; only the symbol if it has no days.
std::string symbols_text(const CompanyDirectory& directory, const Company& company) {
  std::string text;
  for (const Listing& listing : directory.listings_of(company)) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", listing.symbol, listing.exchange);
    if (listing.days.from || listing.days.to)
      text += fmt::format(" {}..{}", day_text(listing.days.from), day_text(listing.days.to));
  }
  return text;
}

CompanyJson company_json(const CompanyDirectory& directory, const Company& company) {
  CompanyJson names = CompanyJson::array(), listings = CompanyJson::array();
  for (const CompanyName& name : company.names()) {
    names.push_back({{"text", name.text},
                     {"needs_context", name.needs_context},
                     {"from", day_json(name.days.from)},
                     {"to", day_json(name.days.to)}});
  }
  for (const Listing& listing : directory.listings_of(company)) {
    listings.push_back({{"symbol", listing.symbol},
                        {"exchange", listing.exchange},
                        {"from", day_json(listing.days.from)},
                        {"to", day_json(listing.days.to)},
                        {"source", listing.source}});
  }
  return {{"key", company.key},
          {"name", company.name},
          {"kind", kind_name(company.kind)},
          {"country", company.country},
          {"from", day_json(company.days.from)},
          {"to", day_json(company.days.to)},
          {"successor", company.successor},
          {"names", std::move(names)},
          {"listings", std::move(listings)}};
}

void print_companies(const CompanyDirectory& directory, const std::vector<const Company*>& companies, ListForm form) {
  if (form == ListForm::kJson) {
    CompanyJson list = CompanyJson::array();
    for (const Company* company : companies) list.push_back(company_json(directory, *company));
    fmt::print("{}\n", list.dump(-1, ' ', false, CompanyJson::error_handler_t::replace));
    return;
  }
  if (form == ListForm::kCsv) fmt::print("{}", csv_row({"key", "name", "kind", "country", "symbols"}));
  for (const Company* company : companies) {
    const std::string symbols = symbols_text(directory, *company);
    if (form == ListForm::kCsv) {
      fmt::print("{}", csv_row({std::string(company->key), std::string(company->name),
                                std::string(kind_name(company->kind)), std::string(company->country), symbols}));
    } else {
      fmt::print("{}\n", harmless(fmt::format("{}  {}  {}{}{}", company->key, company->name, kind_name(company->kind),
                                              symbols.empty() ? "" : "  ", symbols)));
    }
  }
}

// The days of `1987`, `1987-02` or `1987-02-26`; nullopt for other text.
std::optional<DaySpan> days_of(std::string_view text) {
  int parts[3] = {0, 0, 0};
  std::size_t count = 0;
  for (std::string_view rest = text; count < 3; ++count) {
    const std::string_view part = rest.substr(0, rest.find('-'));
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), parts[count]);
    if (error != std::errc{} || end != part.data() + part.size() || part.size() != (count == 0 ? 4u : 2u))
      return std::nullopt;
    if (part.size() == rest.size()) break;
    rest.remove_prefix(part.size() + 1);
  }
  if (count == 3) return std::nullopt;
  const Day first{parts[0], count < 1 ? 1 : parts[1], count < 2 ? 1 : parts[2]};
  if (!is_valid(first)) return std::nullopt;
  Day end = first;
  if (count == 0) ++end.year;
  if (count == 1) end = first.month == 12 ? Day{first.year + 1, 1, 1} : Day{first.year, first.month + 1, 1};
  if (count == 2) end = day_of(midnight_utc(first) + kSecondsPerDay);
  return DaySpan{first, end};
}

// The companies that `wanted` means: by key, by name, or by symbol, of all days or those after an `@`.
std::vector<const Company*> companies_of(const CompanyDirectory& directory, std::string_view wanted) {
  std::optional<DaySpan> days;
  if (const std::size_t at = wanted.rfind('@'); at != wanted.npos && at > 0) {
    days = days_of(wanted.substr(at + 1));
    if (days) wanted = wanted.substr(0, at);
  }
  std::vector<const Company*> found;
  const auto add = [&](const Company* company) {
    if (std::find(found.begin(), found.end(), company) == found.end()) found.push_back(company);
  };
  if (const Company* company = directory.find(wanted)) add(company);
  for (const Company* company : directory.named(wanted, days ? days->from : std::nullopt)) add(company);
  for (const Listing* listing : directory.holders(directory.canonical(wanted))) {
    const bool overlaps =
        !days || (!listing->days.has_ended(*days->from) && (!listing->days.from || *listing->days.from < *days->to));
    if (overlaps) add(listing->company);
  }
  return found;
}

int list_directory(const Options& options) {
  const ChosenCompanies chosen(options);
  const CompanyDirectory& directory = chosen.directory();
  std::vector<const Company*> companies;
  bool missing = false;
  if (options.operands.empty()) {
    for (const Company& company : directory.companies()) companies.push_back(&company);
  }
  for (const std::string& wanted : options.operands) {
    const std::vector<const Company*> found = companies_of(directory, wanted);
    if (found.empty()) say("tape-index: the directory has no company `{}`\n", harmless(wanted));
    missing = missing || found.empty();
    for (const Company* company : found) {
      if (std::find(companies.begin(), companies.end(), company) == companies.end()) companies.push_back(company);
    }
  }
  print_companies(directory, companies, list_form_of(options));
  return missing ? kExitRejected : kExitDone;
}

struct LearnedRow {
  std::string code, name;
  PairDays pair;

  std::optional<Day> first() const { return day_at(pair.days.begin()); }
  std::optional<Day> last() const { return day_at(pair.days.empty() ? pair.days.end() : std::prev(pair.days.end())); }

 private:
  std::optional<Day> day_at(std::map<DayNumber, std::uint32_t>::const_iterator at) const {
    return at == pair.days.end() ? std::nullopt : std::optional(day_of_number(at->first));
  }
};

// By code, then by name in its usual spelling.
std::vector<LearnedRow> learned_rows(const Archive& archive) {
  LearnedPairs pairs = learned_pairs(archive);
  std::vector<LearnedRow> rows;
  for (auto& [normal, codes] : pairs) {
    for (auto& [code, pair] : codes) {
      const std::string name = pair.usual_spelling();
      rows.push_back({code, name, std::move(pair)});
    }
  }
  std::sort(rows.begin(), rows.end(), [](const LearnedRow& a, const LearnedRow& b) {
    return a.code != b.code ? a.code < b.code : a.name < b.name;
  });
  return rows;
}

int list_learned(const Options& options) {
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, fmt::format("`{}` is not expected with --learned", options.operands.front()));
  const ListForm form = list_form_of(options);
  const std::vector<LearnedRow> rows = learned_rows(Archive::open(archive_of(options)));
  CompanyJson list = CompanyJson::array();
  if (form == ListForm::kCsv) fmt::print("{}", csv_row({"code", "name", "first", "last", "articles", "learned"}));
  for (const LearnedRow& row : rows) {
    const std::string first = day_text(row.first()), last = day_text(row.last());
    if (form == ListForm::kJson) {
      list.push_back({{"code", row.code},
                      {"name", row.name},
                      {"first", day_json(row.first())},
                      {"last", day_json(row.last())},
                      {"articles", row.pair.articles},
                      {"learned", row.pair.learned}});
    } else if (form == ListForm::kCsv) {
      fmt::print("{}", csv_row({row.code, row.name, first, last, fmt::format("{}", row.pair.articles),
                                fmt::format("{}", row.pair.learned)}));
    } else {
      fmt::print("{}\n", harmless(fmt::format("{}  {}  {}..{}  {} write it, {} learned it", row.code, row.name, first,
                                              last, with_commas(row.pair.articles), with_commas(row.pair.learned))));
    }
  }
  if (form == ListForm::kJson) fmt::print("{}\n", list.dump(-1, ' ', false, CompanyJson::error_handler_t::replace));
  return kExitDone;
}

}  // namespace

int run_companies(const Options& options) {
  return options.has("learned") ? list_learned(options) : list_directory(options);
}

}  // namespace broadtape
