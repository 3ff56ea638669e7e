#include <stdexcept>

#include "synth/binder.hpp"

namespace raccordo::synth {
namespace {

System system_of(BigFormat format) {
  switch (format) {
    case BigFormat::xml:
      return System::health_portal;
    case BigFormat::csv:
      return System::bergamo;
    default:
      return System::isola_bergamasca;
  }
}

std::unique_ptr<DocumentWriter> writer_of(BigFormat format) {
  if (format == BigFormat::ndjson) return make_isola_writer(JsonLayout::lines);
  return make_writer(system_of(format));
}

std::vector<const Town*> towns_of(const Territory& territory, System system) {
  std::vector<const Town*> towns;
  for (const auto& town : territory.towns) {
    if (town.system == system && !town.ambito.empty()) towns.push_back(&town);
  }
  return towns;
}

}  // namespace

std::uint64_t write_big(Workshop& workshop, BigFormat format, std::uint64_t bytes, const Order& order) {
  const System system = system_of(format);
  const auto towns = towns_of(workshop.territory(), system);
  Random random(order.seed);
  CaseMaker cases(workshop.figures(), order.year, Detail::full);
  PeopleMaker people(workshop.territory(), Identifiers::fiscal_code, Uniqueness::by_chance);
  DocumentFile file(order.out, writer_of(format));
  while (file.bytes() < bytes) {
    const Town& town = *random.pick(std::span(towns));
    const std::size_t area = cases.pick_area(random);
    const auto opened = cases.pick_opening(random);
    auto person = people.make(random, cases.pick_age(random, area), opened, town, cases.foreign_share(area));
    auto made = cases.make(random, town, std::move(person), opened, area, cases.pick_types(random, area));
    made.number = static_cast<std::uint32_t>(file.records() + 1);
    file.append(workshop.dialect(system).encode(made));
  }
  file.close();
  return file.records();
}

}  // namespace raccordo::synth
