#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "aggregate/release/extract_reader.hpp"
#include "aggregate/release/release.hpp"
#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "base/yaml_documents.hpp"
#include "base/yaml_fault.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::uintmax_t kLargestFile = 1U << 20U;

std::vector<std::filesystem::path> yaml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code broken;
  for (const auto& entry : std::filesystem::directory_iterator(folder, broken)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::optional<std::string> read_text(const std::filesystem::path& file, std::vector<FileFault>& faults) {
  if (auto wrong = base::fault_of_file(file)) {
    faults.push_back({file.string(), 0, std::move(*wrong)});
    return std::nullopt;
  }
  std::error_code broken;
  if (std::filesystem::file_size(file, broken) > kLargestFile || broken) {
    faults.push_back(
        {file.string(), 1, "larger than 1 MiB or unreadable; an extract is a few lines of YAML"});
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (const auto bad = base::find_bad_utf8(text)) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(*bad);
    faults.push_back({file.string(), 1 + static_cast<int>(std::count(text.begin(), end, '\n')),
                      "not UTF-8; save the file as UTF-8"});
    return std::nullopt;
  }
  return text;
}

/// Reads one file; the reader interprets it, invalid YAML is reported here.
void load_file(const std::filesystem::path& file, std::vector<ReadExtract>& extracts,
               std::vector<FileFault>& faults) {
  const auto text = read_text(file, faults);
  if (!text) return;
  try {
    const auto document = YAML::Load(*text);
    if (document.IsNull() || base::second_yaml_document(*text)) {
      faults.push_back({file.string(), 1, "a file may hold one extract; put each extract in its own file"});
      return;
    }
    ExtractReader reader(file.string(), faults);
    if (auto extract = reader.read(document)) extracts.push_back(std::move(*extract));
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? 1 : error.mark.line + 1;
    faults.push_back({file.string(), line, base::yaml_fault(error.msg, error.mark.line, error.mark.column)});
  }
}

void find_double_ids(const std::vector<ReadExtract>& extracts, std::vector<FileFault>& faults) {
  std::map<std::string_view, const ReadExtract*> first;
  for (const auto& extract : extracts) {
    if (extract.definition.id.empty()) continue;
    const auto [known, fresh] = first.emplace(extract.definition.id, &extract);
    if (fresh) continue;
    faults.push_back({extract.file, extract.id_line,
                      "id '" + extract.definition.id + "' is already that of " + known->second->file + ":" +
                          std::to_string(known->second->id_line) + "; give one of them another id"});
  }
}

}  // namespace

base::Result<std::vector<model::ExtractDefinition>, std::vector<FileFault>> load_catalogue(
    const std::filesystem::path& folder) {
  std::vector<FileFault> faults;
  std::vector<ReadExtract> extracts;
  const auto files = yaml_files(folder);
  if (files.empty()) {
    faults.push_back({folder.string(), 0, "no extract definition (*.yaml) found; add at least one"});
  }
  for (const auto& file : files) load_file(file, extracts, faults);
  find_double_ids(extracts, faults);
  if (!faults.empty()) {
    std::stable_sort(faults.begin(), faults.end(), [](const FileFault& left, const FileFault& right) {
      return std::tie(left.file, left.line) < std::tie(right.file, right.line);
    });
    return faults;
  }
  std::vector<model::ExtractDefinition> catalogue;
  catalogue.reserve(extracts.size());
  for (auto& extract : extracts) catalogue.push_back(std::move(extract.definition));
  return catalogue;
}

}  // namespace raccordo::aggregate
