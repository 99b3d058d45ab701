#include "searcher/search/ranking_hints.h"

#include <algorithm>
#include <array>
#include <utility>

#include "common/archive/schema.h"
#include "common/companies/company_directory.h"
#include "common/embedded_data.h"
#include "common/text/analyser.h"
#include "common/text/ascii.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/named_companies.h"
#include "searcher/query/field_values.h"

namespace broadtape {
namespace {

constexpr std::size_t kLongestCompanyName = 6;  // in words
constexpr std::size_t kLongestSmallName = 2;    // in small letters
constexpr double kLeastCompanyShare = 0.5;      // of the articles with a word, those that mention the company
constexpr std::size_t kMostCompanies = 3;       // of one name; a name of more companies means none of them

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

// The words of the rows of one kind.
std::vector<std::string_view> report_words(std::string_view kind) {
  std::vector<std::string_view> words;
  each_data_row(embedded_data("words/report-words.tsv"), [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    if (line.substr(0, tab) != kind) return;
    for (const std::string_view word : split(line.substr(tab + 1), ' ')) words.push_back(word);
  });
  return words;
}

bool asks_for_results(const Node& word) {
  static const std::vector<std::string_view> asking = report_words("asks");
  return std::find(asking.begin(), asking.end(), ascii_lowered(word.text)) != asking.end();
}

// Terms of titles; a report has all of one row.
using TitleTerms = std::vector<std::vector<std::string>>;

TitleTerms read_headlines() {
  TitleTerms headlines;
  Analyser analyser;
  std::vector<Token> tokens;
  for (const std::string_view row : report_words("headline")) {
    std::vector<std::string>& terms = headlines.emplace_back();
    for (const std::string_view word : split(row, '+')) {
      analyser.analyse(word, tokens);
      for (const Token& token : tokens) terms.push_back(make_term(Field::kTitle, token.term));
    }
  }
  return headlines;
}

const TitleTerms& headlines() {
  static const TitleTerms read = read_headlines();
  return read;
}

bool starts_upper(const std::string& text) {
  return !text.empty() && (is_ascii_upper(text[0]) || (static_cast<unsigned char>(text[0]) & 0x80) != 0);
}

bool is_capitals(const std::string& text) {
  return std::any_of(text.begin(), text.end(), is_ascii_upper) &&
         std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class HintFinder {
 public:
  HintFinder(const Node& tree, const Archive& archive, const DateRange& dates)
      : archive_(archive), index_(archive.index()), dates_(dates) {
    for (const Node* node = conjuncts_begin(tree); node != conjuncts_end(tree); ++node) {
      const bool is_text = node->field == Field::kText;
      const bool is_name = is_text && (node->kind == NodeKind::kWord || node->kind == NodeKind::kPhrase);
      if (is_name) words_.push_back(node);
      if (is_name && !is_capitals(node->text)) has_small_letters_ = true;
    }
  }

  RankingHints find() {
    RankingHints hints;
    hints.asks_for_results =
        std::any_of(words_.begin(), words_.end(), [](const Node* word) { return asks_for_results(*word); });
    for (std::size_t i = 0; i < words_.size();) {
      NamedCompanies named = starts_upper(words_[i]->text) ? capitalised(i) : small(i);
      if (named.keys.size() > kMostCompanies) named.keys.clear();
      if (!named.keys.empty()) hints.company_words += named.words;
      for (std::string& key : named.keys) {
        if (std::find(hints.companies.begin(), hints.companies.end(), key) == hints.companies.end())
          hints.companies.push_back(std::move(key));
      }
      i += std::max<std::size_t>(named.words, 1);
    }
    return hints;
  }

 private:
  // The texts of at most `most` words from word `i` on without left-out ones between them.
  std::vector<std::string> texts_from(std::size_t i, std::size_t most) const {
    std::vector<std::string> texts;
    for (std::size_t k = i; k < words_.size() && texts.size() < most; ++k) {
      if (k > i && words_[k]->left_out_before > 0) break;
      texts.push_back(words_[k]->text);
    }
    return texts;
  }

  bool has_articles(const std::string& company) const {
    return !company.empty() && index_.documents_with(make_term(Field::kCompany, company)) > 0;
  }

  // The longest of the names by the rule of keys: `General Motors` is general-motors.
  NamedCompanies by_key(const std::vector<std::string>& texts) const {
    NamedCompanies found;
    std::string name;
    for (std::size_t count = 1; count <= texts.size(); ++count) {
      name += (count > 1 ? " " : "") + texts[count - 1];
      if (std::string key = company_key(name); has_articles(key)) found = {count, {std::move(key)}};
    }
    return found;
  }

  NamedCompanies capitalised(std::size_t i) const {
    const std::vector<std::string> texts = texts_from(i, kLongestCompanyName);
    const bool capitals = is_capitals(texts[0]);
    NamedCompanies found = by_key(texts);
    if (found.words == texts.size()) return found;
    if (!capitals || texts[0].size() > 2) {
      NamedCompanies named = named_companies(texts);
      std::erase_if(named.keys, [&](const std::string& key) { return !has_articles(key); });
      if (named.words > found.words && !named.keys.empty()) found = std::move(named);
    }
    const bool may_be_symbol = capitals && texts[0].size() > 1 && (has_small_letters_ || words_.size() == 1);
    if (found.words == 0 && may_be_symbol) found = by_symbol(texts[0]);
    return found;
  }

  // In small letters, a word that is also an ordinary one (`target`, `visa`) means the company if most of the articles
  // that have it mention the company.
  NamedCompanies small(std::size_t i) const {
    NamedCompanies found = by_key(texts_from(i, kLongestSmallName));
    if (found.words != 1) return found;
    const auto of_company = static_cast<double>(index_.documents_with(make_term(Field::kCompany, found.keys[0])));
    const auto with_word = static_cast<double>(index_.documents_with(words_[i]->terms[0]));
    return of_company >= kLeastCompanyShare * with_word ? found : NamedCompanies{};
  }

  NamedCompanies by_symbol(const std::string& written) const {
    const std::string symbol = field_term(Field::kTicker, written).term;
    if (symbol.empty() || index_.documents_with(make_term(Field::kTicker, symbol)) == 0) return {};
    const CompanyDirectory& directory = CompanyDirectory::builtin();
    if (directory.is_ordinary_word(symbol) || directory.is_abbreviation(symbol)) return {};
    NamedCompanies found;
    for (const CompanyValue& company : CompanyReader(archive_, dates_).by_symbol(symbol).companies) {
      const Company* const known = directory.find(company);
      const bool is_company = known != nullptr && known->kind == CompanyKind::kCompany;
      if (is_company && has_articles(company)) found.keys.push_back(company);
    }
    found.words = found.keys.empty() ? 0 : 1;
    return found;
  }

  const Archive& archive_;
  const IndexReader index_;
  const DateRange& dates_;
  std::vector<const Node*> words_;
  bool has_small_letters_ = false;
};

struct CompanyGain {
  std::string term;
  double share = 0;
};

std::array<CompanyGain, 2> company_gains(const CompanyValue& company) {
  return {
      {{make_term(Field::kCompany, company), kMentionShare}, {make_term(Field::kAboutCompany, company), kAboutShare}}};
}

double gain_of(double share, const IndexReader& index, const std::string& term) {
  return share * inverse_document_frequency(index, term);
}

DocumentQuery report_title() {
  Queries titles;
  for (const std::vector<std::string>& terms : headlines())
    titles.push_back(joined(DocumentQuery::OP_AND, Queries(terms.begin(), terms.end())));
  return any_of(titles);
}

}  // namespace

RankingHints find_hints(const Node& tree, const Archive& archive, const std::vector<WrittenDay>& days,
                        const DateRange& dates) {
  RankingHints hints = HintFinder(tree, archive, dates).find();
  for (const WrittenDay& day : days) hints.day_terms.insert(hints.day_terms.end(), day.terms.begin(), day.terms.end());
  return hints;
}

DocumentQuery hinted(const DocumentQuery& query, const RankingHints& hints, const IndexReader& index) {
  if (hints.empty() || query.empty()) return query;
  Queries gains;
  for (const CompanyValue& company : hints.companies) {
    for (const auto& [term, share] : company_gains(company))
      gains.push_back(with_gain(term, gain_of(share, index, term)));
  }
  for (const std::string& day : hints.day_terms) gains.push_back(with_gain(day, gain_of(kDayShare, index, day)));
  if (hints.asks_for_results) gains.push_back(with_gain(weighed(report_title(), 0), kReportGain));
  return {DocumentQuery::OP_AND_MAYBE, query, any_of(gains)};
}

HintGains gains_of(const RankingHints& hints, const IndexReader& index, DocumentNumber document) {
  HintGains gains;
  for (const CompanyValue& company : hints.companies) {
    for (const auto& [term, share] : company_gains(company)) {
      if (index.has_term(document, term)) gains.company += gain_of(share, index, term);
    }
  }
  for (const std::string& day : hints.day_terms) {
    if (index.has_term(document, day)) gains.day += gain_of(kDayShare, index, day);
  }
  if (!hints.asks_for_results) return gains;
  for (const std::vector<std::string>& terms : headlines()) {
    if (std::all_of(terms.begin(), terms.end(),
                    [&](const std::string& term) { return index.has_term(document, term); }))
      gains.report = kReportGain;
  }
  return gains;
}

}  // namespace broadtape
