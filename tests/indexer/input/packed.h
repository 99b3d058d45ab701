// Archives and compressed streams made in memory, for the tests of what unwraps them.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

struct PackedMember {
  std::string path;
  std::string text;
  unsigned type = AE_IFREG;
};

// `format` is one of libarchive's names ("ustar", "zip", "raw"), `filter` too ("gzip", "none"), and `options` as well:
// "zip:compression=store".
inline std::string packed(const char* format, const char* filter, const std::vector<PackedMember>& members,
                          const char* options = nullptr) {
  std::string out(1u << 20, '\0');
  for (const PackedMember& member : members) out.resize(out.size() + member.text.size() * 2);
  std::size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_by_name(writer, format);
  if (std::string_view(filter) != "none") archive_write_add_filter_by_name(writer, filter);
  if (options) archive_write_set_options(writer, options);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const PackedMember& member : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, member.path.c_str());
    archive_entry_set_filetype(entry, member.type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, 1738281600, 0);
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.text.size()));
    if (member.type == AE_IFLNK) archive_entry_set_symlink(entry, "elsewhere");
    archive_write_header(writer, entry);
    archive_write_data(writer, member.text.data(), member.text.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

inline std::string compressed(const char* filter, std::string text) {
  return packed("raw", filter, {{"x", std::move(text)}});
}

}  // namespace broadtape
