#include "aggregate/published/new_details.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace raccordo::aggregate {
namespace {

using model::CodeNo;

/// Values of one attribute by what was published before; the seat's number decides which is taken.
template <class Value>
class Pool {
 public:
  void add(std::int64_t group, const Value& value) {
    by_group_[group].push_back(value);
    all_.push_back(value);
  }
  /// Of the group; nothing if it has none.
  const Value* draw_within(std::int64_t group, std::uint64_t number) const {
    const auto found = by_group_.find(group);
    return found == by_group_.end() ? nullptr : &found->second[number % found->second.size()];
  }
  /// Of the group, else of all.
  const Value* draw(std::int64_t group, std::uint64_t number) const {
    const auto* value = draw_within(group, number);
    return value != nullptr || all_.empty() ? value : &all_[number % all_.size()];
  }

 private:
  std::map<std::int64_t, std::vector<Value>> by_group_;
  std::vector<Value> all_;
};

/// The case of a person with that Comune, or the report; nothing if there is none.
const SeatCase* same_case(const SeatFacts& facts, const SeatCase& like) {
  const auto found = std::find_if(facts.cases.begin(), facts.cases.end(), [&](const SeatCase& each) {
    return each.owner == like.owner && each.is_report == like.is_report;
  });
  return found == facts.cases.end() ? nullptr : &*found;
}

const SeatIntervention* same_intervention(const SeatFacts& facts, const SeatIntervention& like) {
  for (const auto& item : facts.cases) {
    for (const auto& each : item.interventions) {
      if (each.area == like.area) return &each;
    }
  }
  return nullptr;
}

class Details {
 public:
  Details(const PublishedRegister& given, const std::vector<bool>& has_person, Proposal& proposal)
      : given_(given), has_person_(has_person), proposal_(proposal) {}

  void add() {
    const auto of_place = [](const SeatCase& item) { return std::int64_t{item.owner}; };
    for (auto attribute : {&SeatCase::residence, &SeatCase::citizenship, &SeatCase::channel})
      add_of_case(attribute, of_place);
    // A report is never from a body that sends cases only.
    add_of_case(&SeatCase::sender, [](const SeatCase& item) { return std::int64_t{item.is_report ? 1 : 0}; });
    for (auto attribute : {&SeatIntervention::type, &SeatIntervention::management})
      add_of_intervention(attribute);
    add_needs();
    add_sex();
    add_ages();
  }

 private:
  /// Calls `use(facts that stay, true facts of the person, number of the seat)`; no facts if nobody sits
  /// there.
  template <class Use>
  void for_each_seat(Use use) const {
    static const SeatFacts nobody;
    for (std::size_t seat = 0; seat < given_.seats.size(); ++seat) {
      auto& choice = proposal_.choices[seat];
      auto& stays = choice.at(MoveStep::stays);
      if (stays.is_empty()) continue;
      const auto& own = has_person_[seat] ? choice.at(MoveStep::whole) : nobody;
      use(stays, release_ ? earlier_or(given_.seats[seat], own) : own, given_.seats[seat].number);
    }
  }

  /// The facts of the seat in the release that had the detail.
  const SeatFacts& earlier_or(const Seat& seat, const SeatFacts& own) const {
    const bool is_known = seat.then[*release_] != kVaried && !seat.in(*release_).is_empty();
    return is_known ? seat.in(*release_) : own;
  }

  /// The newest release before the last in which a seat has the detail; nothing if no table ever had it.
  template <class Has>
  std::optional<std::size_t> find_release(Has has) const {
    for (auto release = given_.releases.size() - 1; release-- > 0;) {
      for (const auto& seat : given_.seats) {
        if (seat.then[release] != kVaried && has(seat.in(release))) return release;
      }
    }
    return std::nullopt;
  }

  template <class Group>
  void add_of_case(CodeNo SeatCase::*attribute, Group group_of) {
    release_ = find_release([&](const SeatFacts& facts) {
      return std::any_of(facts.cases.begin(), facts.cases.end(),
                         [&](const SeatCase& item) { return item.*attribute != 0; });
    });
    bool was_published = false;
    Pool<CodeNo> pool;
    for_each_seat([&](const SeatFacts& stays, const SeatFacts& whole, std::uint64_t) {
      for (const auto& item : stays.cases) was_published = was_published || item.*attribute != 0;
      for (const auto& item : whole.cases) {
        if (item.*attribute != 0) pool.add(group_of(item), item.*attribute);
      }
    });
    if (was_published) return;
    for_each_seat([&](SeatFacts& stays, const SeatFacts& whole, std::uint64_t number) {
      for (auto& item : stays.cases) {
        const auto* own = same_case(whole, item);
        const auto* drawn = pool.draw(group_of(item), number);
        if (own != nullptr) {
          item.*attribute = own->*attribute;
        } else if (drawn != nullptr) {
          item.*attribute = *drawn;
        }
      }
    });
  }

