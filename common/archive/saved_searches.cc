#include "common/archive/saved_searches.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/archive/alert_queue.h"
#include "common/archive/durable_files.h"
#include "common/error/error.h"
#include "common/text/nearest_name.h"
#include "common/time/instant.h"

namespace broadtape {
namespace fs = std::filesystem;
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxFileBytes = 4u << 20;  // more than a command line can contain
constexpr std::string_view kExtension = ".json";

using Json = nlohmann::ordered_json;

std::string folder_of(const std::string& archive) {
  return archive + "/" + kSavedFolder;
}

std::string path_of(const std::string& archive, const std::string& name) {
  return fmt::format("{}/{}{}", folder_of(archive), name, kExtension);
}

// `use` distinguishes writers that may be at work at the same time.
std::string draft_of(const std::string& archive, const std::string& name, const std::string& use) {
  return fmt::format("{}/.{}.{}", folder_of(archive), name, use);
}

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_saved_name(std::string_view name) {
  return !name.empty() && name.size() <= kMaxSavedName && is_letter_or_digit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_letter_or_digit(c) || c == '-' || c == '_'; });
}

[[noreturn]] void refuse_unknown(const std::string& archive, const std::string& name) {
  const std::vector<std::string> names = saved_names(archive);
  const std::string_view nearest = nearest_name(name, {names.begin(), names.end()});
  std::string hint = "tape-search save makes one";
  if (!nearest.empty()) {
    hint = fmt::format("did you mean {}?", nearest);
  } else if (!names.empty()) {
    hint = fmt::format("tape-search saved lists the {} that there are", names.size());
  }
  throw Error(ErrorKind::kUsage, fmt::format("there is no saved search {}", name), hint);
}

[[noreturn]] void refuse_damaged(const std::string& path, const std::string& what) {
  throw Error(ErrorKind::kCorrupt, fmt::format("the saved search in {} is damaged: {}", path, what),
              "restore the file from a copy, or remove the search with tape-search saved --delete");
}

[[noreturn]] void fail(const char* what, const std::string& path, int reason) {
  throw Error(ErrorKind::kUnwritable,
              fmt::format("the saved search in {} cannot be {}: {}", path, what, std::strerror(reason)),
              "check the permissions of the file and of its folder");
}

std::string read_text(int file, const std::string& path) {
  std::string text;
  char piece[4096];
  while (text.size() <= kMaxFileBytes) {
    const ssize_t got = pread(file, piece, sizeof piece, static_cast<off_t>(text.size()));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path, errno);
    if (got == 0) return text;
    text.append(piece, static_cast<std::size_t>(got));
  }
  refuse_damaged(path, "it is too large");
}

std::int64_t parse_time(const Json& text, const std::string& path) {
  try {
    return parse_instant(text.get<std::string>()).utc_s;
  } catch (const Error& error) {
    refuse_damaged(path, error.what());
  }
}

AlertSettings parse_alert(const Json& json) {
  return {json.at("targets").get<std::vector<std::string>>(), json.at("articles").get<std::uint64_t>(),
          json.at("from").get<std::uint64_t>()};
}

SavedSearch parse_search(const std::string& text, const std::string& path) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("version") || !json["version"].is_number_unsigned())
    refuse_damaged(path, "it is not a JSON object with a version");
  if (json["version"] > kVersion) {
    throw Error(ErrorKind::kTooNew, fmt::format("a later version of tape-search wrote the saved search in {}", path),
                "use that version");
  }
  try {
    SavedSearch search;
    search.query = json.at("query").get<std::string>();
    search.options = json.at("options").get<decltype(search.options)>();
    search.saved_s = parse_time(json.at("saved"), path);
    if (!json.at("asked").is_null()) search.asked_s = parse_time(json.at("asked"), path);
    if (!json.at("mark").is_number_unsigned()) refuse_damaged(path, "its mark is not a number");
    search.mark = json.at("mark").get<std::uint64_t>();
    if (json.contains("alert")) search.alert = parse_alert(json["alert"]);
    return search;
  } catch (const nlohmann::json::exception& error) {
    refuse_damaged(path, error.what());
  }
}

