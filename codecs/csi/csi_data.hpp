// The 59 coded data of the CSI interchange (32 references, 27 observations): code, phase, form. csi_checker
// looks every datum of a message up here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace raccordo::codecs::xml {

/// What `value/@code` holds; `text` data have a text instead of a value.
enum class Form : std::uint8_t { coded, money, date, any, text };
/// The place of a datum: EV/reference or in a care plan.
enum class Site : std::uint8_t { reference, observation };

struct Datum {
  std::string_view letters;
  Site site;
  int phase;
  Form form;
};

std::span<const Datum> csi_data();

/// The datum of these letters at this place; phase 0 (unknown) fits any. Null if there is none.
const Datum* find_datum(std::string_view letters, Site site, int phase);
/// True if the letters name a datum at all.
bool is_known_anywhere(std::string_view letters);

}  // namespace raccordo::codecs::xml
