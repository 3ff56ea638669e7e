#include <algorithm>
#include <iostream>

#include "app/cli/output_file.hpp"
#include "app/cli/table_verbs.hpp"
#include "app/forms/table_forms.hpp"
#include "app/tables/concept_map_exchange.hpp"
#include "base/command_line_user.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

std::string validity(const mapping::Row& row) {
  if (!row.valid_from && !row.valid_to) return "";
  return " (" + (row.valid_from ? base::to_string(*row.valid_from) : std::string()) + ".." +
         (row.valid_to ? base::to_string(*row.valid_to) : std::string()) + ")";
}

void print_row(char sign, const mapping::Row& row) {
  std::cout << sign << ' ' << row.source_code << validity(row) << " -> "
            << (row.target_code.empty() ? "nothing" : row.target_code) << ", "
            << mapping::to_string(row.relationship) << ", " << mapping::to_string(row.status) << '\n';
}

void print_diff(const ShownDiff& shown) {
  for (const auto* row : shown.diff.removed) print_row('-', *row);
  for (const auto* row : shown.diff.added) print_row('+', *row);
  for (const auto& change : shown.diff.changed) {
    std::cout << "~ " << change.after->source_code << validity(*change.after) << " changes";
    for (const auto column : change.columns) std::cout << ' ' << column;
    std::cout << '\n';
    print_row('-', *change.before);
    print_row('+', *change.after);
  }
  std::cout << in_words(shown.diff) << '\n';
}

void print_diff_json(const TableName& name, const ShownDiff& shown) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "source", name.source);
  base::put(writer, "table", name.table);
  write_diff_members(writer, shown);
  writer.EndObject();
  std::cout << base::view(buffer) << '\n';
}

void show_diff(const TableWork& work, const TableName& name, const mapping::Table& before,
               const mapping::Table& after, const mapping::TableDiff& diff) {
  const ShownDiff shown{before, after, diff, mapping::kTableRows};
  if (work.output == Output::json) {
    print_diff_json(name, shown);
  } else {
    print_diff(shown);
  }
}

std::string called(const store::TableVersionRow& row) {
  return "version " + std::to_string(row.version) + " (" + std::string(store::to_string(row.state)) + ")";
}

int diff_file(const TableWork& work, const TableName& name) {
  const auto file = read_table_file(work, name, work.options.file);
  if (!file) return report_faults(file.error(), work.output);
  auto before = work.desk.find(name, given(work.options.against));
  if (before && work.options.against == 0 && store::is_open(before->state)) {
    before = work.desk.find(name, work.installation.tables->find(name.source)->versions.at(name.table));
  }
  if (!before) return report_problem(before.error(), work.output);
  if (work.output == Output::text) {
    const auto path = work.options.file.empty() ? file_in_mappings(work, name).string() : work.options.file;
    std::cout << path << " against " << called(*before) << ":\n";
  }
  const auto table = read_stored(*before);
  show_diff(work, name, table, *file, mapping::diff_tables(table, *file));
  return 0;
}

bool is_map(const TableWork& work) { return work.options.format == "concept-map"; }

void print_not_carried(const std::string& what, const fhir::Remarks& remarks) {
  for (const auto& remark : remarks) {
    std::cerr << what << ": " << remark.pointer << ": not kept: " << remark.message << '\n';
  }
}

/// The table of a ConceptMap file; prints what is not kept of it.
base::Result<ImportedMap, Problem> read_map(const TableWork& work, const TableName& name,
                                            const std::string& content, const fs::path& file) {
  auto map = import_map(content, name, *work.installation.tables);
  if (!map) {
    auto problem = map.error();
    for (auto& fault : problem.faults) {
      fault.file = file.string();
      if (!fault.column.empty()) fault.message.insert(0, fault.column + ": ");
    }
    return problem;
  }
  print_not_carried(file.string(), map->not_carried);
  return map;
}

/// As over HTTP, unseen changes of others and versions under review or approved are not overwritten.
std::optional<Problem> refuse_to_replace(const TableWork& work, const store::TableVersionRow& newest) {
  if (!store::is_open(newest.state)) return std::nullopt;
  const auto is_other = [me = base::command_line_user()](const std::string& editor) { return editor != me; };
  const bool is_own_draft = newest.state == store::VersionState::draft &&
                            std::none_of(newest.editors.begin(), newest.editors.end(), is_other);
  if (is_own_draft) return std::nullopt;
  const auto which = newest.source + "/" + newest.table + " version " + std::to_string(newest.version);
  if (!work.options.replace) {
    return Problem{"version-conflict",
                   which + ", last edited by " + newest.author + ", is open and " +
                       std::string(store::to_string(newest.state)) +
                       ": an import would replace it. See it with `raccordo tables diff " + newest.source +
                       "/" + newest.table +
                       "`, activate or discard it first, or import with --replace and --reason."};
  }
  if (work.options.reason.empty()) {
    return Problem{"reason-required", "Give a --reason for replacing " + which + "."};
  }
  return std::nullopt;
}

