// Which systems a path chooses by: `where(system = 'a' or system = 'b')`.
#include <algorithm>

#include "codecs/fhir/fhir_path.hpp"

namespace raccordo::codecs {
namespace {

/// The systems that the test compares with.
std::string systems_of(const FhirTest& test) {
  std::string out;
  if (test.kind == FhirTest::Kind::equal) {
    const auto& steps = test.left.steps;
    const bool is_system = steps.size() == 1 && steps.front().kind == FhirStep::Kind::member &&
                           steps.front().name == "system" && test.right.start == FhirStart::literal;
    return is_system ? test.right.text : out;
  }
  for (const auto& part : test.parts) {
    const auto more = systems_of(part);
    if (!more.empty()) out.append(out.empty() ? "" : ", ").append(more);
  }
  return out;
}

}  // namespace

void FhirPath::find_by_system(const Search& search, model::NodeId context, Candidates& out) const {
  const auto& steps = expression_.steps;
  const auto chooses = [&out](const FhirStep& step) {
    if (step.kind != FhirStep::Kind::where || step.test.empty()) return false;
    out.systems = systems_of(step.test.front());
    return !out.systems.empty();
  };
  const auto where = std::find_if(steps.begin(), steps.end(), chooses);
  if (where == steps.end()) return;
  FhirExpression before = expression_;
  before.steps.resize(static_cast<std::size_t>(where - steps.begin()));
  FhirPath(std::move(before)).find(search, context, out.nodes);
}

}  // namespace raccordo::codecs
