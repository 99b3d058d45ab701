#include "indexer/readers/exports/nexis_labels.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>

#include "common/text/fold.h"
#include "indexer/readers/exports/exports.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

struct NexisLabelRow {
  std::string_view name;  // folded
  NexisLabel label;
};
constexpr NexisLabelRow kLabelRows[] = {
    {"byline", NexisLabel::kByline},
    {"author", NexisLabel::kByline},
    {"autor", NexisLabel::kByline},
    {"autoren", NexisLabel::kByline},
    {"von", NexisLabel::kByline},
    {"auteur", NexisLabel::kByline},
    {"auteurs", NexisLabel::kByline},
    {"autore", NexisLabel::kByline},
    {"section", NexisLabel::kSection},
    {"rubrik", NexisLabel::kSection},
    {"ressort", NexisLabel::kSection},
    {"rubrique", NexisLabel::kSection},
    {"seccion", NexisLabel::kSection},
    {"sezione", NexisLabel::kSection},
    {"sectie", NexisLabel::kSection},
    {"rubriek", NexisLabel::kSection},
    {"length", NexisLabel::kLength},
    {"lange", NexisLabel::kLength},
    {"longueur", NexisLabel::kLength},
    {"longitud", NexisLabel::kLength},
    {"extension", NexisLabel::kLength},
    {"lunghezza", NexisLabel::kLength},
    {"lengte", NexisLabel::kLength},
    {"headline", NexisLabel::kHeadline},
    {"titel", NexisLabel::kHeadline},
    {"titre", NexisLabel::kHeadline},
    {"titulo", NexisLabel::kHeadline},
    {"titular", NexisLabel::kHeadline},
    {"highlight", NexisLabel::kHighlight},
    {"dateline", NexisLabel::kDateline},
    {"language", NexisLabel::kLanguage},
    {"sprache", NexisLabel::kLanguage},
    {"langue", NexisLabel::kLanguage},
    {"idioma", NexisLabel::kLanguage},
    {"lengua", NexisLabel::kLanguage},
    {"lingua", NexisLabel::kLanguage},
    {"taal", NexisLabel::kLanguage},
    {"subject", NexisLabel::kSubject},
    {"thema", NexisLabel::kSubject},
    {"sujet", NexisLabel::kSubject},
    {"tema", NexisLabel::kSubject},
    {"industry", NexisLabel::kSubject},
    {"ticker", NexisLabel::kTicker},
    {"url", NexisLabel::kUrl},
    {"load-date", NexisLabel::kLoaded},
    {"update", NexisLabel::kLoaded},
    {"date-chargement", NexisLabel::kLoaded},
    {"fecha-carga", NexisLabel::kLoaded},
    {"laaddatum", NexisLabel::kLoaded},
    {"publication-type", NexisLabel::kBehind},
    {"publication type", NexisLabel::kBehind},
    {"graphic", NexisLabel::kBehind},
    {"grafik", NexisLabel::kBehind},
    {"graphique", NexisLabel::kBehind},
    {"journal-code", NexisLabel::kBehind},
    {"journal code", NexisLabel::kBehind},
    {"zeitungs-code", NexisLabel::kBehind},
    {"code-revue", NexisLabel::kBehind},
    {"document-type", NexisLabel::kBehind},
    {"company", NexisLabel::kBehind},
    {"organization", NexisLabel::kBehind},
    {"person", NexisLabel::kBehind},
    {"geographic", NexisLabel::kBehind},
    {"country", NexisLabel::kBehind},
    {"state", NexisLabel::kBehind},
    {"city", NexisLabel::kBehind},
    {"series", NexisLabel::kOther},
    {"type", NexisLabel::kOther},
    {"edition", NexisLabel::kOther},
    {"distribution", NexisLabel::kOther},
    {"correction-date", NexisLabel::kOther},
    {"notes", NexisLabel::kOther},
    {"issn", NexisLabel::kOther},
    {"show", NexisLabel::kOther},
    {"anchors", NexisLabel::kOther},
    {"guests", NexisLabel::kOther},
    {"reporters", NexisLabel::kOther},
    {"contact", NexisLabel::kOther},
};

}  // namespace

std::optional<LabelLine> label_line(std::string_view line) {
  constexpr std::size_t kLongestName = 20;
  const std::size_t colon = line.substr(0, kLongestName + 1).find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  const auto first = static_cast<unsigned char>(name[0]);
  if (std::islower(first) || !(std::isalpha(first) || first >= 0x80)) return std::nullopt;
  const std::string folded = fold(trimmed(name));
  const auto row = std::find_if(std::begin(kLabelRows), std::end(kLabelRows),
                                [&](const NexisLabelRow& r) { return r.name == folded; });
  if (row == std::end(kLabelRows)) return std::nullopt;
  const bool in_capitals = std::none_of(name.begin(), name.end(), [](unsigned char c) { return std::islower(c); });
  return LabelLine{row->label, trimmed(line.substr(colon + 1)), in_capitals};
}

void NexisLabels::add(std::string_view line) {
  const auto label = label_line(line);
  if (!label || label->value.empty()) return;
  if (label->label == NexisLabel::kLength && !is_word_count(label->value)) return;
  seen_.set(static_cast<std::size_t>(label->label));
  if (label->in_capitals) in_capitals_.set(static_cast<std::size_t>(label->label));
  has_length_ = has_length_ || label->label == NexisLabel::kLength;
}

}  // namespace broadtape
