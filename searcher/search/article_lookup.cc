#include "searcher/search/article_lookup.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/article/identity.h"
#include "common/error/error.h"
#include "common/text/fold.h"
#include "common/time/instant.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/search/story_lookup.h"

namespace broadtape {
namespace {

std::vector<std::string> ids_of(const Archive& archive, std::string_view prefix, std::size_t limit) {
  std::vector<std::string> ids;
  const std::string first = make_term(Field::kId, prefix);
  const std::size_t field_bytes = first.size() - prefix.size();
  if (limit == 0) return ids;
  archive.index().each_term(first, [&](const IndexedTerm& term) {
    ids.push_back(term.text.substr(field_bytes));
    return ids.size() < limit;
  });
  return ids;
}

struct Version {
  Article article;
  std::vector<std::string> flags;

  bool is_superseded() const { return std::find(flags.begin(), flags.end(), kSupersededFlag) != flags.end(); }
  // Sorts the current version first, then by age, newest first. Versions from the same run have the same age, so the
  // date decides between them rather than their position in the index.
  bool stands_before(const Version& other) const {
    if (is_superseded() != other.is_superseded()) return other.is_superseded();
    const auto age = [](const Version& v) {
      return std::pair(v.article.first_seen_s, v.article.published ? v.article.published->utc_s : 0);
    };
    return age(*this) > age(other);
  }
};

// Reads the article of a document that the index has under `id`. Posting lists have no checksums, so a damaged one can
// name the document of another article.
Article article_with_id(const Archive& archive, DocumentNumber document, const std::string& id) {
  Article article = archive.article(document);
  if (article.id == id) return article;
  throw Error(
      ErrorKind::kCorrupt,
      fmt::format("the index has document {} under the id {}, but its article has the id {}", document, id, article.id),
      "find the damage with: tape-index verify");
}

std::optional<DocumentNumber> version_then(const Archive& archive, const std::string& id, std::int64_t as_of_s) {
  const DocumentQuery versions(make_term(Field::kId, id));
  const auto then = Matches(archive, without(versions, hidden_versions(archive, as_of_s))).list();
  return then.empty() ? std::nullopt : std::optional(then.back());
}

// As of an instant with the flags of then: the version that was current is not superseded, and withdrawals count once
// they were seen.
std::vector<Version> read_versions(const Archive& archive, const std::string& id, std::optional<std::int64_t> as_of_s) {
  const std::optional<DocumentNumber> then = as_of_s ? version_then(archive, id, *as_of_s) : std::nullopt;
  if (as_of_s && !then) return {};
  const std::set<std::string> stories = as_of_s ? withdrawn_stories(archive, as_of_s) : std::set<std::string>();
  std::vector<Version> versions;
  const IndexReader index = archive.index();
  for (const DocumentNumber document : index.first_documents_with(make_term(Field::kId, id))) {
    const std::string story = index.value(document, kStorySlot);
    const bool withdrawn = as_of_s ? stories.contains(story) : is_withdrawn(index, story);
    Version version{article_with_id(archive, document, id), all_flag_names(index, document, withdrawn)};
    if (as_of_s && version.article.first_seen_s > *as_of_s) continue;
    if (document == then) std::erase(version.flags, kSupersededFlag);
    versions.push_back(std::move(version));
  }
  return versions;
}

std::optional<ArticleVersions> versions_of(const Archive& archive, const std::string& id,
                                           std::optional<std::int64_t> as_of_s) {
  std::vector<Version> versions = read_versions(archive, id, as_of_s);
  std::stable_sort(versions.begin(), versions.end(),
                   [](const Version& a, const Version& b) { return a.stands_before(b); });
  if (versions.empty()) return std::nullopt;
  ArticleVersions result;
  for (Version& version : versions) {
    result.flags.push_back(std::move(version.flags));
    if (result.flags.size() == 1) {
      result.current = std::move(version.article);
    } else {
      result.earlier.push_back(std::move(version.article));
    }
  }
  return result;
}

// The ids of the articles with the key, as their id or beside it.
void add_with_key(const Archive& archive, const IdentityKey& key, std::vector<std::string>& ids) {
  const IndexReader index = archive.index();
  const auto add = [&](const std::string& term) {
    for (const DocumentNumber document : index.first_documents_with(term)) {
      const Article article = archive.article(document);
      const std::vector<IdentityKey> keys = identity_keys(article);
      const bool has_key =
          std::any_of(keys.begin(), keys.end(), [&](const IdentityKey& other) { return other.id == key.id; });
      if (has_key && std::find(ids.begin(), ids.end(), article.id) == ids.end()) ids.push_back(article.id);
    }
  };
  add(make_term(Field::kId, key.id));
  add(make_term(Field::kAlias, alias_of(key.id)));
}

// The files of articles without a source, from an even sample.
std::set<std::string> sampled_inputs(const Archive& archive) {
  const IndexReader index = archive.index();
  if (index.documents_with_value(kSourceSlot) == archive.document_count()) return {};
  const std::vector<DocumentNumber> all = Matches(archive, every_document()).list();
  std::set<std::string> inputs;
  for (std::size_t i = 0; i < kInputSample && !all.empty(); ++i) {
    const DocumentNumber document = all[i * (all.size() - 1) / (kInputSample - 1)];
    if (!index.value(document, kSourceSlot).empty()) continue;
    std::string input = archive.article(index.document(document), RecordScope::kWithoutBody).input;
    if (!input.empty()) inputs.insert(std::move(input));
  }
  return inputs;
}

std::vector<std::string> ids_of_text(const Archive& archive, const std::string& text) {
  std::vector<std::string> ids;
  if (const std::optional<IdentityKey> key = url_key(text)) add_with_key(archive, *key, ids);
  if (!ids.empty()) return ids;
  const IndexReader index = archive.index();
  add_with_key(archive, external_key("", text), ids);
  const std::string prefix = make_term(Field::kSource, "");
  index.each_term(prefix, [&](const IndexedTerm& term) {
    const std::size_t colon = term.text.starts_with(prefix + ":") ? 1 : 0;
    add_with_key(archive, external_key(std::string_view(term.text).substr(prefix.size() + colon), text), ids);
    return true;
  });
  if (ids.empty()) {
    for (const std::string& input : sampled_inputs(archive))
      add_with_key(archive, external_key_in_input(input, text), ids);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

std::vector<std::string> ids_written_as(const Archive& archive, const std::string& text) {
  return with_read_errors(archive, [&] {
    const std::string id = fold(text);
    if (archive.index().documents_with(make_term(Field::kId, id)) > 0) return std::vector<std::string>{id};
    return ids_of_text(archive, text);
  });
}

void resolve_ids(Node& tree, const Archive& archive) {
  walk(tree, [&](Node& node) {
    if (node.kind != NodeKind::kTerm || node.field != Field::kId) return true;
    const std::vector<std::string> ids = ids_written_as(archive, node.text);
    if (ids.size() == 1) node.terms = ids;
    if (ids.size() < 2) return true;
    Node any;
    any.kind = NodeKind::kOr;
    any.shown = to_text(node);
    any.height = node.height + 1;
    for (const std::string& id : ids) {
      any.children.push_back(node);
      any.children.back().terms = {id};
    }
    node = std::move(any);
    return false;
  });
}

std::vector<std::string> find_ids(const Archive& archive, std::string_view prefix, std::size_t limit) {
  return with_read_errors(archive, [&] { return ids_of(archive, prefix, limit); });
}

std::vector<std::string> flag_names(const IndexReader& index, DocumentNumber document) {
  std::vector<std::string> names;
  const std::string prefix = make_term(Field::kFlag, "");
  index.each_listed_term(document, prefix, [&](const std::string& term) {
    if (!term.starts_with(prefix)) return false;
    names.push_back(term.substr(prefix.size()));
    if (std::find(std::begin(kFlags), std::end(kFlags), names.back()) == std::end(kFlags)) {
      throw Error(ErrorKind::kCorrupt, fmt::format("the list of terms of document {} is damaged", document),
                  "find the damage with: tape-index verify");
    }
    return true;
  });
  return names;
}

std::vector<std::string> all_flag_names(const IndexReader& index, DocumentNumber document, bool withdrawn) {
  std::vector<std::string> names = flag_names(index, document);
  const bool is_notice = std::find(names.begin(), names.end(), kWithdrawalFlag) != names.end();
  if (withdrawn && !is_notice) names.emplace_back(kWithdrawnFlag);
  return names;
}

DocumentNumber require_version(const Archive& archive, const std::string& id, std::optional<std::int64_t> as_of_s) {
  const IndexReader index = archive.index();
  const std::string term = make_term(Field::kId, id);
  std::optional<DocumentNumber> current;
  for (const DocumentNumber document : index.first_documents_with(term)) {
    if (!current || !index.has_term(document, make_term(Field::kFlag, kSupersededFlag))) current = document;
  }
  if (!current) throw Error(ErrorKind::kUsage, "the archive has no article " + id);
  if (as_of_s) {
    current = version_then(archive, id, *as_of_s);
    if (!current) {
      throw Error(ErrorKind::kUsage,
                  fmt::format("the archive did not have article {} as of {}", id, format_rfc3339(*as_of_s)),
                  "it was added later");
    }
  }
  article_with_id(archive, *current, id);
  return *current;
}

std::optional<ArticleVersions> find_versions(const Archive& archive, const std::string& id,
                                             std::optional<std::int64_t> as_of_s) {
  return with_read_errors(archive, [&] { return versions_of(archive, id, as_of_s); });
}

}  // namespace broadtape