std::string format_search(const SavedSearch& search) {
  Json json = {{"version", kVersion},
               {"query", search.query},
               {"options", Json(search.options)},
               {"saved", format_rfc3339(search.saved_s)},
               {"asked", search.asked_s ? Json(format_rfc3339(*search.asked_s)) : Json(nullptr)},
               {"mark", search.mark}};
  if (search.alert) {
    json["alert"] = {
        {"targets", search.alert->targets}, {"articles", search.alert->articles}, {"from", search.alert->from}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

class SavedFile {
 public:
  explicit SavedFile(int file) : file_(file) {}
  SavedFile(const std::string& path, int flags) : file_(::open(path.c_str(), flags | O_CLOEXEC)) {}
  ~SavedFile() {
    if (file_ >= 0) ::close(file_);
  }
  SavedFile(const SavedFile&) = delete;
  SavedFile& operator=(const SavedFile&) = delete;

  int descriptor() const { return file_; }
  int release() { return std::exchange(file_, -1); }

 private:
  int file_;
};

bool is_at(int file, const std::string& path) {
  struct stat opened {
  }, named{};
  return fstat(file, &opened) == 0 && stat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

// Opens and locks the file of a saved search. A lock is one of an open file: after waiting, another file may be at
// `path`.
int open_locked(const std::string& archive, const std::string& name, const std::string& path,
                const std::function<void()>& wait) {
  for (bool waits = false;;) {
    SavedFile file(path, O_RDWR);
    if (file.descriptor() < 0 && errno == ENOENT) refuse_unknown(archive, name);
    if (file.descriptor() < 0) fail("changed", path, errno);
    const int reason = lock_file(file.descriptor(), waits ? std::function<void()>() : wait);
    if (reason != 0) fail("locked", path, reason);
    if (is_at(file.descriptor(), path)) return file.release();
    waits = true;
  }
}

}  // namespace

void require_saved_name(std::string_view name) {
  if (is_saved_name(name)) return;
  throw Error(
      ErrorKind::kUsage, fmt::format("'{}' cannot be the name of a saved search", name),
      fmt::format("a name has up to {} letters, digits, - and _, and begins with a letter or digit", kMaxSavedName));
}

std::vector<std::string> saved_names(const std::string& archive) {
  std::vector<std::string> names;
  std::error_code status;
  const std::string folder = folder_of(archive);
  for (auto entry = fs::directory_iterator(folder, status); !status && entry != fs::directory_iterator();
       entry.increment(status)) {
    const std::string file = entry->path().filename().string();
    if (!file.ends_with(kExtension)) continue;
    const std::string name = file.substr(0, file.size() - kExtension.size());
    if (is_saved_name(name)) names.push_back(name);
  }
  if (status && status != std::errc::no_such_file_or_directory) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("the saved searches in {} cannot be read: {}", folder, status.message()),
                "check the permissions of the folder");
  }
  std::sort(names.begin(), names.end());
  return names;
}

SavedSearch read_saved_search(const std::string& archive, const std::string& name) {
  require_saved_name(name);
  const std::string path = path_of(archive, name);
  const SavedFile file(path, O_RDONLY);
  if (file.descriptor() < 0 && errno == ENOENT) refuse_unknown(archive, name);
  if (file.descriptor() < 0) fail("read", path, errno);
  return parse_search(read_text(file.descriptor(), path), path);
}

void add_saved_search(const std::string& archive, const std::string& name, const SavedSearch& search) {
  require_saved_name(name);
  const std::string path = path_of(archive, name), draft = draft_of(archive, name, std::to_string(getpid()));
  make_folder(folder_of(archive));
  write_durably(draft, format_search(search));
  // Fails if the name is taken, unlike rename().
  const int reason = ::link(draft.c_str(), path.c_str()) == 0 ? 0 : errno;
  ::unlink(draft.c_str());
  if (reason == EEXIST)
    throw Error(ErrorKind::kUsage, fmt::format("there is a saved search {} already", name),
                "choose another name, or replace its query with --replace");
  if (reason != 0) fail("written", path, reason);
  sync_folder(folder_of(archive));
}

void remove_saved_search(const std::string& archive, const std::string& name, const std::function<void()>& wait) {
  require_saved_name(name);
  const std::string path = path_of(archive, name);
  // With the lock, or another process could write it anew.
  const SavedFile file(open_locked(archive, name, path, wait));
  if (::unlink(path.c_str()) != 0) fail("removed", path, errno);
  sync_folder(folder_of(archive));
}

std::uint64_t greatest_mark(const std::string& archive) {
  std::uint64_t greatest = 0;
  try {
    greatest = alert_mark(archive);
    for (const std::string& name : saved_names(archive)) {
      try {
        greatest = std::max(greatest, read_saved_search(archive, name).mark);
      } catch (const Error&) {
        continue;  // see the header
      }
    }
  } catch (const Error&) {
    return greatest;
  }
  return greatest;
}

LockedSavedSearch::LockedSavedSearch(const std::string& archive, const std::string& name,
                                     const std::function<void()>& wait)
    : folder_(folder_of(archive)) {
  require_saved_name(name);
  path_ = path_of(archive, name);
  draft_ = draft_of(archive, name, "next");
  SavedFile file(open_locked(archive, name, path_, wait));
  search_ = parse_search(read_text(file.descriptor(), path_), path_);
  file_ = file.release();
}

LockedSavedSearch::~LockedSavedSearch() {
  ::unlink(draft_.c_str());
  ::close(file_);
}

void LockedSavedSearch::prepare(const SavedSearch& next) {
  write_durably(draft_, format_search(next));
}

void LockedSavedSearch::commit() {
  // Removed meanwhile: it stays so.
  if (!is_at(file_, path_)) return;
  move_path(draft_, path_);
  sync_folder(folder_);
}

}  // namespace broadtape
