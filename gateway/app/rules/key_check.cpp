#include "app/rules/key_check.hpp"

#include "base/text.hpp"
#include "privacy/keys.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kSealing = "sealing/";
constexpr std::string_view kContext = "key-check";
constexpr std::size_t kPersonsTried = 100;

/// The generation with this check value, from 1; 0: none.
std::size_t generation_of(const Keyring& keys, std::string_view check) {
  for (auto i = keys.generations().size(); i > 0; --i) {
    if (pseudonym_check(keys, i) == check) return i;
  }
  return 0;
}

std::string wrong_pseudonym_key() {
  return "keys.pseudonym is not the key that this store was written with. Restore that key file: with "
         "another one the "
         "same person would count twice and could not be found for an erasure.";
}

std::string wrong_sealing_key() {
  return "keys.sealing is not the key that this store was written with, or lacks one of its generations. "
         "Restore that "
         "key file: with another one neither identifiers nor waiting records can be opened.";
}

/// Puts the generation in force under which a person has this pseudonym; false if none has it.
bool fit(Keyring& keys, const base::Digest& pseudonym, model::IdType type, const base::Secret& id) {
  for (auto i = keys.generations().size(); i > 0; --i) {
    if (privacy::pseudonym_of(keys.generations()[i - 1], type, "", id) != pseudonym) continue;
    keys.put_in_force(i);
    return true;
  }
  return false;
}

/// For a store written before check values existed. Local ids do not contain the key and are skipped.
std::optional<std::string> fault_of_content(store::CaseStore& store, Keyring& keys) {
  for (const auto& person : store.credentials().some_persons(kPersonsTried)) {
    const auto plain = keys.sealer.open(person.sealed_id, "person");
    if (!plain) return wrong_sealing_key();
    const auto bar = plain->find('|');
    const auto type = model::parse_id_type(plain->substr(0, bar));
    if (bar == std::string::npos || !type || *type == model::IdType::local) continue;
    const base::Secret id(plain->substr(bar + 1));
    if (!fit(keys, person.pseudonym, *type, id)) return wrong_pseudonym_key();
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string pseudonym_check(const Keyring& keys, std::size_t generation) {
  return std::string(base::as_bytes(keys.generations().at(generation - 1).compute("raccordo key check")));
}

std::optional<std::string> fault_of_keys(const store::KeyChecks& checks, const Keyring& keys) {
  for (const auto& [name, value] : checks) {
    if (name == kPseudonymCheck && generation_of(keys, value) == 0) return wrong_pseudonym_key();
    if (name.starts_with(kSealing) && !keys.sealer.open(value, kContext)) return wrong_sealing_key();
  }
  return std::nullopt;
}

std::optional<std::string> bind_keys(store::CaseStore& store, Keyring& keys) {
  const std::string pseudonym(kPseudonymCheck);
  const auto put_in_force = [&](const store::KeyChecks& checks) {
    const auto found = checks.find(pseudonym);
    if (found != checks.end()) keys.put_in_force(generation_of(keys, found->second));
  };
  auto known = store.credentials().key_checks();
  if (auto fault = fault_of_keys(known, keys)) return fault;
  put_in_force(known);
  if (!known.contains(pseudonym)) {
    if (auto fault = fault_of_content(store, keys)) return fault;
  }
  const auto generation = std::string(kSealing) + std::to_string(keys.sealer.generation());
  if (known.contains(pseudonym) && known.contains(generation)) return std::nullopt;
  wait_for<bool>([&](store::Done<bool> done) {
    store.credentials().add_key_checks({{pseudonym, pseudonym_check(keys, keys.in_force())},
                                        {generation, keys.sealer.seal("raccordo", kContext)}},
                                       std::move(done));
  });
  // Another program may have stored check values first, with other keys.
  known = store.credentials().key_checks();
  if (auto fault = fault_of_keys(known, keys)) return fault;
  put_in_force(known);
  return std::nullopt;
}

}  // namespace raccordo::app
