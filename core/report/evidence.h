// The evidence of one finding as JSON (Evidence of wasm/contract.schema.json).
#pragma once
#include <string>

#include "core/run/run_view.h"

namespace totsugo {

void write_evidence(const RunView& run, uint32_t finding, std::string& out);

}  // namespace totsugo
