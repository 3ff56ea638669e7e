// Values: converts a source's text to the canonical form of model/field_record.hpp, by the types of
// docs/mapping.md#types. Called by decode for every value; pure functions with few allocations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/compiled_profile.hpp"
#include "model/issue.hpp"
#include "model/scheme.hpp"

namespace raccordo::codecs {

/// Why a text is not a value of its type. `message` says what to do; it quotes the text only of Comuni, and
/// only if it cannot be an identifier. RuleRunner puts dates, times and numbers before it
/// (model/shown_value.hpp).
struct ValueFault {
  model::IssueCode code = model::IssueCode::bad_date;
  model::Severity severity = model::Severity::error;
  std::string message;
};
using ValueResult = base::Result<std::string, ValueFault>;
/// A warning for a value that was read.
using ValueWarning = std::optional<ValueFault>;

/// The patterns in order; a text that two of them read as different days is bad-date. ISO partial dates
/// (`YYYY`, `YYYY-MM`) only for fields that allow them.
/// Years of two digits (`%y`) are those of the hundred years from `first_year`.
ValueResult read_date(std::string_view text, const std::vector<std::string>& patterns, model::FieldKind kind,
                      int first_year = kUsualFirstYear);

/// HL7 time stamp: YYYYMMDD if that is a day of 1850-2100, else DDMMYYYY; 4 digits a year, 6 a month;
/// time of day and zone may follow. For kind instant the time counts, else it is dropped. `warning` as in
/// read_instant.
ValueResult read_hl7_date(std::string_view text, const base::Zone* zone, model::FieldKind kind,
                          ValueWarning& warning);

/// RFC 3339, else the patterns; without a zone `zone` applies (null: the process's). `warning` is set to
/// ambiguous-time if the clocks showed that local time twice or never; the later instant is taken then.
ValueResult read_instant(std::string_view text, const std::vector<std::string>& patterns,
                         const base::Zone* zone, ValueWarning& warning, int first_year = kUsualFirstYear);

/// At most two decimals; result with exactly two.
ValueResult read_money(std::string_view text, const NumberFormat& format);
ValueResult read_number(std::string_view text, const NumberFormat& format);
/// A JSON number without exponent, and without decimals that are all zeros (`1e3` is 1000, `1.0` is 1); as
/// written if that would take more than 64 digits.
std::string plain_number(std::string_view text);
/// Digits only; at most 18 of them.
ValueResult read_integer(std::string_view text);

/// `type` is istat, belfiore or comune_name. For `owner` the Comune must be in the territory; elsewhere any
/// six digits pass for istat, and a Belfiore code or name not found is only a warning. One that ceased is
/// given by its old ISTAT code: whether the case's date allows it, the mapper says.
ValueResult read_comune(std::string_view text, ValueType type, model::Field field,
                        const model::Scheme* scheme);

/// An identifier with its kind by shape: STP or ENI and 13 digits, 16 characters, 11 digits.
struct PersonId {
  std::string_view id_type;
  std::string id;  ///< upper case, without blanks
};
base::Result<PersonId, ValueFault> read_person_id(std::string_view text);

/// What is wrong with a date pattern; nothing if it is good.
std::optional<base::Fault> check_date_pattern(std::string_view pattern);

}  // namespace raccordo::codecs
