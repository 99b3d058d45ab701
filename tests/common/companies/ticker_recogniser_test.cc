#include "common/companies/ticker_recogniser.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace broadtape {
namespace {

const TickerRecogniser& recogniser() {
  static const TickerRecogniser instance(CompanyDirectory::builtin());
  return instance;
}

std::vector<TickerMention> recognise(std::string_view title, std::string_view body,
                                     std::optional<Day> published = Day{2025, 1, 30}) {
  return recogniser().recognise({title, body, {}, published});
}

// "NVDA name, AMD parenthesis": each ticker, or else the company's key, with its strongest evidence, in the order of
// recognise().
std::string summary(const std::vector<TickerMention>& mentions) {
  std::string result;
  for (const TickerMention& mention : mentions) {
    if (!result.empty()) result += ", ";
    result += (mention.symbol.empty() ? mention.company : mention.symbol) + ' ' +
              std::string(evidence_name(mention.evidence));
  }
  return result;
}

struct Case {
  const char* body;
  const char* expected;
};

template <std::size_t N>
void check_bodies(const Case (&cases)[N], std::optional<Day> published = Day{2025, 1, 30}) {
  for (const Case& c : cases) {
    CAPTURE(c.body);
    CHECK(summary(recognise("", c.body, published)) == c.expected);
  }
}

TEST_CASE("marks with an exchange give the symbol, known or not", "[tickers][recogniser]") {
  const Case cases[] = {
      {"The chipmaker (NASDAQ: NVDA) fell.", "NVDA exchange-mark"},
      {"The carmaker (NYSE:F) fell.", "F exchange-mark"},
      {"The firm (Nasdaq:MSFT) rose.", "MSFT exchange-mark"},
      {"A miner (NYSE American: UUUU) rose.", "UUUU exchange-mark"},
      {"A miner (NYSE-American: QQXY) rose.", "QQXY exchange-mark"},
      {"The holding (NASDAQ: GOOG, GOOGL) rose.", "GOOG exchange-mark, GOOGL exchange-mark"},
      {"The shop (TSX: SHOP; NYSE: SHOP) rose.", "SHOP exchange-mark, SHOP.TO exchange-mark"},
      {"Buy NYSE:F today.", "F exchange-mark"},
      {"The oil major (LON: BP) rose.", "BP.L exchange-mark"},
      {"A shell (OTC: ABCDF) rose.", "ABCDF exchange-mark"},
      {"The company (HKEX: 700) rose.", "0700.HK exchange-mark"},
      {"The maker (TYO: 7203) rose.", "7203.T exchange-mark"},
      {"Class shares (NYSE: BRK.B) and (NYSE: BRK-A) rose.", "BRK.A exchange-mark, BRK.B exchange-mark"},
      {"The seller (NYSE: \xE2\x80\x9C"
       "BABA\xE2\x80\x9D) rose.",
       "BABA exchange-mark"},
      {"The chipmaker (NASDAQ NVDA) fell.", "NVDA exchange-mark"},
  };
  check_bodies(cases);
}

TEST_CASE("A word that begins with a small letter of another alphabet is no name", "[tickers][recogniser]") {
  CHECK(recognise("",
                  "Er sprach \xC3\xBC"
                  "ber die Sache.")
            .empty());
}

TEST_CASE("A known symbol with its class of shares needs no other mark", "[tickers][recogniser]") {
  const Case cases[] = {
      {"Then BRK/B and BF.B rose.", "BF.B reuters-code, BRK.B reuters-code"},
      {"At night BF.B. In the morning, BRK.A!", "BF.B reuters-code, BRK.A reuters-code"},
      {"A/B tests, AC/DC, I/O, S/B and QQ/B", ""},
      {"http://x.test/BRK/B/1 and BRK/BX", ""},
  };
  check_bodies(cases);
}

TEST_CASE("Codes of terminals and of places need no other mark if they are listed", "[tickers][recogniser]") {
  const Case cases[] = {
      {"Then AAPL US Equity, 7203 JP Equity and VOD LN Equity rose.",
       "7203.T reuters-code, AAPL reuters-code, VOD.L reuters-code"},
      {"Sell BRK/B US Equity (and MSFT US Equity)!", "BRK.B reuters-code, MSFT reuters-code"},
      {"Bearish ON US Equity markets, THE US Equity fund, and QQXY US Equity", ""},
      {"Private Equity, AAPL xx Equity, AAPL US Equityx and Equity", ""},
      {"Then XOM-US, 7203-JP and VOD-GB rose.", "7203.T reuters-code, VOD.L reuters-code, XOM reuters-code"},
      {"The UK-US, EU-US and CHN-US talks, AAPL-ES, NYC-US-1, CAT-UP and x-XOM-US-y", ""},
  };
  check_bodies(cases);
  check_bodies(cases, std::nullopt);
}

TEST_CASE("Codes may be links in Markdown", "[tickers][recogniser]") {
  const Case cases[] = {
      {"The firm (NASDAQ: [NVDA](#modal)) rose.", "NVDA exchange-mark"},
      {"Both ([NASDAQ](/x): [NVDA](https://x.test/q?s=NVDA), [AMD](/amd)) rose.", ""},
      {"Both (NASDAQ: [NVDA](https://x.test/q), [AMD](/amd)) rose.", "AMD exchange-mark, NVDA exchange-mark"},
      {"The firm ([MSFT](/msft)) and ([AAPL](/a), [TSLA](/b)) rose.",
       "AAPL parenthesis, MSFT parenthesis, TSLA parenthesis"},
      {"The firm (NASDAQ: [NVDA](\n", "NVDA exchange-mark"},
  };
  check_bodies(cases, std::nullopt);
}

TEST_CASE("At the start of a headline a verb of companies is evidence for an ambiguous name", "[tickers][recogniser]") {
  const Case cases[] = {
      {"TARGET TO SELL PHARMACIES TO CVS", "CVS name, TGT name"},
      {"Visa to Buy Visa Europe", "V name"},
      {"GAP SETS QUARTERLY DIVIDEND", "GAP name"},
      {"TOTAL SALES RISE AT RETAILERS", ""},
      {"GAP BETWEEN RICH AND POOR GROWS", ""},
      {"ON SALE OF STAKE IN BANK", ""},
      {"Visa Rules to Change", ""},
      {"NEW TARGET TO SELL BONDS", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.body);
    CHECK(summary(recognise(c.body, "", Day{2025, 1, 30})) == c.expected);
  }
}

TEST_CASE("cashtags are letters, never amounts", "[tickers][recogniser]") {
  const Case cases[] = {
      {"I hold $TSLA and $BRK.B now", "BRK.B cashtag, TSLA cashtag"},
      {"i hold $tsla and $nvda now", "NVDA cashtag, TSLA cashtag"},
      {"print $this, $nvda_price and $nvdax", ""},
      {"a tool maker, $A, rose", "A cashtag"},
      {"worth $5bn or US$BN or $100 or $MM", ""},
      {"it fell to $C by noon", "C cashtag"},
  };
  check_bodies(cases);
}

TEST_CASE("Reuters codes of US exchanges give US symbols, others are kept", "[tickers][recogniser]") {
  const Case cases[] = {
      {"Exxon XOM.N fell", "XOM reuters-code"},
      {"Shares of the maker AAPL.O and AAPL.OQ fell", "AAPL reuters-code"},
      {"The maker 7203.T fell", "7203.T reuters-code"},
      {"The maker VOWG_p.DE fell", "VOWG_P.DE reuters-code"},
      {"He said <IBM> and <GM.N> fell, <PLMA> rose", "GM reuters-code, IBM reuters-code, PLMA reuters-code"},
      {"Zeta Motor Co <F> said", "F reuters-code"},
      {"See <O/R>, <EIA/S>, <.N> and <ID:nL1N0>", ""},
      {"Some <B>bold</B> text <BR>", ""},
      {"The U.N. said, and the U.S., and J.P. and U.N too", ""},
      {"the GDP.A new", ""},
  };
  check_bodies(cases);
}

TEST_CASE("a symbol in parentheses must be known and not a word or abbreviation", "[tickers][recogniser]") {
  const Case cases[] = {
      {"The software firm (MSFT) rose.", "MSFT parenthesis"},
      {"The holding (GOOG, GOOGL) rose.", "GOOG parenthesis, GOOGL parenthesis"},
      {"Up today (AAPL +2.3%) again.", "AAPL parenthesis"},
      {"Up today (TSLA.O) again.", "TSLA reuters-code"},
      {"Growth (GDP) and artificial intelligence (AI) and earnings (EPS).", ""},
      {"An unknown thing (QXZW) is none.", ""},
      {"A copyright sign (C) is none.", ""},
      {"Patients with T-cell receptor (TCR) and acute back axis xenograft (BAX).", ""},
      {"Citigroup Inc. (C) rose.", "C parenthesis"},
      {"AT&T (T) and Verizon (VZ) rose.", "T parenthesis, VZ parenthesis"},
      {"Ford (F) rose.", "F parenthesis"},
      {"The S&P 500 (^GSPC) rose.", ".SPX parenthesis"},
  };
  check_bodies(cases);
}

TEST_CASE("bare words are never tickers", "[tickers][recogniser]") {
  const Case cases[] = {
      {"Acme, a leading maker of things, said ALL IT is ON.", ""},
      {"Share on FB T V O now", ""},
      {"THE CEO OF A FIRM SAID SO", ""},
  };
  check_bodies(cases);
}

TEST_CASE("company names give their tickers", "[tickers][recogniser]") {
  const Case cases[] = {
      {"Nvidia fell while Microsoft rose.", "MSFT name, NVDA name"},
      {"NVIDIA fell.", "NVDA name"},
      {"Goldman Sachs and Bank of America rose.", "BAC name, GS name"},
      {"Berkshire Hathaway\xE2\x80\x99s profit", "BRK.B name"},
      {"Kohl's and Kohl\xE2\x80\x99s fell.", "KSS name"},
      {"AT&T said. Johnson & Johnson said; Johnson and Johnson said.", "JNJ name, T name"},
      {"at t and johnson, johnson said", ""},
      {"Exxon Mobil and JPMorgan rose", "JPM name, XOM name"},
      {"U.S. Steel fell", "X name"},
      {"Nestl\xC3\xA9 and Nestle SA rose", "NESN.S name"},
      {"nvidia in small letters", ""},
  };
  check_bodies(cases);
}

TEST_CASE("names that are words are accepted by case and context", "[tickers][recogniser]") {
  const Case cases[] = {
      {"He said that Apple cut prices.", "AAPL name"},
      {"Apple shares fell.", "AAPL name"},
      {"An apple a day. Apple pie is good.", ""},
      {"Meta\xE2\x80\x99s Mark Zuckerberg spoke of Meta.", "META name"},
      {"Target price was raised to 50.", ""},
      {"Minneapolis-based Target said same-store sales rose.", "TGT name"},
      {"Visa applicants waited. The H-1B Visa program", ""},
      {"Shares of Visa and Mastercard rose.", "MA name, V name"},
      {"The gap widened. Gap between rich and poor.", ""},
      {"Harrison Ford played. The Ford Foundation gave.", ""},
      {"Ford builds the F-150. Ford then rose.", "F name"},
  };
  check_bodies(cases);
}

TEST_CASE("a company confirmed once is recognised where its name alone is not enough", "[tickers][recogniser]") {
  const std::vector<TickerMention> mentions =
      recognise("", "Target (NYSE: TGT) spoke. Target then left. Target gained.");
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].symbol == "TGT");
  CHECK(mentions[0].evidence == TickerEvidence::kExchangeMark);
  CHECK(mentions[0].count == 3);
}

