#include "common/companies/company_directory.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "common/companies/legal_form.h"
#include "common/companies/symbol_form.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

const char* const kCompanies =
    "key\tname\tkind\tcountry\tfrom\tto\tsuccessor\tnames\n"
    "# a remark\n"
    "acme-widgets\tAcme Widgets\tcompany\tUS\t\t\t\tAcme|?Widgets\n"
    "berkshire\tBerkshire\tcompany\tUS\t\t\t\t\n"
    "bitcoin\tBitcoin\tcrypto\t\t\t\t\tBTC-USD|XBT\n"
    "gone\tGone\tcompany\tUS\t1950\t2020-01-01\tacme-widgets\t\n"
    "imperial\tImperial\tcompany\tCA\t\t\t\t\n"
    "newname\tNewname\tcompany\tUS\t1990-03\t\t\tOldname@..2010-05-01|Middlename@2010-05-01..2015-05-01\n"
    "s-p-500\tS&P 500\tindex\t\t\t\t\t^GSPC\n"
    "volkswagen\tVolkswagen\tcompany\tDE\t\t\t\tVW\n"
    "zed\t?Zed\tcompany\tUS\t2012\t\t\t\n"
    "zed-mills\tZed Mills\tcompany\tUS\t\t2012\t\tZed\n";

const char* const kListings =
    "key\texchange\tsymbol\tfrom\tto\tsource\n"
    "acme-widgets\tNYSE\tACM\t\t\tknown\n"
    "acme-widgets\tXETRA\tACM.DE\t\t\tknown\n"
    "berkshire\tNYSE\tBRK.B\t\t\tknown\n"
    "berkshire\tNYSE\tBRK.A\t\t\tknown\n"
    "bitcoin\tCRYPTO\tBTC\t\t\tknown\n"
    "gone\tNYSE\tGONE\t\t2020-01-01\tknown\n"
    "imperial\tAMEX\tIMO\t\t\tknown\n"
    "newname\tNYSE\tOLD\t\t2010-05-01\tknown\n"
    "newname\tNYSE\tMID\t2010-05-01\t2013\tknown\n"
    "newname\tNASDAQ\tMID\t2013\t2015-05\tknown?\n"
    "newname\tNASDAQ\tNEW\t2015-05\t\tknown\n"
    "s-p-500\tS&P\t.SPX\t\t\tknown\n"
    "volkswagen\tOTC\tVWAGY\t\t\tknown\n"
    "volkswagen\tSIX\tVOW.S\t\t\tknown\n"
    "volkswagen\tXETRA\tVOWG_p.DE\t\t\tknown\n"
    "zed\tNYSE\tZED\t2012\t\tknown\n"
    "zed-mills\tNYSE\tZED\t\t2012\treuters-1987\n";

CompanyDirectory small_directory() {
  return CompanyDirectory::from_sources({{"companies.tsv", kCompanies}, {"listings.tsv", kListings}});
}

std::string key_of(const Listing* listing) {
  return listing == nullptr ? "" : std::string(listing->company->key);
}

TEST_CASE("A company has the columns of its row", "[companies][directory]") {
  const CompanyDirectory directory = small_directory();
  const Company* acme = directory.find("acme-widgets");
  REQUIRE(acme != nullptr);
  CHECK(acme->name == "Acme Widgets");
  CHECK(acme->kind == CompanyKind::kCompany);
  CHECK(acme->country == "US");
  const std::vector<CompanyName> names = acme->names();
  REQUIRE(names.size() == 3);
  CHECK(names[0].text == "Acme Widgets");
  CHECK_FALSE(names[1].needs_context);
  CHECK(names[2].text == "Widgets");
  CHECK(names[2].needs_context);
  CHECK(directory.find("zed")->name == "Zed");
  CHECK(directory.find("zed")->name_needs_context);
  CHECK(directory.find("gone")->successor == "acme-widgets");
  CHECK(directory.find("gone")->days == DaySpan{Day{1950, 1, 1}, Day{2020, 1, 1}});
  CHECK(directory.find("newname")->days == DaySpan{Day{1990, 3, 1}, std::nullopt});
  CHECK(directory.find("newname")->names()[2].days == DaySpan{Day{2010, 5, 1}, Day{2015, 5, 1}});
  CHECK(directory.find("Acme") == nullptr);
  CHECK(directory.listings_of(*acme).size() == 2);
  CHECK(directory.listings_of(*directory.find("zed-mills")).size() == 1);
}

