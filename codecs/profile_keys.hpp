// Every key that a profile may hold, block by block. The readers of profiles refuse any other;
// docs/mapping.md explains each (a test compares both).
#pragma once

#include <array>
#include <string_view>

namespace raccordo::codecs {

inline constexpr std::array<std::string_view, 17> kProfileKeys = {
    "source",    "title",   "format",   "encoding", "records", "namespaces", "csv",
    "dates",     "numbers", "timezone", "nulls",    "checks",  "fields",     "two_digit_years_from",
    "withdrawn", "sender",  "ended"};
inline constexpr std::array<std::string_view, 7> kCsvKeys = {"delimiter", "quote",      "header", "group_by",
                                                             "sorted",    "skip_lines", "comment"};
inline constexpr std::array<std::string_view, 3> kNumberKeys = {"decimal", "thousands", "currency"};
/// Of one field.
inline constexpr std::array<std::string_view, 16> kRuleKeys = {"from",
                                                               "first_of",
                                                               "join",
                                                               "with",
                                                               "per",
                                                               "const",
                                                               "keyed",
                                                               "type",
                                                               "map",
                                                               "required",
                                                               "default",
                                                               "label",
                                                               "two_digit_years_from",
                                                               "dates",
                                                               "consent",
                                                               "must_map"};
/// Of `consent`.
inline constexpr std::array<std::string_view, 2> kConsentKeys = {"from", "given"};
/// Of an item of `first_of`.
inline constexpr std::array<std::string_view, 5> kChoiceKeys = {"from", "type", "map", "dates",
                                                                "two_digit_years_from"};
/// Of a list such as `interventions`.
inline constexpr std::array<std::string_view, 3> kListKeys = {"each", "single", "fields"};
/// Of `each` of a CSV profile.
inline constexpr std::array<std::string_view, 1> kEachKeys = {"rows"};
/// Of `each` of a FHIR profile.
inline constexpr std::array<std::string_view, 4> kFhirEachKeys = {"resource", "of", "where", "except"};

}  // namespace raccordo::codecs
