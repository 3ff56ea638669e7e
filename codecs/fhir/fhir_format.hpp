// The FHIR R4 formats: a Bundle in JSON, and NDJSON of Bundles. Each resource of the type that the profile
// names in `records` is one record; selectors are a subset of FHIRPath. Registered by codecs/registry.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/decoder.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

/// A Bundle may have this many times the bytes of a record (`limits.record`): its references lead anywhere
/// in it, so it is in memory as a whole.
inline constexpr std::size_t kRecordsOfBundle = 4;

/// Facts of a document that is one Bundle: its type, and for each entry the number of the record that it
/// belongs to (0: of none, or of several), with blanks between.
inline constexpr const char* kBundleType = "bundle.type";
inline constexpr const char* kEntryRecords = "entry.records";
/// The entries (from 0) in which the profile read nothing, with blanks between.
inline constexpr const char* kEntriesUnread = "entries.unread";

/// Frames one Bundle, or a Bundle a line. The arguments must outlive the framer.
std::unique_ptr<Framer> make_fhir_framer(const CompiledProfile& profile, const DecodeContext& context,
                                         model::DocumentFormat format, ByteSource& input);

/// Compiles the subset of FHIRPath that profiles may use (docs/mapping.md#fhirpath). The urls of
/// `modifierExtension` that it names are added to `profile.modifiers`.
base::Result<std::unique_ptr<Selector>> compile_fhir_path(std::string_view text, CompiledProfile& profile);

/// `each: {resource, of, where, except}`: the Bundle's resources of that type whose `subject` or `patient` is
/// the resource that `of` finds, as far as `where` (a condition; "" for none) is true of them, without those
/// that `except` finds ("": none).
struct FhirEachText {
  std::string resource, of, where, except;
};
base::Result<std::unique_ptr<Selector>> compile_fhir_each(const FhirEachText& text, CompiledProfile& profile);

/// What is wrong with a `records` type; nothing if it is good.
std::optional<base::Fault> check_fhir_records(std::string_view records);

}  // namespace raccordo::codecs