TEST_CASE("capitals are not evidence in a headline in capitals", "[tickers][recogniser]") {
  CHECK(summary(recognise("GENERAL MOTORS <GM> SETS TARGET FOR EARNINGS", "", Day{1987, 3, 2})) == "GM reuters-code");
  CHECK(summary(recognise("FED SETS INFLATION TARGET", "")).empty());
  CHECK(summary(recognise("A New Strategy for Square Pegs", "")).empty());
}

TEST_CASE("mentions in title and lead are distinguished", "[tickers][recogniser]") {
  const auto mentions =
      recognise("Nvidia falls", "Intel rose again on Monday.\n\nMicrosoft rose. Microsoft fell. Nvidia rose.");
  REQUIRE(mentions.size() == 3);
  CHECK(mentions[0] == TickerMention{"NVDA", TickerEvidence::kName, 2, true, false, "nvidia", "", true});
  CHECK(mentions[1] == TickerMention{"INTC", TickerEvidence::kName, 1, false, true, "intel", "", true});
  CHECK(mentions[2] == TickerMention{"MSFT", TickerEvidence::kName, 2, false, false, "microsoft"});
}

TEST_CASE("a wrapped first paragraph is the lead up to the first indented line", "[tickers][recogniser]") {
  const auto mentions = recognise("", "The maker of aircraft said today\nthat Boeing won it.\n    Intel did not.\n");
  REQUIRE(mentions.size() == 2);
  CHECK(mentions[0].symbol == "BA");
  CHECK(mentions[0].in_lead);
  CHECK_FALSE(mentions[1].in_lead);
}

