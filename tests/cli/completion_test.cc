// What --generate prints, in the shells and the formatter that read it.
#include <catch2/catch.hpp>

#include "tests/support/article_maker.h"
#include "tests/support/programs.h"
#include "tests/support/shell.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const TestArchive& completion_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles;
    const auto add = [&](const char* title, const char* source, const char* ticker) {
      Article article = make_article(title, "Shares rose.");
      article.source = source;
      article.tickers = {from_source(ticker)};
      articles.push_back(article);
    };
    add("first", "Harbor Wire", "NVDA");
    add("second", "Harbour & Sons", "NVO");
    add("third", "Plain", "BRK.B");
    return TestArchive(articles, 1);
  }();
  return made;
}

bool has_program(const std::string& name) {
  if (shell("command -v " + name).status == 0) return true;
  WARN("skipped: " + name + " is not installed");
  return false;
}

// What bash would put in the place of the last of `words`, the words of a line as bash cuts them; one a line.
std::string completed_by_bash(const std::string& program, const std::vector<std::string>& words,
                              const std::string& line) {
  std::string script = "source <(" + shell_quoted(program) + " --generate complete-bash)\nCOMP_WORDS=(";
  for (const std::string& word : words) script += " " + shell_quoted(word);
  script += ")\nCOMP_CWORD=" + std::to_string(words.size() - 1) + " COMP_LINE=" + shell_quoted(line) +
            " COMP_POINT=${#COMP_LINE}\n";
  const bool index = program == kTapeIndex;
  script += index ? "_tape_index\n" : "_tape_search\n";
  script += "printf '%s\\n' \"${COMPREPLY[@]}\"";
  const ShellResult result =
      shell("BROADTAPE_ARCHIVE=" + completion_archive().path() + " bash --norc -c " + shell_quoted(script));
  CHECK(result.err.empty());
  return result.out;
}

TEST_CASE("Bash completes verbs, options and their values", "[cli][completion][repeated]") {
  if (!has_program("bash")) return;
  struct Case {
    std::vector<std::string> words;  // behind the program; as bash cuts them
    std::string line;                // behind the program
    std::string replies;
  };
  const Case cases[] = {
      {{"fi"}, "fi", "find\nfirst_seen:\n"},
      {{"fin"}, "fin", "find\n"},
      {{"find", "--tick"}, "find --tick", "--ticker\n"},
      {{"show", "--tick"}, "show --tick", "\n"},
      {{"--sort", "new"}, "--sort new", "newest\n"},
      {{"--facets", "ticker,mon"}, "--facets ticker,mon", "ticker,month\n"},
      {{"--color", "=", "al"}, "--color=al", "always\n"},
      {{"--ticker", "NV"}, "--ticker NV", "NVDA\nNVO\n"},
      {{"--ticker", "nvd"}, "--ticker nvd", "NVDA\n"},
      {{"--ticker", "=", "NVD"}, "--ticker=NVD", "NVDA\n"},
      {{"--ticker", "NVDA,BR"}, "--ticker NVDA,BR", "NVDA,BRK.B\n"},
      {{"--source", "Harbor"}, "--source Harbor", "Harbor\\ Wire\n"},
      {{"--source", "Harbour"}, "--source Harbour", "Harbour\\ \\&\\ Sons\n"},
      {{"--source", "'Harbour"}, "--source 'Harbour", "Harbour & Sons\n"},
      {{"--source", "\"Harbor W"}, "--source \"Harbor W", "Harbor Wire\n"},
      {{"--source", "Plain,Harbor\\ W"}, "--source Plain,Harbor\\ W", "Plain,Harbor\\ Wire\n"},
      {{"find", "ticker", ":", "NVD"}, "find ticker:NVD", "NVDA\n"},
      {{"find", "'oil ticker:NVDA,BR"}, "find 'oil ticker:NVDA,BR", "oil ticker:NVDA,BRK.B\n"},
      {{"find", "'oil (source:Harbor"}, "find 'oil (source:Harbor", "oil (source:\"Harbor Wire\"\n"},
      {{"find", "'source:\"Harbor W"}, "find 'source:\"Harbor W", "source:\"Harbor Wire\"\n"},
      {{"find", "tick"}, "find tick", "ticker:\n"},
      {{"find", "is", ":", "corr"}, "find is:corr", "corrected\n"},
      {{"find", "--archive", "/nowhere", "--ticker", "N"}, "find --archive /nowhere --ticker N", "\n"},
      {{"find", "--", "--tick"}, "find -- --tick", "\n"},
      {{"complete"}, "complete", "\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.line) {
      std::vector<std::string> words = {kTapeSearch};
      words.insert(words.end(), c.words.begin(), c.words.end());
      CHECK(completed_by_bash(kTapeSearch, words, kTapeSearch + " " + c.line) == c.replies);
    }
  }
  CHECK(completed_by_bash(kTapeIndex, {kTapeIndex, "add", "--format", "reut"}, kTapeIndex + " add --format reut") ==
        "reuters-sgml\n");
  CHECK(completed_by_bash(kTapeIndex, {kTapeIndex, "add", "/etc/passw"}, kTapeIndex + " add /etc/passw") != "\n");
}

