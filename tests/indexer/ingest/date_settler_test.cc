#include "indexer/ingest/date_settler.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace broadtape;

namespace {

struct Dated {
  const char* source;
  std::string text;
};

RawArticle record_of(const Dated& dated) {
  RawArticle raw;
  raw.title = "Acme rises";
  raw.source = dated.source;
  raw.date_text = dated.text;
  return raw;
}

// What comes out of a settler: a line for each record and each message.
class Settled {
 public:
  explicit Settled(const DateSettings& given = {})
      : settler_(given, {[this](RawArticle&& raw, ArticleDate&& date, std::uint64_t stream) {
                           const std::string read = date.result ? format_instant(date.result.date->instant) : "undated";
                           lines.push_back(raw.date_text + " -> " + read);
                           streams.push_back(stream);
                         },
                         [this](std::uint64_t stream) { ended.push_back(stream); },
                         [this](const std::string& what, std::optional<std::uint64_t> stream) {
                           messages.push_back((stream ? "" : "all: ") + what);
                         }}) {}

  // An INPUT of these streams.
  void read_input(const std::vector<std::vector<Dated>>& input) {
    settler_.start();
    for (const std::vector<Dated>& stream : input) {
      settler_.start_stream();
      for (const Dated& dated : stream) settler_.take(record_of(dated));
      settler_.finish_stream();
    }
    settler_.finish();
  }
  void read_stream(const std::vector<Dated>& stream) { read_input({stream}); }

  DateSettler& settler() { return settler_; }

  std::vector<std::string> lines;
  std::vector<std::string> messages;
  std::vector<std::uint64_t> streams;  // of the lines
  std::vector<std::uint64_t> ended;

 private:
  DateSettler settler_;
};

}  // namespace

