#include "codecs/csi/csi_data.hpp"

#include <algorithm>
#include <array>

namespace raccordo::codecs::xml {
namespace {

constexpr auto kReference = Site::reference;
constexpr auto kObservation = Site::observation;

constexpr std::array<Datum, 59> kData = {{
    {"TIRI", kReference, 1, Form::coded},   {"MOCO", kReference, 1, Form::coded},
    {"AMIR", kReference, 1, Form::coded},   {"CONF", kReference, 1, Form::coded},
    {"NUNF", kReference, 1, Form::coded},   {"NURS", kReference, 1, Form::coded},
    {"PROV", kReference, 1, Form::coded},   {"ARRE", kReference, 1, Form::coded},
    {"DSU0", kReference, 1, Form::coded},   {"TIIS", kReference, 1, Form::coded},
    {"ISEE", kReference, 1, Form::money},   {"OCAS", kReference, 1, Form::coded},
    {"COER", kReference, 1, Form::coded},   {"DEER", kReference, 1, Form::any},
    {"AMIR", kReference, 2, Form::coded},   {"ESTI", kReference, 2, Form::coded},
    {"DSGI", kReference, 2, Form::text},    {"SSGE", kReference, 2, Form::text},
    {"INVA", kReference, 2, Form::coded},   {"INFR", kReference, 2, Form::coded},
    {"PRSI", kReference, 2, Form::coded},   {"APIC", kReference, 2, Form::coded},
    {"UTPP", kReference, 2, Form::coded},   {"PACO", kReference, 2, Form::text},
    {"POPA", kReference, 2, Form::coded},   {"MOAF", kReference, 2, Form::coded},
    {"VNCS", kReference, 2, Form::coded},   {"NISS", kReference, 2, Form::coded},
    {"NISO", kReference, 2, Form::coded},   {"FODV", kReference, 2, Form::coded},
    {"COPA", kReference, 2, Form::coded},   {"DSFR", kReference, 4, Form::text},
    {"FRPR", kObservation, 3, Form::any},   {"SESP", kObservation, 3, Form::any},
    {"INAS", kObservation, 3, Form::any},   {"VAPR", kObservation, 3, Form::money},
    {"COEA", kObservation, 3, Form::money}, {"UDOS", kObservation, 4, Form::coded},
    {"SOER", kObservation, 4, Form::coded}, {"MOER", kObservation, 4, Form::coded},
    {"ARIS", kObservation, 4, Form::coded}, {"SEER", kObservation, 4, Form::coded},
    {"DAAS", kObservation, 4, Form::date},  {"DACS", kObservation, 4, Form::date},
    {"DAIS", kObservation, 4, Form::date},  {"DAFS", kObservation, 4, Form::date},
    {"MOSO", kObservation, 4, Form::coded}, {"VMBS", kObservation, 4, Form::money},
    {"TIVS", kObservation, 4, Form::coded}, {"VAVO", kObservation, 4, Form::money},
    {"IMER", kObservation, 4, Form::money}, {"RIRE", kObservation, 4, Form::money},
    {"DAVF", kObservation, 5, Form::date},  {"VAFI", kObservation, 5, Form::text},
    {"MOCP", kObservation, 5, Form::any},   {"RIEF", kObservation, 5, Form::money},
    {"RIRA", kObservation, 5, Form::text},  {"RINR", kObservation, 5, Form::text},
    {"NUPR", kObservation, 5, Form::coded},
}};

}  // namespace

std::span<const Datum> csi_data() { return kData; }

const Datum* find_datum(std::string_view letters, Site site, int phase) {
  const auto* found = std::find_if(kData.begin(), kData.end(), [&](const Datum& datum) {
    return datum.letters == letters && datum.site == site && (phase == 0 || datum.phase == phase);
  });
  return found == kData.end() ? nullptr : found;
}

bool is_known_anywhere(std::string_view letters) {
  return std::any_of(kData.begin(), kData.end(),
                     [&](const Datum& datum) { return datum.letters == letters; });
}

}  // namespace raccordo::codecs::xml
