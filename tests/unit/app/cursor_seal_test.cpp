#include "app/http/cursor_seal.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

const base::Hmac kKey(std::string(32, 'k'));

TEST(CursorSeal, OpensForTheSameListOnly) {
  const auto sealed = seal_cursor(kKey, "/v1/audit", "17.4");
  EXPECT_EQ(open_cursor(kKey, "/v1/audit", sealed), "17.4");
  EXPECT_EQ(open_cursor(kKey, "/v1/submissions", sealed), std::nullopt);
  EXPECT_EQ(open_cursor(base::Hmac(std::string(32, 'x')), "/v1/audit", sealed), std::nullopt);
}

TEST(CursorSeal, RefusesEveryChangeOfOneCharacter) {
  const auto sealed = seal_cursor(kKey, "/v1/audit", "1234");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_EQ(open_cursor(kKey, "/v1/audit", changed), std::nullopt) << i;
    EXPECT_EQ(open_cursor(kKey, "/v1/audit", sealed.substr(0, i)), std::nullopt) << i;
  }
  for (const char* made_up : {"", ".", "1.", "1..", "1234", "1.1234", "1.1234.", "2.1234.00", "\xff"}) {
    EXPECT_EQ(open_cursor(kKey, "/v1/audit", made_up), std::nullopt) << made_up;
  }
  EXPECT_EQ(open_cursor(kKey, "/v1/audit", sealed + "0"), std::nullopt);
}

}  // namespace
}  // namespace raccordo::app
