#include "app/ingest/examples.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "app/forms/json_differences.hpp"
#include "app/ingest/dry_run.hpp"
#include "app/ingest/file_source.hpp"
#include "app/rules/keyring.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;

struct Lines {
  fs::path file;
  std::vector<std::string> lines;
};

Lines read_lines(const fs::path& file) {
  Lines out{file, {}};
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) out.lines.push_back(line);
  }
  return out;
}

void compare(const Lines& expected, const std::vector<std::string>& found, const fs::path& example,
             base::FileFaults& faults) {
  const auto count = std::max(expected.lines.size(), found.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto line = static_cast<int>(i) + 1;
    const auto file = expected.file.string();
    auto said = example.filename().string();
    if (i >= found.size()) {
      faults.push_back({file, line, said.append(" gives no such line any more")});
    } else if (i >= expected.lines.size()) {
      faults.push_back({file, line, said.append(" gives one more line; `raccordo decode` shows it")});
    } else if (const auto differences = json_differences(expected.lines[i], found[i]); !differences.empty()) {
      faults.push_back({file, line, said.append(" gives ").append(differences)});
    }
  }
}

bool is_expectation(const fs::path& file) {
  return file.string().ends_with(".expected.ndjson") || file.string().ends_with(".issues.ndjson");
}

fs::path expectation_of(const fs::path& example) {
  return fs::path(example).replace_extension(".expected.ndjson");
}

fs::path issues_of(const fs::path& example) { return fs::path(example).replace_extension(".issues.ndjson"); }

/// The result of an example, line by line.
struct Given {
  std::vector<std::string> records, issues;
};

std::optional<Given> read_example(const ActiveTables& tables, const std::string& source,
                                  const fs::path& example, base::FileFaults& faults) {
  auto input = FileSource::open(example.string());
  if (!input) {
    faults.push_back({example.string(), 0, input.error().message});
    return std::nullopt;
  }
  const auto keys = example_keyring();
  const DryRun run{&tables, keys.get(), &base::system_clock(), source,
                   body_format_of(tables.book().find(source)->profile, example.string())};
  Given given;
  dry_run(
      run, **input, [&](const std::string& line) { given.records.push_back(line); },
      [&](const std::string& line) { given.issues.push_back(line); });
  return given;
}

void run_example(const ActiveTables& tables, const std::string& source, const fs::path& example,
                 base::FileFaults& faults) {
  const auto expected_file = expectation_of(example);
  if (!fs::exists(expected_file)) {
    faults.push_back({example.string(), 0,
                      "has no " + expected_file.filename().string() +
                          " beside it: write what it must decode to, or have `raccordo tables test " +
                          source + " --accept` write what it gives"});
    return;
  }
  const auto given = read_example(tables, source, example, faults);
  if (!given) return;
  compare(read_lines(expected_file), given->records, example, faults);
  const auto issues_file = issues_of(example);
  if (fs::exists(issues_file)) compare(read_lines(issues_file), given->issues, example, faults);
}

std::vector<fs::path> examples_of(const ActiveTables& tables, const std::string& source) {
  std::vector<fs::path> examples;
  std::error_code error;
  const auto folder = tables.book().find(source)->folder / "examples";
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.is_regular_file() && !is_expectation(entry.path())) examples.push_back(entry.path());
  }
  std::sort(examples.begin(), examples.end());
  return examples;
}

/// Writes the lines to a temporary file and renames it, unless the file has them already.
void replace_lines(const fs::path& file, const std::vector<std::string>& lines,
                   std::vector<fs::path>& written) {
  if (fs::exists(file) && read_lines(file).lines == lines) return;
  auto beside = file;
  beside += ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  for (const auto& line : lines) out << line << '\n';
  out.close();
  if (!out) throw base::SystemFault("cannot write " + beside.string());
  fs::rename(beside, file);
  written.push_back(file);
}

}  // namespace

std::size_t run_examples(const ActiveTables& tables, const std::string& source, base::FileFaults& faults) {
  const auto examples = examples_of(tables, source);
  for (const auto& example : examples) run_example(tables, source, example, faults);
  return examples.size();
}

std::vector<fs::path> accept_examples(const ActiveTables& tables, const std::string& source,
                                      base::FileFaults& faults) {
  std::vector<fs::path> written;
  for (const auto& example : examples_of(tables, source)) {
    const auto given = read_example(tables, source, example, faults);
    if (!given) continue;
    const bool is_new = !fs::exists(expectation_of(example));
    replace_lines(expectation_of(example), given->records, written);
    if (fs::exists(issues_of(example)) || (is_new && !given->issues.empty())) {
      replace_lines(issues_of(example), given->issues, written);
    }
  }
  return written;
}

base::FileFaults broken_examples(const ActiveTables& tables, std::shared_ptr<const mapping::Table> candidate,
                                 const base::Clock& clock) {
  const auto source = candidate->source();
  base::FileFaults before;
  base::FileFaults after;
  run_examples(tables, source, before);
  run_examples(*tables.with(std::move(candidate), clock), source, after);
  std::erase_if(after, [&](const base::FileFault& fault) {
    return std::any_of(before.begin(), before.end(), [&](const base::FileFault& known) {
      return known.file == fault.file && known.line == fault.line && known.message == fault.message;
    });
  });
  for (auto& fault : after) fault.file = fs::path(fault.file).filename().string();
  return after;
}

}  // namespace raccordo::app
