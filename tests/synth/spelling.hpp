// How the four systems spell dates, amounts and instants. Pure functions; used by source_case and defects.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.hpp"

namespace raccordo::synth {

std::string slash_date(const base::Date& date);     ///< 31/12/2017
std::string hl7_date(const base::Date& date);       ///< 20171231
std::string reversed_date(const base::Date& date);  ///< 31122017, as the exporter writes

std::string plain_money(std::int64_t cents);    ///< 1234.50
std::string italian_money(std::int64_t cents);  ///< 1.234,50
std::string english_money(std::int64_t cents);  ///< 1,234.50

/// A moment in Italian local time.
struct LocalMoment {
  base::Date date;
  std::string time;  ///< HH:MM:SS
  std::string zone;  ///< +01:00 or +02:00
};
/// Seconds since 1970 UTC; the rule of the European Union (Directive 2000/84/EC) for summer time.
LocalMoment local_moment(std::int64_t seconds);

}  // namespace raccordo::synth
