// KeyUse and KeyTurn: who works with the keys of an installation, and who changes them. Every program that
// opens a store with its keys holds a KeyUse until it has closed the store. A rotation holds the KeyTurn, and
// while it changes which keys are in force nobody else has a KeyUse: so no program writes with a key that is
// no longer in force. Both are locks on the file `<store>-keys`, which the operating system releases when a
// program ends for any reason. Threads: one at a time, but is_wanted from any.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace raccordo::store {

/// An open file that holds locks on single bytes of it.
class KeyLocks {
 public:
  explicit KeyLocks(const std::string& store);
  ~KeyLocks();
  KeyLocks(const KeyLocks&) = delete;
  KeyLocks& operator=(const KeyLocks&) = delete;

  enum class Byte : std::uint8_t {
    turn,  ///< of the one rotation
    gate,  ///< locked while the keys in force change, and while the rotation waits for that
    use    ///< shared by all who use the keys
  };
  enum class Lock : std::uint8_t { shared, alone, none };
  /// False if another program has it.
  bool try_set(Byte byte, Lock lock);
  /// Whether another program has locked it alone.
  bool is_taken(Byte byte) const;

 private:
  int descriptor_;
};

class KeyUse {
 public:
  /// Waits that long while keys are rotated; then a fault. Throws base::SystemFault if the file cannot be
  /// opened.
  static base::Result<std::unique_ptr<KeyUse>> take(const std::string& store,
                                                    std::chrono::milliseconds patience);
  /// Whether a rotation waits for the end of this use.
  bool is_wanted() const { return locks_.is_taken(KeyLocks::Byte::gate); }

 private:
  explicit KeyUse(const std::string& store) : locks_(store) {}
  KeyLocks locks_;
};

class KeyTurn {
 public:
  /// A fault if another program rotates keys of the store.
  static base::Result<std::unique_ptr<KeyTurn>> take(const std::string& store);
  /// Keeps others from using the keys, and waits until nobody does; a running `serve` makes way. A fault if
  /// somebody goes on; then the gate is open again.
  base::Result<bool> close_gate(std::chrono::milliseconds patience);
  /// From now on this program is one of those who use the keys.
  void open_gate();

 private:
  explicit KeyTurn(const std::string& store) : locks_(store) {}
  KeyLocks locks_;
};

/// Whether keys are being rotated, so that a program that wants to use them must wait.
bool is_gate_closed(const std::string& store);

}  // namespace raccordo::store
