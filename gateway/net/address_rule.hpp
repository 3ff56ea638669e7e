// AddressRule: which IP addresses the gateway may call. Public ones, and the networks that the configuration
// allows; so that the name of a receiver cannot be turned into a way to a service inside the network. Values
// only.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::net {

/// The bytes of an IPv4 (4) or IPv6 (16) address.
struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};
  std::size_t size = 4;

  /// Numeric forms only: `192.0.2.1`, `2001:db8::1`; without brackets or zone.
  static std::optional<IpAddress> parse(std::string_view text);
  std::string text() const;
};

/// The addresses with the same first bits, such as `10.0.0.0/8`.
struct Network {
  IpAddress address;
  unsigned bits = 0;

  /// `ADDRESS/BITS` or an address alone. Nothing if it is malformed or has bits set after its prefix.
  static std::optional<Network> parse(std::string_view text);
  bool holds(const IpAddress& address) const;
};

/// Whether an address is one of a machine on the internet: not of this host or network, private, shared by a
/// provider, link-local, multicast, reserved or for documentation, and no IPv6 form that carries an IPv4
/// address (mapped, 6to4, Teredo, NAT64), which could be any of these.
bool is_public(const IpAddress& address);

class AddressRule {
 public:
  AddressRule() = default;
  explicit AddressRule(std::vector<Network> allowed) : allowed_(std::move(allowed)) {}
  bool permits(const IpAddress& address) const;

 private:
  std::vector<Network> allowed_;
};

}  // namespace raccordo::net
