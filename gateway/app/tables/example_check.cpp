#include "app/tables/example_check.hpp"

#include <algorithm>

#include "app/ingest/examples.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {

base::FileFaults examples_broken_by(store::CaseStore& store, const ActiveTables& tables,
                                    const TableName& name, std::int32_t version, const base::Clock& clock) {
  const auto row = store.tables().version(name.source, name.table, version);
  if (!row) return {};
  auto table = mapping::parse_table(
      row->content, name.source + "/" + name.table,
      {name.source, name.table, std::string(tables.code_system(name.source, name.table)), version},
      tables.book().scheme);
  if (!table) return {};
  return broken_examples(tables, std::make_shared<const mapping::Table>(std::move(*table)), clock);
}

void write_breaks_examples(base::JsonWriter& writer, const base::FileFaults& broken) {
  constexpr std::size_t kMost = 100;
  if (broken.empty()) return;
  base::key(writer, "breaks_examples");
  writer.StartArray();
  for (std::size_t i = 0; i < std::min(kMost, broken.size()); ++i) {
    writer.StartObject();
    base::put(writer, "file", broken[i].file);
    base::key(writer, "line");
    writer.Int(broken[i].line);
    base::put(writer, "message", broken[i].message);
    writer.EndObject();
  }
  writer.EndArray();
}

}  // namespace raccordo::app