TEST_CASE("A symbol belongs to one company on a day", "[companies][directory]") {
  const CompanyDirectory directory = small_directory();
  struct Case {
    const char* symbol;
    std::optional<Day> day;
    const char* key;
  };
  const Case cases[] = {
      {"ZED", Day{2011, 12, 31}, "zed-mills"},
      {"ZED", Day{2012, 1, 1}, "zed"},
      {"ZED", std::nullopt, "zed"},
      {"GONE", Day{2019, 12, 31}, "gone"},
      {"GONE", Day{2020, 1, 1}, ""},
      {"GONE", std::nullopt, "gone"},
      {"MID", Day{2014, 1, 1}, "newname"},
      {"MID", Day{2015, 5, 1}, ""},
      {"zed", std::nullopt, ""},
      {"", std::nullopt, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.symbol, c.day ? format_day(*c.day) : "any day");
    CHECK(key_of(directory.listed(c.symbol, c.day)) == c.key);
  }
  const std::vector<const Listing*> holders = directory.holders("ZED");
  REQUIRE(holders.size() == 2);
  CHECK(key_of(holders[0]) == "zed-mills");
  CHECK(key_of(holders[1]) == "zed");
  CHECK(directory.name_of("ZED") == "Zed");
  CHECK(directory.name_of("QQXY").empty());
}

TEST_CASE("A company is shown under its US listing, else the one at home", "[companies][directory]") {
  const CompanyDirectory directory = small_directory();
  const auto symbol = [&](const char* key, std::optional<Day> day) {
    return std::string(directory.symbol_on(*directory.find(key), day));
  };
  CHECK(symbol("acme-widgets", std::nullopt) == "ACM");
  CHECK(symbol("berkshire", std::nullopt) == "BRK.B");  // the first row
  CHECK(symbol("volkswagen", std::nullopt) == "VOWG_P.DE");
  CHECK(symbol("newname", Day{2010, 4, 30}) == "OLD");
  CHECK(symbol("newname", Day{2012, 1, 1}) == "MID");
  CHECK(symbol("newname", std::nullopt) == "NEW");
  CHECK(symbol("gone", Day{2021, 1, 1}).empty());
  CHECK(symbol("gone", std::nullopt) == "GONE");
}

TEST_CASE("A name belongs to the companies that have it on the day", "[companies][directory]") {
  const CompanyDirectory directory = small_directory();
  const auto keys = [&](const char* name, std::optional<Day> day) {
    std::string all;
    for (const Company* company : directory.named(name, day)) all += std::string(company->key) + ' ';
    return all;
  };
  CHECK(keys("ACME widgets", std::nullopt) == "acme-widgets ");
  CHECK(keys("zed", Day{2000, 1, 1}) == "zed-mills ");
  CHECK(keys("zed", Day{2020, 1, 1}) == "zed ");
  CHECK(keys("zed", std::nullopt) == "zed zed-mills ");
  CHECK(keys("oldname", Day{2020, 1, 1}) == "newname ");  // a former name that no other company has
  CHECK(keys("newname", Day{1980, 1, 1}).empty());
  CHECK(keys("nobody", std::nullopt).empty());
}

TEST_CASE("Every spelling of a symbol has one canonical form", "[companies][directory]") {
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
      {"BF.B", "BF.B"},
      {"XOM-US", "XOM"},
      {"7203-JP", "7203.T"},
      {"BAC-PL", "BAC-PL"},
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
      {"ACM.US", "ACM"},
      {"ACM US Equity", "ACM"},
      {"ACM US", "ACM"},
      {"acm un equity", "ACM"},
      {"7203 JP Equity", "7203.T"},
      {"VOD LN", "VOD.L"},
      {"700 HK Equity", "0700.HK"},
      {"BRK/B US Equity", "BRK.B"},
      {"US:ACM", "ACM"},
      {"UK:VOD", "VOD.L"},
      {"ACM:US", "ACM"},
      {"ACM:NYSE", "ACM"},
      {"XNAS:ACM", "ACM"},
      {"XNYS: BRK.B", "BRK.B"},
      {"XTKS:7203", "7203.T"},
      {"XLON:VOD", "VOD.L"},
      {"US0378331005", ""},  // an ISIN
      {"037833100", ""},     // a CUSIP
      {"US0378331006", "US0378331006"},
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
  const CompanyDirectory directory = small_directory();
  for (const Case& c : cases) {
    CAPTURE(c.written);
    CHECK(directory.canonical(c.written) == c.canonical);
    CHECK(directory.canonical(c.canonical) == c.canonical);
  }
}

