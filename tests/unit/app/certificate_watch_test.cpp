#include "app/service/certificate_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;
const base::Instant kNow = *base::parse_instant("2026-11-28T12:00:00Z");

base::Instant in_days(std::int64_t days) { return {kNow.micros + days * kDay}; }

std::vector<std::string> warnings(const std::string& key, base::Instant from, base::Instant until) {
  return expiry_warnings({{key, "file.pem", "CN=x", from, until}}, kNow);
}

TEST(ExpiryWarnings, NoneWhileTheEndIsFurtherThanThirtyDaysAway) {
  EXPECT_THAT(warnings("certificate", in_days(-1), in_days(31)), IsEmpty());
  EXPECT_THAT(warnings("certificate", in_days(-1), {in_days(30).micros + 1}), IsEmpty());
}

TEST(ExpiryWarnings, NameTheEndWithinThirtyDays) {
  EXPECT_THAT(warnings("certificate", in_days(-1), in_days(30)),
              ElementsAre(HasSubstr("ends on 2026-12-28")));
  EXPECT_THAT(warnings("client_ca", in_days(-1), in_days(1)), ElementsAre(HasSubstr("ends on 2026-11-29")));
}

TEST(ExpiryWarnings, ReportAnExpiredRevocationList) {
  EXPECT_THAT(warnings("crl", in_days(-9), in_days(-2)),
              ElementsAre(HasSubstr("the revocation list of CN=x is out of date since 2026-11-26")));
  EXPECT_THAT(warnings("crl", in_days(-9), kNow), ElementsAre(HasSubstr("out of date")));
}

TEST(ExpiryWarnings, ReportACertificateThatIsNotValidYet) {
  EXPECT_THAT(warnings("certificate", in_days(2), in_days(300)), ElementsAre(HasSubstr("not valid before")));
}

}  // namespace
}  // namespace raccordo::app
