#include "tests/bench/options.h"

#include <fmt/core.h>

#include <charconv>
#include <filesystem>
#include <stdexcept>

namespace broadtape::bench {
namespace {

struct OptionRow {
  const char* name;
  bool takes_value;
  void (*set)(Options& options, const std::string& value);
};

std::size_t number_of(const char* option, const std::string& value) {
  std::size_t number = 0;
  const char* end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || stop != end || number == 0) {
    throw std::invalid_argument(fmt::format("{} takes a number, not `{}`", option, value));
  }
  return number;
}

struct PartRow {
  const char* name;
  bool Options::*part;
};

constexpr PartRow kParts[] = {{"index", &Options::index}, {"search", &Options::search}, {"server", &Options::server},
                              {"pages", &Options::pages}, {"inputs", &Options::inputs}, {"scale", &Options::scale}};

void set_only(Options& options, const std::string& value) {
  bool is_known = false;
  for (const auto& [name, part] : kParts) {
    options.*part = value == name;
    is_known = is_known || value == name;
  }
  if (!is_known)
    throw std::invalid_argument(
        fmt::format("--only takes index, search, server, pages, inputs or scale, not `{}`", value));
}

constexpr OptionRow kOptions[] = {
    {"--corpus", true, [](Options& options, const std::string& value) { options.corpus = value; }},
    {"--queries", true,
     [](Options& options, const std::string& value) { options.queries = number_of("--queries", value); }},
    {"--articles", true,
     [](Options& options, const std::string& value) { options.articles = number_of("--articles", value); }},
    {"--plot", true, [](Options& options, const std::string& value) { options.plot = value; }},
    {"--json", false, [](Options& options, const std::string&) { options.json = true; }},
    {"--keep", true, [](Options& options, const std::string& value) { options.keep = value; }},
    {"--only", true, set_only},
    {"--help", false, [](Options& options, const std::string&) { options.help = true; }},
};

const OptionRow& find_option(const std::string& name) {
  for (const OptionRow& row : kOptions) {
    if (name == row.name) return row;
  }
  throw std::invalid_argument(fmt::format("there is no option `{}`", name));
}

bool is_inside(const std::string& path, const std::string& folder) {
  if (path.empty() || folder.empty()) return false;
  const std::filesystem::path within =
      std::filesystem::weakly_canonical(path).lexically_relative(std::filesystem::weakly_canonical(folder));
  return !within.empty() && *within.begin() != "..";
}

}  // namespace

const char* const kUsage =
    "usage: tape-bench [--corpus INPUT] [--queries N] [--json] [--keep DIR] [--only PART]\n"
    "       tape-bench --only scale [--corpus INPUT] [--articles N] [--plot FILE]\n"
    "\n"
    "Measures Broadtape beside a plain Xapian writer and SQLite FTS5 on the same text in the same run.\n"
    "\n"
    "  --corpus INPUT      anything that tape-index reads; otherwise reuters21578.tar.gz in the folder "
    "$BROADTAPE_CORPORA,\n"
    "                      otherwise text made from data/sample\n"
    "  --queries N         of each kind; 300\n"
    "  --json              one object for scripts instead of the table\n"
    "  --keep DIR          leave the corpus, the archive and the databases there\n"
    "  --only PART         measure index, search, server, pages or inputs alone; search and server take over what\n"
    "                      an earlier run left in --keep DIR; pages needs html-dev.tar.zst in $BROADTAPE_CORPORA;\n"
    "                      scale measures archives of 10,000 articles and more, and only if it is named\n"
    "  --articles N        the most that scale measures; 1000000\n"
    "  --plot FILE         draw the times of scale as SVG\n";

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const OptionRow& row = find_option(arguments[i]);
    if (row.takes_value && i + 1 == arguments.size()) {
      throw std::invalid_argument(fmt::format("{} needs a value", row.name));
    }
    row.set(options, row.takes_value ? arguments[++i] : "");
  }
  if (is_inside(options.corpus, options.keep))
    throw std::invalid_argument(
        "--corpus is in the folder of --keep, whose files are written anew; name another folder");
  return options;
}

}  // namespace broadtape::bench