TEST_CASE("symbols from the source stay as they are", "[tickers][recogniser]") {
  const TickerRecogniser::Text text{
      "", "Nvidia rose. Nvidia fell.", {"NVDA", "BRK-B", "", "XOM.N", "QQXY", "NVDA"}, Day{2025, 1, 30}};
  CHECK(summary(recogniser().recognise(text)) == "NVDA source, BRK-B source, QQXY source, XOM.N source");
  CHECK(recogniser().recognise(text)[0].count == 2);
  CHECK(recogniser().recognise(text)[1].count == 0);
}

TEST_CASE("a symbol belongs to the company that had it on the day", "[tickers][recogniser]") {
  struct Dated {
    const char* body;
    Day day;
    const char* expected;
  };
  const Dated cases[] = {
      {"Facebook rose.", {2022, 6, 8}, "FB name"},
      {"Facebook rose.", {2022, 6, 9}, "META name"},
      {"Zuckerberg said that Meta would invest.", {2022, 1, 10}, "FB name"},
      {"The network (FB) rose.", {2018, 3, 1}, "FB parenthesis"},
      {"The network (NASDAQ: FB) rose.", {2018, 3, 1}, "FB exchange-mark"},
      {"The network (NASDAQ: FB) rose.", {2023, 3, 1}, "META exchange-mark"},
      {"Shares of Twitter rose.", {2022, 10, 27}, "TWTR name"},
      {"Shares of Twitter rose.", {2022, 10, 28}, "twitter name"},
      {"AT&T rose.", {1987, 3, 2}, "T name"},
      {"Barrick Gold rose.", {2018, 3, 1}, "ABX name"},
      {"Barrick Gold rose.", {2020, 3, 1}, "GOLD name"},
  };
  for (const Dated& c : cases) {
    CAPTURE(c.body, format_day(c.day));
    CHECK(summary(recognise("", c.body, c.day)) == c.expected);
  }
  CHECK(summary(recognise("", "Facebook rose, said (NASDAQ: FB).", std::nullopt)) == "META exchange-mark");
}

