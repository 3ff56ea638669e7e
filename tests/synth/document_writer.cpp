#include "synth/document_writer.hpp"

#include <array>

#include "synth/fhir_writer.hpp"

namespace raccordo::synth {

std::unique_ptr<DocumentWriter> make_writer(System system) {
  switch (system) {
    case System::health_portal:
      return make_health_portal_writer();
    case System::isola_bergamasca:
      return make_isola_writer(JsonLayout::document);
    case System::bergamo:
      return make_bergamo_writer();
    case System::treviglio:
      return make_treviglio_writer();
    case System::asst:
      return make_fhir_writer();
  }
  return nullptr;
}

std::string_view note_of(std::uint32_t number) {
  static constexpr std::array<std::string_view, 8> kNotes = {"",
                                                             "gi\u00e0 segu\u00ecto; v. fascicolo 2009",
                                                             "ISEE 4.500,00 \u20ac",
                                                             "riferisce \"tutto bene\"",
                                                             "",
                                                             "prima riga\nseconda riga",
                                                             "richiamare, anche di sera",
                                                             "=SOMMA(A1)"};
  return kNotes[number % kNotes.size()];
}

}  // namespace raccordo::synth
