#include "common/text/analyser.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"

using namespace broadtape;

namespace {

// The terms separated by spaces, or the token ranges separated by bars.
std::string terms_of(const std::string& text) {
  Analyser analyser;
  std::vector<Token> tokens;
  analyser.analyse(text, tokens);
  std::string joined;
  for (const Token& t : tokens) joined.append(joined.empty() ? "" : " ").append(t.term);
  return joined;
}

std::string surfaces_of(const std::string& text) {
  Analyser analyser;
  std::vector<Token> tokens;
  analyser.analyse(text, tokens);
  std::string joined;
  for (const Token& t : tokens) joined.append(joined.empty() ? "" : "|").append(text, t.begin, t.end - t.begin);
  return joined;
}

struct Case {
  const char *text, *expected;
};

}  // namespace

TEST_CASE("The analyser makes one term of each word", "[text][analyser]") {
  const Case cases[] = {
      // plain words
      {"", ""},
      {"--- ... ’ ' & % $ #", ""},
      {"DeepSeek GPU demand", "deepseek gpu demand"},
      {"DeepSeek's GPUs", "deepseek gpu"},
      {"IT, ON, ALL: A", "it on all a"},
      {"foo_bar/baz-qux", "foo bar baz qux"},
      {"Nestlé NESTLE nestle\u0301", "nestl nestl nestl"},
      {"co\u00ADoperate", "cooperate"},
      {"$TSLA #AI @elonmusk", "tsla ai elonmusk"},
      // apostrophes
      {"Nvidia’s Moody's MOODY'S Loweʼs", "nvidia moodi moodi lowe"},
      {"don't O'Reilly L’Oréal rock'n'roll", "dont oreilli loreal rocknrol"},
      {"investors' 'quoted' 'tis", "investor quot tis"},
      {"Yahoo!'s (IBM)'s Corp.’s ®’s", "yahoo ibm corp"},
      {"'S' 's \"'s wonderful\"", "s s s wonder"},
      {"FY'24 1990's Q1's", "fy 2024 1990 q1"},
      {"it's's x''y", "it s x y"},
      // ampersands
      {"AT&T S&P s&p P&G M&A R&D Q&A", "at&t s&p s&p p&g m&a r&d q&a"},
      {"S&P's AT&T’s S&Ls M&A-driven", "s&p at&t s&l m&a driven"},
      {"BB&T PG&E LG&E J&J", "bb&t pg&e lg&e j&j"},
      {"S & P 500, AT & T's, p & g", "s&p 500 at&t p&g"},
      {"S &\nP", "s&p"},
      {"S  & P, S & Poor, S &P", "s p s poor s p"},
      {"US & EU, oil&gas, Oil & Gas", "us eu oil gas oil gas"},
      {"Johnson&Johnson X&Yz1 A&", "johnson johnson x yz1 a"},
      {"J & J.P. Morgan; A & P&G", "j jp morgan a p&g"},
      // acronyms
      {"U.S. U.K u.s.a. U.S.-based US", "us uk usa us base us"},
      {"J.P. Morgan, A.T. Kearney, e.g. I, a.m.", "jp morgan at kearney eg i am"},
      {"U.S.'s C.E.O.s", "us ceo"},
      {"Vitamin C. A test of plan B.", "vitamin c a test of plan b"},
      {"A.O'Neill U.S.News x.com", "a oneil us news x com"},
      // joined forms
      {"10-K 10K 10.k 10/K 10-K/A", "10k 10k 10k 10k 10k a"},
      {"BRK.B BRK-B BRK/B BRKB brk.b's", "brkb brkb brkb brkb brkb"},
      {"401(k) 401k 401-k S-1 8-K.", "401k 401k 401k s1 8k"},
      {"10-Ks 10Ks 401(k)s 401ks 10-Q's", "10k 10k 401k 401k 10q"},
      {"10-Known 10--K BRK.BX S-1.5 401(x) 401(k", "10 known 10 k brk bx s 1.5 401 x 401 k"},
      // numbers
      {"3,900 1,234,567.89 3900", "3900 1234567.89 3900"},
      {"12,34 1,2345 0,123 1234,567", "12 34 1 2345 0 123 1234 567"},
      {"1\u00A0000\u00A0000 12\u202F345.5 7\u2009500", "1000000 12345.5 7500"},
      {"12\u00A034 1\u00A02345 2024\u00A0100 1,000\u00A0000", "12 34 1 2345 2024 100 1000 000"},
      {"5\u00A0% 5\u202Fmn", "5 percent 5 million"},
      {"2.5 2.50 .5 -.5 x.5 ...5 5.", "2.5 2.50 0.5 0.5 x 5 5 5"},
      {"1.2.3 31.12.2024 v2.5", "1.2 3 31.12 2024 v2 5"},
      {"1980s Q4 5G H20 3M GPT-4 1,000th", "1980s q4 5g h20 3m gpt 4 1000th"},
      {"3² 2.5m² 2½", "32 2.5 m2 21⁄2"},
      // amounts
      {"4.5bn 3mln 2mn 1trn 7tn 5pct 6bln",
       "4.5 billion 3 million 2 million 1 trillion 7 trillion 5 percent 6 billion"},
      {"$65m €1.2b £3T US$1mm ¥5t", "65 million 1.2 billion 3 trillion us 1 million 5 trillion"},
      {"65m 3b 2t 5k $5k", "65m 3b 2t 5k 5k"},
      {"bn bln mln trn pct billions", "billion billion million trillion percent billion"},
      {"65 mn, 3 tn; Nashville, TN; mn", "65 million 3 trillion nashvill tn mn"},
      {"5% 5 % 5 pct 5 per cent 5 percent", "5 percent 5 percent 5 percent 5 percent 5 percent"},
      {"5  % x% %5 Q4% 5%-10%", "5 x 5 q4 5 percent 10 percent"},
      {"per\ncent per centum per cents per capita", "percent per centum per cent per capita"},
      {"25bps 25 bps 25bp 25 BP BP bps", "25 basispoint 25 basispoint 25 basispoint 25 basispoint bp basispoint"},
      {"10yr 10-yr 10 yrs 10-year 65-mn 10-yrx", "10 year 10 year 10 year 10 year 65 million 10 yrx"},
      // indices, periods and months
      {"S&P500 S&P 500 S&P-500 S&P5x", "s&p 500 s&p 500 s&p 500 s p5x"},
      {"Q1 1Q q4 4q 5Q H1 2H 3H", "q1 q1 q4 q4 5q h1 h2 3h"},
      {"FY26 FY2026 FY'26 FY’26 fy2126 FY 26", "fy 2026 fy 2026 fy 2026 fy 2026 fy2126 fy 26"},
      {"Q1'25 1Q25 1Q'25 1Q2025 Q1 2025 Q125 1H'26", "q1 2025 q1 2025 q1 2025 q1 2025 q1 2025 q125 h1 2026"},
      {"Q1'2 Q1'256 class of '25", "q1 2 q1 256 class of 25"},
      {"Oct 19, Oct. 19, 19 Oct, 19-Oct-2025", "octob 19 octob 19 19 octob 19 octob 2025"},
      {"DEC, Dec 31, Oct, last Sept. 3, Mar 5, mar", "dec decemb 31 oct last septemb 3 march 5 mar"},
      // other scripts
      {"株価が上昇 中 NVIDIA株", "株価 価が が上 上昇 昇 中 nvidia 株"},
      {"ﾄﾞﾙ円 ドル", "ドル ル円 円 ドル ル"},
      {"삼성전자 주가", "삼성 성전 전자 자 주가 가"},
      {"\u1109\u1161\u11B7\u1109\u1165\u11BC", "삼성 성"},
      {"LG전자 3분기", "lg 전자 자 3 분기 기"},
      {"Москва СЁСТРЫ", "москва сестры"},
      {"ＧＰＵｓ ﬁnancing", "gpu financ"},
      {"⒈ ŉ ½", "1 n 1⁄2"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(terms_of(c.text) == c.expected);
  }
}

TEST_CASE("A token covers the word as written, without its possessive", "[text][analyser]") {
  const Case cases[] = {
      {"(Nvidia’s) GPUs!", "Nvidia|GPUs"},
      {"Yahoo!'s investors' don’t", "Yahoo|investors|don’t"},
      {"The U.S. and U.K, C.E.O.s.", "The|U.S.|and|U.K|C.E.O.s."},
      {"S & P's AT&T’s", "S & P|AT&T"},
      {"BRK.B's 401(k)s 401(k). 10-K/A", "BRK.B|401(k)s|401(k)|10-K|A"},
      {"$65m 4.5bn .5% 3,900", "65|m|4.5|bn|.5|%|3,900"},
      {"5 per  cent", "5|per  cent"},
      {"株価が上昇。中", "株|価|が|上|昇|中"},
      {"1\u00A0000\u00A0000 3\u00A0%", "1\u00A0000\u00A0000|3|%"},
      {"e\u0301te\u0301", "e\u0301te\u0301"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(surfaces_of(c.text) == c.expected);
  }
}

TEST_CASE("A part of a word with an apostrophe is a second term at its place", "[text][analyser]") {
  // The terms and the second terms with their text: `term(text=part)`.
  const auto parts_of = [](const std::string& text) {
    Analyser analyser;
    std::vector<Token> tokens;
    analyser.analyse(text, tokens);
    std::string joined;
    for (const Token& t : tokens) {
      joined.append(joined.empty() ? "" : " ").append(t.term);
      if (t.part.empty()) continue;
      const auto [begin, end] = part_range(tokens, t.position);
      joined.append("(").append(text, begin, end - begin).append("=").append(t.part).append(")");
    }
    return joined;
  };
  const Case cases[] = {
      // compounds
      {"Sell-offs sell‐off sell‑off",
       "sell(Sell-offs=selloff) off sell(sell‐off=selloff) off "
       "sell(sell‑off=selloff) off"},
      {"pre-tax e-commerce's buy-back.",
       "pre(pre-tax=pretax) tax e(e-commerce=ecommerc) commerc buy(buy-back=buyback) back"},
      {"F-150 COVID-19, GPT-4.", "f(F-150=f150) 150 covid(COVID-19=covid19) 19 gpt(GPT-4=gpt4) 4"},
      {"EUR/USD btc-usd DOGE/USD", "eur(EUR/USD=eurusd) usd btc(btc-usd=btcusd) usd doge(DOGE/USD=dogeusd) usd"},
      {"25-basis-point basis points", "25 basi(basis-point=basispoint) point basi(basis points=basispoint) point"},
      {"day-to-day sell--off sell- off and/or buy/sell", "day to day sell off sell off and or buy sell"},
      {"F-1.5 M-S&P e-U.S. x-1,000 government-controlled", "f 1.5 m s&p e us x 1000 govern control"},
      // French, Italian, Catalan
      {"l'inflation L’INFLATION", "linflat(inflation=inflat) linflat(INFLATION=inflat)"},
      {"d'études qu'aujourd'hui", "detud(études=etud) quaujourdhui(aujourd'hui=aujourdhui)"},
      {"dell'economia un'altra all’euro", "delleconomia(economia=economia) unaltra(altra=altra) alleuro(euro=euro)"},
      {"d'Espanya l'habitatge", "despanya(Espanya=espanya) lhabitatg(habitatge=habitatg)"},
      {"jusqu'en L’Oréal", "jusquen(en=en) loreal(Oréal=oreal)"},
      {"l'économie's", "leconomi(économie=economi)"},
      // Turkish
      {"Bankası'nın Türkiye’de", "bankasinin(Bankası=bankasi) turkiyed(Türkiye=turkiy)"},
      {"İstanbul'da Fed'in THY'nin", "istanbulda(İstanbul=istanbul) fedin(Fed=fed) thynin(THY=thi)"},
      // neither
      {"Nvidia's don't O'Reilly I'm we'll they've", "nvidia dont oreilli im well theyv"},
      {"D'Souza N'Djamena c'mon rock'n'roll o'clock", "dsouza ndjamena cmon rocknrol oclock"},
      {"l'a x'inflation O'da", "la xinflat oda"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(parts_of(c.text) == c.expected);
  }
  CHECK(parts_of("株価が") == "株価(株=株) 価が(価=価) が");
}

TEST_CASE("The terms of a query end with the last pair of characters", "[text][analyser]") {
  const Case cases[] = {
      {"株", "株"},
      {"株価", "株価"},
      {"삼성전자", "삼성 성전 전자"},
      {"トヨタ", "トヨ ヨタ"},
      {"NVIDIA株", "nvidia 株"},
      {"株価 上昇", "株価 価 上昇"},
      {"株価 NVIDIA", "株価 価 nvidia"},
      {"GPUs", "gpu"},
  };
  for (const Case& c : cases) {
    Analyser analyser;
    std::vector<Token> tokens;
    analyser.analyse_query(c.text, tokens);
    std::string joined;
    for (const Token& t : tokens) joined.append(joined.empty() ? "" : " ").append(t.term);
    INFO(c.text);
    CHECK(joined == c.expected);
  }
}

TEST_CASE("Equivalent spellings give the same terms", "[text][analyser]") {
  const std::vector<const char*> spellings[] = {
      {"GPU", "GPUs", "gpu's", "G.P.U."},
      {"S&P", "S & P", "s&p", "S&P's"},
      {"BRK.B", "BRK-B", "brk/b", "BRKB"},
      {"10-K", "10K", "10-k"},
      {"U.S.", "US", "u.s", "U.S.'s"},
      {"3,900", "3900"},
      {"$4.5bn", "4.5 billion", "$4.5 bln", "4.5bn", "$4.5B"},
      {"5%", "5 pct", "5 percent", "5 per cent", "5pct"},
      {"L’Oréal", "L'Oreal", "loreal"},
      {"Nestlé's", "NESTLE"},
      {"don't", "dont", "don’t"},
  };
  for (const auto& same : spellings) {
    for (const char* spelling : same) {
      INFO(spelling);
      CHECK(terms_of(spelling) == terms_of(same.front()));
    }
  }
}

TEST_CASE("analyse_unstemmed gives the same tokens with folded words", "[text][analyser]") {
  Analyser analyser;
  std::vector<Token> stemmed, folded;
  const std::string text = "Nestlé’s futures rose 4.5bn as GPUs & 10-K filings surged in the U.S.";
  analyser.analyse(text, stemmed);
  const auto copy = stemmed;
  analyser.analyse_unstemmed(text, folded);
  std::string joined;
  for (const Token& t : folded) joined.append(t.term).append(" ");
  CHECK(joined == "nestle futures rose 4.5 billion as gpus 10k filings surged in the us ");
  REQUIRE(copy.size() == folded.size());
  for (std::size_t i = 0; i < copy.size(); ++i) {
    CHECK(copy[i].begin == folded[i].begin);
    CHECK(copy[i].end == folded[i].end);
    CHECK(folded[i].position == i);
  }
}

TEST_CASE("Long words are cut at a character, to one term however long they are", "[text][analyser]") {
  CHECK(terms_of(std::string(100'000, 'X')) == std::string(kMaxTermBytes, 'x'));
  CHECK(terms_of(std::string(100'000, '7')) == std::string(kMaxTermBytes, '7'));
  std::string russian = "x", cut = "x";
  for (int i = 0; i < 5000; ++i) russian += "я";
  for (int i = 0; i < 31; ++i) cut += "я";
  CHECK(terms_of(russian) == cut);
  CHECK(terms_of("supercalifragilistic") == "supercalifragilist");
}

TEST_CASE("A text with more distinct words than the cache keeps is analysed whole", "[text][analyser]") {
  Analyser analyser;
  std::vector<Token> tokens;
  std::string text;
  constexpr std::size_t kWords = 300'000;
  for (std::size_t i = 0; i < kWords; ++i)
    text += "w" + std::to_string(i) + (i % 7 == 0 ? "-averylongidentifier " : " ");
  for (int round = 0; round < 2; ++round) {
    analyser.analyse(text, tokens);
    std::size_t at = 0;
    std::size_t wrong = 0;
    for (const Token& t : tokens) {
      if (t.term == "averylongidentifi") continue;
      if (t.term != "w" + std::to_string(at++)) ++wrong;
    }
    CHECK(at == kWords);
    CHECK(wrong == 0);
    analyser.analyse("back to normal", tokens);
    CHECK(tokens.size() == 3);
  }
}

TEST_CASE("Analysis in pieces gives the same tokens as analysis of the whole text", "[text][analyser]") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "word" + std::to_string(i) + " rose 4.5bn 中文字 AT&T, ";
  Analyser whole, piecewise;
  std::vector<Token> expected, piece;
  whole.analyse(text, expected);
  std::size_t at = 0, pieces = 0, largest = 0, wrong = 0;
  piecewise.analyse_in_pieces(text, piece, [&] {
    ++pieces;
    largest = std::max(largest, piece.size());
    for (const Token& token : piece) {
      const Token& other = expected.at(at++);
      wrong += token.term != other.term || token.position != other.position || token.begin != other.begin ||
               token.end != other.end;
    }
  });
  CHECK(at == expected.size());
  CHECK(wrong == 0);
  CHECK(pieces > 5);
  CHECK(largest < expected.size() / 5);
}

TEST_CASE("Tokens with the number of a word differ in case only", "[text][analyser]") {
  const std::string text =
      "Rates rose, rates ROSE. In Oct 19 the oct rose 50% and 4.5 mn at AT&T's FY26 sell-off, \u00e9t\u00e9 "
      "\u65e5\u672c " +
      std::string(kMaxTermBytes, 'x') + "a " + std::string(kMaxTermBytes, 'x') + "b";
  Analyser analyser;
  std::vector<Token> tokens;
  std::map<std::uint32_t, std::pair<std::string, std::string>> words;  // the term and the lower-case word
  for (int round = 0; round < 2; ++round) {
    analyser.analyse(text, tokens);
    for (const Token& token : tokens) {
      if (token.word == 0) continue;
      const std::pair<std::string, std::string> word(token.term,
                                                     ascii_lowered(text.substr(token.begin, token.end - token.begin)));
      CHECK(words.emplace(token.word, word).first->second == word);
    }
  }
  CHECK(words.size() == 8);                     // rates, rose, in, the, oct (without a day), and, at, off
  analyser.analyse_unstemmed("Rates", tokens);  // has other terms
  CHECK(tokens.at(0).word == 0);
}
