#include "app/rules/key_check.hpp"

#include "base/text.hpp"
#include "privacy/keys.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kPseudonym = "pseudonym";
constexpr std::string_view kSealing = "sealing/";
constexpr std::string_view kContext = "key-check";
constexpr std::size_t kPersonsTried = 100;

std::string pseudonym_check(const Keyring& keys) {
  return std::string(base::as_bytes(keys.pseudonym.compute("raccordo key check")));
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

/// For a store written before check values existed. Local ids do not contain the key and are skipped.
std::optional<std::string> fault_of_content(store::CaseStore& store, const Keyring& keys) {
  for (const auto& person : store.credentials().some_persons(kPersonsTried)) {
    const auto plain = keys.sealer.open(person.sealed_id, "person");
    if (!plain) return wrong_sealing_key();
    const auto bar = plain->find('|');
    const auto type = model::parse_id_type(plain->substr(0, bar));
    if (bar == std::string::npos || !type || *type == model::IdType::local) continue;
    const base::Secret id(plain->substr(bar + 1));
    if (privacy::pseudonym_of(keys.pseudonym, *type, "", id) != person.pseudonym)
      return wrong_pseudonym_key();
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> fault_of_keys(const store::KeyChecks& checks, const Keyring& keys) {
  for (const auto& [name, value] : checks) {
    if (name == kPseudonym && value != pseudonym_check(keys)) return wrong_pseudonym_key();
    if (name.starts_with(kSealing) && !keys.sealer.open(value, kContext)) return wrong_sealing_key();
  }
  return std::nullopt;
}

std::optional<std::string> bind_keys(store::CaseStore& store, const Keyring& keys) {
  auto known = store.credentials().key_checks();
  if (auto fault = fault_of_keys(known, keys)) return fault;
  if (!known.contains(std::string(kPseudonym))) {
    if (auto fault = fault_of_content(store, keys)) return fault;
  }
  const auto generation = std::string(kSealing) + std::to_string(keys.sealer.generation());
  if (known.contains(std::string(kPseudonym)) && known.contains(generation)) return std::nullopt;
  wait_for<bool>([&](store::Done<bool> done) {
    store.credentials().add_key_checks({{std::string(kPseudonym), pseudonym_check(keys)},
                                        {generation, keys.sealer.seal("raccordo", kContext)}},
                                       std::move(done));
  });
  // Another program may have stored check values first, with other keys.
  known = store.credentials().key_checks();
  return fault_of_keys(known, keys);
}

}  // namespace raccordo::app
