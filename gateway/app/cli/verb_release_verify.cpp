#include <filesystem>
#include <iostream>

#include "app/cli/faults.hpp"
#include "app/cli/release_verbs.hpp"
#include "app/releases/release_verification.hpp"
#include "base/json.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

void put_findings(base::JsonWriter& writer, const ReleaseVerification& found) {
  base::key(writer, "breaches");
  writer.StartArray();
  for (const auto& breach : found.breaches) {
    writer.StartObject();
    base::put_if(writer, "release", breach.release);
    if (breach.ledger_row > 0)
      base::put_number(writer, "ledger_row", static_cast<std::uint64_t>(breach.ledger_row));
    base::put_if(writer, "table", breach.table);
    base::put_if(writer, "cell", breach.cell);
    base::put(writer, "message", breach.what);
    writer.EndObject();
  }
  writer.EndArray();
  base::key(writer, "unchecked");
  writer.StartArray();
  for (const auto& part : found.unchecked) base::text(writer, part);
  writer.EndArray();
}

void print_json(const store::ReleaseRow& row, const ReleaseVerification& found) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", row.id);
  base::key(writer, "intact");
  writer.Bool(found.holds());
  base::put(writer, "digest", row.digest);
  base::put_number(writer, "tables", found.tables);
  base::put_number(writer, "cells", found.cells);
  base::put_number(writer, "hidden", found.hidden);
  base::put_number(writer, "ledger_rows", found.ledger_rows);
  base::put_number(writer, "ledger_row", static_cast<std::uint64_t>(found.ledger_row));
  base::put_number(writer, "certificates", found.certificates);
  put_findings(writer, found);
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
}

void print_breach(const store::ReleaseRow& row, const Finding& breach) {
  std::cout << "release " << (breach.release.empty() ? row.id : breach.release);
  if (breach.ledger_row > 0) std::cout << ", row " << breach.ledger_row << " of the ledger";
  if (!breach.table.empty()) std::cout << ", table " << breach.table;
  if (!breach.cell.empty()) std::cout << ", cell " << breach.cell;
  std::cout << ": " << breach.what << '\n';
}

void print_text(const store::ReleaseRow& row, const ReleaseVerification& found) {
  for (const auto& breach : found.breaches) print_breach(row, breach);
  for (const auto& part : found.unchecked) std::cout << "not checked: " << part << '\n';
  if (found.holds()) {
    std::cout << "Release " << row.id << " is intact: " << found.tables << " tables, " << found.cells
              << " cells, " << found.hidden << " of them hidden; " << found.certificates
              << " certificates recomputed; row " << found.ledger_row << " of " << found.ledger_rows
              << " in the ledger; digest " << row.digest << '\n';
  } else if (!found.breaches.empty()) {
    std::cout << "Release " << row.id << " is broken. Do not use it; restore the store from a backup.\n";
  } else {
    std::cout << "Nothing broken was found in release " << row.id << ", but it was not checked to the end.\n";
  }
}

}  // namespace

int verify_stored_release(const Config& config, const std::string& id, Output output) {
  if (!store::store_exists(config.place())) {
    return report_failure("not-found", "there is no store " + config.place().shown(), output);
  }
  const auto store = store::open_store({config.place()});
  const auto row = store->release(id);
  if (!row || row->state != "DONE") return report_failure("not-found", "no finished release " + id, output);
  const auto secret = privacy::load_key(config.sealing_key);
  std::optional<privacy::Sealer> sealer;
  if (secret) sealer.emplace(*secret);
  const auto found = sealer ? verify_release(*store, *row, {&*sealer, ""})
                            : verify_release(*store, *row, {nullptr, secret.error().message});
  if (output == Output::json) {
    print_json(*row, found);
  } else {
    print_text(*row, found);
  }
  return found.holds() ? 0 : 1;
}

}  // namespace raccordo::app
