#include "common/archive/word_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/schema.h"
#include "common/archive/word_scanner.h"
#include "common/error/error.h"
#include "tests/common/archive/word_texts.h"
#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

using Positions = std::vector<std::uint32_t>;

WordDictionary trained_on(const std::vector<std::string>& texts) {
  return WordDictionary(dictionary_bytes(texts));
}

std::string term_of(const std::string& word) {
  Analyser analyser;
  std::vector<Token> tokens;
  analyser.analyse(word, tokens);
  REQUIRE(tokens.size() == 1);
  return std::string(tokens[0].term);
}

TEST_CASE("A dictionary numbers words by frequency, and finds them by term", "[archive][words]") {
  const WordDictionary dictionary = trained_on({"Rates rose. Rates fell, rates rose", "sell-off"});
  CHECK(dictionary.id() != 0);
  CHECK(dictionary.word("rate", "Rates") == WordDictionary::Word{0, 0});
  CHECK(dictionary.word("rate", "rates") == WordDictionary::Word{0, 1});
  CHECK(dictionary.term("rate") == 0U);
  CHECK(dictionary.form("rate", "rates") == 1U);
  CHECK(dictionary.word("selloff", ""));
  CHECK_FALSE(dictionary.word("rate", "RATES"));
  CHECK_FALSE(dictionary.form("rate", "RATES"));
  CHECK_FALSE(dictionary.term("yield"));
  const WordDictionary same{std::string(dictionary.bytes())};
  CHECK(same.id() == dictionary.id());
  CHECK(WordDictionary().id() == 0);
  CHECK_FALSE(WordDictionary().word("rate", "rates"));
}

TEST_CASE("A finder that reads one text after another finds what the dictionaries have", "[archive][words]") {
  const std::string stem(kMaxTermBytes, 'x');
  const std::vector<std::string> words = {"rate",         "Rate",          "RATE",        "rAte",    "rates", "oct",
                                          "Oct 19",       "4.5bn",         "Q1'25",       "FY26",    "x",     "X",
                                          "IT",           "sell-off",      "l'inflation", "50%",     "AT&T",  "U.S.",
                                          "\u65e5\u672c", "\u00e9t\u00e9", stem + "a",    stem + "b"};
  std::mt19937 random(20260130);
  const auto some_text = [&](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += words[random() % words.size()] + ' ';
    return text;
  };
  const WordDictionary dictionaries[] = {trained_on({some_text(500)}), trained_on({some_text(5), "rates"})};
  std::string rare;  // more than an analyser remembers
  for (int i = 0; i < 200'000; ++i) rare += fmt::format("w{} ", i);

  Analyser analyser;
  std::vector<Token> tokens;
  WordFinder finder;
  std::size_t found = 0, wrong = 0;
  for (int round = 0; round < 60; ++round) {
    const WordDictionary& dictionary = dictionaries[random() % 2];
    const std::string text = round % 20 == 7 ? rare : some_text(300);
    analyser.analyse(text, tokens);
    for (const Token& token : tokens) {
      const std::string_view form = form_of(text, token);
      const auto expected = dictionary.word(token.term, form);
      found += expected ? 1 : 0;
      wrong += finder.word(dictionary, token, form) != expected ? 1 : 0;
    }
  }
  CHECK(found > 10'000);
  CHECK(wrong == 0);
}

TEST_CASE("A damaged dictionary is refused", "[archive][words]") {
  const std::string bytes(trained_on({"Rates rose", "and fell"}).bytes());
  for (std::size_t length = 1; length < bytes.size(); ++length)
    CHECK_THROWS_MATCHES(WordDictionary(bytes.substr(0, length)), Error, HasKind(ErrorKind::kCorrupt));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x80);
    try {
      const WordDictionary dictionary(flipped);
      CHECK(dictionary.id() != trained_on({"Rates rose", "and fell"}).id());
      for (const char* const word : {"rate", "rose", "and", "zeal"}) {
        dictionary.term(word);
        dictionary.form(word, "Rates");
        dictionary.word(word, word);
      }
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kCorrupt);
    }
  }
}

