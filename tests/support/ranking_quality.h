// Measures of ranking quality from relevance judgements, nDCG and reciprocal rank, and readers of judgement files.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace broadtape {

inline constexpr std::size_t kJudgedDepth = 10;  // results that a user looks at
inline constexpr int kRelevantGrade = 2;         // for binary measures

using Grades = std::map<std::string, int>;         // article -> grade; 0 and absent: not relevant
using Judgements = std::map<std::string, Grades>;  // query -> grades
using Ranking = std::vector<std::string>;          // articles, best first

inline bool has_relevant(const Grades& grades, int least_grade = 1) {
  return std::any_of(grades.begin(), grades.end(), [&](const auto& judged) { return judged.second >= least_grade; });
}

// Discounted cumulative gain of the first `depth` grades: gain 2^grade - 1, divided by log2(rank + 1).
inline double discounted_gain(const std::vector<int>& grades, std::size_t depth) {
  double sum = 0;
  for (std::size_t i = 0; i < std::min(depth, grades.size()); ++i) {
    sum += (std::exp2(grades[i]) - 1) / std::log2(static_cast<double>(i) + 2);
  }
  return sum;
}

// Normalised by the best order of all judged articles: Jarvelin and Kekalainen, "Cumulated gain-based evaluation of IR
// techniques", ACM TOIS 20(4), 2002, with the exponential gain of Burges et al., ICML 2005. At most 1; 0 if no article
// is relevant. A duplicate in `ranking` counts once.
inline double ndcg(const Ranking& ranking, const Grades& grades, std::size_t depth = kJudgedDepth) {
  std::vector<int> ideal, found;
  for (const auto& judged : grades) ideal.push_back(judged.second);
  std::sort(ideal.rbegin(), ideal.rend());
  Grades left = grades;
  for (const std::string& article : ranking) {
    const auto judged = left.find(article);
    found.push_back(judged == left.end() ? 0 : judged->second);
    if (judged != left.end()) left.erase(judged);
  }
  const double best = discounted_gain(ideal, depth);
  return best > 0 ? discounted_gain(found, depth) / best : 0;
}

// One over the rank of the first article of at least `least_grade`; 0 if there is none among the first `depth`.
inline double reciprocal_rank(const Ranking& ranking, const Grades& grades, int least_grade = kRelevantGrade,
                              std::size_t depth = kJudgedDepth) {
  for (std::size_t i = 0; i < std::min(depth, ranking.size()); ++i) {
    const auto judged = grades.find(ranking[i]);
    if (judged != grades.end() && judged->second >= least_grade) return 1.0 / static_cast<double>(i + 1);
  }
  return 0;
}

// The rows of a tab-separated file whose first line has the column names. Throws std::runtime_error for a missing file
// and for a line with fewer than `least_columns`.
inline std::vector<std::vector<std::string>> read_table(const std::string& path, std::size_t least_columns) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error("cannot read " + path);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t number = 2; std::getline(file, line); ++number) {
    std::vector<std::string> row;
    std::istringstream columns(line);
    for (std::string column; std::getline(columns, column, '\t');) row.push_back(column);
    if (row.size() < least_columns) throw std::runtime_error(path + ", line " + std::to_string(number) + ": " + line);
    rows.push_back(std::move(row));
  }
  return rows;
}

inline void add_judgement(Judgements& judgements, const std::string& query, const std::string& article,
                          const std::string& grade) {
  const auto [judged, first] = judgements[query].emplace(article, std::stoi(grade));
  if (!first && judged->second != std::stoi(grade)) {
    throw std::runtime_error(query + " judges " + article + " in two ways");
  }
}

// Columns query, article, grade, and further ones that are ignored; BEIR's qrels have this form. Throws
// std::runtime_error as read_table() does and for an article judged twice with different grades, std::invalid_argument
// for an invalid grade.
inline Judgements read_judgements(const std::string& path) {
  Judgements judgements;
  for (const auto& row : read_table(path, 3)) add_judgement(judgements, row[0], row[1], row[2]);
  return judgements;
}

// TREC's form: query, iteration, article, grade, separated by blanks, without a header. Throws as read_judgements()
// does.
inline Judgements read_trec_qrels(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  Judgements judgements;
  std::string query, iteration, article, grade;
  for (std::string line; std::getline(file, line);) {
    std::istringstream columns(line);
    if (!(columns >> query)) continue;
    if (!(columns >> iteration >> article >> grade)) throw std::runtime_error(path + ": " + line);
    add_judgement(judgements, query, article, grade);
  }
  return judgements;
}

}  // namespace broadtape
