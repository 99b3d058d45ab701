// An error as JSON, for programs that read standard error.
#pragma once

#include "common/error/error.h"
#include "searcher/output/row_writer.h"

namespace broadtape {

// {"format_version", "error": {"kind", "message", "hint"}}; docs/schema/error.json.
Json json_of(const Error& error);

}  // namespace broadtape
