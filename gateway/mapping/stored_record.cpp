#include "mapping/stored_record.hpp"

#include <algorithm>

#include "mapping/coded_values.hpp"
#include "mapping/former_record.hpp"
#include "mapping/packed_bytes.hpp"

namespace raccordo::mapping {
namespace {

/// The first byte; JSON begins with a brace.
constexpr char kForm = 1;

/// Parts of a coded value that are present.
enum Part : std::uint64_t { has_code = 1, has_source_code = 2, has_label = 4, has_table = 8 };
constexpr std::uint64_t kAllParts = has_code | has_source_code | has_label | has_table;

/// A source code is compared with this many before it: beyond, it may be listed twice.
constexpr std::size_t kMostCompared = 64;

class RecordPacker {
 public:
  std::string pack(const model::CaseRecord& record) {
    put_source_codes(record);
    out_.number(static_cast<std::uint64_t>(record.kind));
    for (const auto* text : {&record.source, &record.record_id, &record.owner, &record.managed_by})
      out_.text(*text);
    out_.maybe(record.version ? std::optional(record.version->micros) : std::nullopt);
    out_.date(record.opened);
    out_.date(record.closed);
    put_person(record.person);
    out_.date(record.access.date);
    put_coded(record.access.channel);
    put_coded(record.access.request);
    put_coded(record.access.referred_to);
    put_list(record.needs, [&](const model::Coded& need) { put_coded(need); });
    put_list(record.assessments, [&](const base::Date& date) { out_.date(date); });
    put_list(record.plans, [&](const model::Plan& plan) { put_plan(plan); });
    put_list(record.interventions, [&](const model::Intervention& item) { put_intervention(item); });
    out_.date(record.closure.date);
    put_coded(record.closure.reason);
    return out_.take();
  }

 private:
  /// All of them first, so that a search reads nothing else.
  void put_source_codes(const model::CaseRecord& record) {
    out_.byte(kForm);
    std::vector<std::string_view> codes;
    for_each_coded(record, [&](const model::Coded& coded) {
      const std::string_view code = coded.source_code;
      const auto last = codes.begin() + static_cast<std::ptrdiff_t>(std::min(codes.size(), kMostCompared));
      if (!code.empty() && std::find(codes.begin(), last, code) == last) codes.push_back(code);
    });
    for (const auto code : codes) out_.text(code);
    out_.text("");
  }

  template <class Item, class Put>
  void put_list(const std::vector<Item>& items, Put put) {
    out_.number(items.size());
    for (const auto& item : items) put(item);
  }

  void put_coded(const model::Coded& coded) {
    if (coded.is_absent()) return out_.number(0);
    std::uint64_t parts = 0;
    const auto note = [&](const std::string& text, Part part) {
      if (!text.empty()) parts |= part;
    };
    note(coded.code, has_code);
    note(coded.source_code, has_source_code);
    note(coded.source_label, has_label);
    note(coded.table, has_table);
    out_.number(parts);
    for (const auto* text : {&coded.code, &coded.source_code, &coded.source_label, &coded.table}) {
      if (!text->empty()) out_.text(*text);
    }
    if (!coded.table.empty()) out_.number(static_cast<std::uint32_t>(coded.table_version));
  }

  void put_money(const std::optional<model::Money>& money) {
    out_.maybe(money ? std::optional(money->cents) : std::nullopt);
  }

  void put_person(const model::Person& person) {
    out_.number(static_cast<std::uint64_t>(person.id_type));
    put_coded(person.sex);
    out_.date(person.birth_date);
    out_.text(person.residence);
    put_coded(person.citizenship);
    put_coded(person.household.type);
    out_.maybe(person.household.members);
  }

  void put_plan(const model::Plan& plan) {
    out_.text(plan.id);
    out_.date(plan.start);
    out_.date(plan.end);
    put_money(plan.value);
    put_money(plan.copayment);
  }

  void put_intervention(const model::Intervention& item) {
    out_.text(item.id);
    put_coded(item.area);
    put_coded(item.type);
    out_.date(item.start);
    out_.date(item.end);
    put_money(item.amount);
    out_.text(item.quantity);
    put_coded(item.unit);
    put_coded(item.management);
    out_.text(item.managed_by);
  }

  PackedWriter out_;
};

class RecordUnpacker {
 public:
  explicit RecordUnpacker(std::string_view bytes) : in_(bytes) {}

