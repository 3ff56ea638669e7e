// The compact form of a case's facts in the column `facts.facts` (docs/storage.md): codes as dictionary
// numbers, dates packed, all as variable-length integers. Written by apply, read by snapshot.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/case_facts.hpp"

namespace raccordo::store {

/// year * 512 + month * 32 + day; 0 for no date. Orders like the dates themselves.
constexpr std::int64_t pack_date(const base::Date& date) {
  return date.year * 512 + date.month * 32 + date.day;
}
constexpr base::Date unpack_date(std::int64_t packed) {
  return {static_cast<std::int16_t>(packed / 512), static_cast<std::uint8_t>(packed / 32 % 16),
          static_cast<std::uint8_t>(packed % 32)};
}

/// `facts` with all CodeNo being dictionary numbers; `person` is not part of it.
std::string encode_facts(const model::CaseFacts& facts);

/// The inverse; `numbers` translates dictionary numbers (its index) into those of the caller's pool. Throws
/// base::SystemFault if the bytes are not what encode_facts wrote.
model::CaseFacts decode_facts(std::string_view bytes, const std::vector<model::CodeNo>& numbers);
/// The same with all CodeNo left as dictionary numbers.
model::CaseFacts decode_facts(std::string_view bytes);

/// Every date becomes the first of its month: no `when` of any table, by month, quarter or year, depends on
/// more.
void cut_to_months(model::CaseFacts& facts);

}  // namespace raccordo::store
