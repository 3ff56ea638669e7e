#include <array>

#include "synth/binder.hpp"

namespace raccordo::synth {
namespace {
constexpr int kUsualCount = 1000;
}  // namespace

Truth write_equal_set(Workshop& workshop, const Order& order) {
  Random random(order.seed);
  CaseMaker cases(workshop.figures(), order.year, Detail::common);
  PeopleMaker people(workshop.territory(), Identifiers::fiscal_code, Uniqueness::tracked);
  Truth truth(order.out, "equal", order.seed, order.year);
  std::map<System, DocumentFile> files;
  for (const System system : kSystems) {
    auto writer = make_writer(system);
    const auto name = std::string(to_string(system)) + "." + std::string(writer->extension());
    files.try_emplace(system, order.out / name, std::move(writer));
  }
  const int count = order.cases > 0 ? order.cases : kUsualCount;
  for (int i = 1; i <= count; ++i) {
    const Town& town = random.pick(std::span(workshop.territory().towns));
    const std::size_t area = cases.pick_area(random);
    const auto opened = cases.pick_opening(random);
    auto person = people.make(random, cases.pick_age(random, area), opened, town, cases.foreign_share(area));
    auto made = cases.make(random, town, std::move(person), opened, area, cases.pick_types(random, area));
    made.number = static_cast<std::uint32_t>(i);
    for (auto& [system, file] : files) {
      const SourceCase written = workshop.dialect(system).encode(made);
      const auto record = file.append(written);
      truth.add_good({file.path().filename().string(), record}, made, written, system);
    }
  }
  for (auto& [system, file] : files) file.close();
  truth.write();
  return truth;
}

}  // namespace raccordo::synth