// The code and what it means: "GS gillette", or "QXZ 'Zwillick Widget Co'" for an unknown one.
std::string companies(std::string_view body, std::optional<Day> day) {
  std::string result;
  for (const TickerMention& mention : recognise("", body, day)) {
    if (!result.empty()) result += ", ";
    result += (mention.symbol.empty() ? "-" : mention.symbol) + ' ' + mention.company;
    if (!mention.name.empty()) result += "'" + mention.name + "'";
  }
  return result;
}

TEST_CASE("the code that an article writes wins over who has it today", "[companies][recogniser]") {
  struct Dated {
    const char* body;
    Day day;
    const char* expected;
  };
  const Dated cases[] = {
      {"The razor maker Gillette Co <GS> said it would fight.", {1987, 3, 2}, "GS gillette"},
      {"Texaco Inc <TX> said it would appeal.", {1987, 3, 2}, "TX texaco"},
      {"Chrysler Corp <C> said it would pay more.", {1987, 3, 2}, "C chrysler"},
      {"Citigroup Inc (C.N) rose.", {2007, 3, 2}, "C citigroup"},
      {"Zwillick Widget Co <BRK.B> said so.", {2007, 3, 2}, "BRK.B berkshire-hathaway"},  // a unit of the holder
      {"Zwillick Widget Co <QXZ> said so. Zwillick Widget rose.", {1987, 3, 2}, "QXZ 'Zwillick Widget Co'"},
      {"The maker Zwillick Widget Co <META> said so.", {1987, 3, 2}, "META 'Zwillick Widget Co'"},
      {"Pacific Southwest Widget Corp <QXZ> rose. Southwest Airlines fell.",
       {2007, 3, 2},
       "LUV southwest-airlines, QXZ 'Pacific Southwest Widget Corp'"},
      {"ZWILLICK <QXZ> SETS PAYOUT", {1987, 3, 2}, "QXZ 'ZWILLICK'"},
      {"Zwillick Widget Co <NAN> fell.", {1987, 3, 2}, "NAN 'Zwillick Widget Co'"},
      {"Nova Widget Co <NVA.A.TO> fell.", {1987, 3, 2}, "NVA.A.TO 'Nova Widget Co'"},
      {"The company (NASDAQ: QXZW) fell.", {2019, 3, 1}, "QXZW "},
  };
  for (const Dated& c : cases) {
    CAPTURE(c.body);
    CHECK(companies(c.body, c.day) == c.expected);
  }
}

