// Recognises the datelines of press wires and news agencies.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct Dateline {
  std::string_view source;    // "PR Newswire"; static lifetime
  std::string date_text;      // as written, or empty: "Jan. 30, 2025", "Jan 30"
  std::string author = {};    // in a Chinese dateline
  std::string headline = {};  // a short text behind a Chinese dateline
};

// The dateline at the beginning of a paragraph: `NEW YORK, Jan. 30, 2025 /PRNewswire/ --`,
// `SAN JOSE, Calif.--(BUSINESS WIRE)--`, `LONDON, Jan 30 (Reuters) -`,
// `NEW YORK, NY / ACCESSWIRE / January 30, 2025 / Acme`, `TORONTO--(Newsfile Corp. - January 30, 2025) -`,
// `新华社北京1月30日电（记者王明）`.
std::optional<Dateline> dateline_of(std::string_view paragraph);

// The wire that a text names, `REUTERS`, `Dow Jones`; static lifetime, empty if it names none.
std::string_view wire_name(std::string_view text);

// The names at the beginning of a Chinese paragraph, `（记者王明）`; empty without them.
std::string reporter_of(std::string_view paragraph);

}  // namespace broadtape
