// A shared record in the codes of one source, for a recipient who reads those and not the shared ones
// (docs/mapping.md#own-codes). Made by mapping/own_codes, written by codecs/csi and as JSON. Values only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/case_record.hpp"
#include "model/field.hpp"

namespace raccordo::model {

/// Why a value of a shared record is missing in a document for a recipient.
enum class Unsaid : std::uint8_t {
  no_equivalent,        ///< no approved row of the source's table is equivalent to the shared code
  several_equivalents,  ///< several are, and not exactly one of them is preferred
  not_in_force,         ///< the equivalent rows are not valid on the date of the coded item
  unmapped_code,        ///< the record has the sender's code alone, which no table mapped
  no_place,             ///< documents of the source have no place for this field
  before_opening,       ///< HL7 v3: a case begins with its first phase, so nothing can be earlier
  unfit_value           ///< the place cannot hold this text, e.g. a blank in a code or a control character
};
std::string_view to_string(Unsaid why);  // "no-equivalent", "several-equivalents", ...

/// A value that the document does not say.
struct Untranslated {
  Field field = Field::record_id;
  std::uint32_t item = 0;  ///< in its list of the shared record
  std::string code;        ///< the shared code or other value; for `unmapped_code` the code of the sender
  Unsaid why = Unsaid::no_equivalent;
  std::string path() const { return field_path(field, item); }  ///< `person.sex`, `interventions[0].type`
  bool operator==(const Untranslated&) const = default;
};

/// A record whose every Coded holds a code of the source in `code` and nothing else, or is absent.
struct OwnRecord {
  CaseRecord record;  ///< with as many items in each list as the shared record
  std::vector<Untranslated> untranslated;
};

/// A field that a profile fills with codes of a table. A field may have several, tried in order.
struct CodedField {
  Field field = Field::record_id;
  std::string table;     ///< empty: documents hold the shared code itself
  std::string joiner;    ///< not empty: the code is joined of several parts, with this between them
  std::string constant;  ///< not empty: the only code that documents of the source can mean
};

}  // namespace raccordo::model
