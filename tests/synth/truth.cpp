#include "synth/truth.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/json.hpp"

namespace raccordo::synth {
namespace {

using base::JsonWriter;
using base::key;
using base::put;

void put_count(JsonWriter& writer, std::string_view name, std::uint64_t count) {
  key(writer, name);
  writer.Uint64(count);
}

void put_counts(JsonWriter& writer, std::string_view name,
                const std::map<std::string, std::uint64_t>& counts) {
  key(writer, name);
  writer.StartObject();
  for (const auto& [code, count] : counts) put_count(writer, code, count);
  writer.EndObject();
}

template <class Sets>
void put_sizes(JsonWriter& writer, std::string_view name, const Sets& sets) {
  key(writer, name);
  writer.StartObject();
  for (const auto& [code, members] : sets) put_count(writer, code, members.size());
  writer.EndObject();
}

template <class Sets>
std::uint64_t count_of_two(const Sets& sets) {
  return static_cast<std::uint64_t>(
      std::count_if(sets.begin(), sets.end(), [](const auto& entry) { return entry.second.size() > 1; }));
}

}  // namespace

Truth::Truth(const std::filesystem::path& folder, std::string set, std::uint64_t seed, int year)
    : folder_(folder), set_(std::move(set)), seed_(seed), year_(year) {
  std::filesystem::create_directories(folder_);
  lines_.open(folder_ / "cases.csv", std::ios::binary);
  lines_ << "file,record,source,record_id,owner,ambito,person,defect,outcome,codes\n";
}

void Truth::add_line(const Place& place, const SourceCase& written, System system, const std::string& tail) {
  files_[place.file] = std::max(files_[place.file], place.record);
  // A message's record id is keyed with the gateway's secret; the message id is written instead.
  lines_ << place.file << ',' << place.record << ',' << to_string(system) << ',' << written.record_id << ','
         << tail << '\n';
}

void Truth::add_good(const Place& place, const SynthCase& good, const SourceCase& written, System system) {
  const auto& town = *good.town;
  add_line(place, written, system,
           town.istat + "," + town.ambito + "," + std::to_string(good.person.number) + ",,ACCEPTED,");
  ++cases_;
  ++by_ambito_[town.ambito];
  ++by_source_[std::string(to_string(system))];
  owners_of_[good.person.number].insert(town.istat);
  systems_of_[good.person.number].emplace(to_string(system));
  for (const auto& done : good.interventions) {
    by_area_[done.area].insert(good.person.number);
    by_type_[done.type].insert(good.person.number);
  }
}

void Truth::add_defect(const Place& place, const DefectKind& kind, const SourceCase& written, System system) {
  std::string codes;
  for (const auto code : kind.codes) codes += (codes.empty() ? "" : " ") + std::string(code);
  add_line(place, written, system,
           ",,," + std::string(kind.name) + "," + std::string(kind.outcome) + "," + codes);
  ++defects_;
  ++by_defect_[std::string(kind.name)];
}

void Truth::write() {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put(writer, "set", set_);
  put_count(writer, "seed", seed_);
  put(writer, "reference_date", std::to_string(year_) + "-12-31");
  put_count(writer, "cases", cases_);
  put_counts(writer, "cases_by_ambito", by_ambito_);
  put_counts(writer, "cases_by_source", by_source_);
  put_count(writer, "persons", owners_of_.size());
  put_count(writer, "persons_in_two_comuni", count_of_two(owners_of_));
  put_count(writer, "persons_in_two_systems", count_of_two(systems_of_));
  put_sizes(writer, "persons_by_area", by_area_);
  put_sizes(writer, "persons_by_type", by_type_);
  put_count(writer, "defects", defects_);
  put_counts(writer, "defects_by_kind", by_defect_);
  put_counts(writer, "records_by_file", files_);
  writer.EndObject();
  std::ofstream file(folder_ / "truth.json", std::ios::binary);
  file << base::view(buffer) << '\n';
  lines_.flush();
  if (!file.flush() || !lines_) throw std::runtime_error("cannot write the truth into " + folder_.string());
}

}  // namespace raccordo::synth
