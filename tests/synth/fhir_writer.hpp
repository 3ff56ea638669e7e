// Writes cases as FHIR R4 Bundles, one a line, as docs/fhir-intake.en.md describes them and the shipped
// profile `asst` reads them. Pure: text in, text out. Used by the ambito set for the cases of ASST, and by
// tests.
#pragma once

#include <memory>
#include <string>

#include "synth/document_writer.hpp"

namespace raccordo::synth {

/// The national number of the invented sociosanitary body, as table `owner` of the profile has it.
inline constexpr std::string_view kAsstNumber = "030325";

/// One Bundle with the Patient, the EpisodeOfCare and all that belongs to it, without a line break. Dates and
/// the version of the case are ISO, money and quantities have a decimal point; a value that is no number (a
/// defect) is written as text.
std::string fhir_bundle(const SourceCase& item);

/// A document of such Bundles, one a line.
std::unique_ptr<DocumentWriter> make_fhir_writer();

}  // namespace raccordo::synth
