#include "indexer/stories/headline_form.h"

#include <catch2/catch.hpp>

namespace broadtape {
namespace {

TEST_CASE("Version marks are taken off a headline, and nothing else", "[stories]") {
  struct Case {
    const char* headline;
    const char* rest;
  };
  const Case cases[] = {
      {"UPDATE 2-Fed holds rates", "Fed holds rates"},
      {"WRAPUP 3-UPDATE 1-Fed holds rates", "Fed holds rates"},
      {"CORRECTED-Fed holds rates", "Fed holds rates"},
      {" CORRECTED:  Fed holds rates", "Fed holds rates"},
      {"REFILE - Fed holds rates", "Fed holds rates"},
      {"(CORRECTED) Fed holds rates", "Fed holds rates"},
      {"[RPT] Fed holds rates", "Fed holds rates"},
      {"Fed holds rates", "Fed holds rates"},
      {"FACTBOX-Fed holds rates", "FACTBOX-Fed holds rates"},
      {"Update 2-Fed holds rates", "Update 2-Fed holds rates"},
      {"UPDATE on the Fed", "UPDATE on the Fed"},
      {"CORRECTED-", "CORRECTED-"},
      {"", ""},
  };
  for (const Case& c : cases) {
    INFO(c.headline);
    CHECK(without_version_marks(c.headline) == c.rest);
  }
}

TEST_CASE("Marks in front of a headline say whether it corrects or continues a report", "[stories]") {
  struct Case {
    const char* headline;
    VersionMarks marks;
  };
  const Case cases[] = {
      {"CORRECTED-Acme to buy Initech", {true, false}},
      {"(CORRECTED) Acme to buy Initech", {true, false}},
      {"REFILE-UPDATE 2-Acme to buy Initech", {true, true}},
      {"Clarification: Acme to buy Initech", {}},
      {"CLARIFICATION: Acme to buy Initech", {true, false}},
      {"UPDATE 1-Acme to buy Initech", {false, true}},
      {"RECASTS: Acme to buy Initech", {false, true}},
      {"WRAPUP 3-Acme to buy Initech", {}},
      {"RPT-Acme to buy Initech", {}},
      {"UPDATE on Acme", {}},
      {"Acme: CORRECTED-figures", {}},
      {"CORRECTED-", {}},
      {"", {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.headline);
    CHECK(version_marks(c.headline) == c.marks);
  }
}

}  // namespace
}  // namespace broadtape
