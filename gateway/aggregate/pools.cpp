#include "aggregate/pools.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::size_t kMostKept = 192;

std::uint64_t first_bytes(const base::Digest& digest) {
  std::uint64_t number = 0;
  std::memcpy(&number, digest.data(), sizeof number);
  return number;
}

std::vector<PersonNo> in_secret_order(const model::FactSet& facts, PersonNo persons, std::string_view key) {
  const base::Hmac hmac(key);
  std::vector<std::pair<std::uint64_t, PersonNo>> ranked;
  ranked.reserve(persons);
  for (PersonNo person = 0; person < persons; ++person) {
    const std::uint64_t name = person < facts.persons.size() ? facts.persons[person].key : person;
    std::array<char, 16> message{};
    std::memcpy(message.data(), &name, sizeof name);
    std::memcpy(message.data() + sizeof name, &person, sizeof person);
    ranked.emplace_back(first_bytes(hmac.compute({message.data(), message.size()})), person);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<PersonNo> order;
  order.reserve(ranked.size());
  for (const auto& [rank, person] : ranked) order.push_back(person);
  return order;
}

void note(LargestShares& shares, PersonNo person, std::int64_t value) {
  if (value > shares.first) {
    shares.second = shares.first;
    shares.first = value;
    shares.person = person;
  } else {
    shares.second = std::max(shares.second, value);
  }
}

}  // namespace

Pools::Pools(const model::FactSet& facts, const Register& people, PersonCounter& counter,
             std::string_view key, std::size_t complete_below)
    : persons_(counter.first_cell(counter.tables())), shares_(persons_.size()) {
  const auto most = std::max(kMostKept, complete_below);
  FactColumns dossier;
  std::vector<Contribution> list;
  for (const auto person : in_secret_order(facts, people.persons(), key)) {
    people.copy(person, dossier);
    list.clear();
    for (std::size_t table = 0; table < counter.tables(); ++table) counter.list(table, dossier, list);
    for (const auto& [cell, value] : list) {
      if (persons_[cell].size() < most) persons_[cell].push_back(person);
      note(shares_[cell], person, value);
    }
  }
}

}  // namespace raccordo::aggregate
