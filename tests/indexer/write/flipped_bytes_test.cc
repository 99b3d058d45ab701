// Whether verify notices damage anywhere: bytes of tables are changed at random, and what it calls sound has to answer
// as before.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <sstream>

#include "common/article/record.h"
#include "indexer/write/archive_verifier.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;

namespace {

// Everything that a search could be told: postings, values, articles.
std::string answers_of(const std::string& archive) {
  const Archive opened = Archive::open(archive);
  const Xapian::Database& database = opened.database();
  std::ostringstream text;
  text << database.get_doccount() << ' ' << database.get_avlength() << '\n';
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    text << *term << ' ' << term.get_termfreq() << ' ' << database.get_collection_freq(*term);
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term); ++posting) {
      text << ' ' << *posting << '*' << posting.get_wdf() << '/' << posting.get_doclength();
    }
  }
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    text << *posting << encode_record(opened.article(document));
    for (auto value = document.values_begin(); value != document.values_end(); ++value)
      text << value.get_valueno() << *value;
  }
  for (Xapian::valueno slot = 0; slot < kSlotCount; ++slot) {
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
      text << value.get_docid() << *value;
    }
  }
  return text.str();
}

enum Verdict { kFound, kHarmless, kUnnoticed };

// In a process of its own, since Xapian promises nothing when it reads damaged tables.
int verdict_of(const std::string& archive, const std::string& answers) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    for (const int crash : {SIGSEGV, SIGBUS, SIGABRT}) signal(crash, SIG_DFL);  // without Catch's report of it
    try {
      if (!verify_archive(archive, false).findings.empty()) _exit(kFound);
      _exit(answers_of(archive) == answers ? kHarmless : kUnnoticed);
    } catch (...) {
      _exit(kUnnoticed);  // verify ought to have met this
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : kFound;  // the program tells a crash as damage
}

}  // namespace

TEST_CASE("A changed byte of any table is found, or changes no answer", "[write][verify]") {
  const TemporaryFolder folder;
  const std::string archive = folder / "news";
  add_run(archive, ArticleMaker().many(120, 40));
  const std::string answers = answers_of(archive);
  std::mt19937_64 random(20250130);
  std::size_t found = 0;
  for (const std::string table : {"postlist.glass", "docdata.glass", "termlist.glass"}) {
    const std::string path = archive + "/segments/000001/" + table;
    const std::string whole = read_file(path);
    for (int i = 0; i < 12; ++i) {
      const std::size_t at = random() % whole.size();
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 1 << random() % 8);
      write_file(path, changed);
      const int verdict = verdict_of(archive, answers);
      INFO(table << ", byte " << at << ", from " << static_cast<int>(whole[at]) << " to "
                 << static_cast<int>(changed[at]));
      CHECK((verdict == kFound || verdict == kHarmless));
      found += verdict == kFound;
    }
    write_file(path, whole);
  }
  CHECK(found > 18);  // the rest is free space
}
