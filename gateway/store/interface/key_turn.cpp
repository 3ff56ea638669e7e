#include "store/interface/key_turn.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <thread>

namespace raccordo::store {
namespace {

using Byte = KeyLocks::Byte;
using Lock = KeyLocks::Lock;

constexpr auto kPause = std::chrono::milliseconds(50);

struct flock lock_of(Byte byte, short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(byte);
  lock.l_len = 1;
  return lock;
}

short type_of(Lock lock) {
  switch (lock) {
    case Lock::shared:
      return F_RDLCK;
    case Lock::alone:
      return F_WRLCK;
    case Lock::none:
      return F_UNLCK;
  }
  return F_UNLCK;
}

[[noreturn]] void fail(const std::string& what) {
  throw base::SystemFault("store: cannot " + what + ": " + std::strerror(errno));
}

/// Tries until it succeeds or the time is over.
bool try_for(std::chrono::milliseconds patience, const std::function<bool()>& attempt) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!attempt()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

}  // namespace

KeyLocks::KeyLocks(const std::string& store)
    : descriptor_(::open((store + "-keys").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) fail("open " + store + "-keys");
}

KeyLocks::~KeyLocks() { ::close(descriptor_); }

bool KeyLocks::try_set(Byte byte, Lock lock) {
  auto wanted = lock_of(byte, type_of(lock));
  // Locks of the open file, not of the process: several stores may be open in one.
  while (::fcntl(descriptor_, F_OFD_SETLK, &wanted) != 0) {
    if (errno == EAGAIN || errno == EACCES) return false;
    if (errno != EINTR) fail("lock its keys");
  }
  return true;
}

bool KeyLocks::is_taken(Byte byte) const {
  auto asked = lock_of(byte, F_RDLCK);
  if (::fcntl(descriptor_, F_OFD_GETLK, &asked) != 0) fail("see who rotates its keys");
  return asked.l_type != F_UNLCK;
}

base::Result<std::unique_ptr<KeyUse>> KeyUse::take(const std::string& store,
                                                   std::chrono::milliseconds patience) {
  std::unique_ptr<KeyUse> use(new KeyUse(store));
  auto& locks = use->locks_;
  const bool taken = try_for(patience, [&] {
    if (locks.is_taken(Byte::gate) || !locks.try_set(Byte::use, Lock::shared)) return false;
    // A rotation may have closed the gate in between: it goes first.
    if (!locks.is_taken(Byte::gate)) return true;
    locks.try_set(Byte::use, Lock::none);
    return false;
  });
  if (taken) return use;
  return base::fault("The keys of the store " + store +
                     " are being rotated (raccordo keys rotate): try again when that has ended.");
}

base::Result<std::unique_ptr<KeyTurn>> KeyTurn::take(const std::string& store) {
  std::unique_ptr<KeyTurn> turn(new KeyTurn(store));
  if (turn->locks_.try_set(Byte::turn, Lock::alone)) return turn;
  return base::fault("The keys of the store " + store +
                     " are being rotated by another program: wait until that has ended. Nothing was "
                     "changed.");
}

base::Result<bool> KeyTurn::close_gate(std::chrono::milliseconds patience) {
  if (!locks_.try_set(Byte::gate, Lock::alone)) return base::fault("The keys of the store are in use.");
  if (try_for(patience, [&] { return locks_.try_set(Byte::use, Lock::alone); })) return true;
  locks_.try_set(Byte::gate, Lock::none);
  return base::fault(
      "Another program works with the keys of the store: an import, a release, a replay, or a gateway that "
      "has "
      "not answered all its requests or could not start again (`keys-not-rotated` in its log says why). Try "
      "again when it has ended, or when the reason is removed. Nothing was changed.");
}

void KeyTurn::open_gate() {
  locks_.try_set(Byte::use, Lock::shared);
  locks_.try_set(Byte::gate, Lock::none);
}

bool is_gate_closed(const std::string& store) { return KeyLocks(store).is_taken(Byte::gate); }

}  // namespace raccordo::store