TEST_CASE("no company is mentioned before it had the name", "[companies][recogniser]") {
  struct Dated {
    const char* body;
    Day day;
    const char* expected;
  };
  const Dated cases[] = {
      {"Tankers sail on. On Monday shares of On rose.", {1987, 3, 2}, ""},
      {"Zuckerberg said that Meta shares rose.", {2018, 3, 1}, ""},
      {"Zuckerberg said that Facebook shares rose.", {2024, 3, 1}, "META meta-platforms"},
      {"Shares of Twitter rose.", {2024, 3, 1}, "- twitter"},
      {"Total revenue rose. Total sales fell.", {2007, 3, 1}, ""},
  };
  for (const Dated& c : cases) {
    CAPTURE(c.body);
    CHECK(companies(c.body, c.day) == c.expected);
  }
}

TEST_CASE("a name that mostly means something else needs evidence", "[companies][recogniser]") {
  struct Dated {
    const char* body;
    Day day;
    const char* expected;
  };
  const Dated cases[] = {
      {"The plant in Dallas was closed by the county of Essex, said Marshal Cohen.", {2009, 3, 2}, ""},
      {"LONDON (Reuters) - Prices rose, a dealer told Reuters.", {2007, 3, 2}, ""},
      {"The founder, John Zimmer, spoke. Zimmer said no more.", {2019, 3, 2}, ""},
      {"Prices fell on the New York Mercantile Exchange.", {2007, 3, 2}, ""},
      {"It grew by $1.3M in a year.", {2019, 3, 2}, ""},
      {"On Twitter, she is a star. She posted a statement on Twitter.", {2019, 3, 2}, ""},
      {"Many investors ran. Source: Shutterstock", {2020, 3, 2}, ""},
      {"Amazon has hired again.", {2019, 3, 2}, "AMZN amazon"},
      {"The Amazon rainforest burns.", {2019, 3, 2}, ""},
      {"Mars sells more M&M's candy than ever.", {2014, 5, 5}, ""},
      {"Analysts at Jefferies Group cut it.", {2019, 3, 2}, "JEF jefferies-financial-group"},
      {"The Dow rose, while the Nasdaq fell 3 points.",
       {2007, 3, 2},
       ".DJI dow-jones-industrial-average, .IXIC nasdaq-composite"},
      {"Stocks .SOX gained.", {2012, 3, 2}, ".SOX philadelphia-semiconductor-index"},
      {"Demand for bitcoin grew.", {2019, 3, 2}, "BTC bitcoin"},
  };
  for (const Dated& c : cases) {
    CAPTURE(c.body);
    CHECK(companies(c.body, c.day) == c.expected);
  }
}

TEST_CASE("codes in brackets are read in every form", "[companies][recogniser]") {
  const Day day{1987, 3, 2};
  CHECK(companies("Zwillick Widget Co <qxzv> said so.", day) == "QXZV 'Zwillick Widget Co'");
  CHECK(companies("Zwillick Widget Co < QXZV.L> said so.", day) == "QXZV.L 'Zwillick Widget Co'");
  CHECK(companies("Zwillick Widget Co <QXZ.> said so.", day) == "QXZ 'Zwillick Widget Co'");
  CHECK(companies("Zwillick <em>Widget</em> Co <qxzv> said so.", day).empty());
}

