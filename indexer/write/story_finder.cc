#include "indexer/write/story_finder.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <tuple>

#include "common/archive/index_errors.h"
#include "common/archive/index_reader.h"
#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/time/period.h"
#include "indexer/write/document_builder.h"

namespace broadtape {
namespace {

// Of the documents that share a band, all are compared up to this number; more are compared only with the next ones in
// time, so that a text that comes a million times costs no more than others.
constexpr std::size_t kAllCompared = 128;
constexpr std::size_t kNextCompared = 32;

constexpr std::size_t kMostPairs = 4u << 20;  // collected before they are compared
constexpr Xapian::doccount kPlacesPerCommit = 20'000;
constexpr std::int64_t kAnyTime = std::numeric_limits<std::int64_t>::min();

// The day of a value of kPublishedSlot.
std::int32_t day_in(const std::string& published) {
  return static_cast<std::int32_t>(day_number(day_of(stored_instant(published))));
}

bool may_be_related(const std::optional<std::int32_t>& one, const std::optional<std::int32_t>& other) {
  if (!one || !other) return true;  // a copy may have lost its date
  return std::abs(*one - *other) <= kStoryDays;
}

}  // namespace

StoryFinder::StoryFinder(const std::vector<std::string>& folders, WorkerPool* workers)
    : databases_(open_whole_databases(folders)),
      store_(databases_),
      comparer_(folders, workers),
      is_new_(databases_.size()),
      days_(databases_.size()) {
  for (const std::string& folder : folders) columns_.push_back(Columns::open(folder));
}

void StoryFinder::add_documents_of(std::size_t database) {
  const Xapian::Database& added = databases_[database];
  is_new_[database] = true;
  new_bands_.add(static_cast<std::uint32_t>(database), added);
  new_ids_.add(static_cast<std::uint32_t>(database), added);
  days_[database].resize(added.get_lastdocid() + 1);
  for (auto at = added.valuestream_begin(kPublishedSlot); at != added.valuestream_end(kPublishedSlot); ++at)
    days_[database][at.get_docid()] = day_in(*at);
  if (added.get_value_freq(kPublishedSlot) < added.get_doccount()) earliest_s_ = kAnyTime;
  const std::string earliest = added.get_value_lower_bound(kPublishedSlot);
  if (!earliest.empty()) earliest_s_ = std::min(earliest_s_, stored_instant(earliest));
}

void StoryFinder::remove_article(const std::string& id) {
  removed_.insert(id);
  add_article(id);
}

Xapian::Document StoryFinder::document(const Ref& ref) const {
  return databases_[ref.database].get_document(ref.document, Xapian::DOC_ASSUME_VALID);
}

template <class Visit>
void StoryFinder::each_document(Field field, const std::string& value, const TermPlaces& in_new,
                                const Visit& visit) const {
  const std::string term = make_term(field, value);
  const auto visit_all_of = [&](std::uint32_t i) {
    const auto end = databases_[i].postlist_end(term);
    for (auto at = databases_[i].postlist_begin(term); at != end; ++at) visit(Ref{i, *at});
  };
  for (std::uint32_t i = 0; i < databases_.size(); ++i) {
    if (!is_new_[i]) visit_all_of(i);
  }
  for (const std::uint32_t i : in_new.databases_with(value)) visit_all_of(i);
}

std::vector<StoryFinder::Ref> StoryFinder::documents_of(const std::string& id) const {
  std::vector<Ref> documents;
  each_document(Field::kId, id, new_ids_, [&](const Ref& ref) { documents.push_back(ref); });
  return documents;
}

std::optional<std::int32_t> StoryFinder::day_of(const Ref& ref) const {
  if (is_new(ref)) return days_[ref.database][ref.document];
  const Column* const column = columns_[ref.database] ? columns_[ref.database]->column(kPublishedSlot) : nullptr;
  const std::string published =
      column != nullptr ? std::string(column->value_of(ref.document)) : document(ref).get_value(kPublishedSlot);
  return published.empty() ? std::nullopt : std::optional(day_in(published));
}

std::vector<StoryFinder::Sharer> StoryFinder::sharers_of(const std::string& band) const {
  std::vector<Sharer> sharers;
  each_document(Field::kBand, band, new_bands_, [&](const Ref& ref) { sharers.push_back({ref, day_of(ref), {}}); });
  if (sharers.size() > kAllCompared) {
    for (Sharer& sharer : sharers) sharer.content = document(sharer.ref).get_value(kContentSlot);
  }
  return sharers;
}

template <class Visit>
void StoryFinder::each_pair(std::vector<Sharer>& sharers, Visit&& visit) {
  const std::size_t most = sharers.size() > kAllCompared ? kNextCompared : sharers.size();
  if (sharers.size() > kAllCompared) {
    std::sort(sharers.begin(), sharers.end(),
              [](const Sharer& a, const Sharer& b) { return std::tie(a.day, a.content) < std::tie(b.day, b.content); });
  }
  for (std::size_t i = 0; i < sharers.size(); ++i) {
    const std::size_t end = std::min(sharers.size(), i + 1 + most);
    for (std::size_t j = i + 1; j < end; ++j) {
      if (may_be_related(sharers[i].day, sharers[j].day)) visit(sharers[i].ref, sharers[j].ref);
    }
  }
}

// The earliest of the versions of an article.
std::int64_t StoryFinder::published_s(const std::string& id) {
  const auto [known, is_unknown] = published_.try_emplace(id, kUndated);
  if (!is_unknown) return known->second;
  return known->second = earliest_s(documents_of(id));
}

std::int64_t StoryFinder::earliest_s(const std::vector<Ref>& versions) const {
  std::int64_t earliest = kUndated;
  for (const Ref& version : versions) earliest = std::min(earliest, latest_s(store_.published(document(version))));
  return earliest;
}

// Whether the story of an article of the archive ended before the first of the articles that are new or removed. An
// undated one may belong to any story.
bool StoryFinder::is_settled(const Ref& ref, const std::string& id) {
  if (numbers_.contains(id)) return false;
  const std::string story = document(ref).get_value(kStorySlot);
  const std::int64_t first_s = published_s(story.empty() ? id : story);
  return first_s != kUndated && first_s + kStoryDays * kSecondsPerDay < earliest_s_;
}

// Its versions in the archive are compared, too.
StoryFinder::Number StoryFinder::number_of(const std::string& id) {
  const auto [known, is_unknown] = numbers_.try_emplace(id, static_cast<Number>(articles_.size()));
  if (!is_unknown) return known->second;
  const Number number = known->second;
  std::vector<Ref> versions = documents_of(id);
  for (const Ref& version : versions) {
    if (!is_new(version)) to_expand_.push_back(version);
  }
  articles_.push_back({id, published_[id] = earliest_s(versions)});
  versions_.push_back(std::move(versions));
  return number;
}

// Collects the pairs of which one document is new.
void StoryFinder::walk_bands() {
  const std::string prefix = make_term(Field::kBand, "");
  std::vector<std::pair<Xapian::TermIterator, Xapian::TermIterator>> others;
  for (std::size_t i = 0; i < databases_.size(); ++i) {
    if (!is_new_[i]) others.emplace_back(databases_[i].allterms_begin(prefix), databases_[i].allterms_end(prefix));
  }
  new_bands_.each_value([&](const std::string& band, bool is_shared) {
    const std::string term = prefix + band;
    for (auto& [at, end] : others) {
      if (at == end) continue;
      at.skip_to(term);
      if (at != end && *at == term) is_shared = true;
    }
    if (!is_shared) return;
    std::vector<Sharer> sharers = sharers_of(band);
    each_pair(sharers, [&](const Ref& one, const Ref& other) {
      if (is_new(one) || is_new(other)) collect(one, other);
    });
  });
}

void StoryFinder::collect(const Ref& one, const Ref& other) {
  pairs_.emplace_back(std::min(one, other), std::max(one, other));
  if (pairs_.size() >= kMostPairs) compare_collected();
}

void StoryFinder::compare_collected() {
  std::vector<DocumentPair> pairs = std::exchange(pairs_, {});
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  for (const RelatedPair& related : comparer_.related(pairs)) link(related);
}

void StoryFinder::link(const RelatedPair& related) {
  const auto has_ended = [&](const Ref& ref, const std::string& id) { return !is_new(ref) && is_settled(ref, id); };
  if (has_ended(related.one, related.one_id) || has_ended(related.other, related.other_id)) return;
  const Number a = number_of(related.one_id), b = number_of(related.other_id);
  links_.push_back({std::min(a, b), std::max(a, b), related.relation});
}

void StoryFinder::expand(const Ref& ref) {
  const std::string prefix = make_term(Field::kBand, "");
  std::vector<std::string> bands;
  IndexReader(databases_[ref.database]).each_listed_term(ref.document, prefix, [&](const std::string& term) {
    if (!term.starts_with(prefix)) return false;
    bands.push_back(term.substr(prefix.size()));
    return true;
  });
  for (const std::string& band : bands) {
    std::vector<Sharer> sharers = sharers_of(band);
    each_pair(sharers, [&](const Ref& one, const Ref& other) {
      if (one == ref || other == ref) collect(one, other);
    });
  }
}

std::vector<StoryChanges> StoryFinder::changes() {
  std::vector<StoryLink> links;
  for (const StoryLink& link : links_) {
    if (!removed_.contains(articles_[link.one].id) && !removed_.contains(articles_[link.other].id))
      links.push_back(link);
  }
  const std::vector<StoryPlace> places = places_in_stories(articles_, links);
  std::vector<StoryChanges> changes(databases_.size());
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    if (removed_.contains(articles_[i].id)) continue;
    for (const Ref& ref : versions_[i]) {
      if (place_of(document(ref)) != places[i]) changes[ref.database].emplace_back(ref.document, places[i]);
    }
  }
  const auto by_document = [](const auto& a, const auto& b) { return a.first < b.first; };
  for (StoryChanges& of_one : changes) std::sort(of_one.begin(), of_one.end(), by_document);
  return changes;
}

std::vector<StoryChanges> StoryFinder::find() {
  return with_read_errors("the index", [&] {
    for (const std::string& id : article_seeds_) {
      const std::int64_t seed_s = published_s(id);
      earliest_s_ = std::min(earliest_s_, seed_s == kUndated ? kAnyTime : seed_s);
    }
    for (const std::string& id : article_seeds_) number_of(id);
    walk_bands();
    compare_collected();
    while (!to_expand_.empty()) {
      expand(to_expand_.front());
      to_expand_.pop_front();
      compare_collected();
    }
    return changes();
  });
}

void write_stories(const std::string& path, const StoryChanges& changes) {
  if (changes.empty()) return;
  with_write_errors(path, [&] {
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    Xapian::doccount changed = 0;
    for (const auto& [number, place] : changes) {
      Xapian::Document document = database.get_document(number);
      set_story(document, place);
      database.replace_document(number, document);
      if (++changed % kPlacesPerCommit == 0) database.commit();
    }
    database.commit();
  });
}

}  // namespace broadtape