TEST_CASE("A stream gives the positions of terms and of words as written", "[archive][words]") {
  const std::string title = "Rates rise", body = "RATES rose. A sell-off of l'inflation: rates";
  const WordDictionary none, some = trained_on({title, "rates sell"}), all = trained_on({title, body});
  const std::uint32_t first = kFirstPosition + 2 + kFieldGap;  // of the body
  for (const WordDictionary* const dictionary : {&none, &some, &all}) {
    WordScanner scanner(*dictionary);
    const std::size_t rate = scanner.look_for("rate"), upper = scanner.look_for("rate", "RATES"),
                      compound = scanner.look_for("selloff"), part = scanner.look_for(term_of("inflation")),
                      absent = scanner.look_for("oil");
    scanner.scan(stream_of(*dictionary, title, body));
    CHECK(scanner.positions(rate) == Positions{kFirstPosition, first, first + 7});
    CHECK(scanner.positions(upper) == Positions{first});
    CHECK(scanner.positions(compound) == Positions{first + 3});
    CHECK(scanner.positions(part) == Positions{first + 6});
    CHECK(scanner.positions(absent).empty());
    CHECK(scanner.title_words() == 2);
    CHECK(scanner.end_of_lead() == first + 8);
    scanner.scan({});
    CHECK(scanner.positions(rate).empty());
  }
}

TEST_CASE("Some terms of a stream are terms of its text, from its whole length", "[archive][words]") {
  std::string body;
  for (int i = 0; i < 100; ++i) body += fmt::format("w{}x ", i);
  const WordDictionary none, all = trained_on({body});
  for (const WordDictionary* const dictionary : {&none, &all}) {
    const std::string stream = stream_of(*dictionary, "Rates", body);
    const std::vector<std::string> every = some_terms(stream, dictionary->terms(), 1000);
    REQUIRE(every.size() == 101);
    CHECK(every[0] == "rate");
    CHECK(every[100] == "w99x");
    const std::vector<std::string> some = some_terms(stream, dictionary->terms(), 10);
    CHECK(some.size() == 11);
    CHECK(some[10] == every[100]);
    CHECK(some_terms({}, dictionary->terms(), 10).empty());
  }
  CHECK_THROWS_MATCHES(some_terms(stream_of(all, "", body), {}, 10), Error, HasKind(ErrorKind::kCorrupt));
}

const std::vector<std::string> kPieces = {"Rates",
                                          "rates",
                                          "5.5%",
                                          "U.S.",
                                          "S&P",
                                          "500",
                                          "\u682a\u4fa1",
                                          "sell-off",
                                          "selloff",
                                          "l'inflation",
                                          "\xc3\x9c"
                                          "ber",
                                          std::string(300, 'x'),
                                          "F-150",
                                          "it",
                                          "IT",
                                          "25bps",
                                          "Q1"};

std::string random_text(std::mt19937& random, std::size_t most_words) {
  std::string text;
  for (std::size_t words = random() % most_words; words > 0; --words)
    text += kPieces[random() % kPieces.size()] + (random() % 5 == 0 ? ", " : " ");
  return text;
}

// A dictionary of `words` more frequent words, and some words of kPieces if `knows_pieces`.
WordDictionary dictionary_of(std::size_t words, bool knows_pieces) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < words; ++i) texts.push_back(fmt::format("w{}x w{}x", i, i));
  if (knows_pieces) texts.push_back("Rates rates 5.5% U.S. S&P 500 it sell-off");
  return trained_on(texts);
}

// Answers questions from the tokens of a text, as a scanner does from its stream.
class Oracle {
 public:
  struct Question {
    std::string term;
    std::optional<std::string> form;
  };

  Oracle(std::string title, std::string body) : title_(std::move(title)), body_(std::move(body)) {
    analyser_.analyse(title_, title_tokens_);
    analyser_.analyse(body_, body_tokens_);
  }

  std::uint32_t title_words() const { return static_cast<std::uint32_t>(title_tokens_.size()); }

  Positions positions(const Question& question) const {
    Positions positions;
    for (std::size_t i = 0; i < title_tokens_.size(); ++i)
      if (is_answer(question, title_, title_tokens_[i]))
        positions.push_back(kFirstPosition + static_cast<std::uint32_t>(i));
    for (std::size_t i = 0; i < body_tokens_.size(); ++i)
      if (is_answer(question, body_, body_tokens_[i]))
        positions.push_back(first_of_body() + static_cast<std::uint32_t>(i));
    return positions;
  }