TEST_CASE("Values that no article has, or that could not be typed, complete nothing", "[cli][completion]") {
  const auto values = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"complete-value", "--archive=" + completion_archive().path(), "--"});
    return tape_search(arguments);
  };
  CHECK(values({"tickers", "NV"}).out == "NVDA\tNvidia\nNVO\tNovo Nordisk\n");
  CHECK(values({"tickers", "nvidi"}).out == "NVDA\tNvidia\n");
  CHECK(values({"sources", "HARBOR"}).out == "Harbor Wire\n");
  CHECK(values({"sources", ""}).out == "Harbor Wire\nHarbour & Sons\nPlain\n");
  CHECK(values({"tickers", "QQQQ"}).status == 1);
  CHECK(values({"colours", ""}).status == 2);
  CHECK(tape_search({"complete-value", "--archive=/nowhere", "tickers", ""}).status == 3);
  CHECK(tape_search({"complete-value", "--archive=/nowhere", "tickers", ""}).err.empty());
}

TEST_CASE("Zsh reads its completion", "[cli][completion]") {
  if (!has_program("zsh")) return;
  for (const std::string& program : {kTapeIndex, kTapeSearch}) {
    const ShellResult result = shell(program + " --generate complete-zsh | zsh -n");
    CHECK(result.status == 0);
    CHECK(result.err.empty());
  }
}

TEST_CASE("Fish completes verbs, options, their values and fields", "[cli][completion]") {
  if (!has_program("fish")) return;
  const auto completed = [](const std::string& program, const std::string& line) {
    const std::string name = program.substr(program.rfind('/') + 1), path = program.substr(0, program.rfind('/'));
    const ShellResult result = shell("PATH=" + path + ":$PATH fish --no-config -c '" + name +
                                     " --generate complete-fish | source; complete -C \"" + line + "\"'");
    CHECK(result.err.empty());
    return result.out;
  };
  CHECK_THAT(completed(kTapeSearch, "tape-search ti"), Catch::Contains("timeline\t"));
  CHECK_THAT(completed(kTapeSearch, "tape-search --col"), Catch::Contains("--color\t"));
  CHECK_THAT(completed(kTapeSearch, "tape-search timeline --color "),
             Catch::Contains("always") && Catch::Contains("never"));
  CHECK_THAT(completed(kTapeSearch, "tape-search find is:und"), Catch::StartsWith("is:undated"));
  CHECK_THAT(completed(kTapeSearch, "tape-search find sou"), Catch::StartsWith("source:"));
  CHECK_THAT(completed(kTapeIndex, "tape-index watch --fee"), Catch::StartsWith("--feed\t"));
  CHECK(completed(kTapeIndex, "tape-index stats --fee").empty());
}

TEST_CASE("The man pages are set without a warning", "[cli]") {
  if (!has_program("groff")) return;
  for (const std::string& program : {kTapeIndex, kTapeSearch}) {
    const ShellResult result = shell(program + " --generate man | groff -man -Tutf8 -P-cbou -ww -rCHECKSTYLE=1");
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    CHECK_THAT(result.out, Catch::Contains("tape-") && Catch::Contains("EXIT"));
  }
}

// The names behind "--" in `text`.
bool has_option(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find("--" + name); at != std::string::npos; at = text.find("--" + name, at + 1)) {
    const char next = at + 2 + name.size() < text.size() ? text[at + 2 + name.size()] : ' ';
    const bool longer = (next >= 'a' && next <= 'z') || next == '-';
    if (!longer) return true;
  }
  return false;
}

TEST_CASE("What help says of options, man page and completion say too", "[cli]") {
  for (const std::string& program : {kTapeIndex, kTapeSearch}) {
    std::string man = run_program(program, {"--generate", "man"}).out;
    for (std::size_t at; (at = man.find("\\-")) != std::string::npos;) man.erase(at, 1);
    const std::string bash = run_program(program, {"--generate", "complete-bash"}).out;
    const std::string zsh = run_program(program, {"--generate", "complete-zsh"}).out;
    const std::string fish = run_program(program, {"--generate", "complete-fish"}).out;
    const std::string verb = program == kTapeIndex ? "add" : "again";
    const std::string help = run_program(program, {verb, "--help"}).out;
    std::size_t options = 0;
    for (std::size_t at = help.find("  --"); at != std::string::npos; at = help.find("  --", at + 1)) {
      const std::size_t begin = at + 4;
      const std::string name = help.substr(begin, help.find_first_of(" \n=", begin) - begin);
      INFO(program << " --" << name);
      CHECK(has_option(man, name));
      CHECK(has_option(bash, name));
      CHECK(has_option(zsh, name));
      CHECK_THAT(fish, Catch::Contains(" -l " + name + " "));
      ++options;
    }
    CHECK(options > 5);
  }
}

TEST_CASE("Help of every verb fits the terminal", "[cli]") {
  for (const std::string& program : {kTapeIndex, kTapeSearch}) {
    const std::string verbs = program + " --generate complete-bash | sed -n 's/^    \\([a-z-]*\\)) echo.*/\\1/p'";
    REQUIRE_THAT(shell(verbs).out, Catch::Contains(program == kTapeIndex ? "add\n" : "find\n"));
    for (const std::string columns : {"60", "80", "200"}) {
      const ShellResult longer =
          shell("for verb in $(" + verbs + "); do COLUMNS=" + columns + " " + program +
                " $verb --help; done | LC_ALL=C awk '{gsub(/[\\200-\\277]/, \"\")} length($0) > " + columns + "'");
      CHECK(longer.out.empty());
    }
  }
}

}  // namespace
}  // namespace broadtape