TEST_CASE("the name before the code of an undated article says whose it is", "[companies][recogniser]") {
  const Case cases[] = {
      {"Chrysler Corp <C> said it would pay more.", "C chrysler"},
      {"Citigroup Inc <C> said it would pay more.", "C citigroup"},
      {"The lender <C> said it would pay more.", "C citigroup"},
      {"Gillette Co <GS> said it would fight.", "GS gillette"},
      {"The maker Zwillick Widget Co <C> said so.", "C 'Zwillick Widget Co'"},
      {"Big Blue (IBM.N) said so.", "IBM international-business-machines"},  // nobody else ever had it
  };
  for (const Case& c : cases) {
    CAPTURE(c.body);
    CHECK(companies(c.body, std::nullopt) == c.expected);
  }
}

TEST_CASE("ISINs and CUSIPs in text are no symbols", "[companies][recogniser]") {
  const Case cases[] = {
      {"The note (US0378331005) rose.", ""},
      {"The note (ISIN: US0378331005, CUSIP: 037833100) rose.", ""},
      {"The note <037833100> and NYSE: US0378331005 rose.", ""},
  };
  check_bodies(cases);
}

TEST_CASE("the label of a figure is no company", "[companies][recogniser]") {
  const Case cases[] = {
      {"Rating: Buy. Price Target: $120.", ""},
      {"Target: 120 dollars a share.", ""},
      {"Target: \xE2\x82\xAC"
       "120 a share.",
       ""},
      {"Shares of Target: they rose.", "TGT name"},
      {"Shares of Reuters Group rose.", "reuters name"},
      {"Nvidia: $120 a share.", "NVDA name"},
  };
  check_bodies(cases);
}

TEST_CASE("an article is about its subjects, not its observers", "[companies][recogniser]") {
  struct AboutCase {
    const char* name;
    const char* title;
    const char* body;
    const char* about;
  };
  const AboutCase cases[] = {
      {"the headline", "Boeing wins an order",
       "A buyer came for it today. Many airlines wait for theirs. Intel saw it.", "boeing "},
      {"an analyst", "Boeing wins an order",
       "That is good for all of them, said a Goldman Sachs analyst. Many wait for more of it. Intel is far away.",
       "boeing "},
      {"the other side in the first sentence", "Boeing wins an order",
       "The maker won the order from Ryanair on Friday. It had waited. Others did not come.", "boeing ryanair "},
      {"an observer in the headline", "Moody's cuts the ratings of a town", "Moody's did so on Friday. It had waited.",
       "moodys "},
      {"an observer and a company in the headline", "Moody's cuts the ratings of Boeing",
       "It did so with those of Boeing on Friday. It had waited.", "boeing "},
      {"the deal of another article", "Boeing wins an order", "Intel plans to buy a unit of Nvidia. It had waited.",
       "boeing "},
      {"examples in the first sentence", "Boeing wins an order",
       "The maker won it, as Intel and Nvidia did on Friday. It had waited. Others did not come.", "boeing "},
      {"named often", "Boeing wins an order",
       "The maker has orders from Ryanair, as Intel did on Friday. Ryanair had waited. Ryanair is glad.",
       "ryanair boeing "},
      {"named again only", "Boeing wins an order",
       "The maker won it from Ryanair, as Intel did on Friday. It had waited. Ryanair had waited too.", "boeing "},
      {"the other side of a deal", "Boeing expects to have more units",
       "Boeing plans to buy a unit of Intel, with a loan of theirs, as Nvidia said on Friday. It had waited.",
       "boeing intel nvidia "},
      {"examples beside a deal", "Boeing expects to have more units",
       "Boeing plans to buy a unit, as rivals such as Intel and Nvidia did on Friday. It had waited.", "boeing "},
      {"a comparison in the second sentence", "Boeing wins an order",
       "A buyer came for it today. Ryanair had one from Intel. Ryanair rose. Ryanair sells.", "boeing "},
      {"most in the text, but not in the headline", "Boeing wins an order",
       "A buyer came for it today. Many airlines wait for theirs. Intel saw it. Intel rose. Intel sells.", "boeing "},
      {"most in the text of a headline without companies", "Chips are sold again",
       "Some buy chips of all kinds today. Many others wait for them. Intel sells. Intel rose. Intel won. Intel is "
       "glad. Boeing fell. "
       "That is all that was said of it on this day, and nobody was there to add another word to what others had said.",
       "intel "},
      {"a small share of the text", "Chips are sold again",
       "Some buy chips of all kinds today. Many others wait for them. Intel sells. Intel rose. Boeing, Nvidia, "
       "Netflix, "
       "Ryanair, Pfizer, Comcast, Exxon Mobil, Starbucks and others fell, and then there was no more to say about it.",
       ""},
      {"named a few times, deep in the text", "Chips are sold again",
       "Some buy chips of all kinds today. Many others wait for them. Intel sells. Intel rose. Intel won. Boeing fell. "
       "That is all that was said of it on this day, and nobody was there to add another word to what others had said.",
       ""},
      {"indices of the first two sentences, in two paragraphs", "Wall Street falls",
       "Stocks fell on Wall Street on Friday as buyers waited.\n\nThe S&P 500 lost 1 percent and the Nasdaq Composite "
       "2 "
       "percent. The Russell 2000 rose. Boeing fell.",
       "nasdaq-composite s-p-500 "},
      {"indices beside a company of the headline", "Boeing wins an order",
       "The S&P 500 and the Nasdaq Composite rose on Friday as many waited. Boeing won.", "boeing "},
      {"the text of another article", "Chips are sold again",
       "Some buy planes of all kinds today. Many others wait for them. Boeing sells. Boeing rose. Boeing won. "
       "Boeing is glad. That is all that was said of it on this day, and nobody was there to add another word to what "
       "others had said.",
       ""},
  };
  for (const AboutCase& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string keys;
      for (const TickerMention& m : recognise(c.title, c.body, Day{2007, 3, 2})) keys += m.about ? m.company + ' ' : "";
      CHECK(keys == c.about);
    }
  }
}

