#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/text/fold.h"
#include "common/text/nearest_name.h"
#include "searcher/plan/company_reading.h"
#include "searcher/query/field_values.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/diagnosis.h"
#include "searcher/search/spelling.h"
#include "searcher/search/story_lookup.h"
#include "searcher/search/written_forms.h"

namespace broadtape {
namespace {

constexpr std::size_t kFormArticles = 3;          // read to find the written form of a suggested word
constexpr std::size_t kMaxValuesWalked = 50'000;  // sources or symbols of the archive
constexpr std::size_t kMaxUnknown = 8;
constexpr std::size_t kLongestName = 200;  // bytes of a source or company name; longer names have no suggestions

class UnknownFinder {
 public:
  UnknownFinder(const Archive& archive, Analyser& analyser, PreparingBudget& budget, std::uint64_t rare)
      : archive_(archive), index_(archive.index()), analyser_(analyser), budget_(budget), rare_(rare) {}

  void look(const Node& node) {
    if (node.kind == NodeKind::kNot || unknown_.size() >= kMaxUnknown || budget_.left().count() == 0) return;
    const bool has_words = node.kind == NodeKind::kWord || node.kind == NodeKind::kPhrase;
    if (has_words && holds_words(node.field)) {
      look_at_words(node);
    } else if (node.kind == NodeKind::kTerm && !has_articles(node)) {
      look_at_value(node);
    }
    const std::vector<bool> explained = rare_ > 0 ? std::vector<bool>(node.children.size()) : look_at_neighbours(node);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (!explained[i]) look(node.children[i]);
    }
  }

  std::vector<Unknown> take() { return std::move(unknown_); }

 private:
  std::uint64_t frequency(Field field, const std::string& value) const {
    return index_.documents_with(make_term(field == Field::kLead ? Field::kText : field, value));
  }

  bool has_articles(const Node& node) const {
    // A story has no term, and its id is that of its first report.
    if (node.field == Field::kStory) return story_with(index_, node.terms[0]) == node.terms[0];
    if (!is_resolved_company(node)) return frequency(node.field, node.terms[0]) > 0;
    const Field field = node.field == Field::kAbout ? Field::kAboutCompany : Field::kCompany;
    return std::any_of(node.expansions.begin(), node.expansions.end(),
                       [&](const std::string& company) { return frequency(field, company) > 0; });
  }

  // Calls `suggest`, which may walk the archive's terms, once per distinct text.
  template <class Suggest>
  void add(Field field, const std::string& text, std::size_t place, const Suggest& suggest) {
    const auto known = std::find_if(unknown_.begin(), unknown_.end(),
                                    [&](const Unknown& u) { return u.field == field && u.text == text; });
    if (known != unknown_.end()) {
      known->places.push_back(place);
    } else if (unknown_.size() < kMaxUnknown) {
      unknown_.push_back({field, text, suggest(), {place}});
      // A company that articles mention, but of which none is about it, would suggest itself.
      std::erase_if(unknown_.back().suggestions, [&](const Suggestion& other) { return other.text == text; });
    }
  }

  void look_at_words(const Node& node) {
    if (!node.variants.empty()) return;  // the archive has it in another spelling
    std::vector<Token> tokens;
    analyser_.analyse_query(node.text, tokens);
    const std::vector<std::string> terms = [&] {
      std::vector<std::string> copies;
      for (const Token& token : tokens) copies.emplace_back(token.term);
      return copies;
    }();
    for (std::size_t i = 0; i < terms.size(); ++i) {
      const std::uint64_t articles = frequency(node.field, terms[i]);
      if (articles > rare_) continue;
      const std::string written = surface_of(node.text, tokens, i);
      add(node.field, written, node.begin + tokens[i].begin,
          [&] { return spellings(node.field, terms[i], fold(written), articles); });
    }
  }

  // Of a word that `articles` have, only those that are likelier than the word itself.
  std::vector<Suggestion> spellings(Field field, const std::string& term, const std::string& folded,
                                    std::uint64_t articles) {
    if (field == Field::kLead) field = Field::kText;
    std::vector<Spelling> found = nearest_terms(index_, field, term, folded, kMaxSuggestions);
    if (articles > 0) {
      const double of_word = std::log10(static_cast<double>(articles));
      std::erase_if(found, [&](const Spelling& spelling) { return spelling.likelihood <= of_word; });
    }
    std::vector<Suggestion> suggestions;
    for (const Spelling& spelling : found)
      suggestions.push_back({written(field, spelling.terms), "", spelling.articles});
    keep_nearest(folded, suggestions);
    const Spelling split = articles > 0 ? Spelling() : split_term(index_, field, folded);
    if (split.articles > 0) {
      const bool is_first = suggestions.empty() || split.articles > suggestions.front().articles;
      suggestions.insert(is_first ? suggestions.begin() : suggestions.end(),
                         {written(field, split.terms), "", split.articles});
    }
    if (suggestions.size() > kMaxSuggestions) suggestions.resize(kMaxSuggestions);
    return suggestions;
  }

