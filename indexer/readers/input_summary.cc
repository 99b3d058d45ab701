#include "indexer/readers/input_summary.h"

#include <algorithm>
#include <utility>

namespace broadtape {

std::uint64_t InputSummary::articles_with(RawField field) const {
  std::uint64_t count = 0;
  for (const FieldOrigin& origin : fields[static_cast<std::size_t>(field)]) count += origin.articles;
  return count;
}

void add_origin(std::vector<FieldOrigin>& origins, std::string_view name, std::uint64_t articles) {
  const auto known =
      std::find_if(origins.begin(), origins.end(), [&](const FieldOrigin& other) { return other.name == name; });
  if (known != origins.end())
    known->articles += articles;
  else if (origins.size() < kMaxOrigins)
    origins.push_back({std::string(name), articles});
  else
    origins.back().articles += articles;
}

void sort_origins(std::vector<FieldOrigin>& origins) {
  std::stable_sort(origins.begin(), origins.end(),
                   [](const FieldOrigin& a, const FieldOrigin& b) { return a.articles > b.articles; });
}

void InputTally::article(const RawArticle& raw) {
  ++summary_.articles;
  const auto present = [&](RawField field, const auto& value) {
    const auto i = static_cast<std::size_t>(field);
    if (!value.empty()) add_origin(summary_.fields[i], raw.origins[i], 1);
  };
  present(RawField::kTitle, raw.title);
  present(RawField::kBody, raw.body);
  present(RawField::kDate, raw.date_text);
  present(RawField::kSource, raw.source);
  present(RawField::kAuthor, raw.author);
  present(RawField::kTickers, raw.tickers);
  present(RawField::kCompanies, raw.companies);
  present(RawField::kUrl, raw.url);
  present(RawField::kId, raw.external_id);
  present(RawField::kLanguage, raw.language);
  present(RawField::kLabels, raw.labels);
  present(RawField::kTime, raw.time_text);
  present(RawField::kCaptured, raw.captured_text);
  present(RawField::kFirstSeen, raw.first_seen_text);
}

void InputTally::describe(std::string_view detail) {
  if (!summary_.detail.empty()) summary_.detail += ", ";
  summary_.detail += detail;
}

void InputTally::unused(std::string_view name, std::string_view value) {
  auto at = unused_at_.find(name);
  if (at == unused_at_.end()) {
    if (unused_.size() == kMaxUnused) return;
    at = unused_at_.emplace(name, unused_.size()).first;
    unused_.push_back({std::string(name), {}});
  }
  ColumnContent& content = unused_[at->second].content;
  if (content.filled() < kSampledValues) content.add(value);
}

InputSummary InputTally::summary(std::string_view form) const {
  InputSummary summary = summary_;
  summary.form = form;
  for (std::vector<FieldOrigin>& origins : summary.fields) sort_origins(origins);
  for (const Unused& unused : unused_) {
    if (!unused.name.empty()) summary.unused.push_back({unused.name, likely_field(unused.name, unused.content)});
  }
  return summary;
}

}  // namespace broadtape