/// Imports one file; nothing if it equals the stored content.
std::optional<base::Result<store::TableVersionRow, Problem>> import_file(const TableWork& work,
                                                                         const TableName& name,
                                                                         const fs::path& file) {
  base::FileFaults faults;
  auto content = mapping::read_file(file, faults);
  if (!content) return Problem{"bad-table", faults.front().message, {}, "", 0, faults};
  if (is_map(work)) {
    auto map = read_map(work, name, *content, file);
    if (!map) return map.error();
    content = std::move(map->csv);
  }
  const auto newest = work.desk.find(name, std::nullopt);
  if (!newest) return newest.error();
  if (auto refused = refuse_to_replace(work, *newest)) return std::move(*refused);
  TableUpload upload{name,          TableForm::csv, *content,
                     file.string(), newest->mark(), {base::command_line_user(), work.options.reason}};
  if (!store::is_open(newest->state)) {
    if (is_map(work) && *content == newest->content) return std::nullopt;
    const auto table = read_table_file(work, name, file.string());
    if (table && mapping::table_digest(*table) == newest->digest) return std::nullopt;
  }
  return work.desk.put(upload);
}

}  // namespace

std::optional<std::int32_t> given(std::int32_t version) {
  return version > 0 ? std::optional(version) : std::nullopt;
}

bool takes_file(const TableWork& work, const TableName& name) {
  if (!work.options.file.empty()) return true;
  if (work.options.version > 0) return false;
  const auto newest = work.desk.find(name, std::nullopt);
  return newest && !store::is_open(newest->state);
}

int diff_table(const TableWork& work) {
  const auto name = parse_table_name(work.options.table);
  if (takes_file(work, name)) return diff_file(work, name);
  const auto comparison = work.desk.compare(name, given(work.options.version), given(work.options.against));
  if (!comparison) return report_problem(comparison.error(), work.output);
  const auto& found = **comparison;
  if (work.output == Output::text) {
    std::cout << called(found.after_row) << " against " << called(found.before_row) << ":\n";
  }
  show_diff(work, name, found.before, found.after, found.diff);
  return 0;
}

int import_tables(const TableWork& work) {
  const auto name = parse_table_name(work.options.table);
  const auto* source = work.installation.tables->find(name.source);
  if (source == nullptr) {
    return report_failure("not-found", "there is no source " + name.source, work.output);
  }
  std::vector<TableName> names{name};
  if (name.table.empty()) {
    if (!work.options.file.empty()) {
      return report_failure("bad-request", "name the table of the file: SOURCE/TABLE", work.output);
    }
    names.clear();
    for (const auto& [table, version] : source->versions) names.push_back({name.source, table});
  }
  int exit_code = 0;
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "items");
  writer.StartArray();
  for (const auto& each : names) {
    const auto file = work.options.file.empty() ? file_in_mappings(work, each) : fs::path(work.options.file);
    const auto imported = import_file(work, each, file);
    if (!imported) {
      if (work.output == Output::text) {
        std::cout << each.source << '/' << each.table << ": the file is what is in force"
                  << (work.options.reason.empty() ? "" : "; nothing was imported, the reason was not stored")
                  << '\n';
      }
    } else if (!*imported) {
      if (work.output == Output::json) return report_problem(imported->error(), work.output);
      exit_code = report_problem(imported->error(), work.output);
    } else if (work.output == Output::json) {
      write_version(writer, **imported);
    } else {
      print_version(**imported, work.output);
    }
  }
  writer.EndArray();
  writer.EndObject();
  if (work.output == Output::json) std::cout << base::view(buffer) << '\n';
  return exit_code;
}

int export_table(const TableWork& work) {
  const auto name = parse_table_name(work.options.table);
  const auto row = work.desk.find(name, given(work.options.version));
  if (!row) return report_problem(row.error(), work.output);
  if (work.options.out.empty() && !work.options.to_mappings) {
    return report_failure("bad-request", "name a target: --out FILE or --to-mappings", work.output);
  }
  if (is_map(work) && work.options.to_mappings) {
    return report_failure("bad-request", "the files of mappings/ are CSV: give --out FILE for a ConceptMap",
                          work.output);
  }
  auto content = row->content;
  if (is_map(work)) {
    auto map = export_map(*row, *work.installation.tables);
    print_not_carried(name.source + "/" + name.table, map.not_carried);
    content = std::move(map.json) + "\n";
  }
  if (work.options.out == "-" && work.output == Output::text) {
    std::cout << content;
    return 0;
  }
  const auto file = work.options.to_mappings ? file_in_mappings(work, name) : fs::path(work.options.out);
  // The table's own file is there to be replaced by what is in force.
  const bool may_replace = work.options.force || work.options.to_mappings;
  if (const auto wrong = write_output(file, content, may_replace ? Existing::replaced : Existing::kept))
    return report_failure("failed", *wrong, work.output);
  if (work.output == Output::text) std::cout << "Wrote " << file.string() << '\n';
  print_version(*row, work.output);
  return 0;
}

}  // namespace raccordo::app
