#include "app/tables/table_files.hpp"

#include <array>
#include <map>

#include "app/forms/page_json.hpp"
#include "app/forms/table_forms.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

constexpr std::array<std::string_view, 5> kStates = {"same", "draft-differs", "new", "missing", "faulty"};

using Key = std::pair<std::string, std::string>;

const mapping::Table* file_of(const Rulebook& book, const TableName& name) {
  const auto* rules = book.find(name.source);
  if (rules == nullptr) return nullptr;
  for (const auto& table : rules->tables) {
    if (table->name() == name.table) return table.get();
  }
  return nullptr;
}

/// The table in force, from memory or, if another program has activated another version, from the store.
std::shared_ptr<const mapping::Table> active_table(store::CaseStore& store, const ActiveTables& tables,
                                                   const store::TableVersionRow& row) {
  if (const auto* source = tables.find(row.source); source != nullptr) {
    const auto& set = source->tables.tables();
    const auto found = set.find(row.table);
    if (found != set.end() && found->second->version() == row.version) return found->second;
  }
  const auto stored = store.tables().version(row.source, row.table, row.version);
  return std::make_shared<const mapping::Table>(read_stored(*stored));
}

FileStatus status_without_file(const Rulebook& book, const TableName& name) {
  FileStatus status;
  status.state = FileState::missing;
  const auto* rules = book.find(name.source);
  if (rules == nullptr) return status;
  const auto faults = rules->faulty.find(name.table);
  if (faults == rules->faulty.end() || !std::filesystem::exists(rules->folder / (name.table + ".csv"))) {
    return status;
  }
  status.state = FileState::faulty;
  status.faults = faults->second;
  return status;
}

void fill_file_status(const Rulebook& book, const mapping::Table* active, TableSummary& table) {
  const auto* file = file_of(book, table.name);
  if (file == nullptr) {
    table.file = status_without_file(book, table.name);
    return;
  }
  const auto digest = mapping::table_digest(*file);
  table.file.as_open = table.open && table.open->digest == digest;
  if (active == nullptr) {
    table.file.state = FileState::is_new;
    table.file.added = file->rows().size();
    return;
  }
  if (table.active->digest == digest) return;
  const auto diff = mapping::diff_tables(*active, *file);
  table.file = {FileState::draft_differs, diff.added.size(),  diff.removed.size(),
                diff.changed.size(),      table.file.as_open, {}};
}

void write_file_status(base::JsonWriter& writer, const FileStatus& file) {
  const auto number = [&](std::string_view name, std::size_t value) {
    base::key(writer, name);
    writer.Uint64(value);
  };
  writer.StartObject();
  base::put(writer, "state", to_string(file.state));
  number("added", file.added);
  number("removed", file.removed);
  number("changed", file.changed);
  base::key(writer, "as_open");
  writer.Bool(file.as_open);
  if (!file.faults.empty()) number("faults", file.faults.size());
  writer.EndObject();
}

void write_optional(base::JsonWriter& writer, std::string_view name,
                    const std::optional<store::TableVersionRow>& row) {
  base::key(writer, name);
  if (row) {
    write_version(writer, *row);
  } else {
    writer.Null();
  }
}

}  // namespace

std::string_view to_string(FileState state) { return kStates[static_cast<std::size_t>(state)]; }

std::vector<TableSummary> list_tables(store::CaseStore& store, const ActiveTables& tables) {
  std::map<Key, TableSummary> found;
  for (const auto& [source, rules] : tables.book().sources) {
    for (const auto& use : rules.profile.tables()) {
      auto& table = found[{source, use.table}];
      table.name = {source, use.table};
      table.code_system = use.code_system;
    }
  }
  for (auto& row : store.tables().current()) {
    auto& table = found[{row.source, row.table}];
    table.name = {row.source, row.table};
    (store::is_open(row.state) ? table.open : table.active) = std::move(row);
  }
  std::vector<TableSummary> list;
  for (auto& [key, table] : found) {
    const auto active = table.active ? active_table(store, tables, *table.active) : nullptr;
    if (active) table.rows = active->rows().size();
    fill_file_status(tables.book(), active.get(), table);
    list.push_back(std::move(table));
  }
  return list;
}

std::string table_list_json(const std::vector<TableSummary>& tables) {
  return page_json(tables, "", [](base::JsonWriter& writer, const TableSummary& table) {
    writer.StartObject();
    base::put(writer, "source", table.name.source);
    base::put(writer, "table", table.name.table);
    base::put_if(writer, "code_system", table.code_system);
    base::put_number(writer, "rows", table.rows);
    write_optional(writer, "active", table.active);
    write_optional(writer, "open", table.open);
    base::key(writer, "file");
    write_file_status(writer, table.file);
    writer.EndObject();
  });
}

}  // namespace raccordo::app
