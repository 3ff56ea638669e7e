#include "cost/hostile_record.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "mapping/table_file.hpp"
#include "model/scheme.hpp"

namespace raccordo::cost {
namespace {

class FixedPlaces final : public model::Locator {
 public:
  model::Place locate(model::NodeId node) const override { return {model::Place::Kind::csv, "COL", node}; }
};

model::Code code(std::string id, const std::string& label, std::string parent = "") {
  return {std::move(id), label, label, std::move(parent), {}, {}, {}, {}};
}

model::Scheme make_scheme() {
  model::Scheme scheme;
  const auto add = [&scheme](const std::string& id, std::vector<model::Code> codes) {
    scheme.systems.emplace(id, model::CodeSystem(id, std::move(codes)));
  };
  add("area", {code("minori", "Minori e famiglia"), code("anziani", "Anziani")});
  add("intervention", {code("minori.assistenza-domiciliare", "Assistenza domiciliare", "minori"),
                       code("anziani.assistenza-domiciliare", "Assistenza domiciliare", "anziani"),
                       code("anziani.pasti", "Pasti a domicilio", "anziani")});
  scheme.territory = model::Territory({{"Seriate", "016198", "I628", "seriate", "Bergamo Est", ""}},
                                      {{"seriate", "Seriate"}}, {});
  return scheme;
}

mapping::TableSet make_tables(const model::Scheme& scheme) {
  auto table = mapping::parse_table(
      "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n"
      "SAD,,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\n",
      "intervention.csv", {"src", "intervention", "intervention", 1}, scheme);
  if (!table) throw std::runtime_error(table.error().at(0).message);
  mapping::TableSet tables;
  tables.put(std::make_shared<const mapping::Table>(std::move(*table)));
  return tables;
}

}  // namespace

const model::FieldRecord& hostile_record(std::size_t interventions) {
  using model::Field;
  static const FixedPlaces places;
  static model::FieldRecord record;
  record = {};
  record.number = 1;
  record.locator = &places;
  const auto put = [](Field field, std::string text, std::uint32_t item = 0, std::string table = "") {
    record.values.push_back({field, item, std::move(text), std::move(table), "", record.values.size()});
  };
  put(Field::owner, "016198");
  put(Field::opened, "2016-03-01");
  put(Field::person_id_type, "local");
  put(Field::person_id, "abc-1");
  for (std::uint32_t i = 0; i < interventions; ++i) {
    put(Field::intervention_type, "N" + std::to_string(i), i, "intervention");
    put(Field::intervention_start, "2017-01-02", i);
    put(Field::intervention_end, "2017-01-01", i);
    put(Field::intervention_area, "minori", i);
  }
  record.items[static_cast<std::size_t>(model::info(Field::intervention_type).list)] =
      static_cast<std::uint32_t>(interventions);
  return record;
}

std::size_t bytes_of(const model::FieldRecord& record) {
  std::size_t bytes = 0;
  for (const auto& value : record.values) bytes += value.text.size();
  return bytes;
}

const mapping::Mapper& small_mapper() {
  static const model::Scheme scheme = make_scheme();
  static const mapping::TableSet tables = make_tables(scheme);
  static const mapping::Mapper mapper(scheme, tables, base::system_clock());
  return mapper;
}

}  // namespace raccordo::cost
