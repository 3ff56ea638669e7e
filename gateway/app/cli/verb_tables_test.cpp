// `raccordo tables test`: the examples of a source, read with files or versions of its tables.
#include <iostream>

#include "app/cli/table_verbs.hpp"
#include "app/ingest/examples.hpp"
#include "base/json.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

/// The table whose meaning is tested.
base::Result<mapping::Table, base::FileFaults> candidate_of(const TableWork& work, const TableName& name) {
  if (takes_file(work, name)) return read_table_file(work, name, work.options.file);
  const auto row = work.desk.find(name, given(work.options.version));
  if (!row) return base::FileFaults{{"", 0, row.error().detail}};
  const std::string system(work.installation.tables->code_system(name.source, name.table));
  return mapping::parse_table(
      row->content, name.source + "/" + name.table + " version " + std::to_string(row->version),
      {name.source, name.table, system, row->version}, work.installation.book->scheme);
}

/// Writes the current results of the examples as their expected results.
int accept(const ActiveTables& tables, const std::string& source, Output output) {
  base::FileFaults faults;
  const auto written = accept_examples(tables, source, faults);
  if (!faults.empty()) return report_faults(faults, output);
  if (output == Output::text) {
    for (const auto& file : written) std::cout << "Wrote " << file.string() << '\n';
    if (written.empty()) std::cout << "Nothing to accept: all examples are read as expected.\n";
    return 0;
  }
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "written");
  writer.StartArray();
  for (const auto& file : written) base::text(writer, file.string());
  writer.EndArray();
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
  return 0;
}

}  // namespace

int test_table(const TableWork& work) {
  const auto name = parse_table_name(work.options.table);
  const auto& tables = work.installation.tables;
  if (tables->find(name.source) == nullptr) {
    return report_failure("not-found", "there is no source " + name.source, work.output);
  }
  auto tested = ActiveTables::from_files(work.installation.book, base::system_clock());
  if (!name.table.empty()) {
    auto candidate = candidate_of(work, name);
    if (!candidate) return report_faults(candidate.error(), work.output);
    tested =
        tables->with(std::make_shared<const mapping::Table>(std::move(*candidate)), base::system_clock());
  }
  if (work.options.accept) return accept(*tested, name.source, work.output);
  base::FileFaults faults;
  const auto examples = run_examples(*tested, name.source, faults);
  if (faults.empty() && work.output == Output::text) {
    std::cout << "All " << examples << " examples of " << name.source << " are read as expected.\n";
  }
  return report_faults(faults, work.output);
}

}  // namespace raccordo::app
