// dry_run: reads a document without a store, for `decode` and for examples.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/ingest/record_pipeline.hpp"
#include "codecs/decoder.hpp"

namespace raccordo::app {

struct DryRun {
  const ActiveTables* tables = nullptr;
  const Keyring* keys = nullptr;
  const base::Clock* clock = nullptr;
  std::string source;
  model::DocumentFormat format = model::DocumentFormat::json;
};

/// A line of NDJSON, without line end.
using LineSink = std::function<void(const std::string&)>;

/// Passes every record that is not rejected to `records` (docs/records.md#the-shared-record) and every issue
/// to `issues`. Returns whether the document was framed to its end.
bool dry_run(const DryRun& run, codecs::ByteSource& input, const LineSink& records, const LineSink& issues);

}  // namespace raccordo::app
