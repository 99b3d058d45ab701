// Enforces who may include whom: the table of docs/architecture.md. Reads the include lines of every source.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

// A room may include itself and the rooms named here. Rooms of one program in the order in which they build on each
// other.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"common/error", {}},
    {"common/time", {"common/error"}},
    {"common/text", {"common/error"}},
    {"common/terminal", {"common/error", "common/text"}},
    {"common/command_line", {"common/error", "common/text", "common/terminal"}},
    {"common/config", {"common/error", "common/text"}},
    {"common/companies", {"common/error", "common/time", "common/text"}},
    {"common/article", {"common/error", "common/time", "common/text", "common/companies"}},
    {"common/archive", {"common/error", "common/time", "common/text", "common/companies", "common/article"}},
    {"indexer/input", {}},
    {"indexer/readers", {"indexer/input"}},
    {"indexer/glass", {}},
    {"indexer/stories", {}},
    {"indexer/write", {"indexer/glass", "indexer/stories"}},
    {"indexer/ingest", {"indexer/input", "indexer/readers", "indexer/write"}},
    {"indexer/watch", {"indexer/input", "indexer/readers"}},
    {"indexer/commands", {"indexer/input", "indexer/readers", "indexer/ingest", "indexer/write", "indexer/watch"}},
    {"searcher/query", {}},
    {"searcher/plan", {"searcher/query"}},
    {"searcher/search", {"searcher/query", "searcher/plan"}},
    {"searcher/views", {"searcher/query", "searcher/plan", "searcher/search"}},
    {"searcher/output", {"searcher/query", "searcher/search", "searcher/views"}},
    {"searcher/request", {"searcher/query", "searcher/search", "searcher/views", "searcher/output"}},
    {"searcher/alerts", {"searcher/search", "searcher/views", "searcher/output", "searcher/request"}},
    {"searcher/http", {}},
    {"searcher/web",
     {"searcher/query", "searcher/search", "searcher/views", "searcher/output", "searcher/request", "searcher/http"}},
    {"searcher/commands",
     {"searcher/query", "searcher/search", "searcher/views", "searcher/output", "searcher/request", "searcher/http",
      "searcher/web", "searcher/alerts"}},
};

// The one home of each third-party header, as rooms or as single files.
const std::vector<std::pair<std::regex, std::set<std::string>>> kHomes = {
    {std::regex("xapian\\.h"), {"common/archive", "indexer/write", "searcher/plan"}},
    {std::regex("z(std|dict)(_errors)?\\.h"), {"common/archive/codec.cc"}},
    {std::regex("libdeflate\\.h"), {"indexer/glass/packing.cc"}},
    {std::regex("curl/.*"), {"indexer/input", "searcher/alerts/curl_library.h"}},
    {std::regex("glib\\.h"), {"searcher/alerts/webhook.cc"}},
    {std::regex("archive(_entry)?\\.h"), {"indexer/input"}},
    {std::regex("lzma\\.h"), {"indexer/input/xz_source.cc"}},
    {std::regex("toml\\+\\+/.*"), {"common/config"}},
    {std::regex("boost/program_options.*"), {"common/command_line/options.cc"}},
    {std::regex("boost/(asio|beast|system).*"), {"searcher/http"}},
    {std::regex("zlib\\.h"),
     {"searcher/http/gzip.cc", "indexer/input/gzip_source.cc", "indexer/readers/web_archive/content_coding.cc"}},
    {std::regex("sqlite3\\.h"), {"indexer/readers/table/sqlite_connection.h", "indexer/readers/table/sqlite_system.h"}},
    {std::regex("poppler.*"), {"indexer/readers/document/pdf_text.cc"}},
    {std::regex("gmime/.*"), {"indexer/readers/mail/mail_message.cc"}},
    {std::regex("brotli/.*"), {"indexer/readers/web_archive/content_coding.cc"}},
    {std::regex("date/.*"), {"common/time"}},
    {std::regex("libstemmer\\.h"), {"common/text"}},
    {std::regex("utf8proc\\.h"), {"common/text"}},
    {std::regex("roaring/.*"), {"common/archive/document_set.cc"}},
    {std::regex("xxhash\\.h"),
     {"common/article", "common/archive/checksums.cc", "common/archive/word_dictionary.cc", "indexer/stories"}},
    {std::regex("simdjson\\.h"), {"common/article/record.cc"}},
    {std::regex("libxml/.*"), {"indexer/readers"}},
    {std::regex("csv\\.h"), {"indexer/readers"}},
    {std::regex("uchardet.*"), {"indexer/readers"}},
};