TEST_CASE("a headline names companies by the beginning of their names in the text", "[companies][recogniser]") {
  struct HeadlineCase {
    const char* name;
    const char* title;
    const char* body;
    const char* in_title;
  };
  const HeadlineCase cases[] = {
      {"one word", "Cisco to buy Starent for $2.9 billion",
       "Cisco plans to buy equipment maker Starent Networks Corp to boost its offerings.", "cisco starent-networks "},
      {"several words", "American Axle talks continue",
       "Talks of workers and American Axle & Manufacturing Holdings went on.", "american-axle-manufacturing-holdings "},
      {"an index", "S&P below 700 as doubts stay", "The S&P 500 fell on Tuesday below a round number.", "s-p-500 "},
      {"part of another name", "Cisco expects another offer for Starent Pharma",
       "Cisco plans to buy equipment maker Starent Networks Corp to boost its offerings.", "cisco "},
      {"a given name before it", "Cisco names Peter Starent",
       "Cisco plans to buy equipment maker Starent Networks Corp to boost its offerings.", "cisco "},
      {"a word that begins many names", "China to lend more",
       "The shares of China Southern Airlines rose on Friday in Hong Kong.", ""},
      {"a word that many names have", "General doubts stay", "The shares of General Electric rose on Friday.", ""},
      {"a word in the text", "Dish of the day",
       "The shares of Dish Network rose on Friday, and no other dish was on the table.", ""},
      {"below the first two sentences", "Starent rises",
       "It was a good day. Many rose. Shares of Starent Networks Corp were among them.", "starent-networks "},
      {"an index below the first two sentences", "S&P rises",
       "It was a good day. Many rose. The S&P 500 was among them.", ""},
  };
  for (const HeadlineCase& c : cases) {
    DYNAMIC_SECTION(c.name) {
      std::string keys;
      for (const TickerMention& m : recognise(c.title, c.body, Day{2009, 10, 13}))
        keys += m.in_title ? m.company + ' ' : "";
      CHECK(keys == c.in_title);
    }
  }
}

