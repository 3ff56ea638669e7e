// refused: could not convert .*LogField::reason, secret
#include "base/log.hpp"
#include "base/secret.hpp"

namespace {
[[maybe_unused]] void write(const raccordo::base::Secret& secret) {
#ifndef CONTROL
  raccordo::base::log(raccordo::base::LogLevel::info, "event", {{raccordo::base::LogField::reason, secret}});
#endif
  raccordo::base::log(raccordo::base::LogLevel::info, "event",
                      {{raccordo::base::LogField::count, std::int64_t{secret.empty()}}});
}
}  // namespace
