// The smallest parts of XML text: names, tags, references, and where they end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace broadtape {

inline constexpr std::size_t kMaxXmlReferenceBytes = 12;     // `&thetasym;`, `&#x10FFFF;`
inline constexpr std::size_t kMaxBytesBeforeXml = 4u << 10;  // before a declaration

// The name that `text` begins with, or empty. Names are ASCII in all forms that are read.
std::string_view name_at(std::string_view text);

std::string_view without_space(std::string_view text);  // in front

// Where the XML begins in the start of a text: at a declaration after other bytes, else at the first tag. npos if there
// is neither.
std::size_t start_of_xml(std::string_view head);

// The end of the tag that begins with text[0], outside quotes; npos if `text` does not contain it or another tag begins
// before it.
std::size_t end_of_tag(std::string_view text);

// Whether `reference` is one of the five that XML has without a document type.
bool is_xml_reference(std::string_view reference);

void append_xml_escaped(std::string& out, std::string_view text);

// The length of the part of `text` that can be passed on before more is read: without a character or a reference that
// may be incomplete.
std::size_t complete_bytes(std::string_view text);

}  // namespace broadtape
