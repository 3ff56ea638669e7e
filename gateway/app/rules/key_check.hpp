// Checks that the keys of the configuration are those of the store. With other keys sealed data would not
// open, the same person would get a second pseudonym, and an erasure would find nobody; so `serve`, verbs and
// `check` refuse them. Called when an installation is opened, before `keys init` creates a key, and by
// `check`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/rules/keyring.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// What is wrong and what to do; nothing if these check values were made with these keys.
std::optional<std::string> fault_of_keys(const store::KeyChecks& checks, const Keyring& keys);

/// Compares the keys with the store and, if it has no check values yet, with its contents; then stores check
/// values, and puts the generation of the pseudonym key in force that the store was written with. Waits for
/// the store.
std::optional<std::string> bind_keys(store::CaseStore& store, Keyring& keys);

/// The check value of a generation of the pseudonym key, from 1; kept under the name kPseudonymCheck.
std::string pseudonym_check(const Keyring& keys, std::size_t generation);
inline constexpr std::string_view kPseudonymCheck = "pseudonym";

}  // namespace raccordo::app
