// CaseRecord: the shared record (docs/records.md#the-shared-record; law: schemas/case.schema.json), after
// mapping.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/secret.hpp"
#include "base/time.hpp"

namespace raccordo::model {

enum class IdType : std::uint8_t { fiscal_code, stp, eni, provisional, local };
std::string_view to_string(IdType type);  // "fiscal-code", "stp", "eni", "provisional", "local"
std::optional<IdType> parse_id_type(std::string_view text);

/// What a record is: a case that a service holds, or the report of a need by a body that holds none.
enum class RecordKind : std::uint8_t { social_case, report };
std::string_view to_string(RecordKind kind);  // "case", "report"
std::optional<RecordKind> parse_record_kind(std::string_view text);

/// A coded value: absent, mapped (`code` set) or not mapped (`code` empty, `source_code` set).
/// Provenance (source code, table, version) stays with the mapped code for remapping and explanation.
struct Coded {
  std::string code;
  std::string source_code;
  std::string source_label;
  std::string table;               ///< empty if the value needed no table
  std::int32_t table_version = 0;  ///< 0 for a dry run on files
  bool is_absent() const { return code.empty() && source_code.empty(); }
  bool is_mapped() const { return !code.empty(); }
};

/// Euro cents.
struct Money {
  std::int64_t cents = 0;
  auto operator<=>(const Money&) const = default;
};
std::string to_string(Money money);  // "1285.00"
std::optional<Money> parse_money(std::string_view canonical);

struct Household {
  Coded type;
  std::optional<std::int64_t> members;
};

struct Person {
  IdType id_type = IdType::fiscal_code;
  base::Secret id;  ///< upper case
  Coded sex;
  std::optional<base::Date> birth_date;  ///< may be partial
  std::string residence;                 ///< ISTAT code; may lie outside the province
  Coded citizenship;
  Household household;
};

struct Access {
  std::optional<base::Date> date;
  Coded channel;
  Coded request;
  Coded referred_to = {};  ///< where the sender of a report sent the person on
};

struct Plan {
  std::string id;
  std::optional<base::Date> start, end;
  std::optional<Money> value, copayment;
};

struct Intervention {
  std::string id;
  Coded area;
  Coded type;
  std::optional<base::Date> start, end;
  std::optional<Money> amount;
  std::string quantity;  ///< decimal text, as sent
  Coded unit;
  Coded management;
  std::string managed_by;
};

struct Closure {
  std::optional<base::Date> date;
  Coded reason;
};

struct CaseRecord {
  std::string source;
  std::string record_id;
  std::optional<base::Instant> version;
  RecordKind kind = RecordKind::social_case;
  std::string owner;       ///< ISTAT code
  std::string managed_by;  ///< the body behind the record, if it is not the Comune: its fiscal code or
                           ///< register number
  std::optional<base::Date> opened, closed;
  Person person;
  Access access;
  std::vector<Coded> needs;
  std::vector<base::Date> assessments;
  std::vector<Plan> plans;
  std::vector<Intervention> interventions;
  Closure closure;
};

}  // namespace raccordo::model
