#include "app/rules/tables_in_force.hpp"

#include "base/log.hpp"

namespace raccordo::app {

std::shared_ptr<const ActiveTables> TablesInForce::newest() {
  auto tables = current_.get();
  const auto generation = store_.replays().generation();
  if (generation == tables->generation()) return tables;
  return load(generation);
}

std::shared_ptr<const ActiveTables> TablesInForce::load(std::int64_t generation) {
  const std::lock_guard lock(loading_);
  auto tables = current_.get();
  if (tables->generation() >= generation || refused_ == generation) return tables;
  try {
    tables = ActiveTables::from_store(tables->shared_book(), store_, clock_, tables.get());
    current_.set(tables);
    base::log(base::LogLevel::info, "tables-swapped");
  } catch (const std::exception& error) {
    refused_ = generation;
    base::log(base::LogLevel::error, "tables-not-swapped",
              {{base::LogField::reason, std::string(error.what())}});
  }
  return tables;
}

void TablesInForce::set(std::shared_ptr<const ActiveTables> tables) {
  const std::lock_guard lock(loading_);
  refused_ = -1;
  current_.set(std::move(tables));
}

}  // namespace raccordo::app
