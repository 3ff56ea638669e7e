#include "app/http/cursor_seal.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace raccordo::app {
namespace {

const privacy::Sealer& key() {
  static const privacy::Sealer sealer(base::Secret(std::string(32, 'k')));
  return sealer;
}

TEST(CursorSeal, OpensForTheSameListOnly) {
  const auto sealed = seal_cursor(key(), "/v1/audit", "17.4");
  EXPECT_EQ(open_cursor(key(), "/v1/audit", sealed), "17.4");
  EXPECT_EQ(open_cursor(key(), "/v1/submissions", sealed), std::nullopt);
  EXPECT_EQ(open_cursor(privacy::Sealer(base::Secret(std::string(32, 'x'))), "/v1/audit", sealed),
            std::nullopt);
}

TEST(CursorSeal, RefusesEveryChangeOfOneCharacter) {
  const auto sealed = seal_cursor(key(), "/v1/audit", "1234");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_EQ(open_cursor(key(), "/v1/audit", changed), std::nullopt) << i;
    EXPECT_EQ(open_cursor(key(), "/v1/audit", sealed.substr(0, i)), std::nullopt) << i;
  }
  for (const char* made_up : {"", ".", "1.", "1..", "1234", "1.1234", "1.1234.", "00", "0", "\xff"}) {
    EXPECT_EQ(open_cursor(key(), "/v1/audit", made_up), std::nullopt) << made_up;
  }
  EXPECT_EQ(open_cursor(key(), "/v1/audit", sealed + "0"), std::nullopt);
}

TEST(CursorSeal, ShowsNothingOfThePosition) {
  const auto one = seal_cursor(key(), "/v1/exchanges", "1196");
  EXPECT_EQ(one.find("1196"), one.npos);
  EXPECT_EQ(one.find(base::to_hex("1196")), one.npos);
  EXPECT_NE(one, seal_cursor(key(), "/v1/exchanges", "1196"));
  EXPECT_EQ(open_cursor(key(), "/v1/exchanges", base::to_lower_ascii(one)), "1196");
}

}  // namespace
}  // namespace raccordo::app
