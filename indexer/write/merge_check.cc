#include "indexer/write/merge_check.h"

#include <fmt/core.h>
#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/checksums.h"
#include "common/archive/durable_files.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/archive/word_stream.h"
#include "common/error/error.h"
#include "indexer/glass/version_file.h"

namespace broadtape {
namespace {

constexpr std::size_t kSampledDocuments = 64;                 // of a merge, spread over its parts; at least one of each
constexpr std::size_t kSampledTerms = 16;                     // of each of them
constexpr std::size_t kEveryDocument = ~Xapian::doccount{0};  // where entries cannot be counted

double total_length(const Xapian::Database& database) {
  return database.get_avlength() * database.get_doccount();
}

// The first and last number of the documents of `database`, which has some.
std::pair<Xapian::docid, Xapian::docid> used_numbers(const Xapian::Database& database) {
  auto posting = database.postlist_begin("");
  const Xapian::docid first = *posting;
  if (database.get_doccount() == database.get_lastdocid()) return {first, database.get_lastdocid()};
  Xapian::docid last = first;
  for (; posting != database.postlist_end(""); ++posting) last = *posting;
  return {first, last};
}

// Compares documents of parts with those of the merged database.
class DocumentComparison {
 public:
  explicit DocumentComparison(const Xapian::Database& merged) : merged_(merged), articles_({merged}) {}

  bool are_same(const Xapian::Database& part, Xapian::docid in_part, Xapian::docid in_merged) {
    const Xapian::Document ours = part.get_document(in_part), theirs = merged_.get_document(in_merged);
    const std::string stream = ours.get_value(kWordStreamSlot);
    if (ours.get_data() != theirs.get_data() || stream != theirs.get_value(kWordStreamSlot) ||
        part.get_doclength(in_part) != merged_.get_doclength(in_merged))
      return false;
    const std::vector<std::string> listed(ours.termlist_begin(), ours.termlist_end());
    if (!std::equal(listed.begin(), listed.end(), theirs.termlist_begin(), theirs.termlist_end())) return false;
    const auto has_same_posting = [&](const std::string& term) {
      const std::optional<Xapian::termcount> frequency = frequency_in(part, term, in_part);
      return frequency && frequency == frequency_in(merged_, term, in_merged);
    };
    const std::size_t step = std::max<std::size_t>(1, listed.size() / kSampledTerms);
    for (std::size_t i = 0; i < listed.size(); i += step)
      if (is_listed(listed[i]) && !has_same_posting(listed[i])) return false;
    const std::vector<std::string_view>* const terms = terms_of(dictionary_id_of(stream));
    if (terms == nullptr) return true;
    const std::vector<std::string> words = some_terms(stream, *terms, kSampledTerms);
    return std::all_of(words.begin(), words.end(), has_same_posting);
  }

 private:
  // Null if no part has the dictionary: the part with the dictionaries is added in the last merge of a run.
  const std::vector<std::string_view>* terms_of(std::uint32_t dictionary) {
    const auto [terms, is_new] = terms_.try_emplace(dictionary);
    const std::string key = std::string(kWordsKeyPrefix) + std::to_string(dictionary);
    const bool is_known = dictionary == 0 || !merged_.get_metadata(key).empty();
    if (is_new && is_known) terms->second = articles_.words(dictionary)->terms();
    return is_known ? &terms->second : nullptr;
  }

  static std::optional<Xapian::termcount> frequency_in(const Xapian::Database& database, const std::string& term,
                                                       Xapian::docid document) {
    auto posting = database.postlist_begin(term);
    posting.skip_to(document);
    if (posting == database.postlist_end(term) || *posting != document) return std::nullopt;
    return posting.get_wdf();
  }

