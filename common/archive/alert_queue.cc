#include "common/archive/alert_queue.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "common/archive/durable_files.h"
#include "common/error/error.h"

namespace broadtape {
namespace fs = std::filesystem;
namespace {

using AlertJson = nlohmann::ordered_json;

constexpr int kAlertVersion = 1;
constexpr std::string_view kDeliveryEnding = ".json";

std::string alert_folder(const std::string& archive) {
  return archive + "/alerts";
}

[[noreturn]] void refuse_alert_file(const std::string& path) {
  throw Error(ErrorKind::kCorrupt, fmt::format("the file {} of the alerts is damaged", path),
              "restore it from a copy, or remove it");
}

[[noreturn]] void fail_alert_file(const char* what, const std::string& path) {
  throw Error(ErrorKind::kUnwritable, fmt::format("{} cannot be {}: {}", path, what, std::strerror(errno)),
              "check the permissions of the file and of its folder");
}

// Empty if there is no file.
std::string alert_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file && errno == ENOENT) return {};
  if (!file) fail_alert_file("read", path);
  return {std::istreambuf_iterator<char>(file), {}};
}

AlertJson parse_alert_file(const std::string& text, const std::string& path) {
  AlertJson json = AlertJson::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("version")) refuse_alert_file(path);
  if (json["version"] != kAlertVersion)
    throw Error(ErrorKind::kTooNew, fmt::format("a later version of tape-search wrote {}", path), "use that version");
  return json;
}

std::string delivery_text(const Delivery& delivery) {
  const AlertJson json = {{"version", kAlertVersion},      {"id", delivery.id},       {"search", delivery.search},
                          {"target", delivery.target},     {"run", delivery.run},     {"made", delivery.made_s},
                          {"attempts", delivery.attempts}, {"next", delivery.next_s}, {"body", delivery.body}};
  return json.dump(-1, ' ', false, AlertJson::error_handler_t::replace) + "\n";
}

// The run of a delivery by the name of its file.
std::uint64_t run_of_name(const std::string& name) {
  return std::strtoull(name.c_str(), nullptr, 10);
}

// Sorted by their names.
std::vector<std::string> deliveries_in(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code status;
  for (auto entry = fs::directory_iterator(folder, status); !status && entry != fs::directory_iterator();
       entry.increment(status)) {
    if (entry->path().extension() == kDeliveryEnding) paths.push_back(entry->path());
  }
  if (status)
    throw Error(ErrorKind::kUnwritable, fmt::format("{} cannot be read: {}", folder, status.message()),
                "check the permissions of the folder");
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

std::uint64_t alert_mark(const std::string& archive) {
  const std::string path = alert_folder(archive) + "/mark";
  const std::string text = alert_text(path);
  if (text.empty() && !fs::exists(path)) return 0;
  const AlertJson json = parse_alert_file(text, path);
  if (!json.contains("run") || !json["run"].is_number_unsigned()) refuse_alert_file(path);
  return json["run"].get<std::uint64_t>();
}

std::vector<std::string> damaged_alerts(const std::string& archive) {
  std::vector<std::string> damaged;
  const std::string folder = alert_folder(archive) + "/due";
  if (!fs::exists(folder)) return damaged;
  try {
    const std::uint64_t mark = alert_mark(archive);
    for (const std::string& path : deliveries_in(folder)) {
      if (run_of_name(fs::path(path).filename()) > mark) continue;
      try {
        AlertQueue::read(path);
      } catch (const Error& error) {
        if (fs::exists(path)) damaged.emplace_back(error.what());  // otherwise it was delivered meanwhile
      }
    }
  } catch (const Error& error) {
    damaged.emplace_back(error.what());
  }
  return damaged;
}

AlertQueue::AlertQueue(const std::string& archive, const std::function<void()>& wait) : folder_(alert_folder(archive)) {
  make_folder(folder_ + "/due");
  const std::string path = folder_ + "/lock";
  lock_.file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_.file < 0) fail_alert_file("opened", path);
  errno = lock_file(lock_.file, wait);
  if (errno != 0) fail_alert_file("locked", path);
  mark_ = alert_mark(archive);
  // What a process that died before it moved the mark left behind; it is made again.
  for (const std::string& file : paths()) {
    if (run_of_name(fs::path(file).filename()) > mark_) remove(file);
  }
}

AlertQueue::OpenLock::~OpenLock() {
  if (file >= 0) ::close(file);
}

void AlertQueue::add(const Delivery& delivery) {
  const std::string path = fmt::format("{}/due/{:016}-{}{}", folder_, delivery.run, delivery.id, kDeliveryEnding);
  std::ofstream file(path, std::ios::binary);
  file << delivery_text(delivery);
  file.close();
  if (!file) fail_alert_file("written", path);
  added_ = true;
}

void AlertQueue::move_mark(std::uint64_t run) {
  if (added_.exchange(false)) sync_tree(folder_ + "/due");
  replace_durably(folder_ + "/mark", AlertJson{{"version", kAlertVersion}, {"run", run}}.dump() + "\n");
  mark_ = run;
}

std::vector<std::string> AlertQueue::paths() const {
  return deliveries_in(folder_ + "/due");
}

Delivery AlertQueue::read(const std::string& path) {
  const AlertJson json = parse_alert_file(alert_text(path), path);
  try {
    Delivery delivery;
    delivery.id = json.at("id").get<std::string>();
    delivery.search = json.at("search").get<std::string>();
    delivery.target = json.at("target").get<std::string>();
    delivery.body = json.at("body").get<std::string>();
    delivery.run = json.at("run").get<std::uint64_t>();
    delivery.made_s = json.at("made").get<std::int64_t>();
    delivery.attempts = json.at("attempts").get<std::uint64_t>();
    delivery.next_s = json.at("next").get<std::int64_t>();
    return delivery;
  } catch (const nlohmann::json::exception&) {
    refuse_alert_file(path);
  }
}

void AlertQueue::remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail_alert_file("removed", path);
}

void AlertQueue::replace(const std::string& path, const Delivery& delivery) {
  replace_durably(path, delivery_text(delivery));
}

void AlertQueue::give_up(const std::string& path) {
  make_folder(folder_ + "/failed");
  move_path(path, folder_ + "/failed/" + fs::path(path).filename().string());
}

std::string AlertQueue::secret() const {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::size_t kSecretLetters = 44;  // 33 bytes
  const std::string path = folder_ + "/secret";
  std::string text = alert_text(path);
  if (!text.empty()) return text.substr(0, text.find('\n'));
  unsigned char random[kSecretLetters];
  if (::getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random)) fail_alert_file("made", path);
  text = "whsec_";
  for (const unsigned char byte : random) text += kLetters[byte % kLetters.size()];
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) fail_alert_file("written", path);
  ::close(file);
  write_durably(path, text + "\n");
  sync_folder(folder_);
  return text;
}

}  // namespace broadtape
