// CompiledProfile: a profile.yaml after loading, with every selector compiled. For codecs only:
// profile_loader fills it, the framers read the document's part (format, encoding, records, namespaces, csv),
// decode reads the rules. Immutable once loaded; shared between threads.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/zone.hpp"
#include "codecs/profile.hpp"
#include "codecs/record_view.hpp"
#include "model/field.hpp"
#include "model/field_record.hpp"

namespace raccordo::codecs {

/// How a source's text becomes a canonical value (docs/mapping.md#types).
enum class ValueType : std::uint8_t {
  text,
  date,
  hl7_date,
  instant,
  money,
  number,
  integer,
  istat,
  belfiore,
  comune_name,
  person_id,
  local_id
};

/// 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999, unless the profile says otherwise.
inline constexpr int kUsualFirstYear = 1970;

/// One place of a value, and how it is read there.
struct Choice {
  std::unique_ptr<Selector> selector;
  ValueType type = ValueType::text;
  std::string map;                   ///< mapping table; empty: none
  std::vector<std::string> dates;    ///< patterns, tried in order
  int first_year = kUsualFirstYear;  ///< two-digit years are in the hundred years from here
  bool may_fall_through =
      false;              ///< an item of `first_of` with its own type: if unreadable, the next is tried
  std::string from = {};  ///< the selector as the profile has it, for messages
};

/// Where the person's consent stands, without which an identifier is not taken.
struct Consent {
  std::unique_ptr<Selector> selector;  ///< null: no consent is asked for
  std::vector<std::string> words;      ///< that give it, in small letters; empty: `true`
};

/// How one shared field is filled.
struct FieldRule {
  enum class Way : std::uint8_t { choose, join, constant };
  model::Field field = model::Field::record_id;  ///< `person`: person_id, with type person_id
  Way way = Way::choose;
  std::vector<Choice>
      choices;         ///< choose: tried in order; join: the parts (type, map, dates of the first rule)
  std::string joiner;  ///< join: between the parts
  std::string constant;
  std::string fallback;             ///< `default`
  std::unique_ptr<Selector> label;  ///< the source's own label of a code; may be null
  Consent consent;                  ///< of `person` only
  bool keyed = false;
  bool required = false;
  int line = 0;
};

/// How one list of the shared record is filled.
struct ListRule {
  model::List list = model::List::none;
  std::unique_ptr<Selector> each;
  EachOf each_of = EachOf::list;  ///< `single: true`: one object counts as a list of one
  std::vector<FieldRule> fields;  ///< selectors relative to the item
};

struct CsvDialect {
  char delimiter = ',';
  char quote = '"';
  bool header = true;
  std::string group_by;        ///< column; empty: each row is a record
  bool sorted = true;          ///< rows of one key are consecutive
  std::size_t skip_lines = 0;  ///< before the header
  char comment = '\0';         ///< lines that begin with it are skipped; '\0': none
};

/// Where the rules read a CSV column: bits of CompiledProfile::column_uses.
inline constexpr std::uint8_t kColumnOfCase = 1;  ///< once per record, in its first row
inline constexpr std::uint8_t kColumnOfRow = 2;   ///< in each row

struct NumberFormat {
  char decimal = '.';
  char thousands = '\0';  ///< none
};

struct CompiledProfile {
  std::string source, title;
  model::DocumentFormat format = model::DocumentFormat::json;
  std::string encoding;  ///< iconv name, upper case; empty: the XML declaration, else UTF-8
  std::string records;   ///< as written
  std::map<std::string, std::string> namespaces;
  CsvDialect csv;
  std::vector<std::string> columns;  ///< csv: every column the profile names; selectors hold indices into it
  std::vector<std::uint8_t> column_uses;  ///< of each of `columns`
  std::vector<std::string> dates;
  int first_year = kUsualFirstYear;  ///< of years of two digits; a rule may say another
  std::vector<std::string> nulls;    ///< words that mean absent, in small letters
  NumberFormat numbers;
  std::vector<std::string> currencies;       ///< signs allowed before or after an amount
  std::shared_ptr<const base::Zone> zone;    ///< of instants without zone; null: the process's
  std::vector<std::string> resources;        ///< fhir: types of resources that lists read
  std::vector<std::string> modifiers;        ///< fhir: urls of modifierExtension that selectors name
  std::vector<const RecordChecker*> checks;  ///< run in this order after the rules
  std::vector<FieldRule> fields;
  std::vector<ListRule> lists;
  std::unique_ptr<Selector>
      withdrawn;                    ///< finds something in a record that its sender takes back; may be null
  std::unique_ptr<Selector> ended;  ///< finds something in a record that must have `closed`; may be null
  bool owner_must_map = false;      ///< `owner: {..., must_map: true}`
  std::vector<Profile::TableUse> tables;
  model::RecordKey key = model::RecordKey::id;  ///< `record_id: {..., per: owner}` or `per: managed_by`
  model::Sender sender = model::Sender::municipal;

  /// Whether the text, without blanks at its ends, is one of `nulls`.
  bool is_null_word(std::string_view text) const;
};

}  // namespace raccordo::codecs