  const Xapian::Database& merged_;
  const ArticleStore articles_;  // of the merged database, which has the dictionaries
  std::map<std::uint32_t, std::vector<std::string_view>> terms_;
};

// Compares documents of `part`, whose numbers in `merged` are greater by `offset`.
std::string compare_sample(const Xapian::Database& part, DocumentComparison& comparison, std::int64_t offset,
                           std::size_t documents) {
  const Xapian::doccount step =
      std::max<Xapian::doccount>(1, part.get_doccount() / static_cast<Xapian::doccount>(documents));
  auto posting = part.postlist_begin("");
  for (Xapian::docid next = *posting; posting != part.postlist_end(""); posting.skip_to(next)) {
    if (!comparison.are_same(part, *posting, static_cast<Xapian::docid>(*posting + offset)))
      return fmt::format("document {} is not what it was in its source", *posting + offset);
    next = *posting + step;
  }
  return {};
}

// `sample` documents of each part are compared.
std::string compare_with_parts(const std::vector<std::string>& parts, const Xapian::Database& merged,
                               std::size_t sample) {
  std::int64_t last = 0;
  Xapian::doccount documents = 0;
  double length = 0;
  DocumentComparison comparison(merged);
  for (const std::string& name : parts) {
    const Xapian::Database part = open_database(name);
    if (part.get_doccount() == 0) continue;
    const auto [first, end] = used_numbers(part);
    if (std::string problem = compare_sample(part, comparison, last + 1 - first, sample); !problem.empty())
      return problem;
    last += end - first + 1;
    documents += part.get_doccount();
    length += total_length(part);
  }
  if (merged.get_doccount() != documents || merged.get_lastdocid() != last) {
    return fmt::format("it has {} documents up to number {}, its sources have {} up to {}", merged.get_doccount(),
                       merged.get_lastdocid(), documents, last);
  }
  return std::abs(total_length(merged) - length) > 0.5 ? "it counts other words than its sources" : "";
}

using TableEntries = std::array<std::uint64_t, glass::kTables>;

// The entries of the tables of `folders` together; empty when the format of one of them is not known.
std::optional<TableEntries> entries_of(const std::vector<std::string>& folders) {
  TableEntries all{};
  for (const std::string& folder : folders) {
    const std::optional<glass::StoredDatabase> database = glass::read_version_file(folder);
    if (!database) return std::nullopt;
    for (std::size_t table = 0; table < all.size(); ++table) all[table] += database->tables[table].entries;
  }
  return all;
}

// A merge has as many entries in these tables as its parts together. Posting lists of the same term become one.
std::string compare_entries(const TableEntries& all, const TableEntries& merged) {
  for (const glass::Table table : {glass::kDocdata, glass::kTermlist}) {
    if (merged[table] == all[table]) continue;
    return fmt::format("its table {} has {} entries, those of its sources have {}", glass::kTableNames[table],
                       merged[table], all[table]);
  }
  return {};
}

}  // namespace

void require_sound_files(const std::string& folder) {
  require_readable_tables(folder);
  const ChecksumReport sums = check_checksums(folder);
  if (sums.verdict != ChecksumVerdict::kWrong) return;
  throw Error(ErrorKind::kCorrupt, fmt::format("the segment {} is damaged: {}", folder, sums.problem),
              "find the damage with: tape-index verify");
}

void copy_segment(const std::string& from, const std::string& to) {
  require_readable_tables(from);
  copy_tree(from, to);
  require_sound_files(to);
  const std::string checksums = to + "/" + kChecksumsName;
  if (checksums_text(from) != checksums_text(to)) {
    throw Error(ErrorKind::kUnwritable, fmt::format("the copy {} is not what it was copied from, {}", to, from),
                "nothing was changed; check the disk and try again");
  }
  remove_tree(checksums);
}

std::string merge_problem(const std::vector<std::string>& parts, const std::string& merged) {
  return with_write_errors(merged, [&]() -> std::string {
    require_readable_tables(merged);
    const auto expected = entries_of(parts), found = entries_of({merged});
    std::size_t sample = std::max<std::size_t>(1, kSampledDocuments / parts.size());
    if (expected && found) {
      if (std::string problem = compare_entries(*expected, *found); !problem.empty()) return problem;
    } else {
      sample = kEveryDocument;
    }
    try {
      return compare_with_parts(parts, open_database(merged), sample);
    } catch (const Xapian::FeatureUnavailableError& error) {
      return error.get_msg();  // a table that was opened just before could not be opened now
    }
  });
}

}  // namespace broadtape
