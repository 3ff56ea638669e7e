// The numbering of months in figures.
#include "store/interface/figures.hpp"

#include <gtest/gtest.h>

namespace raccordo::store {
namespace {

TEST(Figures, MonthsAreThoseOfUniversalTime) {
  EXPECT_EQ(month_name(month_of(*base::parse_instant("2026-11-30T23:59:59Z"))), "2026-11");
  EXPECT_EQ(month_name(month_of(*base::parse_instant("2026-12-01T00:00:00Z"))), "2026-12");
  EXPECT_EQ(month_name(month_of(*base::parse_instant("1969-12-31T23:59:59Z"))), "1969-12");
}

}  // namespace
}  // namespace raccordo::store
