// The options of `add` and `preview` that say how inputs are read.
#pragma once

#include <vector>

#include "common/command_line/options.h"
#include "common/companies/company_directory.h"
#include "indexer/ingest/ingest_pipeline.h"

namespace broadtape {

// How the options say that inputs are read, as a group without inputs. Throws Error(kUsage) for a wrong value.
InputGroup reading_choice(const Options& line);

// One group for each part of the command line. Throws Error(kUsage) for a wrong value, a part without an input, and an
// option of the whole run in a part after `--next`.
std::vector<InputGroup> input_groups(const Options& line);

// The built-in symbols and those of --symbols. Throws as CompanyDirectory::with_files().
class ChosenCompanies {
 public:
  explicit ChosenCompanies(const Options& line);
  const CompanyDirectory& directory() const { return own_ ? *own_ : CompanyDirectory::builtin(); }

 private:
  std::optional<CompanyDirectory> own_;
};

}  // namespace broadtape
