// Which addresses may be called: a table of those that name a machine inside.
#include "net/address_rule.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace raccordo::net {
namespace {

bool is_public_text(std::string_view text) { return is_public(IpAddress::parse(text).value()); }

TEST(AddressRule, NoAddressInsideIsPublic) {
  const std::vector<std::string_view> inside = {"0.0.0.0",
                                                "0.1.2.3",
                                                "10.0.0.1",
                                                "10.255.255.255",
                                                "100.64.0.1",
                                                "100.127.255.255",
                                                "127.0.0.1",
                                                "127.255.255.254",
                                                "169.254.169.254",
                                                "172.16.0.1",
                                                "172.31.255.255",
                                                "192.0.0.1",
                                                "192.0.2.1",
                                                "192.88.99.1",
                                                "192.168.0.1",
                                                "198.18.0.1",
                                                "198.19.255.255",
                                                "198.51.100.1",
                                                "203.0.113.1",
                                                "224.0.0.1",
                                                "239.255.255.255",
                                                "240.0.0.1",
                                                "255.255.255.255",
                                                "::",
                                                "::1",
                                                "::127.0.0.1",
                                                "::ffff:127.0.0.1",
                                                "::ffff:10.0.0.1",
                                                "::ffff:8.8.8.8",
                                                "::ffff:0:10.0.0.1",
                                                "64:ff9b::a00:1",
                                                "64:ff9b::7f00:1",
                                                "64:ff9b:1::1",
                                                "100::1",
                                                "2001::1",
                                                "2001:0:4136:e378::1",
                                                "2001:2::1",
                                                "2001:10::1",
                                                "2001:20::1",
                                                "2001:db8::1",
                                                "2002:7f00:1::1",
                                                "2002:a00:1::1",
                                                "3fff::1",
                                                "2620:4f:8000::1",
                                                "4000::1",
                                                "5f00::1",
                                                "fc00::1",
                                                "fd12:3456::1",
                                                "fe80::1",
                                                "febf::1",
                                                "fec0::1",
                                                "ff02::1",
                                                "ff0e::1"};
  for (const auto text : inside) EXPECT_FALSE(is_public_text(text)) << text;
}

TEST(AddressRule, AddressesBesideTheseRangesArePublic) {
  const std::vector<std::string_view> outside = {
      "1.1.1.1",         "9.255.255.255", "11.0.0.0",    "100.63.255.255", "100.128.0.0", "126.255.255.255",
      "128.0.0.0",       "169.253.0.1",   "169.255.0.0", "172.15.0.1",     "172.32.0.0",  "192.0.1.1",
      "192.167.255.255", "192.169.0.0",   "198.17.0.1",  "198.20.0.0",     "203.0.112.1", "223.255.255.255",
      "2001:4860::8888", "2a00:1450::1",  "2003::1",     "2001:200::1",    "3ffe::1"};
  for (const auto text : outside) EXPECT_TRUE(is_public_text(text)) << text;
}

TEST(AddressRule, PermitsTheNetworksOfTheConfigurationAndNoMore) {
  const AddressRule rule({Network::parse("10.1.2.0/24").value(), Network::parse("127.0.0.1").value(),
                          Network::parse("fd00:12::/32").value()});
  const auto permits = [&](std::string_view text) { return rule.permits(IpAddress::parse(text).value()); };
  EXPECT_TRUE(permits("10.1.2.255"));
  EXPECT_TRUE(permits("127.0.0.1"));
  EXPECT_TRUE(permits("fd00:12:ffff::1"));
  EXPECT_TRUE(permits("1.1.1.1"));
  EXPECT_FALSE(permits("10.1.3.0"));
  EXPECT_FALSE(permits("127.0.0.2"));
  EXPECT_FALSE(permits("::ffff:127.0.0.1"));
  EXPECT_FALSE(permits("fd00:13::1"));
  EXPECT_FALSE(AddressRule().permits(IpAddress::parse("127.0.0.1").value()));
}

TEST(AddressRule, NetworksAreReadStrictly) {
  for (const std::string_view text :
       {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "10/8", "fd00::/129",
        "fd00::1/64", "localhost", "0x7f.1"})
    EXPECT_FALSE(Network::parse(text)) << text;
  EXPECT_TRUE(Network::parse("0.0.0.0/0")->holds(IpAddress::parse("8.8.8.8").value()));
  EXPECT_FALSE(Network::parse("0.0.0.0/0")->holds(IpAddress::parse("::1").value()));
}

}  // namespace
}  // namespace raccordo::net
