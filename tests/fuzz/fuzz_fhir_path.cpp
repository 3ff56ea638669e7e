// FHIR selectors: any text compiles or gives a reason; what compiles can be run.
#include "codecs/fhir/fhir_path.hpp"
#include "codecs/fhir/fhir_view.hpp"
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  auto path = codecs::parse_fhir_path({reinterpret_cast<const char*>(data), size});
  if (!path) return path.error().message.empty() ? std::abort(), 0 : 0;
  codecs::FhirBundle bundle;
  std::string text =
      R"({"entry":[{"resource":{"resourceType":"A","id":"1","b":{"reference":"#c"},"contained":[{"resourceType":"C",)"
      R"("id":"c","d":{"reference":"A/1"}}],"valueCode":"x","_valueCode":{"extension":[{"url":"u"}]},"l":[1,null,2]}}]})";
  if (bundle.open(text, {32, 1000})) std::abort();
  codecs::FhirView view(bundle);
  view.point_to(bundle.of_type("A").front(), text.size(), 1);
  std::vector<model::NodeId> nodes;
  view.select(codecs::FhirPath(std::move(path->expression)), view.root(), nodes);
  for (const auto node : nodes) {
    view.locate(node);
    view.text(node);
    view.shape(node);
  }
  return 0;
}