  // Keeps suggestions that are near the unstemmed word, in their order. Stems can be near each other although the words
  // are not: `earnigs` is one edit from `earnings` and four from `early`.
  static void keep_nearest(const std::string& folded, std::vector<Suggestion>& suggestions) {
    if (suggestions.empty()) return;
    const auto edits = [&](const Suggestion& suggestion) {
      const std::string text = fold(suggestion.text);
      return std::min(edit_distance(folded, text), edit_distance(folded, text + "s"));
    };
    std::size_t least = edits(suggestions.front());
    for (const Suggestion& suggestion : suggestions) least = std::min(least, edits(suggestion));
    const std::size_t most = std::min(least + 1, most_spelling_edits(folded));
    std::erase_if(suggestions, [&](const Suggestion& suggestion) { return edits(suggestion) > most; });
  }

  // The written forms of terms in the first articles that have them; bylines are not read.
  std::string written(Field field, const std::vector<std::string>& terms) {
    std::string text;
    for (const std::string& term : terms) {
      const std::string indexed = make_term(field, term);
      const std::vector<DocumentNumber> documents = index_.first_documents_with(indexed, kFormArticles);
      const bool readable = field == Field::kText || field == Field::kTitle;
      text += (text.empty() ? "" : " ") +
              (readable ? written_forms(archive_, analyser_, documents, {term}, kFormArticles).front() : term);
    }
    return text;
  }

  // Finds adjacent words that the archive has as one: `deep seek`. The result has a flag for each child.
  std::vector<bool> look_at_neighbours(const Node& node) {
    std::vector<bool> explained(node.children.size());
    for (std::size_t i = 0; node.kind == NodeKind::kAnd && i + 1 < node.children.size(); ++i) {
      const Node& left = node.children[i];
      const Node& right = node.children[i + 1];
      if (left.kind != NodeKind::kWord || right.kind != NodeKind::kWord || left.field != right.field) continue;
      if (left.field != Field::kText) continue;
      std::vector<Token> tokens;
      analyser_.analyse_query(left.text + right.text, tokens);
      if (tokens.size() != 1) continue;
      const std::string joined(tokens.front().term);
      const std::uint64_t articles = frequency(Field::kText, joined);
      if (articles == 0) continue;
      add(Field::kText, left.text + " " + right.text, left.begin, [&] {
        return std::vector<Suggestion>{{written(Field::kText, {joined}), "", articles}};
      });
      explained[i] = explained[i + 1] = true;
    }
    return explained;
  }

  void look_at_value(const Node& node) {
    add(node.field, node.text, node.begin, [&]() -> std::vector<Suggestion> {
      if (node.text.size() > kLongestName) return {};
      if (node.field == Field::kTicker || node.field == Field::kAbout || node.field == Field::kCompany)
        return companies(node);
      if (node.field == Field::kSource) return sources(node.terms[0]);
      if (node.field == Field::kId) return ids(node.terms[0]);
      return {};
    });
  }

  // The companies with that name, those that had the symbol on other days, and those of symbols within one edit.
  std::vector<Suggestion> companies(const Node& node) {
    const CompanyReader reader(archive_);
    std::vector<Suggestion> found;
    std::vector<CompanyValue> offered;
    const auto offer = [&](const CompanyValue& company) {
      const std::uint64_t articles = reader.articles(company);
      const bool is_known = std::find(offered.begin(), offered.end(), company) != offered.end();
      if (articles == 0 || is_known || found.size() >= kMaxSuggestions) return;
      const std::string text = node.field == Field::kCompany ? company : exact_symbol(archive_, company);
      if (text.empty()) return;
      offered.push_back(company);
      const std::string name = CompanyReader::name_of(company);
      found.push_back({text, name == text ? "" : name, articles});
    };
    for (const CompanyValue& company : reader.by_name(node.text, false).companies) offer(company);
    for (const OtherCompany& other : reader.by_symbol(node.terms[0]).others) offer(other.company);
    if (node.field == Field::kCompany) {
      offer_near_keys(company_key(node.text), offer);
    } else {
      offer_near_symbols(node.terms[0], reader, offer);
    }
    return found;
  }

