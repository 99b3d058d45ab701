// The program but for its main(): arguments in, exit status out.
#pragma once

#include <string>
#include <vector>

namespace broadtape {

// Data goes to standard output; warnings and errors to standard error.
int run_tape_search(const std::vector<std::string>& arguments);

}  // namespace broadtape
