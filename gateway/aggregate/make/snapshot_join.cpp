#include "aggregate/make/snapshot_join.hpp"

#include <algorithm>
#include <unordered_map>

namespace raccordo::aggregate {
namespace {

bool is_same(const base::Date& one, const base::Date& other) {
  return one.year == other.year && one.month == other.month && one.day == other.day;
}

bool is_same(const model::InterventionFacts& one, const model::InterventionFacts& other) {
  return one.area == other.area && one.type == other.type && one.management == other.management &&
         is_same(one.start, other.start) && is_same(one.end, other.end) &&
         one.has_amount == other.has_amount && one.amount_cents == other.amount_cents;
}

bool is_same(const model::CaseFacts& one, const model::CaseFacts& other) {
  return one.owner == other.owner && one.residence == other.residence &&
         one.citizenship == other.citizenship && one.channel == other.channel &&
         one.closure == other.closure && one.sender == other.sender && one.is_report == other.is_report &&
         is_same(one.opened, other.opened) && is_same(one.closed, other.closed) && one.needs == other.needs &&
         std::equal(one.interventions.begin(), one.interventions.end(), other.interventions.begin(),
                    other.interventions.end(),
                    [](const auto& left, const auto& right) { return is_same(left, right); });
}

class Joiner {
 public:
  Joiner(Evidence& evidence, const model::FactSet& snapshot, std::uint16_t layer)
      : facts_(evidence.facts), former_(evidence.former), snapshot_(snapshot), layer_(layer) {
    for (model::CodeNo code = 0; code < snapshot.codes.size(); ++code) {
      code_of_.push_back(facts_.codes.intern(snapshot.codes.text(code)));
    }
  }

  void join() {
    number_persons();
    find_rows();
    for (const auto& given : snapshot_.cases) join_case(given);
    const auto by_person = [](const auto& left, const auto& right) { return left.person < right.person; };
    std::stable_sort(facts_.cases.begin(), facts_.cases.end(), by_person);
    std::stable_sort(former_.begin(), former_.end(), by_person);
  }

 private:
  void number_persons() {
    std::unordered_map<std::uint64_t, std::uint32_t> known;
    for (std::uint32_t person = 0; person < facts_.persons.size(); ++person) {
      if (facts_.persons[person].key != 0) known.emplace(facts_.persons[person].key, person);
    }
    is_restated_.assign(facts_.persons.size(), 0);
    for (const auto& given : snapshot_.persons) {
      auto person = given;
      person.sex = code_of_[given.sex];
      const auto found = known.find(given.key);
      if (found == known.end()) {
        number_of_.push_back(static_cast<std::uint32_t>(facts_.persons.size()));
        facts_.persons.push_back(person);
        continue;
      }
      number_of_.push_back(found->second);
      restate(found->second, person);
      known.erase(found);  // one person of the snapshot each, with any content
    }
    is_restated_.resize(facts_.persons.size(), 0);
  }

  void restate(std::uint32_t number, const model::PersonFacts& person) {
    auto& was = facts_.persons[number];
    if (was.sex == person.sex && is_same(was.birth, person.birth)) return;
    former_.push_back({number, static_cast<std::uint16_t>(layer_ - 1), was.sex, was.birth});
    is_restated_[number] = 1;
    was = person;
  }

  /// The first case of each person in the previous layer.
  void find_rows() {
    begin_.assign(facts_.persons.size() + 1, 0);
    for (const auto& item : facts_.cases) ++begin_[item.person + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  }

  void join_case(const model::CaseFacts& given) {
    auto item = given;
    item.person = number_of_[given.person];
    for (auto* code :
         {&item.owner, &item.residence, &item.citizenship, &item.channel, &item.closure, &item.sender})
      *code = code_of_[*code];
    for (auto& need : item.needs) need = code_of_[need];
    for (auto& intervention : item.interventions) {
      for (auto* code : {&intervention.area, &intervention.type, &intervention.management})
        *code = code_of_[*code];
    }
    for (auto at = begin_[item.person]; at < begin_[item.person + 1] && is_restated_[item.person] == 0;
         ++at) {
      auto& before = facts_.cases[at];
      if (before.last_layer + 1 != layer_ || !is_same(before, item)) continue;
      before.last_layer = layer_;
      return;
    }
    item.first_layer = item.last_layer = layer_;
    facts_.cases.push_back(std::move(item));
  }

  model::FactSet& facts_;
  std::vector<FormerPerson>& former_;
  const model::FactSet& snapshot_;
  std::uint16_t layer_;
  std::vector<model::CodeNo> code_of_;
  std::vector<std::uint32_t> number_of_;  // by person of the snapshot
  std::vector<std::uint8_t> is_restated_;
  std::vector<std::uint32_t> begin_;  // by person, into the existing cases
};

}  // namespace

void join_snapshot(Evidence& earlier, const model::FactSet& snapshot, std::uint16_t layer) {
  Joiner(earlier, snapshot, layer).join();
}

}  // namespace raccordo::aggregate