  template <class Offer>
  void offer_near_symbols(const std::string& written, const CompanyReader& reader, const Offer& offer) const {
    std::vector<std::pair<std::uint64_t, std::string>> near;
    each_value(Field::kTicker, [&](const std::string& symbol, std::uint64_t articles) {
      const bool is_near =
          symbol.size() > 1 && symbol.size() + 1 >= written.size() && symbol.size() <= written.size() + 1;
      if (is_near && edit_distance(written, symbol) == 1) near.emplace_back(articles, symbol);
    });
    std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    if (near.size() > kMaxSuggestions) near.resize(kMaxSuggestions);
    for (const auto& [articles, symbol] : near) {
      for (const CompanyValue& company : reader.by_symbol(symbol).companies) offer(company);
    }
  }

  // Companies whose keys, or the beginnings of whose keys, are within a few edits.
  template <class Offer>
  void offer_near_keys(const std::string& key, const Offer& offer) const {
    if (key.size() < kLeastMisspelt) return;
    const std::size_t most = std::max<std::size_t>(key.size() / 4, 1);
    std::vector<std::tuple<std::size_t, std::uint64_t, std::string>> near;
    each_value(Field::kCompany, [&](const std::string& company, std::uint64_t articles) {
      if (const std::size_t edits = edits_to_source(key, company, most); edits <= most)
        near.emplace_back(edits, ~articles, company);
    });
    std::sort(near.begin(), near.end());
    if (near.size() > kMaxSuggestions) near.resize(kMaxSuggestions);
    for (const auto& [edits, articles, company] : near) offer(company);
  }

  // Ids with that prefix, in the form that `show` accepts.
  std::vector<Suggestion> ids(const std::string& beginning) const {
    std::vector<Suggestion> found;
    if (beginning.size() < kMinIdPrefix) return found;
    const std::string prefix = make_term(Field::kId, "");
    const std::string first = make_term(Field::kId, beginning);
    index_.each_term(first, [&](const IndexedTerm& term) {
      found.push_back({term.text.substr(prefix.size()), "", term.documents()});
      return found.size() < kMaxSuggestions;
    });
    return found;
  }

  // The smallest edit distance to the whole name or to its prefixes of the key's length plus or minus one. Returns more
  // than `most` without a comparison if that is certain.
  static std::size_t edits_to_source(const std::string& key, const std::string& value, std::size_t most) {
    if (value.size() + most < key.size()) return most + 1;
    std::size_t least = value.size() > key.size() + most ? most + 1 : edit_distance(key, value);
    for (std::size_t length = key.size() - 1; length <= std::min(key.size() + 1, value.size()); ++length) {
      least = std::min(least, edit_distance(key, value.substr(0, length)));
    }
    return least;
  }

  // Sources whose names contain the text, and sources within a few edits.
  std::vector<Suggestion> sources(const std::string& key) {
    struct Near {
      std::size_t edits;
      std::uint64_t articles;
      std::string value;
    };
    std::vector<Near> near;
    const std::size_t most_edits = std::max<std::size_t>(key.size() / 4, 1);
    each_value(Field::kSource, [&](const std::string& value, std::uint64_t articles) {
      const bool part = key.size() >= kLeastMisspelt && value.find(key) != std::string::npos;
      const std::size_t edits = part ? 0 : edits_to_source(key, value, most_edits);
      if (edits <= most_edits) near.push_back({edits, articles, value});
    });
    std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
      return std::tuple(a.edits, b.articles, a.value) < std::tuple(b.edits, a.articles, b.value);
    });
    std::vector<Suggestion> found;
    for (const Near& source : near) {
      if (found.size() < kMaxSuggestions) found.push_back({source_name(source.value), "", source.articles});
    }
    return found;
  }

  template <class Visit>
  void each_value(Field field, const Visit& visit) const {
    const std::string prefix = make_term(field, "");
    std::size_t walked = 0;
    index_.each_term(prefix, [&](const IndexedTerm& term) {
      std::string value = term.text.substr(prefix.size());
      if (value.starts_with(':')) value.erase(0, 1);
      visit(value, term.documents());
      return ++walked < kMaxValuesWalked;
    });
  }

  // As written in its articles.
  std::string source_name(const std::string& key) const {
    const std::string term = make_term(Field::kSource, key);
    const std::vector<DocumentNumber> documents = index_.first_documents_with(term, 1);
    return documents.empty() ? key : index_.value(documents.front(), kSourceSlot);
  }

  const Archive& archive_;
  IndexReader index_;
  Analyser& analyser_;
  PreparingBudget& budget_;
  const std::uint64_t rare_;
  std::vector<Unknown> unknown_;
};

}  // namespace

std::vector<Unknown> unknown_in(const Archive& archive, Analyser& analyser, const Node& tree, PreparingBudget& budget,
                                std::uint64_t rare) {
  const PreparingBudget::Watch watch(budget);
  UnknownFinder finder(archive, analyser, budget, rare);
  finder.look(tree);
  return finder.take();
}

}  // namespace broadtape
