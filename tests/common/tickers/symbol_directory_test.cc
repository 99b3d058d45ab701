#include "common/tickers/symbol_directory.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "common/error/error.h"

namespace broadtape {
namespace {

SymbolDirectory small_directory() {
  return SymbolDirectory::from_sources({
      {"symbols/us.tsv",
       "symbol\texchange\tkind\tname\taliases\n"
       "# a remark\n"
       "ACM\tNYSE\tstock\tAcme Widgets\tAcme|?Widgets\n"
       "BRK.B\tNYSE\tstock\tBerkshire\t\n"
       "NEW\tNASDAQ\tstock\tNewname\tOldname\n"
       "BTC\tCRYPTO\tcrypto\tBitcoin\tBTC-USD|XBT\n"
       ".SPX\tS&P\tindex\tS&P 500\t^GSPC\n"
       "IMO\tAMEX\tstock\tImperial\t\n"
       "ZED\tNYSE\tstock\tZed\t\n"},
      {"symbols/foreign.tsv",
       "symbol\texchange\tkind\tname\taliases\tus_symbol\n"
       "ACM.DE\tXETRA\tstock\t=ACM\t\tACM\n"
       "VOWG_p.DE\tXETRA\tstock\tVolkswagen\t\t\n"},
      {"symbols/changes.tsv",
       "date\told\tnew\tcompany\tkind\tnote\n"
       "2010-05-01\tOLD\tMID\tOldname\trename\t\n"
       "2015-05-01\tMID\tNEW\tMiddlename\trename\t\n"
       "2012-01-01\tZED\t\tFormer Zed\tdelisted\t\n"
       "2020-01-01\tGONE\t\tGone Corp\tdelisted\t\n"},
      {"symbols/ric-suffixes.tsv",
       "suffix\texchange\tcountry\tnote\nN\tNYSE\tUS\t\nO\tNASDAQ\tUS\t\nA\tAMEX\tUS\t\nDE\tXETRA\tDE\t\nT\tTSE\tJP\t\n"
       "HK\tHKEX\tHK\t\nL\tLSE\tGB\t\n"},
      {"words/not-symbols.txt", "# remark\nGDP\n"},
      {"words/ambiguous-symbols.txt", "ACM\n"},
      {"words/name-context.tsv", "name\tcompany-words\tother-words\nWidgets\tfactory, Gadgets\ttoy\n"},
  });
}

TEST_CASE("entries have the columns of their row", "[tickers][directory]") {
  const SymbolDirectory directory = small_directory();
  const SymbolEntry* acme = directory.find("ACM");
  REQUIRE(acme != nullptr);
  CHECK(acme->exchange == "NYSE");
  CHECK(acme->kind == SymbolKind::kStock);
  CHECK(acme->name == "Acme Widgets");
  REQUIRE(acme->names.size() == 3);
  CHECK(acme->names[1].text == "Acme");
  CHECK_FALSE(acme->names[1].needs_context);
  CHECK(acme->names[2].text == "Widgets");
  CHECK(acme->names[2].needs_context);
  CHECK(acme->is_ordinary_word);
  CHECK_FALSE(directory.find("BTC")->is_ordinary_word);
  CHECK(directory.find("acm") == nullptr);
}

TEST_CASE("a secondary listing has the company's name and none of its own", "[tickers][directory]") {
  const SymbolDirectory directory = small_directory();
  const SymbolEntry* german = directory.find("ACM.DE");
  REQUIRE(german != nullptr);
  CHECK(german->name == "Acme Widgets");
  CHECK(german->names.empty());
  CHECK(german->primary == "ACM");
  CHECK(german->us_symbol == "ACM");
}

TEST_CASE("abbreviations and the neighbours of names are known", "[tickers][directory]") {
  const SymbolDirectory directory = small_directory();
  CHECK(directory.is_abbreviation("GDP"));
  CHECK_FALSE(directory.is_abbreviation("ACM"));
  const auto* context = directory.context_of("Widgets");
  REQUIRE(context != nullptr);
  CHECK(context->for_company == std::vector<std::string>{"factory", "gadgets"});
  CHECK(context->against == std::vector<std::string>{"toy"});
  CHECK(directory.context_of("Acme") == nullptr);
}

TEST_CASE("every spelling of a symbol has one canonical form", "[tickers][directory]") {
  struct Case {
    const char* written;
    const char* canonical;
  };
  const Case cases[] = {
      {"acm", "ACM"},
      {" ACM ", "ACM"},
      {"$ACM", "ACM"},
      {"brk-b", "BRK.B"},
      {"BRK/B", "BRK.B"},
      {"BRKb.N", "BRK.B"},
      {"BF-A", "BF.A"},
      {"XOM.N", "XOM"},
      {"acm.o", "ACM"},
      {"IMO.A", "IMO"},
      {"HEI.A", "HEI.A"},
      {"NASDAQ:NVDA", "NVDA"},
      {"NYSE: BRK-B", "BRK.B"},
      {"BTC-USD", "BTC"},
      {"XBT", "BTC"},
      {"^GSPC", ".SPX"},
      {"7203.T", "7203.T"},
      {"5.HK", "0005.HK"},
      {"VOWG_p.DE", "VOWG_P.DE"},
      {"unknown", "UNKNOWN"},
      {"HKEX:700", "0700.HK"},
      {"BAC-N", "BAC-N"},
      {"Euronext:SSB/A", "SSB.A"},
      {"Euronext:B.O", "B"},
      {"LON:BP.", "BP.L"},
      {"TSX:M.N", "MN.TO"},
      {"LSE:BP.L", "BP.L"},
      {"", ""},
      {"nan", ""},
      {"None", ""},
      {"N/A", ""},
      {"two words", ""},
      {"12", ""},
      {"-", ""},
      {"$", ""},
      {":", ""},
      {"ODD:ACM", ""},
      {"AVERYLONGSYMBOLTHATISNONE", ""},
      {"<b>", ""},
      {"\xC3\x89", ""},
  };
  const SymbolDirectory directory = small_directory();
  for (const Case& c : cases) {
    CAPTURE(c.written);
    CHECK(directory.canonical(c.written) == c.canonical);
    CHECK(directory.canonical(c.canonical) == c.canonical);
  }
}

TEST_CASE("the symbols of a company have date ranges", "[tickers][directory]") {
  const SymbolDirectory directory = small_directory();
  const std::vector<SymbolSpan> renamed = {{"OLD", std::nullopt, Day{2010, 5, 1}},
                                           {"MID", Day{2010, 5, 1}, Day{2015, 5, 1}},
                                           {"NEW", Day{2015, 5, 1}, std::nullopt}};
  CHECK(directory.history("NEW") == renamed);
  CHECK(directory.history("MID") == renamed);
  CHECK(directory.history("OLD") == renamed);
  CHECK(directory.history("GONE") == std::vector<SymbolSpan>{{"GONE", std::nullopt, Day{2020, 1, 1}}});
  CHECK(directory.history("ACM") == std::vector<SymbolSpan>{{"ACM", std::nullopt, std::nullopt}});
  CHECK(directory.history("QQXY") == std::vector<SymbolSpan>{{"QQXY", std::nullopt, std::nullopt}});
  // Another company had this symbol before.
  CHECK(directory.history("ZED") == std::vector<SymbolSpan>{{"ZED", Day{2012, 1, 1}, std::nullopt}});
}

TEST_CASE("the shipped directory knows when symbols changed hands", "[tickers][directory]") {
  const SymbolDirectory& directory = SymbolDirectory::builtin();
  const std::vector<SymbolSpan> meta = {{"FB", std::nullopt, Day{2022, 6, 9}}, {"META", Day{2022, 6, 9}, std::nullopt}};
  CHECK(directory.history("META") == meta);
  CHECK(directory.history("FB") == meta);
  const std::vector<SymbolSpan> fiserv = {{"FISV", std::nullopt, Day{2023, 6, 7}},
                                          {"FI", Day{2023, 6, 7}, Day{2025, 11, 11}},
                                          {"FISV", Day{2025, 11, 11}, std::nullopt}};
  CHECK(directory.history("FISV") == fiserv);
  CHECK(directory.history("FI") == fiserv);
}

TEST_CASE("an old symbol is followed to the one of the day", "[tickers][directory]") {
  const SymbolDirectory directory = small_directory();
  CHECK(directory.follow("OLD", Day{2010, 4, 30}) == "OLD");
  CHECK(directory.follow("OLD", Day{2010, 5, 1}) == "MID");
  CHECK(directory.follow("OLD", Day{2016, 1, 1}) == "NEW");
  CHECK(directory.follow("OLD", std::nullopt) == "NEW");
  CHECK(directory.follow("GONE", std::nullopt) == "GONE");
  CHECK(directory.is_known("GONE", Day{2019, 12, 31}));
  CHECK_FALSE(directory.is_known("GONE", Day{2020, 1, 1}));
  CHECK_FALSE(directory.is_known("QQXY", std::nullopt));
}

TEST_CASE("a row that cannot be read is named by file and line", "[tickers][directory]") {
  struct Case {
    const char* name;
    const char* text;
    const char* message;
  };
  const Case cases[] = {
      {"too few columns", "ACM\tNYSE\n",
       "mine.tsv:1: a listing has at least four columns: symbol, exchange, kind, name"},
      {"unknown kind", "#\nACM\tNYSE\tbond\tAcme\n", "mine.tsv:2: unknown kind \"bond\""},
      {"no symbol", "a b\tNYSE\tstock\tAcme\n", "mine.tsv:1: \"a b\" cannot be a symbol"},
      {"no name", "ACM\tNYSE\tstock\t\n", "mine.tsv:1: a listing needs a name"},
      {"bad day", "date\told\n2025-02-31\tA\tB\tAcme\trename\n",
       "mine.tsv:2: \"2025-02-31\" is not a date such as 2022-06-09"},
      {"delisted to somewhere", "date\told\n2025-02-01\tA\tB\tAcme\tdelisted\n",
       "mine.tsv:2: a delisting must not have a new symbol, any other change must have one"},
      {"unknown primary", "ACM\tNYSE\tstock\t=NOPE\n", "ACM shares the names of NOPE, which is not listed"},
      {"not UTF-8", "\xFF\n", "mine.tsv is not UTF-8"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK_THROWS_WITH(SymbolDirectory::from_sources({{"mine.tsv", c.text}}), c.message);
    }
  }
}

TEST_CASE("the user's rows replace the shipped ones", "[tickers][directory]") {
  const std::string path = (std::filesystem::temp_directory_path() / "broadtape-symbols.tsv").string();
  std::ofstream(path) << "NVDA\tNASDAQ\tstock\tMy Own Name\tMine\r\nQQXY\tOTC\tstock\tQuixy\n";
  const SymbolDirectory directory = SymbolDirectory::with_files({path});
  std::filesystem::remove(path);
  CHECK(directory.find("NVDA")->name == "My Own Name");
  CHECK(directory.find("NVDA")->names.size() == 2);
  CHECK(directory.find("QQXY")->exchange == "OTC");
  CHECK(directory.find("MSFT") != nullptr);
  CHECK_THROWS_AS(SymbolDirectory::with_files({path + ".absent"}), Error);
}

}  // namespace
}  // namespace broadtape
