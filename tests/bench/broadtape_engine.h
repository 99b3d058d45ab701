// Our own library, asked as tape-search asks it.
#pragma once

#include <memory>
#include <string>

#include "tests/bench/engine.h"

namespace broadtape::bench {

std::unique_ptr<Engine> open_broadtape(const std::string& archive);

}  // namespace broadtape::bench
