// The licences that the catalogue knows by their code, address or name. Internal to extract/.
#pragma once

#include <string_view>

namespace raccordo::extract {

struct Licence {
  std::string_view code, address, type, name, version;
};
/// `CC BY 4.0` and `https://creativecommons.org/licenses/by/4.0/` are CC-BY-4.0. Null: an unknown one.
const Licence* find_licence(std::string_view text);

}  // namespace raccordo::extract