TEST_CASE("The other dates of an input settle its ambiguous dates, in the order of the records", "[ingest][dates]") {
  struct Case {
    const char* name;
    std::vector<Dated> input;
    std::vector<std::string> lines;
    std::vector<std::string> messages;
  };
  const Case cases[] = {
      {"a later date shows that the day is first",
       {{"A", "01/02/2025"}, {"A", "2025-01-30"}, {"B", "13/02/2025"}},
       {"01/02/2025 -> 2025-02-01", "2025-01-30 -> 2025-01-30", "13/02/2025 -> 2025-02-13"},
       {"day first, by 1 of 2 dates"}},
      {"an earlier date shows that the month is first",
       {{"A", "02/13/2025"}, {"A", "01/02/2025"}},
       {"02/13/2025 -> 2025-02-13", "01/02/2025 -> 2025-01-02"},
       {"month first, by 1 of 2 dates"}},
      {"dots show nothing about slashes",
       {{"A", "13.02.2025"}, {"A", "01/02/2025"}},
       {"13.02.2025 -> 2025-02-13", "01/02/2025 -> undated"},
       {"nothing shows whether the day or the month is first in 1 dates; choose by --date-order"}},
      {"a contradiction within a source",
       {{"A", "13/02/2025"}, {"A", "02/13/2025"}, {"A", "01/02/2025"}},
       {"13/02/2025 -> 2025-02-13", "02/13/2025 -> 2025-02-13", "01/02/2025 -> undated"},
       {"the day is first in 1 and the month in 1 of 3 dates; the others depend on their source, or choose by "
        "--date-order"}},
      {"each source with enough evidence has its own order",
       {{"A", "01/02/2025"},
        {"B", "01/02/2025"},
        {"C", "01/02/2025"},
        {"A", "13/02/2025"},
        {"A", "14/02/2025"},
        {"B", "02/13/2025"},
        {"B", "02/14/2025"},
        {"C", "02/15/2025"}},
       {"01/02/2025 -> 2025-02-01", "01/02/2025 -> 2025-01-02", "01/02/2025 -> undated", "13/02/2025 -> 2025-02-13",
        "14/02/2025 -> 2025-02-14", "02/13/2025 -> 2025-02-13", "02/14/2025 -> 2025-02-14", "02/15/2025 -> 2025-02-15"},
       {"the day is first in 2 and the month in 3 of 8 dates; the others depend on their source, or choose by "
        "--date-order"}},
      {"a column of day numbers",
       {{"A", "45306"}, {"A", "45307.5"}},
       {"45306 -> 2024-01-15", "45307.5 -> 2024-01-16T12:00:00Z"},
       {"day numbers of a spreadsheet, by 2 of 2 dates"}},
      {"a number among dates",
       {{"A", "45306"}, {"A", "45307"}, {"A", "2025-01-30"}},
       {"45306 -> undated", "45307 -> undated", "2025-01-30 -> 2025-01-30"},
       {}},
      {"a single number", {{"A", "45306"}}, {"45306 -> undated"}, {}},
      {"no ambiguous dates", {{"A", "13/02/2025"}, {"A", "soon"}}, {"13/02/2025 -> 2025-02-13", "soon -> undated"}, {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Settled settled;
      settled.read_stream(c.input);
      CHECK(settled.lines == c.lines);
      CHECK(settled.messages == c.messages);
    }
  }
}

TEST_CASE("An order that the user gives needs no evidence, and a date that shows another keeps it", "[ingest][dates]") {
  DateSettings given;
  given.order = DateOrder::kMonthFirst;
  Settled settled(given);
  settled.read_stream({{"A", "13/02/2025"}, {"A", "01/02/2025"}});
  CHECK(settled.lines == std::vector<std::string>{"13/02/2025 -> 2025-02-13", "01/02/2025 -> 2025-01-02"});
  CHECK(settled.messages.empty());
}

TEST_CASE("The dates of one INPUT say nothing about the next", "[ingest][dates]") {
  Settled settled;
  settled.read_stream({{"A", "13/02/2025"}, {"A", "01/02/2025"}});
  settled.read_stream({{"A", "01/02/2025"}});
  CHECK(settled.lines.back() == "01/02/2025 -> undated");
}

TEST_CASE("The dates of an INPUT settle the streams that show nothing themselves", "[ingest][dates]") {
  struct Case {
    const char* name;
    std::vector<std::vector<Dated>> input;
    std::vector<std::string> lines;
    std::vector<std::string> messages;
  };
  const Case cases[] = {
      {"files of one record",
       {{{"", "01/02/2025"}}, {{"", "2025-01-30"}}, {{"", "13/02/2025"}}, {{"B", "03/02/2025"}}},
       {"01/02/2025 -> 2025-02-01", "2025-01-30 -> 2025-01-30", "13/02/2025 -> 2025-02-13", "03/02/2025 -> 2025-02-03"},
       {"all: day first, by 1 of 3 dates"}},
      {"files of one record whose sources differ",
       {{{"A", "01/02/2025"}},
        {{"B", "01/02/2025"}},
        {{"C", "01/02/2025"}},
        {{"A", "13/02/2025"}},
        {{"A", "14/02/2025"}},
        {{"B", "02/13/2025"}},
        {{"B", "02/14/2025"}}},
       {"01/02/2025 -> 2025-02-01", "01/02/2025 -> 2025-01-02", "01/02/2025 -> undated", "13/02/2025 -> 2025-02-13",
        "14/02/2025 -> 2025-02-14", "02/13/2025 -> 2025-02-13", "02/14/2025 -> 2025-02-14"},
       {"all: the day is first in 2 and the month in 2 of 7 dates; the others depend on their source, or choose by "
        "--date-order"}},
      {"a file of several records by its sources only",
       {{{"A", "01/02/2025"}, {"B", "01/02/2025"}}, {{"A", "13/02/2025"}, {"A", "2025-01-30"}}},
       {"01/02/2025 -> 2025-02-01", "01/02/2025 -> undated", "13/02/2025 -> 2025-02-13", "2025-01-30 -> 2025-01-30"},
       {"day first, by 1 of 3 dates; 1 of other sources stay undated, choose by --date-order"}},
      {"a file that shows an order keeps it, whatever the others show",
       {{{"A", "02/13/2025"}, {"A", "01/02/2025"}}, {{"A", "13/02/2025"}}, {{"A", "14/02/2025"}}},
       {"02/13/2025 -> 2025-02-13", "01/02/2025 -> 2025-01-02", "13/02/2025 -> 2025-02-13", "14/02/2025 -> 2025-02-14"},
       {"month first, by 1 of 2 dates"}},
      {"nothing shows anything",
       {{{"A", "01/02/2025"}}, {{"B", "02/03/2025"}}},
       {"01/02/2025 -> undated", "02/03/2025 -> undated"},
       {"all: nothing shows whether the day or the month is first in 2 dates; choose by --date-order"}},
      {"files with day numbers",
       {{{"A", "45306"}}, {{"A", "45307"}}},
       {"45306 -> 2024-01-15", "45307 -> 2024-01-16"},
       {"all: day numbers of a spreadsheet, by 2 of 2 dates"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Settled settled;
      settled.read_input(c.input);
      CHECK(settled.lines == c.lines);
      CHECK(settled.messages == c.messages);
      CHECK(std::is_sorted(settled.streams.begin(), settled.streams.end()));
      CHECK(settled.ended.size() == c.input.size());
      CHECK(std::is_sorted(settled.ended.begin(), settled.ended.end()));
    }
  }
}

TEST_CASE("Streams wait only up to a limit, and later ones follow what was settled", "[ingest][dates]") {
  Settled settled;
  DateSettler& settler = settled.settler();
  const auto read_stream = [&](const char* text) {
    settler.start_stream();
    settler.take(record_of({"", text}));
    settler.finish_stream();
  };
  settler.start();
  read_stream("13/02/2025");
  read_stream("01/02/2025");
  for (std::size_t i = 1; i < DateSettler::kMaxWaiting / 2; ++i) read_stream("2025-01-30");
  CHECK(settled.messages == std::vector<std::string>{"day first, by 1 of 2 dates"});
  CHECK(settled.lines.size() == 1 + DateSettler::kMaxWaiting / 2);
  read_stream("02/13/2025");  // too late to contradict
  read_stream("03/04/2025");
  CHECK(settled.lines.back() == "03/04/2025 -> 2025-04-03");
  settler.finish();
  CHECK(settled.messages.size() == 1);
}

TEST_CASE("Records wait only from the first ambiguous date on, and only up to a limit", "[ingest][dates]") {
  Settled settled;
  settled.settler().start();
  settled.settler().start_stream();
  settled.settler().take(record_of({"A", "2025-01-30"}));
  CHECK(settled.lines.size() == 1);
  settled.settler().take(record_of({"A", "01/02/2025"}));
  settled.settler().take(record_of({"A", "13/02/2025"}));
  CHECK(settled.lines.size() == 1);

  SECTION("of records") {
    for (std::size_t i = 2; i < DateSettler::kMaxWaiting; ++i) settled.settler().take(record_of({"A", "2025-01-30"}));
    CHECK(settled.lines.size() == DateSettler::kMaxWaiting + 1);
    settled.settler().take(record_of({"A", "12/13/2025"}));  // too late to contradict
    settled.settler().take(record_of({"A", "03/04/2025"}));
    CHECK(settled.lines.back() == "03/04/2025 -> 2025-04-03");
  }
  SECTION("of text") {
    RawArticle large = record_of({"A", "2025-01-30"});
    large.body.assign(DateSettler::kMaxWaitingBytes, 'x');
    settled.settler().take(std::move(large));
    CHECK(settled.lines.size() == 4);
  }
  CHECK(settled.lines[1] == "01/02/2025 -> 2025-02-01");
  CHECK(settled.messages == std::vector<std::string>{"day first, by 1 of 2 dates"});
  settled.settler().finish_stream();
  settled.settler().finish();
  CHECK(settled.messages.size() == 1);
}
