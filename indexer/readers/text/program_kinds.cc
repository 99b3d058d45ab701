#include <algorithm>
#include <string>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "indexer/readers/text/kind_lines.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_time_span(std::string_view line) {  // `00:01:02,500 --> 00:01:04,000`
  return line.find(" --> ") != std::string_view::npos && line.size() > 16 && is_ascii_digit(line.front());
}

// `TY  - NEWS` of RIS, `PMID- 1` of MEDLINE, `%T Title` of EndNote.
bool is_tagged_reference(std::string_view line) {
  if (line.size() > 2 && line[0] == '%' && (is_ascii_upper(line[1]) || is_ascii_digit(line[1])) && line[2] == ' ')
    return true;
  constexpr std::size_t kDash = 4;  // where it is in both: `TY  - `, `PMID- `
  if (line.size() <= kDash || line[kDash] != '-' || (line.size() > kDash + 1 && line[kDash + 1] != ' ')) return false;
  const std::string_view tag = trimmed(line.substr(0, kDash));
  return tag.size() > 1 && is_ascii_upper(tag[0]) &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return is_ascii_upper(c) || is_ascii_digit(c); });
}

bool is_commit_hash(std::string_view word) {
  constexpr std::size_t kShortest = 7, kLongest = 40;
  const bool digit = word.find_first_of("0123456789") != std::string_view::npos;
  return word.size() >= kShortest && word.size() <= kLongest && digit &&
         word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// `commit 1a2b3c4 (HEAD)` of git, `changeset:   12:1a2b3c4d5e6f` of Mercurial, `r12 | ann | 2025-01-30 ... | 1 line` of
// Subversion.
bool is_change_head(std::string_view line) {
  if (line.starts_with("commit ")) {
    line.remove_prefix(7);
    return is_commit_hash(line.substr(0, line.find(' ')));
  }
  if (line.starts_with("changeset: ")) return is_commit_hash(line.substr(line.rfind(':') + 1));
  return line.size() > 2 && line[0] == 'r' && is_ascii_digit(line[1]) &&
         std::count(line.begin(), line.end(), '|') == 3 && line.find(" | ") < 12;
}

// `1a2b3c4 Add a reader` of `git log --oneline`, also with the lines of a graph.
bool is_change_line(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of("*|/\\ "), line.size()));
  const std::string_view hash = line.substr(0, line.find(' '));
  return hash.size() < line.size() && is_commit_hash(hash) && hash.find_first_of("abcdef") != std::string_view::npos;
}

// A message of FIX, `8=FIX.4.4|9=65|35=B|...`, also behind the time of a log, of SWIFT, EDIFACT, X12 or HL7.
bool is_message_line(std::string_view line) {
  if (begins_with_any(line, {"{1:F", "UNA:+", "UNB+UNO", "ISA*0", "MSH|^~"})) return true;
  constexpr std::size_t kLongestStamp = 80;
  const std::size_t at = line.substr(0, kLongestStamp).find("8=FIX");
  if (at == std::string_view::npos) return false;
  const std::size_t length = line.find("9=", at + 1);
  return length != std::string_view::npos && length < at + 20 && !is_ascii_digit(line[length - 1]);
}

// An account and an amount below the head of a transaction: `    Assets:Cash  $10`.
bool is_posting(std::string_view line) {
  if (!line.starts_with(' ') && !line.starts_with('\t')) return false;
  line = trimmed(line);
  if (line.starts_with("* ") || line.starts_with("! ")) line = trimmed(line.substr(2));
  const std::size_t end = std::min({line.find("  "), line.find('\t'), line.size()});
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 && colon + 1 < end && line[colon + 1] != ' ' &&
         line[colon + 1] != '/' && !is_ascii_digit(line[0]) && !is_prose_line(line);
}

// `2025/01/30 * Acme`: the head of a transaction, or a directive of Beancount.
bool is_transaction_head(std::string_view line) {
  constexpr std::size_t kDay = 8;  // at least: `2025/1/5`
  return line.size() > kDay && line.find_first_not_of("0123456789") == 4 && is_ascii_digit(line[5]) &&
         (line[4] == '/' || line[4] == '-' || line[4] == '.');
}

// `*.o`, `/build/`, `!keep.txt`, `.env`, `*.js @desk` or `*.png binary`.
bool is_file_pattern(std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view pattern = line.substr(0, end);
  constexpr std::string_view kPatternMarks = "*!/.[?";
  const bool is_hidden = pattern.size() > 1 && pattern[0] == '.' && pattern[1] >= 'a' && pattern[1] <= 'z';
  const bool begins = kPatternMarks.find(pattern[0]) != std::string_view::npos && (pattern[0] != '.' || is_hidden);
  if (!(begins || pattern.ends_with('/') || pattern.find('*') != std::string_view::npos)) return false;
  if (is_web_address(pattern)) return false;
  for (std::string_view rest = trimmed(line.substr(end)); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t"));
    constexpr std::string_view kAttributes[] = {"text", "binary", "-text", "-diff", "-merge", "export-ignore"};
    if (word[0] != '@' && word.find('=') == std::string_view::npos && !is_among(word, kAttributes)) return false;
    rest = trimmed(rest.substr(word.size()));
  }
  return pattern.size() > 1 || end < line.size();
}

}  // namespace

