// Rotation of the keys of an installation (`keys rotate`). A rotation appends a generation to the key file
// and brings the store to it; older generations stay in the file, because evidence of releases, bodies in the
// spool, the journal and backups are opened with the generation that sealed them, and records that were sent
// keep ids that were made with the first one. A rotation that was cut off is continued by the next one of the
// same key. Errors: base::SystemFault; a full disk is base::StorageFull.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/rules/installation.hpp"
#include "store/interface/key_turn.hpp"

namespace raccordo::app {

/// `all`: 0 if unknown.
using RotationProgress = std::function<void(std::uint64_t done, std::uint64_t all)>;

struct Rotated {
  std::size_t generation = 0;  ///< of the key file, from 1: the one now in force
  bool continued = false;      ///< the generation was there already: a rotation that was cut off
  store::RenewedPseudonyms pseudonyms;
  std::uint64_t resealed = 0;  ///< identifiers and waiting records
  std::uint64_t unread = 0;    ///< those that do not open, and stay as they are
};

/// Both need the turn, and make way for others (open_gate) as soon as no other program can use an old key.
/// The fault says what is in the way; then nothing was changed.
base::Result<Rotated> rotate_sealing(const Config& config, store::KeyTurn& turn,
                                     const RotationProgress& progress);
base::Result<Rotated> rotate_pseudonym(const Config& config, store::KeyTurn& turn,
                                       const RotationProgress& progress);

/// In a restore: brings the pseudonyms of a store that nobody else uses to the newest generation of the key
/// file; nothing to do if they are.
void renew_restored(store::CaseStore& store, const Keyring& keys);

/// Gives acts of a journal, made under any generation, the pseudonyms that the persons of the store have now.
void translate_marks(store::CaseStore& store, const Keyring& keys, std::vector<store::Keepsake>& acts);

}  // namespace raccordo::app
