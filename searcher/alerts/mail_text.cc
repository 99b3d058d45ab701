#include "searcher/alerts/mail_text.h"

#include <fmt/format.h>

#include <array>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/error/error.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

using MailJson = nlohmann::json;

// RFC 5322, 3.3.
std::string mail_date(std::int64_t utc_s) {
  const std::time_t when = static_cast<std::time_t>(utc_s);
  std::tm utc{};
  ::gmtime_r(&when, &utc);
  std::array<char, 40> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S +0000", &utc)};
}

// `text` without control characters, which could end a header or a line.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

// RFC 2047 with quoted-printable: words of at most 75 characters that do not split a character of UTF-8.
std::string encoded_header(std::string_view text) {
  constexpr std::size_t kMostLetters = 60;
  std::string out, word;
  const auto flush = [&] {
    if (word.empty()) return;
    out += (out.empty() ? "=?UTF-8?Q?" : "\n =?UTF-8?Q?") + word + "?=";
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    decode_utf8(text, at);
    std::string letters;
    for (const char c : text.substr(begin, at - begin)) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      letters += plain ? std::string(1, c) : c == ' ' ? "_" : fmt::format("={:02X}", static_cast<unsigned char>(c));
    }
    if (word.size() + letters.size() > kMostLetters) flush();
    word += letters;
  }
  flush();
  return out;
}

std::string member(const MailJson& row, const char* name) {
  const auto found = row.find(name);
  return found != row.end() && found->is_string() ? one_line(found->get<std::string>()) : std::string();
}

std::string article_text(const MailJson& row) {
  std::string facts;
  for (const std::string& fact : {member(row, "source"), member(row, "published"), member(row, "id")}) {
    if (!fact.empty()) facts += (facts.empty() ? "" : " - ") + fact;
  }
  std::string text = member(row, "title") + (member(row, "news") == "corrected" ? " (corrected)" : "") + "\n" + facts;
  if (const std::string url = member(row, "url"); !url.empty()) text += "\n" + url;
  return text + "\n\n";
}

}  // namespace

std::string mail_of(const Delivery& delivery, const std::string& address, std::int64_t now_s) {
  const MailJson json = MailJson::parse(delivery.body, nullptr, false);
  if (!json.is_object() || !json.contains("results") || !json["results"].is_array() || !json.contains("total"))
    throw Error(ErrorKind::kCorrupt, "the delivery " + delivery.id + " is damaged");
  const MailJson& results = json["results"];
  const std::string subject = results.size() == 1
                                  ? delivery.search + ": " + member(results[0], "title")
                                  : fmt::format("{}: {} articles", delivery.search, json["total"].get<std::uint64_t>());
  std::string mail = fmt::format(
      "To: {}\nSubject: {}\nDate: {}\nMessage-ID: <{}@broadtape.invalid>\nAuto-Submitted: auto-generated\n"
      "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
      one_line(address), encoded_header(subject), mail_date(now_s), delivery.id);
  for (const MailJson& row : results) mail += article_text(row);
  return mail;
}

}  // namespace broadtape
