#include "codecs/profile_each.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "codecs/csv/csv_format.hpp"
#include "codecs/fhir/fhir_format.hpp"
#include "codecs/profile_keys.hpp"
#include "codecs/registry.hpp"

namespace raccordo::codecs {
namespace {

/// `rows`, or `{rows: {COLUMN: VALUE}}`.
std::unique_ptr<Selector> read_rows(const YAML::Node& each, CompiledProfile& profile, FaultList& faults) {
  if (each.IsScalar()) {
    if (each.Scalar() != "rows")
      faults.add(line_of(each), "for CSV, `each` is rows or {rows: {COLUMN: VALUE}}");
    return compile_csv_rows({}, profile.columns);
  }
  if (!check_keys(each, "`each`", kEachKeys, faults)) return nullptr;
  std::vector<std::pair<std::string, std::string>> wanted;
  const auto rows = each["rows"];
  if (!rows || !rows.IsMap()) {
    faults.add(line_of(each), "for CSV, `each` is rows or {rows: {COLUMN: VALUE}}");
    return nullptr;
  }
  for (const auto& pair : rows) {
    if (pair.first.IsScalar() && pair.second.IsScalar())
      wanted.emplace_back(csv_column_name(pair.first.Scalar()), pair.second.Scalar());
    else
      faults.add(line_of(pair.first), "each condition of `rows` must be COLUMN: VALUE");
  }
  auto selector = compile_csv_rows(wanted, profile.columns);
  for (const auto& [column, value] : wanted) note_column_use(column, kColumnOfRow, profile);
  return selector;
}

/// `{resource: TYPE, of: SELECTOR, where: CONDITION, except: SELECTOR}`.
std::unique_ptr<Selector> read_resources(const YAML::Node& each, CompiledProfile& profile,
                                         FaultList& faults) {
  if (!check_keys(each, "`each`", kFhirEachKeys, faults)) return nullptr;
  const FhirEachText text{
      read_text(each, "resource", faults).value_or(""), read_text(each, "of", faults).value_or(""),
      read_text(each, "where", faults).value_or(""), read_text(each, "except", faults).value_or("")};
  if (text.resource.empty() || text.of.empty()) {
    faults.add(line_of(each),
               "`each` of resources needs `resource`, a type, and `of`, the Patient, e.g. {resource: "
               "ServiceRequest, of: patient.resolve()}");
    return nullptr;
  }
  auto selector = compile_fhir_each(text, profile);
  if (selector) return std::move(*selector);
  faults.add(line_of(each), selector.error().message);
  return nullptr;
}

}  // namespace

std::unique_ptr<Selector> read_selector(const std::string& text, int line, CompiledProfile& profile,
                                        FaultList& faults) {
  auto selector = compile_selector(text, profile);
  if (selector) return std::move(*selector);
  faults.add(line, selector.error().message);
  return nullptr;
}

std::unique_ptr<Selector> read_each(const YAML::Node& node, const std::string& what, CompiledProfile& profile,
                                    FaultList& faults) {
  const auto each = node["each"];
  if (!each) {
    faults.add(line_of(node), what + " needs `each`, the selector of its items");
    return nullptr;
  }
  if (profile.format == model::DocumentFormat::csv) return read_rows(each, profile, faults);
  if (model::holds_fhir(profile.format) && each.IsMap()) return read_resources(each, profile, faults);
  if (!each.IsScalar()) {
    faults.add(line_of(each), "`each` must be one selector");
    return nullptr;
  }
  if (auto wrong = check_each(each.Scalar(), profile)) faults.add(line_of(each), wrong->message);
  return read_selector(each.Scalar(), line_of(each), profile, faults);
}

void note_column_use(std::string_view column, std::uint8_t use, CompiledProfile& profile) {
  const auto found = std::find(profile.columns.begin(), profile.columns.end(), column);
  profile.column_uses.resize(profile.columns.size());
  if (found != profile.columns.end())
    profile.column_uses[static_cast<std::size_t>(found - profile.columns.begin())] |= use;
}

}  // namespace raccordo::codecs
