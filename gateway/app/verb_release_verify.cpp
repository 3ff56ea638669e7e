#include <iostream>

#include "aggregate/verification.hpp"
#include "app/release_verbs.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

void print_json(const store::ReleaseRow& row, const aggregate::Verification& found) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", row.id);
  base::key(writer, "intact");
  writer.Bool(found.breaches.empty());
  base::put(writer, "digest", row.digest);
  base::key(writer, "tables");
  writer.Uint64(found.tables);
  base::key(writer, "cells");
  writer.Uint64(found.cells);
  base::key(writer, "hidden");
  writer.Uint64(found.hidden);
  base::key(writer, "breaches");
  writer.StartArray();
  for (const auto& breach : found.breaches) {
    writer.StartObject();
    base::put_if(writer, "table", breach.table);
    base::put_if(writer, "cell", breach.cell);
    base::put(writer, "message", breach.what);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
}

void print_text(const store::ReleaseRow& row, const aggregate::Verification& found) {
  for (const auto& breach : found.breaches) {
    std::cout << "release " << row.id;
    if (!breach.table.empty()) std::cout << ", table " << breach.table;
    if (!breach.cell.empty()) std::cout << ", cell " << breach.cell;
    std::cout << ": " << breach.what << '\n';
  }
  if (found.breaches.empty()) {
    std::cout << "Release " << row.id << " is intact: " << found.tables << " tables, " << found.cells
              << " cells, " << found.hidden << " of them hidden; digest " << row.digest << '\n';
  } else {
    std::cout << "Release " << row.id << " is broken. Do not use it; restore the store from a backup.\n";
  }
}

}  // namespace

int verify_stored_release(const store::ReleaseRow& row, Output output) {
  const auto found = aggregate::verify_release({row.id, row.period, row.digest, row.metadata, row.content});
  if (output == Output::json) {
    print_json(row, found);
  } else {
    print_text(row, found);
  }
  return found.breaches.empty() ? 0 : 1;
}

}  // namespace raccordo::app
