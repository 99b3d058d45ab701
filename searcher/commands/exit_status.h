// How tape-search ends, as grep does.
#pragma once

namespace broadtape {

enum ExitStatus : int {
  kExitFound = 0,
  kExitNothing = 1,
  kExitUsage = 2,    // or a query that cannot be understood
  kExitArchive = 3,  // missing, damaged, too new, out of reach
  kExitInterrupted = 130,
};

}  // namespace broadtape
