#include "net/address_rule.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace raccordo::net {
namespace {

// IANA special-purpose registries (RFC 6890 and updates). Of IPv6 only 2000::/3 is given out; these are its
// exceptions.
constexpr std::array<std::string_view, 16> kNotPublicV4 = {
    "0.0.0.0/8",       "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",
    "169.254.0.0/16",  "172.16.0.0/12",   "192.0.0.0/24",   "192.0.2.0/24",
    "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15",   "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3"};
constexpr std::string_view kGivenOutV6 = "2000::/3";
constexpr std::array<std::string_view, 5> kNotPublicV6 = {"2001::/23", "2001:db8::/32", "2002::/16",
                                                          "3fff::/20", "2620:4f:8000::/48"};

template <std::size_t N>
std::vector<Network> networks_of(const std::array<std::string_view, N>& texts) {
  std::vector<Network> out;
  for (const auto text : texts) out.push_back(Network::parse(text).value());
  return out;
}

bool holds_any(const std::vector<Network>& networks, const IpAddress& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.holds(address); });
}

bool bit_of(const IpAddress& address, unsigned bit) {
  return (address.bytes.at(bit / 8) & (0x80U >> (bit % 8))) != 0;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  IpAddress address;
  const std::string spelled(text);
  if (::inet_pton(AF_INET, spelled.c_str(), address.bytes.data()) == 1) return address;
  address.size = 16;
  if (::inet_pton(AF_INET6, spelled.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

std::string IpAddress::text() const {
  std::array<char, INET6_ADDRSTRLEN> written{};
  const auto* done =
      ::inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes.data(), written.data(), written.size());
  return done != nullptr ? done : "";
}

std::optional<Network> Network::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  const auto most = static_cast<unsigned>(address->size * 8);
  Network network{*address, most};
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), network.bits);
    if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size() ||
        network.bits > most)
      return std::nullopt;
  }
  for (unsigned bit = network.bits; bit < most; ++bit) {
    if (bit_of(*address, bit)) return std::nullopt;
  }
  return network;
}

bool Network::holds(const IpAddress& other) const {
  if (other.size != address.size) return false;
  for (unsigned bit = 0; bit < bits; ++bit) {
    if (bit_of(other, bit) != bit_of(address, bit)) return false;
  }
  return true;
}

bool is_public(const IpAddress& address) {
  static const auto not_public_v4 = networks_of(kNotPublicV4);
  static const auto not_public_v6 = networks_of(kNotPublicV6);
  static const auto given_out_v6 = Network::parse(kGivenOutV6).value();
  if (address.size == 4) return !holds_any(not_public_v4, address);
  return given_out_v6.holds(address) && !holds_any(not_public_v6, address);
}

bool AddressRule::permits(const IpAddress& address) const {
  return is_public(address) || holds_any(allowed_, address);
}

}  // namespace raccordo::net
