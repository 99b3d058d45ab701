#include "indexer/readers/document/office_package.h"

#include <fmt/format.h>

#include <utility>

#include "common/error/error.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

std::string folder_of_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
}

// The path that `target` names in a part of `folder`, which is empty or ends with a slash.
std::string resolved_part(std::string folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  for (; target.starts_with("../"); target.remove_prefix(3)) {
    if (!folder.empty()) folder.pop_back();
    folder = folder_of_part(folder);
  }
  return folder + std::string(target);
}

}  // namespace

bool OfficeRelation::is(std::string_view last) const {
  return type.size() > last.size() && type.ends_with(last) && type[type.size() - last.size() - 1] == '/';
}

std::vector<OfficeRelation> OfficePackage::relations_of(const std::string& path) {
  return relations_of(path, false);
}

std::vector<OfficeRelation> OfficePackage::links_of(const std::string& path) {
  return relations_of(path, true);
}

std::vector<OfficeRelation> OfficePackage::relations_of(const std::string& path, bool external) {
  constexpr std::size_t kMaxRelations = 100'000;
  const std::string folder = folder_of_part(path);
  const std::unique_ptr<ByteSource> part = parts_.open(folder + "_rels/" + path.substr(folder.size()) + ".rels");
  std::vector<OfficeRelation> relations;
  if (!part) return relations;
  XmlPart xml(*part);
  for (XmlEvent event = xml.next(); event != XmlEvent::kEnd && relations.size() < kMaxRelations; event = xml.next()) {
    if (event != XmlEvent::kOpen || xml.name() != "Relationship") continue;
    if ((xml.attribute("TargetMode") == "External") != external) continue;
    const std::string target = xml.attribute("Target");
    relations.push_back(
        {xml.attribute("Id"), xml.attribute("Type"), external ? target : resolved_part(folder, target)});
  }
  return relations;
}

std::string OfficePackage::main_part() {
  for (const OfficeRelation& relation : relations_of({})) {
    if (relation.is("officeDocument")) return relation.target;
  }
  throw Error(ErrorKind::kInput, "is a damaged document: it has no main part");
}

std::unique_ptr<ByteSource> OfficePackage::open(const std::string& path) {
  std::unique_ptr<ByteSource> part = parts_.open(path);
  if (!part) throw Error(ErrorKind::kInput, fmt::format("is a damaged document: it has no part {}", path));
  return part;
}

ContainedText OfficePackage::properties() {
  ContainedText properties;
  try {
    for (const OfficeRelation& relation : relations_of({})) {
      if (!relation.is("core-properties")) continue;
      const std::unique_ptr<ByteSource> part = open(relation.target);
      XmlPart xml(*part);
      for (XmlEvent event = xml.next(); event != XmlEvent::kEnd; event = xml.next()) {
        if (event != XmlEvent::kOpen) continue;
        if (xml.name() == "title") xml.append_text(properties.title);
        if (xml.name() == "creator") xml.append_text(properties.author);
        if (xml.name() == "created") xml.append_text(properties.date);
      }
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput) throw;
  }
  return properties;
}

}  // namespace broadtape
