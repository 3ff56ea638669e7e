#include "net/peer_guard.hpp"

#include <utility>

namespace raccordo::net {
namespace {

constexpr std::int64_t kCheckAgain = std::int64_t{60} * 1'000'000;

}  // namespace

void PeerGuard::begin(const Transport& transport, std::shared_ptr<SSL_CTX> context, base::Instant now) {
  peer_ = transport.peer();
  checked_with_ = std::move(context);
  checked_at_ = now;
}

bool PeerGuard::holds(Transport& transport, const std::shared_ptr<SSL_CTX>& in_force, base::Instant now) {
  if (!peer_ || !in_force) return true;
  if (peer_->not_after < now) return false;
  const bool is_fresh = checked_with_ == in_force && now.micros - checked_at_.micros < kCheckAgain &&
                        now.micros >= checked_at_.micros;
  if (is_fresh) return true;
  if (!transport.is_trusted_by(*in_force)) return false;
  checked_with_ = in_force;
  checked_at_ = now;
  return true;
}

}  // namespace raccordo::net
