#include "aggregate/facts/secret_order.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/digest.hpp"

namespace raccordo::aggregate {
namespace {

std::uint64_t first_bytes(const base::Digest& digest) {
  std::uint64_t number = 0;
  std::memcpy(&number, digest.data(), sizeof number);
  return number;
}

}  // namespace

std::vector<std::uint32_t> in_secret_order(const model::FactSet& facts, std::uint32_t persons,
                                           std::string_view key) {
  const base::Hmac hmac(key);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> ranked;
  ranked.reserve(persons);
  for (std::uint32_t person = 0; person < persons; ++person) {
    const std::uint64_t name = person < facts.persons.size() ? facts.persons[person].key : person;
    std::array<char, 16> message{};
    std::memcpy(message.data(), &name, sizeof name);
    std::memcpy(message.data() + sizeof name, &person, sizeof person);
    ranked.emplace_back(first_bytes(hmac.compute({message.data(), message.size()})), person);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::uint32_t> order;
  order.reserve(ranked.size());
  for (const auto& [rank, person] : ranked) order.push_back(person);
  return order;
}

}  // namespace raccordo::aggregate
