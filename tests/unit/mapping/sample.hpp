// A small scheme, tables from text and records from values, for the tests of mapping.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "mapping/table_file.hpp"
#include "model/field_record.hpp"
#include "model/scheme.hpp"

namespace raccordo::mapping::test {

inline constexpr std::string_view kHeader =
    "source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment\n";

inline model::Code code(std::string id, std::string label, std::string parent = "") {
  return {std::move(id), label, label, std::move(parent), {}, {}, {}, {}};
}

inline void add(model::Scheme& scheme, std::string id, std::vector<model::Code> codes) {
  scheme.systems.emplace(id, model::CodeSystem(id, std::move(codes)));
}

inline model::Scheme sample_scheme() {
  model::Scheme scheme;
  add(scheme, "area",
      {code("minori", "Minori e famiglia"), code("anziani", "Anziani"), code("disabili", "Disabili")});
  add(scheme, "intervention",
      {code("minori.assistenza-domiciliare", "Assistenza domiciliare", "minori"),
       code("anziani.assistenza-domiciliare", "Assistenza domiciliare", "anziani"),
       code("anziani.pasti", "Pasti a domicilio", "anziani"),
       code("disabili.centro-diurno", "Centro diurno disabili", "disabili")});
  add(scheme, "sex", {code("M", "Maschio"), code("F", "Femmina"), code("U", "Non indicato")});
  add(scheme, "need", {code("meals", "Alimentazione e pasti"), code("housing", "Casa")});
  add(scheme, "channel", {code("self", "Interessato")});
  add(scheme, "closure", {code("deceased", "Decesso")});
  scheme.territory = model::Territory({{"Seriate", "016198", "I628", "seriate", "Bergamo Est", ""},
                                       {"Albino", "016004", "A163", "val-seriana", "Bergamo Est", ""}},
                                      {{"seriate", "Seriate"}, {"val-seriana", "Val Seriana"}}, {});
  scheme.abbreviations = {{"sad", "assistenza domiciliare"},
                          {"adm", "assistenza domiciliare minori"},
                          {"cdd", "centro diurno disabili"},
                          {"anz", "anziani"}};
  return scheme;
}

/// The table; fails the test and lists the faults if the rows are wrong.
inline std::shared_ptr<const Table> table_of(const model::Scheme& scheme, std::string name,
                                             std::string system, std::string_view rows) {
  auto parsed =
      parse_table(std::string(kHeader) + std::string(rows), name + ".csv", {"src", name, system, 7}, scheme);
  if (!parsed) {
    for (const auto& fault : parsed.error()) ADD_FAILURE() << fault.line << ": " << fault.message;
    return nullptr;
  }
  return std::make_shared<const Table>(std::move(*parsed));
}

/// The place of every value: the CSV row with the number of its node.
class FixedPlaces final : public model::Locator {
 public:
  model::Place locate(model::NodeId node) const override { return {model::Place::Kind::csv, "COL", node}; }
};

class RecordMaker {
 public:
  RecordMaker& put(model::Field field, std::string text, std::uint32_t item = 0) {
    return put_code(field, "", std::move(text), item);
  }
  RecordMaker& put_code(model::Field field, std::string table, std::string text, std::uint32_t item = 0,
                        std::string label = "") {
    auto& size = record_.items[static_cast<std::size_t>(model::info(field).list)];
    if (model::info(field).list != model::List::none) size = std::max(size, item + 1);
    record_.values.push_back({field, item, std::move(text), std::move(table), std::move(label), ++node_});
    return *this;
  }
  RecordMaker& drop(model::Field field) {
    std::erase_if(record_.values, [&](const auto& value) { return value.field == field; });
    return *this;
  }
  model::FieldRecord& record() {
    record_.number = 3;
    record_.locator = &places_;
    return record_;
  }

 private:
  FixedPlaces places_;
  model::FieldRecord record_;
  model::NodeId node_ = 0;
};

/// A record with all that is required.
inline RecordMaker complete_record() {
  using model::Field;
  RecordMaker maker;
  maker.put(Field::record_id, "R-1")
      .put(Field::owner, "016198")
      .put(Field::opened, "2016-03-01")
      .put(Field::person_id_type, "local")
      .put(Field::person_id, "abc-1");
  return maker;
}

/// A folder for one test, deleted at its end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "raccordo-test-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// True if a fault of that line contains that text.
inline bool has_fault(const FileFaults& faults, int line, std::string_view text) {
  for (const auto& fault : faults) {
    if (fault.line == line && fault.message.find(text) != std::string::npos) return true;
  }
  return false;
}

inline std::string all(const FileFaults& faults) {
  std::string text;
  for (const auto& fault : faults) text += std::to_string(fault.line) + ": " + fault.message + "\n";
  return text;
}

}  // namespace raccordo::mapping::test
