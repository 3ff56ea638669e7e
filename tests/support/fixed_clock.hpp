// FixedClock: a clock set by the test.
#pragma once

#include <string_view>

#include "base/time.hpp"

namespace raccordo::support {

class FixedClock final : public base::Clock {
 public:
  explicit FixedClock(std::string_view rfc3339 = "2026-11-22T08:00:00Z")
      : now_(*base::parse_instant(rfc3339)) {}
  base::Instant now() const override { return now_; }

 private:
  base::Instant now_;
};

}  // namespace raccordo::support
