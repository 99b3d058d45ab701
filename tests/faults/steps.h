// Random sequences of what is done to an archive, as values that rapidcheck generates and shrinks, and as text that a
// failure prints and BROADTAPE_FAULTS_ONLY takes:
//
//     start 1; add 3.1.0 4.2.1; remove 3 ! KILL 17; compact ! later 12; search 2
//
// An item of add is NUMBER.EDITION.COMPANY. What follows `!` happens to the program: a row of failing_calls.cc with the
// number of the call, or `later` with the milliseconds until it is killed.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace broadtape {

inline constexpr int kStoryNumbers = 30;
inline constexpr int kEditions = 3;
inline constexpr int kCompanies = 3;  // 0: none beside the article's own
inline constexpr int kSearches = 6;   // kinds of search, each for every story

struct Item {
  int number = 0, edition = 1, company = 0;
};

struct Step {
  std::string verb;
  std::vector<Item> items;  // of add; of remove only the numbers count
  int choice = 0;           // of search
  std::string trouble;
  int at = 0;
};

struct Sequence {
  int start = 0;  // 0: no archive; 1: one segment of 60 alike; 2: one of 1,100 alike
  std::vector<Step> steps;
};

inline std::ostream& operator<<(std::ostream& out, const Step& step) {
  out << step.verb;
  for (const Item& item : step.items) {
    out << ' ' << item.number;
    if (step.verb == "add") out << '.' << item.edition << '.' << item.company;
  }
  if (step.verb == "search") out << ' ' << step.choice;
  if (!step.trouble.empty()) out << " ! " << step.trouble << ' ' << step.at;
  return out;
}

inline std::ostream& operator<<(std::ostream& out, const Sequence& sequence) {
  out << "start " << sequence.start;
  for (const Step& step : sequence.steps) out << "; " << step;
  return out;
}

// Throws std::runtime_error.
inline Step parse_step(const std::string& text) {
  std::istringstream in(text);
  Step step;
  in >> step.verb;
  for (std::string word; in >> word && word != "!";) {
    Item item;
    char dot = '.';
    std::istringstream parts(word);
    if (!(parts >> item.number)) throw std::runtime_error("no step: " + text);
    parts >> dot >> item.edition >> dot >> item.company;
    if (step.verb == "search") {
      step.choice = item.number;
    } else {
      step.items.push_back(item);
    }
  }
  in >> step.trouble >> step.at;
  return step;
}

inline Sequence parse_sequence(const std::string& text) {
  Sequence sequence;
  std::istringstream in(text);
  std::string part;
  std::getline(in, part, ';');
  sequence.start = parse_step(part).items.at(0).number;
  while (std::getline(in, part, ';')) sequence.steps.push_back(parse_step(part));
  return sequence;
}

}  // namespace broadtape

namespace rc {

template <>
struct Arbitrary<broadtape::Item> {
  static Gen<broadtape::Item> arbitrary() {
    using broadtape::Item;
    return gen::build<Item>(gen::set(&Item::number, gen::inRange(0, broadtape::kStoryNumbers)),
                            gen::set(&Item::edition, gen::inRange(1, broadtape::kEditions + 1)),
                            gen::set(&Item::company, gen::inRange(0, broadtape::kCompanies)));
  }
};

template <>
struct Arbitrary<broadtape::Step> {
  static Gen<broadtape::Step> arbitrary() {
    using broadtape::Item;
    using broadtape::Step;
    const auto verb =
        gen::weightedElement<std::string>({{8, "add"}, {4, "remove"}, {2, "compact"}, {2, "verify"}, {8, "search"}});
    // Half of the steps meet trouble; the call is drawn from about as many as a verb makes.
    const auto trouble = gen::weightedElement<std::string>({{12, ""},
                                                            {3, "KILL"},
                                                            {1, "TORN"},
                                                            {2, "later"},
                                                            {1, "ENOSPC"},
                                                            {1, "ENOSPC+"},
                                                            {2, "EIO"},
                                                            {1, "EMFILE"},
                                                            {1, "SHORT+"}});
    return gen::mapcat(verb, [trouble](const std::string& chosen) {
      const bool writes = chosen == "add" || chosen == "remove" || chosen == "compact";
      const bool has_items = chosen == "add" || chosen == "remove";
      return gen::build<Step>(
          gen::set(&Step::verb, gen::just(chosen)),
          gen::set(&Step::items,
                   has_items ? gen::resize(8, gen::nonEmpty(gen::container<std::vector<Item>>(gen::arbitrary<Item>())))
                             : gen::just(std::vector<Item>())),
          gen::set(&Step::choice, chosen == "search" ? gen::inRange(0, broadtape::kSearches * broadtape::kStoryNumbers)
                                                     : gen::just(0)),
          gen::set(&Step::trouble, writes ? trouble : gen::just(std::string())),
          gen::set(&Step::at, gen::inRange(1, 160)));
    });
  }
};

template <>
struct Arbitrary<broadtape::Sequence> {
  static Gen<broadtape::Sequence> arbitrary() {
    using broadtape::Sequence;
    return gen::build<Sequence>(gen::set(&Sequence::start, gen::weightedElement<int>({{6, 0}, {3, 1}, {1, 2}})),
                                gen::set(&Sequence::steps, gen::arbitrary<std::vector<broadtape::Step>>()));
  }
};

}  // namespace rc
