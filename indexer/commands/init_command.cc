// The verb init: a configuration file to edit, and an empty archive.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>

#include "common/archive/durable_files.h"
#include "common/config/config.h"
#include "common/error/error.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"
#include "indexer/commands/commands.h"
#include "indexer/write/segment_store.h"

namespace broadtape {
namespace {

// Returns false, without a change, if there is a file.
bool make_config(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) make_folder(folder);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file < 0 && errno == EEXIST) return false;
  if (file < 0)
    throw Error(ErrorKind::kUnwritable, fmt::format("{} cannot be written: {}", path, std::strerror(errno)),
                "check the permissions of its folder");
  ::close(file);
  write_durably(path, kConfigTemplate);
  return true;
}

}  // namespace

int run_init(const Options& line) {
  if (!line.operands.empty())
    throw Error(ErrorKind::kUsage, fmt::format("`{}` is not expected here", line.operands.front()),
                "name the folder of the archive with --archive");
  const std::string archive = archive_of(line);  // also reads an existing file
  const std::string path = config_path();
  say("{}: {}\n", harmless(path), make_config(path) ? "written; each line is a comment" : "there already, and valid");
  const bool known = std::filesystem::exists(archive + "/XAPIANDB");
  report_moved_aside(SegmentStore(archive));
  say("{}: {}\n", harmless(archive), known ? "the archive is there already" : "an empty archive");
  return kExitDone;
}

}  // namespace broadtape