  bool has_sequence(const std::vector<Question>& questions, bool in_title) const {
    const Positions firsts = positions(questions[0]);
    return std::any_of(firsts.begin(), firsts.end(), [&](std::uint32_t first) {
      if (in_title && first >= first_of_body()) return false;
      for (std::size_t i = 1; i < questions.size(); ++i) {
        const Positions next = positions(questions[i]);
        if (!std::binary_search(next.begin(), next.end(), first + i)) return false;
      }
      return true;
    });
  }

 private:
  std::uint32_t first_of_body() const { return kFirstPosition + kFieldGap + title_words(); }

  static bool is_answer(const Question& question, const std::string& text, const Token& token) {
    const bool is_part = !token.part.empty() && token.part == question.term && !question.form;
    return is_part || (token.term == question.term && (!question.form || *question.form == form_of(text, token)));
  }

  std::string title_, body_;
  Analyser analyser_;
  std::vector<Token> title_tokens_, body_tokens_;
};

Oracle::Question random_question(std::mt19937& random, bool with_form) {
  Analyser analyser;
  std::vector<Token> tokens;
  const std::string& text = kPieces[random() % kPieces.size()];
  analyser.analyse(text, tokens);
  const Token& token = tokens[random() % tokens.size()];
  return {std::string(token.term), with_form ? std::optional(std::string(form_of(text, token))) : std::nullopt};
}

TEST_CASE("Words are found where a text has them, however many are asked for", "[archive][words]") {
  std::mt19937 random(7);
  int sequences = 0;
  // Dictionaries in which the words have no numbers, and numbers of two and of three bytes.
  for (const std::size_t words : {0u, 200u, 20'000u}) {
    const WordDictionary dictionary = dictionary_of(words, words != 0);
    for (int round = 0; round < 60; ++round) {
      const std::string title = random_text(random, 6), body = random_text(random, 40);
      const std::string stream = stream_of(dictionary, title, body);
      const Oracle oracle(title, body);
      WordScanner scanner(dictionary);
      std::vector<Oracle::Question> questions;
      for (std::size_t i = 0; i < (round % 3 == 0 ? 60u : 3u); ++i) {
        questions.push_back(random_question(random, round % 2 == 0));
        scanner.look_for(questions[i].term, questions[i].form);
      }
      scanner.scan(stream);
      CHECK(scanner.title_words() == oracle.title_words());
      for (std::size_t i = 0; i < questions.size(); ++i) CHECK(scanner.positions(i) == oracle.positions(questions[i]));
      for (const std::size_t length : {1u, 2u, 2u, 3u}) {
        std::vector<std::size_t> places(length);
        std::vector<Oracle::Question> sequence;
        for (std::size_t& place : places) {
          place = random() % questions.size();
          sequence.push_back(questions[place]);
        }
        const std::size_t number = scanner.look_for_sequence(places);
        for (const bool in_title : {false, true}) {
          const bool has = oracle.has_sequence(sequence, in_title);
          CHECK(scanner.has_sequence(stream, number, in_title) == has);
          sequences += has && length > 1;
        }
      }
    }
  }
  CHECK(sequences > 20);  // so that the questions ask for what is there
}

TEST_CASE("A damaged stream is reported, or read as another one", "[archive][words]") {
  const WordDictionary dictionary = trained_on({"rates rose and fell"});
  const std::string stream = stream_of(dictionary, "Rates", "rose in Osaka and fell; a sell-off");
  WordScanner scanner(dictionary);
  const std::size_t question = scanner.look_for("rate"), sequence = scanner.look_for_sequence({question});
  std::size_t refused = 0;
  const auto scan = [&](const std::string& bytes) {
    try {
      scanner.scan(bytes);
      scanner.has_sequence(bytes, sequence, true);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kCorrupt);
      ++refused;
    }
  };
  for (std::size_t length = 1; length < stream.size(); ++length) scan(stream.substr(0, length));
  for (std::size_t at = 0; at < stream.size(); ++at) {
    for (const int bit : {0, 3, 7}) {
      std::string flipped = stream;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      scan(flipped);
    }
  }
  CHECK(refused > stream.size() / 4);
}

}  // namespace
}  // namespace broadtape
