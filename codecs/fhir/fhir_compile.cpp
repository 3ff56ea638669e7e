// Selectors of a profile from their texts: paths, and `each` of resources; and how the latter looks them up.
#include <algorithm>

#include "codecs/compiled_profile.hpp"
#include "codecs/fhir/fhir_format.hpp"
#include "codecs/fhir/fhir_path.hpp"

namespace raccordo::codecs {
namespace {

void note_modifiers(const std::vector<std::string>& urls, CompiledProfile& profile) {
  profile.modifiers.insert(profile.modifiers.end(), urls.begin(), urls.end());
}

}  // namespace

void FhirEach::find(const Search& search, model::NodeId context, Nodes& out) const {
  Nodes owners;
  auto quiet = search;
  quiet.misfits = nullptr;  // the rules that read the person report them
  of_.find(quiet, context, owners);
  Nodes left_out;
  for (const auto& except : except_) except.find(quiet, context, left_out);
  std::sort(left_out.begin(), left_out.end());
  for (const auto owner : owners) {
    for (const auto number : search.bundle->about(node_of(owner))) {
      const auto& resource = search.bundle->resources()[number];
      if (search.budget != nullptr && !search.budget->take(1)) return;
      if (resource.type != type_) continue;
      if (std::binary_search(left_out.begin(), left_out.end(), resource.node)) continue;
      if (where_.empty() || fhir_test_holds(where_.front(), search, resource.node))
        out.push_back(resource.node);
    }
  }
}

base::Result<std::unique_ptr<Selector>> compile_fhir_path(std::string_view text, CompiledProfile& profile) {
  auto parsed = parse_fhir_path(text);
  if (!parsed) return parsed.error();
  note_modifiers(parsed->modifiers, profile);
  return std::unique_ptr<Selector>(std::make_unique<FhirPath>(std::move(parsed->expression)));
}

base::Result<std::unique_ptr<Selector>> compile_fhir_each(const FhirEachText& text,
                                                          CompiledProfile& profile) {
  if (!is_fhir_type(text.resource))
    return base::fault("`resource` must be the name of a resource type, e.g. ServiceRequest");
  auto of = parse_fhir_path(text.of);
  if (!of) return of.error();
  note_modifiers(of->modifiers, profile);
  std::vector<FhirTest> where;
  if (!text.where.empty()) {
    auto test = parse_fhir_test(text.where);
    if (!test) return test.error();
    note_modifiers(test->modifiers, profile);
    where.push_back(std::move(test->test));
  }
  std::vector<FhirPath> except;
  if (!text.except.empty()) {
    auto path = parse_fhir_path(text.except);
    if (!path) return path.error();
    note_modifiers(path->modifiers, profile);
    except.emplace_back(std::move(path->expression));
  }
  if (std::find(profile.resources.begin(), profile.resources.end(), text.resource) == profile.resources.end())
    profile.resources.push_back(text.resource);
  return std::unique_ptr<Selector>(std::make_unique<FhirEach>(
      text.resource, FhirPath(std::move(of->expression)), std::move(where), std::move(except)));
}

std::optional<base::Fault> check_fhir_records(std::string_view records) {
  if (is_fhir_type(records) && records != "Bundle" && records != "Patient") return std::nullopt;
  return base::fault(
      "`records` of format fhir is the type of a resource about a Patient, e.g. records: EpisodeOfCare");
}

}  // namespace raccordo::codecs