  void add_of_intervention(CodeNo SeatIntervention::*attribute) {
    release_ = find_release([&](const SeatFacts& facts) {
      return std::any_of(facts.cases.begin(), facts.cases.end(), [&](const SeatCase& item) {
        return std::any_of(item.interventions.begin(), item.interventions.end(),
                           [&](const SeatIntervention& each) { return each.*attribute != 0; });
      });
    });
    bool was_published = false;
    Pool<CodeNo> pool;
    for_each_seat([&](const SeatFacts& stays, const SeatFacts& whole, std::uint64_t) {
      for (const auto& item : stays.cases) {
        for (const auto& each : item.interventions) was_published = was_published || each.*attribute != 0;
      }
      for (const auto& item : whole.cases) {
        for (const auto& each : item.interventions) {
          if (each.*attribute != 0) pool.add(each.area, each.*attribute);
        }
      }
    });
    if (was_published) return;
    for_each_seat([&](SeatFacts& stays, const SeatFacts& whole, std::uint64_t number) {
      for (auto& item : stays.cases) {
        for (auto& each : item.interventions) {
          const auto* own = same_intervention(whole, each);
          const auto* drawn = pool.draw(each.area, number);
          if (own != nullptr) {
            each.*attribute = own->*attribute;
          } else if (drawn != nullptr) {
            each.*attribute = *drawn;
          }
        }
      }
    });
  }

  void add_needs() {
    release_ = find_release([&](const SeatFacts& facts) {
      return std::any_of(facts.cases.begin(), facts.cases.end(),
                         [&](const SeatCase& item) { return !item.needs.empty(); });
    });
    bool was_published = false;
    Pool<std::vector<CodeNo>> pool;
    for_each_seat([&](const SeatFacts& stays, const SeatFacts& whole, std::uint64_t) {
      for (const auto& item : stays.cases) was_published = was_published || !item.needs.empty();
      for (const auto& item : whole.cases) pool.add(item.owner, item.needs);
    });
    if (was_published) return;
    for_each_seat([&](SeatFacts& stays, const SeatFacts& whole, std::uint64_t number) {
      for (auto& item : stays.cases) {
        const auto* own = same_case(whole, item);
        const auto* drawn = own != nullptr ? &own->needs : pool.draw(item.owner, number);
        if (drawn != nullptr) item.needs = *drawn;
      }
    });
  }

  void add_sex() {
    release_ = find_release([&](const SeatFacts& facts) { return facts.sex != 0; });
    bool was_published = false;
    Pool<CodeNo> pool;
    for_each_seat([&](const SeatFacts& stays, const SeatFacts& whole, std::uint64_t) {
      was_published = was_published || stays.sex != 0;
      if (whole.sex != 0) pool.add(stays.cases.front().owner, whole.sex);
    });
    if (was_published) return;
    for_each_seat([&](SeatFacts& stays, const SeatFacts& whole, std::uint64_t number) {
      const auto* drawn = pool.draw(stays.cases.front().owner, number);
      if (!whole.is_empty()) {
        stays.sex = whole.sex;
      } else if (drawn != nullptr) {
        stays.sex = *drawn;
      }
    });
  }

  /// Finer bands: an age of the next band before is not taken over, because its person grew older.
  void add_ages() {
    release_.reset();
    std::set<int> before, after;
    for_each_seat([&](const SeatFacts& stays, const SeatFacts& whole, std::uint64_t) {
      before.insert(stays.age);
      if (!whole.is_empty()) after.insert(whole.age);
    });
    if (std::includes(before.begin(), before.end(), after.begin(), after.end())) return;
    const auto end_of = [&](int age) {
      const auto next = before.upper_bound(age);
      return next == before.end() || age < 0 ? std::numeric_limits<int>::max() : *next;
    };
    Pool<int> pool;
    for_each_seat([&](const SeatFacts& stays, const SeatFacts& whole, std::uint64_t) {
      if (!whole.is_empty() && whole.age < end_of(stays.age)) pool.add(stays.age, whole.age);
    });
    for_each_seat([&](SeatFacts& stays, const SeatFacts& whole, std::uint64_t number) {
      const auto* drawn = pool.draw_within(stays.age, number);
      if (!whole.is_empty() && whole.age < end_of(stays.age)) {
        stays.age = whole.age;
      } else if (drawn != nullptr) {
        stays.age = *drawn;
      }
    });
  }

  const PublishedRegister& given_;
  const std::vector<bool>& has_person_;
  Proposal& proposal_;
  std::optional<std::size_t> release_;  ///< whose facts count as those of the person
};

}  // namespace

void add_new_details(const PublishedRegister& given, const std::vector<bool>& has_person,
                     Proposal& proposal) {
  Details(given, has_person, proposal).add();
  for (auto& choice : proposal.choices) put_in_order(choice.at(MoveStep::stays));
}

}  // namespace raccordo::aggregate
