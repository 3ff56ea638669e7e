#include "synth/binder.hpp"

namespace raccordo::synth {
namespace {

constexpr std::int64_t kYearOfSeconds = 365LL * 86400;
constexpr std::uint64_t kOwnStream = 0xdefec7;  // defects must not change the good cases

}  // namespace

Binder::Binder(Workshop& workshop, const Order& order, std::string set)
    : workshop_(workshop),
      order_(order),
      truth_(order.out, std::move(set), order.seed, order.year),
      cases_(workshop.figures(), order.year, Detail::full),
      people_(workshop.territory(), Identifiers::fiscal_code, Uniqueness::tracked),
      random_(order.seed ^ kOwnStream) {}

DocumentFile& Binder::document(const Town& town) {
  const std::string source(to_string(town.system));
  const std::string name = town.system == System::health_portal ? town.ambito : source;
  const auto found = documents_.find(source + "/" + name);
  if (found != documents_.end()) return found->second;
  auto writer = make_writer(town.system);
  const auto file = order_.out / source / (name + "." + std::string(writer->extension()));
  return documents_.try_emplace(source + "/" + name, file, std::move(writer)).first->second;
}

DocumentFile& Binder::late_document(System system) {
  const std::string source(to_string(system));
  const auto found = documents_.find(source + "/late/" + source);
  if (found != documents_.end()) return found->second;
  auto writer = make_writer(system);
  const auto file = order_.out / source / "late" / (source + "." + std::string(writer->extension()));
  return documents_.try_emplace(source + "/late/" + source, file, std::move(writer)).first->second;
}

Place Binder::place_of(const DocumentFile& file, std::uint64_t record) const {
  return {file.path().lexically_relative(order_.out).generic_string(), record};
}

void Binder::add(SynthCase good) {
  good.number = ++numbered_;
  const System system = good.town->system;
  if (order_.only && *order_.only != system) return;
  const SourceCase written = workshop_.dialect(system).encode(good);
  auto& file = document(*good.town);
  truth_.add_good(place_of(file, file.append(written)), good, written, system);
  credit_[system] += order_.defects;
  while (credit_[system] >= 1) {
    add_defect(good, file);
    credit_[system] -= 1;
  }
  if (order_.defects > 0) previous_.insert_or_assign(&file, written);
}

void Binder::add_defect(const SynthCase& good, DocumentFile& file) {
  const System system = good.town->system;
  const auto kinds = defect_kinds();
  for (;;) {  // ends: a stale version fits every system
    const std::size_t turn = next_kind_[system]++ % (kinds.size() + 2);
    if (turn == 0) {
      // In CSV a repeated case would split the good one: rows of one key must be adjacent.
      const auto repeated = previous_.find(&file);
      const bool is_csv = file.path().extension() == ".csv";
      if (is_csv || repeated == previous_.end()) continue;
      const SourceCase& again = repeated->second;
      truth_.add_defect(place_of(file, file.append(again)), duplicate_kind(), again, system);
      return;
    }
    if (turn == 1) {
      add_stale(good);
      return;
    }
    if (add_fresh_defect(*good.town, kinds[turn - 2])) return;
  }
}

void Binder::add_stale(const SynthCase& good) {
  SynthCase older = good;
  older.version -= kYearOfSeconds;
  older.members += 1;
  const System system = good.town->system;
  const SourceCase late = workshop_.dialect(system).encode(older);
  auto& file = late_document(system);
  truth_.add_defect(place_of(file, file.append(late)), stale_kind(), late, system);
}

bool Binder::add_fresh_defect(const Town& town, const DefectKind& kind) {
  const Dialect& dialect = workshop_.dialect(town.system);
  const std::size_t area = cases_.pick_area(random_);
  const auto opened = cases_.pick_opening(random_);
  auto person = people_.make(random_, cases_.pick_age(random_, area), opened, town, 0);
  auto types = cases_.pick_types(random_, area);
  if (types.empty()) types.push_back(workshop_.figures()[area].types.front().code);
  SynthCase fresh = cases_.make(random_, town, std::move(person), opened, area, types);
  fresh.number = ++numbered_;
  SourceCase spoilt = dialect.encode(fresh);
  if (!kind.apply(spoilt, fresh, dialect)) return false;
  auto& file = document(town);
  truth_.add_defect(place_of(file, file.append(spoilt)), kind, spoilt, town.system);
  return true;
}

Truth Binder::finish() {
  for (auto& [name, file] : documents_) file.close();
  truth_.write();
  return std::move(truth_);
}

}  // namespace raccordo::synth
