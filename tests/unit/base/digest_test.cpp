#include "base/digest.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"

namespace raccordo::base {
namespace {

std::string hmac_hex(const std::string& key, std::string_view message) {
  return to_hex(as_bytes(Hmac(key).compute(message)));
}

TEST(Sha256, GivesTheDigestsOfFips180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, GivesTheSameDigestForAnySplit) {
  const std::string text(200, 'x');
  const auto whole = sha256(text);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 pieces;
    pieces.update(std::string_view(text).substr(0, cut));
    pieces.update(std::string_view(text).substr(cut));
    EXPECT_EQ(pieces.finish(), whole) << cut;
  }
}

// RFC 4231, test cases 1 to 4, 6 and 7.
TEST(Hmac, GivesTheDigestsOfRfc4231) {
  std::string counting;
  for (char c = 1; c <= 25; ++c) counting += c;
  const std::string long_key(131, '\xaa');
  EXPECT_EQ(hmac_hex(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(hmac_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac_hex(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  EXPECT_EQ(hmac_hex(counting, std::string(50, '\xcd')),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  EXPECT_EQ(hmac_hex(long_key, "Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(hmac_hex(long_key,
                     "This is a test using a larger than block-size key and a larger than block-size data. "
                     "The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

TEST(Hmac, UsesAKeyOfOneBlockDirectlyAndHashesALongerOne) {
  const std::string block(64, 'k');
  const std::string longer(65, 'k');
  EXPECT_NE(hmac_hex(block, "m"), hmac_hex(std::string(as_bytes(sha256(block))), "m"));
  EXPECT_EQ(hmac_hex(longer, "m"), hmac_hex(std::string(as_bytes(sha256(longer))), "m"));
}

TEST(Hmac, CanBeReusedForAnotherMessage) {
  const Hmac hmac("Jefe");
  const auto first = hmac.compute("one");
  EXPECT_NE(hmac.compute("two"), first);
  EXPECT_EQ(hmac.compute("one"), first);
}

TEST(NewUlid, IsTwentySixCrockfordCharactersAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto id = new_ulid({1'700'000'000'000'000});
    EXPECT_EQ(id.size(), 26U);
    EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), id.npos);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(NewUlid, SortsByTheOrderInWhichIdsWereMade) {
  const auto first = new_ulid({1'000'001'000});
  EXPECT_LT(first, new_ulid({1'000'000'000}));
}

TEST(RandomBytes, ReturnsTheRequestedNumber) {
  EXPECT_EQ(random_bytes(0).size(), 0U);
  EXPECT_EQ(random_bytes(32).size(), 32U);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace
}  // namespace raccordo::base