TEST_CASE("Identifiers of securities are told by their check digits", "[companies][symbols]") {
  CHECK(identifier_kind("US0378331005") == IdentifierKind::kIsin);
  CHECK(identifier_kind("GB0002634946") == IdentifierKind::kIsin);
  CHECK(identifier_kind("US0378331004") == IdentifierKind::kNone);
  CHECK(identifier_kind("037833100") == IdentifierKind::kCusip);
  CHECK(identifier_kind("17275R102") == IdentifierKind::kCusip);
  CHECK(identifier_kind("037833101") == IdentifierKind::kNone);
  CHECK(identifier_kind("VOWG_P.DE") == IdentifierKind::kNone);
  CHECK(identifier_kind("") == IdentifierKind::kNone);
}

TEST_CASE("The symbols of a company have their days", "[companies][directory]") {
  const CompanyDirectory directory = small_directory();
  const std::vector<SymbolSpan> renamed = {{"OLD", std::nullopt, Day{2010, 5, 1}},
                                           {"MID", Day{2010, 5, 1}, Day{2015, 5, 1}},  // on two exchanges in turn
                                           {"NEW", Day{2015, 5, 1}, std::nullopt}};
  CHECK(directory.history("NEW") == renamed);
  CHECK(directory.history("MID") == renamed);
  CHECK(directory.history("OLD") == renamed);
  CHECK(directory.history("GONE") == std::vector<SymbolSpan>{{"GONE", std::nullopt, Day{2020, 1, 1}}});
  CHECK(directory.history("QQXY") == std::vector<SymbolSpan>{{"QQXY", std::nullopt, std::nullopt}});
  CHECK(directory.history("ZED") == std::vector<SymbolSpan>{{"ZED", Day{2012, 1, 1}, std::nullopt}});
}

TEST_CASE("A row that cannot be read is named by file and line", "[companies][directory]") {
  struct Case {
    const char* name;
    const char* text;
    const char* message;
  };
  const Case cases[] = {
      {"unknown kind", "key\tname\tkind\n#\nacme\tAcme\tbond\n", "mine.tsv:3: unknown kind \"bond\""},
      {"no key", "key\tname\tkind\nAcme!\tAcme\tcompany\n", "mine.tsv:2: \"Acme!\" cannot be a key"},
      {"no name", "key\tname\tkind\nacme\t\tcompany\n", "mine.tsv:2: a company needs a name"},
      {"bad day", "key\tname\tkind\tcountry\tfrom\nacme\tAcme\tcompany\t\t2025-02-31\n",
       "mine.tsv:2: \"2025-02-31\" is not a date such as 2022, 2022-06 or 2022-06-09"},
      {"bad day of a name", "key\tname\tkind\tcountry\tfrom\tto\tsuccessor\tnames\nacme\tA\tcompany\t\t\t\t\tB@..20\n",
       "mine.tsv:2: \"20\" is not a date such as 2022, 2022-06 or 2022-06-09"},
      {"days in reverse", "key\texchange\tsymbol\tfrom\tto\nacme\tNYSE\tACM\t2020\t2019\n",
       "mine.tsv:2: the days end before they begin"},
      {"no symbol", "key\texchange\tsymbol\nacme\tNYSE\ta b\n", "mine.tsv:2: \"a b\" cannot be a symbol"},
      {"unknown company", "key\texchange\tsymbol\nacme\tNYSE\tACM\n",
       "the listing ACM is of \"acme\", which is no company of the directory"},
      {"a list without names", "ACM\n", "mine.tsv:1: a symbol needs a name"},
      {"not UTF-8", "\xFF\n", "mine.tsv is not UTF-8"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK_THROWS_WITH(CompanyDirectory::from_sources({{"mine.tsv", c.text}}), c.message);
    }
  }
}

// The built-in directory and a file with `text`.
CompanyDirectory with_own(const std::string& text) {
  const std::string path = (std::filesystem::temp_directory_path() / "broadtape-companies.tsv").string();
  std::ofstream(path) << text;
  CompanyDirectory directory = CompanyDirectory::with_files({path});
  std::filesystem::remove(path);
  return directory;
}