// The room of a file or header: the first two folders of its path. Subfolders belong to their room.
std::string room_of(const fs::path& path) {
  fs::path room;
  int depth = 0;
  for (const fs::path& part : path.parent_path()) {
    if (depth++ < 2) room /= part;
  }
  return room.string();
}

struct Include {
  std::string file;  // "common/text/fold.cc"
  std::string room;  // "common/text"
  std::string target;
  bool quoted;
};

std::vector<Include> all_includes() {
  const fs::path root = BROADTAPE_ROOT;
  const std::regex line_form("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
  std::vector<Include> includes;
  for (const char* top : {"common", "indexer", "searcher"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".cc" && extension != ".h") continue;
      const fs::path relative = entry.path().lexically_relative(root);
      std::ifstream file(entry.path());
      std::smatch match;
      for (std::string line; std::getline(file, line);) {
        if (!std::regex_match(line, match, line_form)) continue;
        includes.push_back({relative.string(), room_of(relative), match[2], match[1] == "\""});
      }
    }
  }
  return includes;
}

}  // namespace

TEST_CASE("Every room includes only itself and the rooms that it may build on", "[architecture]") {
  const std::vector<Include> includes = all_includes();
  REQUIRE(includes.size() > 200);  // the sources were found
  for (const Include& include : includes) {
    if (!include.quoted || include.room == "indexer" || include.room == "searcher" || include.room == "common")
      continue;
    const std::string target = room_of(include.target);
    if (target == include.room || include.target == "common/embedded_data.h") continue;
    INFO(include.file << " includes " << include.target);
    const auto row = kMayInclude.find(include.room);
    REQUIRE(row != kMayInclude.end());
    const bool common_for_a_program = !include.room.starts_with("common/") && target.starts_with("common/");
    CHECK((common_for_a_program || row->second.contains(target)));
  }
}

TEST_CASE("Every third-party header is included in its one home only", "[architecture]") {
  for (const Include& include : all_includes()) {
    for (const auto& [form, homes] : kHomes) {
      if (include.quoted || !std::regex_match(include.target, form)) continue;
      INFO(include.file << " includes " << include.target);
      CHECK((homes.contains(include.room) || homes.contains(include.file)));
    }
  }
}

TEST_CASE("Only the homes of Xapian's header name what is in it", "[architecture]") {
  const auto homes = std::find_if(kHomes.begin(), kHomes.end(), [](const auto& home) {
                       return std::regex_match("xapian.h", home.first);
                     })->second;
  const fs::path root = BROADTAPE_ROOT;
  for (const char* top : {"common", "indexer", "searcher"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const fs::path file = entry.path().lexically_relative(root);
      const bool source = file.extension() == ".cc" || file.extension() == ".h";
      if (!source || homes.contains(file.parent_path().string())) continue;
      std::ifstream in(entry.path());
      std::size_t number = 0;
      for (std::string line; std::getline(in, line);) {
        INFO(file.string() << ":" << ++number << ": " << line);
        CHECK(line.substr(0, line.find("//")).find("Xapian::") == std::string::npos);
      }
    }
  }
}

TEST_CASE("The matcher is run in one place", "[architecture]") {
  const fs::path root = BROADTAPE_ROOT;
  for (const char* top : {"common", "indexer", "searcher"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string file = entry.path().lexically_relative(root).string();
      if (!entry.is_regular_file() || file.starts_with("common/archive/matches.")) continue;
      std::ifstream in(entry.path());
      const std::string text(std::istreambuf_iterator<char>(in), {});
      INFO(file);
      CHECK(text.find("Xapian::Enquire") == std::string::npos);
    }
  }
}

TEST_CASE("Every source file is in a room of the table", "[architecture]") {
  const fs::path root = BROADTAPE_ROOT;
  for (const char* top : {"common", "indexer", "searcher"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top)) {
      const std::string extension = entry.path().extension().string();
      const std::string name = entry.path().filename().string();
      if ((extension != ".cc" && extension != ".h") || name == "main.cc" || name == "embedded_data.h") continue;
      const std::string room = room_of(entry.path().lexically_relative(root));
      INFO(room << "/" << name);
      CHECK(kMayInclude.contains(room));
    }
  }
}
