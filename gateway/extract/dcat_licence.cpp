#include "extract/dcat_licence.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace raccordo::extract {
namespace {

constexpr std::array<Licence, 4> kLicences = {
    {{"CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/", "Attribution",
      "Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)", "4.0"},
     {"CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "ViralEffect-ShareAlike",
      "Creative Commons Attribuzione - Condividi allo stesso modo 4.0 Internazionale (CC BY-SA 4.0)", "4.0"},
     {"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "PublicDomain",
      "Creative Commons CC0 1.0 Universale (CC0 1.0)", "1.0"},
     {"IODL-2.0", "https://www.dati.gov.it/iodl/2.0/", "Attribution", "Italian Open Data License 2.0",
      "2.0"}}};

}  // namespace

const Licence* find_licence(std::string_view text) {
  std::string code = base::to_upper_ascii(text);
  std::replace(code.begin(), code.end(), ' ', '-');
  const auto* known = std::find_if(kLicences.begin(), kLicences.end(), [&](const auto& licence) {
    return licence.code == code || licence.address == text;
  });
  return known == kLicences.end() ? nullptr : known;
}

}  // namespace raccordo::extract