TEST_CASE("A user's list of symbols and names adds companies and renames known ones", "[companies][directory]") {
  for (const char* text :
       {"NVDA\tMy Own Name\r\nQQXY\tQuixy\n", "symbol\tname\nNVDA\tMy Own Name\nQQXY\tQuixy\n",
        "NVDA,My Own Name\nQQXY,Quixy\n", "NVDA\tNASDAQ\tstock\tMy Own Name\tMine\nQQXY\tOTC\tstock\tQuixy\n"}) {
    CAPTURE(text);
    const CompanyDirectory directory = with_own(text);
    CHECK(directory.name_of("NVDA") == "My Own Name");
    CHECK(key_of(directory.listed("NVDA", std::nullopt)) == "nvidia");
    REQUIRE(directory.named("Nvidia", std::nullopt).size() == 1);
    CHECK(key_of(directory.listed("QQXY", Day{1999, 1, 1})) == "quixy");
    CHECK(directory.name_of("MSFT") == "Microsoft");
  }
}

TEST_CASE("A user's rows replace the shipped ones", "[companies][directory]") {
  const CompanyDirectory directory = with_own("key\tname\tkind\nnvidia\tMy Own Name\tcompany\nquixy\tQuixy\tcompany\n");
  CHECK(directory.name_of("NVDA") == "My Own Name");
  CHECK(directory.named("Quixy", std::nullopt).size() == 1);
  CHECK_THROWS_AS(CompanyDirectory::with_files({"/absent/file"}), Error);
}

TEST_CASE("A user's listing is preferred to the shipped holder of its symbol", "[companies][directory]") {
  const CompanyDirectory directory = with_own("key\texchange\tsymbol\tfrom\tto\nmicrosoft\tNYSE\tNVDA\t2001\t2002\n");
  CHECK(directory.name_of("NVDA", Day{2001, 6, 1}) == "Microsoft");
  CHECK(directory.name_of("NVDA", Day{2003, 6, 1}) == "Nvidia");
}

TEST_CASE("The key of a name is its letters and digits", "[companies][directory]") {
  CHECK(company_key("General Motors") == "general-motors");
  CHECK(company_key("McDonald's") == "mcdonalds");
  CHECK(company_key("S&P 500") == "s-p-500");
  CHECK(company_key("Nestl\xC3\xA9 (Suisse) S.A.") == "nestle-suisse-s-a");
}

TEST_CASE("Words of the language of finance are told from symbols", "[companies][directory]") {
  const CompanyDirectory& directory = CompanyDirectory::builtin();
  CHECK(directory.is_abbreviation("GDP"));
  CHECK_FALSE(directory.is_abbreviation("NVDA"));
  CHECK(directory.is_ordinary_word("ALL"));
  CHECK(directory.is_ric_suffix("DE"));
  CHECK_FALSE(directory.is_ric_suffix("QQ"));
  CHECK(directory.context_of("Apple") != nullptr);
  CHECK(directory.context_of("Nvidia") == nullptr);
}

TEST_CASE("names without their legal forms", "[companies]") {
  struct Case {
    const char* name;
    const char* without_last;
    const char* core;
  };
  const Case cases[] = {
      {"Acme Co., Ltd.", "Acme Co.", "Acme"},
      {"Acme, Inc.", "Acme", "Acme"},
      {"Acme S.p.A.", "Acme", "Acme"},
      {"ACME S.A", "ACME", "ACME"},
      {"Acme Holdings", "", "Acme Holdings"},
      {"Acme Incubator", "", "Acme Incubator"},
      {"Inc", "", "Inc"},
      {", Inc.", "", ", Inc."},
      {"", "", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(without_last_legal_form(c.name) == c.without_last);
    CHECK(without_legal_forms(c.name) == c.core);
  }
}

TEST_CASE("A name may be the beginning of another company's name", "[companies][directory]") {
  const CompanyDirectory directory =
      CompanyDirectory::from_sources({{"companies.tsv",
                                       "key\tname\tkind\tcountry\tfrom\tto\tsuccessor\tnames\n"
                                       "fleet-one\tFleet One\tcompany\tUS\t\t\t\t\n"
                                       "fleet-street\tFl\u00e9et Street Trust\tcompany\tUS\t\t\t\tFleet\n"
                                       "quill\tQuill\tcompany\tUS\t\t\t\tQuill Mark\n"}});
  const Company& street = *directory.find("fleet-street");
  CHECK(directory.begins_other_name("FLEET", street));
  CHECK(directory.begins_other_name("fleet street", *directory.find("fleet-one")));
  CHECK_FALSE(directory.begins_other_name("Fleet Street", street));
  CHECK_FALSE(directory.begins_other_name("Flee", street));
  CHECK_FALSE(directory.begins_other_name("Quill", *directory.find("quill")));
  CHECK_FALSE(directory.begins_other_name("Zulu", street));
  CHECK(directory.named("FLEET STREET TRUST", std::nullopt).size() == 1);
}

}  // namespace
}  // namespace broadtape
