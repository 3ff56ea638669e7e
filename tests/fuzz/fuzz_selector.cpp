// JSON selectors: any text compiles or gives a reason; what compiles can be run.
#include "codecs/json/json_path.hpp"
#include "codecs/json/json_view.hpp"
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace raccordo;
  // Each `..` multiplies the work, and administrators write selectors: short ones are sufficient.
  constexpr std::size_t kLongest = 64;
  if (size > kLongest) return 0;
  const auto path = codecs::parse_json_path({reinterpret_cast<const char*>(data), size});
  if (!path) return path.error().message.empty() ? std::abort(), 0 : 0;
  codecs::JsonView view;
  std::string text = R"({"a":{"b":[1,{"c":"x","a":null}]},"l":[{"t":"I"},{"t":2.0}]})";
  if (view.open(text, 32, "")) std::abort();
  std::vector<model::NodeId> nodes;
  view.select(*path, view.root(), nodes);
  for (const auto node : nodes) view.locate(node);
  return 0;
}