  std::optional<model::CaseRecord> unpack() {
    model::CaseRecord record;
    if (in_.byte() != kForm) return std::nullopt;
    while (!in_.text().empty()) continue;  // the source codes, which the reader remembers
    read_kind(record.kind);
    for (auto* text : {&record.source, &record.record_id, &record.owner, &record.managed_by})
      *text = in_.text();
    if (const auto micros = in_.maybe()) record.version = base::Instant{*micros};
    record.opened = in_.date();
    record.closed = in_.date();
    read_person(record.person);
    record.access.date = in_.date();
    record.access.channel = coded();
    record.access.request = coded();
    record.access.referred_to = coded();
    read_list(record.needs, 1, [&] { return coded(); });
    read_list(record.assessments, 1, [&] { return day(); });
    read_list(record.plans, 5, [&] { return plan(); });
    read_list(record.interventions, 10, [&] { return intervention(); });
    record.closure.date = in_.date();
    record.closure.reason = coded();
    if (in_.is_bad() || !in_.at_end() || record.record_id.empty()) return std::nullopt;
    return record;
  }

 private:
  /// `least`: the fewest bytes of an item, so that a damaged length cannot take much memory.
  template <class Item, class Read>
  void read_list(std::vector<Item>& items, std::size_t least, Read read) {
    const auto count = in_.length(least);
    items.reserve(count);
    for (std::size_t i = 0; i < count && !in_.is_bad(); ++i) items.push_back(read());
  }

  base::Date day() {
    const auto date = in_.date();
    if (!date) in_.mark_bad();
    return date.value_or(base::Date{});
  }

  std::optional<model::Money> money() {
    const auto cents = in_.maybe();
    return cents ? std::optional(model::Money{*cents}) : std::nullopt;
  }

  model::Coded coded() {
    model::Coded out;
    const auto parts = in_.number();
    if (parts == 0) return out;
    if ((parts & ~kAllParts) != 0 || (parts & (has_code | has_source_code)) == 0) in_.mark_bad();
    const auto part = [&](Part which) {
      if ((parts & which) == 0) return std::string();
      const auto text = in_.text();
      if (text.empty()) in_.mark_bad();
      return std::string(text);
    };
    out.code = part(has_code);
    out.source_code = part(has_source_code);
    out.source_label = part(has_label);
    out.table = part(has_table);
    if ((parts & has_table) == 0) return out;
    const auto version = in_.number();
    if (version > INT32_MAX) in_.mark_bad();
    out.table_version = static_cast<std::int32_t>(version & INT32_MAX);
    return out;
  }

  void read_kind(model::RecordKind& kind) {
    const auto number = in_.number();
    if (number > static_cast<std::uint64_t>(model::RecordKind::report)) return in_.mark_bad();
    kind = static_cast<model::RecordKind>(number);
  }

  void read_person(model::Person& person) {
    const auto type = in_.number();
    if (type > static_cast<std::uint64_t>(model::IdType::local)) return in_.mark_bad();
    person.id_type = static_cast<model::IdType>(type);
    person.sex = coded();
    person.birth_date = in_.date();
    person.residence = in_.text();
    person.citizenship = coded();
    person.household.type = coded();
    person.household.members = in_.maybe();
  }

  model::Plan plan() {
    model::Plan plan;
    plan.id = in_.text();
    plan.start = in_.date();
    plan.end = in_.date();
    plan.value = money();
    plan.copayment = money();
    return plan;
  }

  model::Intervention intervention() {
    model::Intervention item;
    item.id = in_.text();
    item.area = coded();
    item.type = coded();
    item.start = in_.date();
    item.end = in_.date();
    item.amount = money();
    item.quantity = in_.text();
    item.unit = coded();
    item.management = coded();
    item.managed_by = in_.text();
    return item;
  }

  PackedReader in_;
};

}  // namespace

std::string stored_record(const model::CaseRecord& record) { return RecordPacker().pack(record); }

bool is_former_body(std::string_view body) { return body.starts_with('{'); }

base::Result<model::CaseRecord> read_stored_record(std::string_view body) {
  auto record = is_former_body(body) ? read_former_record(body) : RecordUnpacker(body).unpack();
  if (record) return std::move(*record);
  return base::fault("the stored record cannot be parsed (damaged, or written by another version)");
}

bool any_source_code(std::string_view body, const std::function<bool(std::string_view)>& is_wanted) {
  PackedReader in(body);
  if (in.byte() != kForm) return false;
  for (auto code = in.text(); !code.empty(); code = in.text()) {
    if (is_wanted(code)) return true;
  }
  return false;
}

}  // namespace raccordo::mapping
