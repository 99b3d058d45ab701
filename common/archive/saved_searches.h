// Saved searches: queries whose new articles are asked for again and again. Each is a file in the folder of the
// archive, saved/NAME.json; docs/archive-format.md describes it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

inline constexpr const char* kSavedFolder = "saved";
inline constexpr std::size_t kMaxSavedName = 64;

// Where the news of a saved search are delivered; see docs/cli.md.
struct AlertSettings {
  std::vector<std::string> targets;  // "command:...", "mailto:...", "https://..."
  std::uint64_t articles = 100;      // at most so many in a delivery
  std::uint64_t from = 0;            // versions of this run and of earlier ones are not delivered

  friend bool operator==(const AlertSettings&, const AlertSettings&) = default;
};

struct SavedSearch {
  std::string query;  // in the query language; may be empty
  // The options of tape-search that select articles, by name; a switch has an empty list.
  std::map<std::string, std::vector<std::string>, std::less<>> options;
  std::int64_t saved_s = 0;
  std::optional<std::int64_t> asked_s;  // when its new articles were reported last
  std::uint64_t mark = 0;               // versions of this run and of earlier ones are not new; see kArrivalSlot
  std::optional<AlertSettings> alert = {};

  friend bool operator==(const SavedSearch&, const SavedSearch&) = default;
};

// Throws Error(kUsage) unless `name` has 1 to kMaxSavedName letters of ASCII, digits, - and _, the first a letter or
// digit.
void require_saved_name(std::string_view name);

// Sorted. Throws Error(kUnwritable) if the folder cannot be read.
std::vector<std::string> saved_names(const std::string& archive);

// Throws Error(kUsage) if there is no such search, Error(kCorrupt) if its file is damaged, Error(kTooNew) if a later
// version wrote it, Error(kUnwritable) if it cannot be read.
SavedSearch read_saved_search(const std::string& archive, const std::string& name);

// Throws Error(kUsage) if the name is invalid or taken, Error(kUnwritable).
void add_saved_search(const std::string& archive, const std::string& name, const SavedSearch& search);

// Also removes a damaged one. Waits as LockedSavedSearch does. Throws Error(kUsage) if there is no such search,
// Error(kUnwritable).
void remove_saved_search(const std::string& archive, const std::string& name, const std::function<void()>& wait = {});

// The greatest mark of the archive's searches and alerts. Ignores files that cannot be read, which `tape-index verify`
// reports: a mark matters only to an archive whose number of runs went back.
std::uint64_t greatest_mark(const std::string& archive);

// A saved search that only this process may change, until the object is destroyed or the process ends.
class LockedSavedSearch {
 public:
  // Waits while another process has locked it; calls `wait` once before. Throws as read_saved_search(), and
  // Error(kUnwritable) if the file cannot be written.
  LockedSavedSearch(const std::string& archive, const std::string& name, const std::function<void()>& wait = {});
  ~LockedSavedSearch();
  LockedSavedSearch(const LockedSavedSearch&) = delete;
  LockedSavedSearch& operator=(const LockedSavedSearch&) = delete;

  const SavedSearch& search() const { return search_; }

  // Writes `next` beside the file, so that a full disk or missing permission is noticed before its change matters.
  // Throws Error(kUnwritable).
  void prepare(const SavedSearch& next);

  // Replaces the file by what was prepared, at once and durably. Throws Error(kUnwritable).
  void commit();

 private:
  std::string folder_;
  std::string path_;
  std::string draft_;
  int file_ = -1;
  SavedSearch search_;
};

}  // namespace broadtape
