// A mail message, or a web page saved as MHTML, parsed by GMime.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// A part of a message without its transfer encoding, in its own character set.
struct MailPart {
  std::string bytes;
  std::string charset;   // as declared, or empty
  std::string location;  // Content-Location, or empty
  bool flowed = false;   // format=flowed (RFC 3676)
};

// The header fields are decoded (RFC 2047) and empty if absent.
struct MailMessage {
  std::string subject;
  std::string from_name;  // of the first author, or empty
  std::string from_address;
  std::string date;
  std::string id;
  std::string list;  // the phrase of List-Id
  std::string keywords;
  std::string language;     // Content-Language
  std::string archived_at;  // an address of the message on the web
  std::string location;     // Snapshot-Content-Location or Content-Location of the message
  std::string problem;      // why there is no readable part; else empty

  MailPart plain;  // all text/plain parts that are no attachments, one after the other
  MailPart html;   // the first text/html part that is no attachment

  // Whether this is a page that a browser saved.
  bool is_saved_page = false;
};

// Any bytes give a message. Attachments, and messages inside the message, are ignored.
//
// Threads: different messages may be parsed in parallel.
MailMessage parse_mail(std::string_view bytes);

}  // namespace broadtape