bool is_log(const KindLines& lines) {
  const std::size_t stamped = lines.count(begins_with_log_stamp);
  if (stamped > 1 && stamped * 2 >= lines.all.size()) return true;
  return lines.mostly(is_named_values_line, 70, 2);
}

bool is_log_of_levels(const KindLines& lines) {
  return lines.mostly([](std::string_view line) { return begins_with_log_stamp(line) && has_log_level(line); }, 50, 2);
}

bool is_subtitles(const KindLines& lines) {
  return lines.all[0].starts_with("WEBVTT") || lines.all[0] == "[Script Info]" || lines.mostly(is_time_span, 20, 1);
}

// `@article{key,`, then `name = {value},`.
bool is_bibtex(const KindLines& lines) {
  const auto is_entry = [](std::string_view line) {
    const std::size_t brace = line.find('{');
    return line.size() > 3 && line[0] == '@' && brace != std::string_view::npos && brace < 20 &&
           line.substr(0, brace).find(' ') == std::string_view::npos;
  };
  const auto is_field = [](std::string_view line) {
    return line.find("= {") != std::string_view::npos || line.find("={") != std::string_view::npos ||
           line.find("= \"") != std::string_view::npos || line.find("=\"") != std::string_view::npos;
  };
  return std::any_of(lines.all.begin(), lines.all.begin() + std::min<std::ptrdiff_t>(std::ssize(lines.all), 20),
                     is_entry) &&
         lines.mostly(is_field, 20, 1);
}

bool is_references(const KindLines& lines) {
  return lines.mostly(is_tagged_reference, 70, 3);
}

bool is_pem(const KindLines& lines) {
  return lines.all[0].starts_with("-----BEGIN ") && lines.all[0].ends_with("-----");
}

bool is_card(const KindLines& lines) {
  return lines.all[0] == "BEGIN:VCARD" || lines.all[0] == "BEGIN:VCALENDAR";
}

// The head of a hunk: `@@ -1,4 +1,5 @@`, or `***************` of context.
bool is_patch(const KindLines& lines) {
  for (std::size_t i = 0; i < lines.all.size(); ++i) {
    const std::string_view line = lines.all[i];
    if (line.starts_with("@@ -") && line.find(" @@") != std::string_view::npos) return true;
    if (line.starts_with("diff --git ")) return true;
    if (i > 1 && line == "***************" && lines.all[i - 1].starts_with("--- ") &&
        lines.all[i - 2].starts_with("*** "))
      return true;
  }
  return false;
}

bool is_latex(const KindLines& lines) {
  constexpr std::size_t kCommentLines = 40;
  for (std::size_t i = 0; i < std::min(lines.all.size(), kCommentLines); ++i) {
    if (begins_with_any(lines.all[i], {"\\documentclass", "\\begin{", "\\usepackage", "\\section{"})) return true;
    if (!lines.all[i].starts_with('%') && !lines.all[i].starts_with('\\')) return false;
  }
  return false;
}

bool is_log_of_changes(const KindLines& lines) {
  if (is_change_head(lines.all[0]) || (lines.all.size() > 1 && is_change_head(lines.all[1]) &&
                                       lines.all[0].find_first_not_of('-') == std::string_view::npos))
    return true;
  return lines.mostly(is_change_line, 80, 3);
}

bool is_messages(const KindLines& lines) {
  return is_message_line(lines.all[0]) || lines.mostly(is_message_line, 50, 1);
}

// Ledger, hledger and Beancount; QIF; OFX.
bool is_ledger(const KindLines& lines) {
  if (begins_with_any(lines.all[0], {"!Type:", "!Account", "OFXHEADER:", "<OFX>"})) return true;
  std::size_t counted = 0, postings = 0, transactions = 0;
  for (std::size_t i = 0; i < lines.all.size(); ++i) {
    if (std::string_view(";#").find(lines.all[i][0]) != std::string_view::npos) continue;
    ++counted;
    const bool posting = is_posting(lines.indented[i]), head = is_transaction_head(lines.indented[i]);
    postings += posting || head;
    transactions += head && i + 1 < lines.all.size() && is_posting(lines.indented[i + 1]);
  }
  return transactions > 0 && postings > 2 && postings * 10 >= counted * 6;
}

// .gitignore and the like: patterns beside names, between comments. A list of symbols or words has no patterns.
bool is_file_patterns(const KindLines& lines) {
  std::size_t patterns = 0, names = 0, counted = 0;
  for (const std::string_view line : lines.all) {
    if (line.starts_with('#')) continue;
    ++counted;
    const bool is_pattern = is_file_pattern(line);
    patterns += is_pattern;
    names += !is_pattern && line.find(' ') == std::string_view::npos && is_ascii(line);
  }
  return counted > 2 && patterns > 1 && patterns * 2 >= counted && (patterns + names) * 20 >= counted * 19;
}

bool is_crawler_rules(const KindLines& lines) {
  constexpr std::string_view kNames[] = {
      "user-agent:", "disallow:", "allow:", "sitemap:", "crawl-delay:", "host:", "noindex:"};
  std::size_t rules = 0, agents = 0, counted = 0;
  for (const std::string_view line : lines.all) {
    if (line.starts_with('#')) continue;
    ++counted;
    const std::string name = ascii_lowered(line.substr(0, line.find(':') + 1));
    rules += is_among(name, kNames);
    agents += name == kNames[0];
  }
  return agents > 0 && rules > 1 && rules * 10 >= counted * 9;
}

}  // namespace broadtape