TEST_CASE("a name that a former name contains is as old as the company", "[companies][recogniser]") {
  CHECK(summary(recognise("", "Shares of Peugeot fell.", Day{2012, 11, 29})) == "PEUP.PA name");
  CHECK(summary(recognise("Kraft snares Cadbury", "Kraft Foods agreed to buy.", Day{2010, 1, 19})) ==
        "KFT name, CBY name");
}

TEST_CASE("a symbol of the source has the company of the day", "[companies][recogniser]") {
  const auto key = [&](const char* symbol, const char* body, Day day) {
    const std::vector<TickerMention> mentions = recogniser().recognise({"", body, {symbol}, day});
    const auto own = std::find_if(mentions.begin(), mentions.end(), [&](const TickerMention& m) {
      return m.symbol == symbol && m.evidence == TickerEvidence::kSource;
    });
    REQUIRE(own != mentions.end());
    return own->company;
  };
  CHECK(key("FB", "", Day{2018, 3, 1}) == "meta-platforms");
  CHECK(key("META", "", Day{2023, 3, 1}) == "meta-platforms");
  CHECK(key("FB", "Zuckerberg of Facebook spoke.", Day{2023, 3, 1}) == "meta-platforms");  // no longer its symbol
  CHECK(key("FB", "", Day{2023, 3, 1}).empty());
  CHECK(key("QXZW", "", Day{2018, 3, 1}).empty());
}

TEST_CASE("a mark directly after its company's name is one mention", "[tickers][recogniser]") {
  const auto mentions = recognise("", "Microsoft Corp. (NASDAQ: MSFT) rose. Microsoft fell.");
  REQUIRE(mentions.size() == 1);
  CHECK(mentions[0].count == 2);
}

TEST_CASE("at most 200 mentions are given, the most frequent ones", "[tickers][recogniser]") {
  std::string body = "First paragraph.\n\n";
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) body += std::string("(NYSE: QX") + a + b + ") ";
  }
  body += "Nvidia and Nvidia";
  const auto mentions = recognise("", body);
  REQUIRE(mentions.size() == 200);
  CHECK(mentions[0].symbol == "NVDA");
}

TEST_CASE("odd and huge texts are handled", "[tickers][recogniser]") {
  const std::string cases[] = {std::string(1'000'000, '('),
                               std::string(1'000'000, '.'),
                               std::string(500'000, 'A'),
                               "(",
                               "$",
                               "<",
                               ":",
                               "NYSE:",
                               "(NYSE:",
                               "NYSE: ",
                               "\xE2\x80\x99s",
                               "'s",
                               "&",
                               " & ",
                               "\xC3\xA9",
                               "$\xC3\xA9",
                               "(A",
                               "(^",
                               "A.",
                               "A.N",
                               "_.N",
                               "\xE2\x82\xAC"};
  for (const std::string& text : cases) CHECK(recognise(text, text).size() <= 1);
}

TEST_CASE("a body of several pieces is read to its end, and only its beginning is the lead", "[tickers][recogniser]") {
  std::string body = "Shares of Acme Robotics (NASDAQ: NVDA) rose.\n\n";
  while (body.size() < 2 * TickerRecogniser::kPieceBytes + 1000)
    body += "Nothing else happened on that day, said one.\n";
  body += "Then $TSLA fell, and (NASDAQ: NVDA) too.";

  const std::vector<TickerMention> mentions = recognise("", body);

  REQUIRE(summary(mentions) == "NVDA exchange-mark, TSLA cashtag");
  CHECK(mentions[0].count == 2);
  CHECK(mentions[0].in_lead);
  CHECK_FALSE(mentions[1].in_lead);
}

TEST_CASE("symbols above a limit are dropped, the first ones are kept", "[tickers][recogniser]") {
  std::string body = "$TSLA fell. ";
  for (char a = 'A'; a <= 'Z'; ++a) {
    for (char b = 'A'; b <= 'Z'; ++b) {
      for (char c = 'A'; c <= 'Z'; ++c) body += std::string("(NYSE: QX") + a + b + c + ") ";
    }
  }
  body += "$TSLA and $TSLA.";
  const std::vector<TickerMention> mentions = recognise("", body);
  REQUIRE(mentions.size() == 200);
  CHECK(mentions[0].symbol == "TSLA");
  CHECK(mentions[0].count == 3);
}

}  // namespace
}  // namespace broadtape
