#include <algorithm>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>

#include "app/cli/table_verbs.hpp"
#include "app/forms/table_forms.hpp"
#include "app/rules/table_text.hpp"
#include "app/tables/example_check.hpp"
#include "app/tables/table_files.hpp"
#include "app/tables/table_steps.hpp"
#include "base/command_line_user.hpp"
#include "mapping/table_file.hpp"

namespace raccordo::app {
namespace {

constexpr int kNameWidth = 34;

std::string called(const TableName& name) { return name.source + "/" + name.table; }

/// The requested tables: all, those of a source, or one.
std::vector<TableSummary> wanted_tables(const TableWork& work) {
  auto tables = list_tables(*work.installation.store, *work.installation.tables);
  const auto name = parse_table_name(work.options.table);
  std::erase_if(tables, [&](const TableSummary& table) {
    return (!name.source.empty() && table.name.source != name.source) ||
           (!name.table.empty() && table.name.table != name.table);
  });
  return tables;
}

int nothing_found(const TableWork& work) {
  return report_failure("not-found",
                        "there is no table " + work.options.table + "; `raccordo tables list` shows all",
                        work.output);
}

void print_list_row(const TableSummary& table) {
  std::cout << std::left << std::setw(kNameWidth) << called(table.name);
  if (table.active) {
    std::cout << "version " << table.active->version << " in force, " << table.rows << " rows";
  } else {
    std::cout << "nothing in force";
  }
  if (table.open) {
    std::cout << "; version " << table.open->version << ' ' << store::to_string(table.open->state) << " by "
              << table.open->author;
  }
  std::cout << '\n';
}

void print_step(const StepTaken& step) {
  std::cout << "  " << base::to_string(step.at) << ' ' << step.action << " by " << step.actor;
  if (!step.reason.empty()) std::cout << ", \"" << step.reason << '"';
  std::cout << '\n';
}

int list_versions(const TableWork& work) {
  const auto name = parse_table_name(work.options.table);
  const auto rows = work.desk.history(name);
  if (!rows) return report_problem(rows.error(), work.output);
  const auto steps = steps_of(*work.installation.store, name);
  if (work.output == Output::json) {
    std::cout << versions_json(*rows, steps) << '\n';
    return 0;
  }
  for (const auto& row : *rows) {
    print_version(row, work.output);
    for (const auto& step : steps) {
      if (step.version == row.version) print_step(step);
    }
  }
  return 0;
}

int list(const TableWork& work) {
  if (work.options.table.find('/') != std::string::npos) return list_versions(work);
  const auto tables = wanted_tables(work);
  if (tables.empty()) return nothing_found(work);
  if (work.output == Output::json) {
    std::cout << table_list_json(tables) << '\n';
  } else {
    for (const auto& table : tables) print_list_row(table);
  }
  return 0;
}

void print_status_row(const TableSummary& table) {
  const auto& file = table.file;
  std::cout << std::left << std::setw(kNameWidth) << called(table.name);
  switch (file.state) {
    case FileState::same:
      std::cout << "same";
      break;
    case FileState::draft_differs:
      std::cout << "draft differs: +" << file.added << " -" << file.removed << " ~" << file.changed
                << " rows";
      break;
    case FileState::is_new:
      std::cout << "new, " << file.added << " rows";
      break;
    case FileState::missing:
      std::cout << "missing: there is no file";
      break;
    case FileState::faulty:
      std::cout << "faulty: " << file.faults.size() << " faults, the first on line "
                << file.faults.front().line;
      break;
  }
  if (table.open) {
    std::cout << (file.as_open ? "; imported as version " : "; another content is open as version ")
              << table.open->version << ", " << store::to_string(table.open->state);
  }
  std::cout << '\n';
}

int status(const TableWork& work) {
  const auto tables = wanted_tables(work);
  if (tables.empty()) return nothing_found(work);
  if (work.output == Output::json) {
    std::cout << table_list_json(tables) << '\n';
  } else {
    for (const auto& table : tables) print_status_row(table);
  }
  return 0;
}

/// What would prevent the activation of the version, reported as early as possible.
void warn_of_examples(const TableWork& work, const store::TableVersionRow& row) {
  if (!store::is_open(row.state)) return;
  const auto broken = examples_broken_by(*work.installation.store, *work.installation.tables,
                                         {row.source, row.table}, row.version, base::system_clock());
  for (const auto& fault : broken)
    std::cerr << "warning: it breaks the example " << fault.file << ":" << fault.line << ": " << fault.message
              << "; it cannot be put in force so\n";
}

/// Root and the account of the package may be the same person: neither approves what the other edited.
std::optional<Problem> refuse_shared_approval(const TableWork& work, const store::TableVersionRow& version) {
  const auto me = base::command_line_user();
  if (!work.installation.book->config.two_person || !base::is_shared_account(me)) return std::nullopt;
  const auto& editors = version.editors;
  const auto other = std::find_if(editors.begin(), editors.end(), [&](const std::string& editor) {
    return editor != me && base::is_shared_account(editor);
  });
  if (other == editors.end()) return std::nullopt;
  return Problem{
      "own-change",
      version.source + "/" + version.table + " version " + std::to_string(version.version) +
          " was edited by " + *other + ", and " + me +
          " may be the same person: nobody may approve their own change. Approve from your own login, with "
          "sudo if need be."};
}

std::function<int(const TableWork&)> step(store::TableAction action) {
  return [action](const TableWork& work) {
    const auto name = parse_table_name(work.options.table);
    const auto given = work.options.version;
    const auto stepped = work.desk.find(name, given == 0 ? std::nullopt : std::optional(given));
    if (!stepped) return report_problem(stepped.error(), work.output);
    if (action == store::TableAction::approve) {
      if (const auto refused = refuse_shared_approval(work, *stepped))
        return report_problem(*refused, work.output);
    }
    const auto mark = given == 0 ? stepped->mark() : store::VersionMark{given, 0};
    const auto row = work.desk.step(action, name, mark, {base::command_line_user(), work.options.reason});
    if (!row) return report_problem(row.error(), work.output);
    print_version(*row, work.output);
    warn_of_examples(work, *row);
    return 0;
  };
}

const std::map<std::string, std::function<int(const TableWork&)>>& verbs() {
  using store::TableAction;
  static const std::map<std::string, std::function<int(const TableWork&)>> all = {
      {"list", list},
      {"status", status},
      {"diff", diff_table},
      {"impact", impact_table},
      {"test", test_table},
      {"import", import_tables},
      {"export", export_table},
      {"submit", step(TableAction::submit)},
      {"approve", step(TableAction::approve)},
      {"send-back", step(TableAction::send_back)},
      {"discard", step(TableAction::discard)},
      {"activate", activate_table},
      {"rollback", roll_back_table},
  };
  return all;
}

}  // namespace

TableName parse_table_name(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return {text, ""};
  return {text.substr(0, slash), text.substr(slash + 1)};
}

int report_problem(const Problem& problem, Output output) {
  if (!problem.faults.empty()) return report_faults(problem.faults, output);
  return report_failure(problem.code, problem.detail, output);
}

void print_version(const store::TableVersionRow& row, Output output) {
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    write_version(writer, row);
    std::cout << base::view(buffer) << '\n';
    return;
  }
  std::cout << row.source << '/' << row.table << " version " << row.version << ": "
            << store::to_string(row.state) << ", edited by " << row.author << " on "
            << base::to_string(row.edited_at);
  if (!row.reviewer.empty()) std::cout << ", approved by " << row.reviewer;
  if (!row.reason.empty()) std::cout << ", \"" << row.reason << '"';
  std::cout << '\n';
}

std::filesystem::path file_in_mappings(const TableWork& work, const TableName& name) {
  return work.installation.book->config.mappings / name.source / (name.table + ".csv");
}

base::Result<mapping::Table, base::FileFaults> read_table_file(const TableWork& work, const TableName& name,
                                                               const std::string& file) {
  const auto path = file.empty() ? file_in_mappings(work, name) : std::filesystem::path(file);
  const std::string system(work.installation.tables->code_system(name.source, name.table));
  if (system.empty()) {
    return base::FileFaults{
        {path.string(), 0, "there is no table " + called(name) + "; `raccordo tables list` shows all"}};
  }
  return with_sound_texts(
      mapping::load_table(path, {name.source, name.table, system, 0}, work.installation.book->scheme),
      path.string());
}

int run_tables(const Config& config, const TablesOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  auto& opened = **installation;
  return verbs().at(options.verb)(
      {opened, options, output, TableDesk(*opened.store, opened.tables, base::system_clock())});
}

}  // namespace raccordo::app
