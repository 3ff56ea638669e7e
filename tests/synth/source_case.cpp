#include "synth/source_case.hpp"

#include <array>
#include <cstdio>

#include "synth/spelling.hpp"

namespace raccordo::synth {
namespace {

constexpr std::uint32_t kOddOne = 7;  // every seventh message writes its dates as the exporter does

std::string without(std::string text, char unwanted) {
  std::erase(text, unwanted);
  return text;
}

bool reversed(std::uint32_t number) { return number % kOddOne == 0; }

std::string quantity_text(System system, int tenths) {
  if (tenths == 0) return "";
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 == 0) return text;
  text += system == System::bergamo ? ',' : '.';
  return text + std::to_string(tenths % 10);
}

}  // namespace

std::string Dialect::record_id(std::uint32_t number) const {
  std::array<char, 24> buffer{};
  const char* pattern = system_ == System::health_portal      ? "HP-%07u"
                        : system_ == System::isola_bergamasca ? "IB-%06u"
                        : system_ == System::bergamo          ? "BG/%06u"
                        : system_ == System::asst             ? "ASST-%06u"
                                                              : "TV%06u";
  const int length = std::snprintf(buffer.data(), buffer.size(), pattern, number);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string Dialect::case_date(const base::Date& date, std::uint32_t number) const {
  switch (system_) {
    case System::health_portal:
      return reversed(number) ? reversed_date(date) : hl7_date(date);
    case System::isola_bergamasca:
    case System::asst:
      return base::to_string(date);
    default:
      return slash_date(date);
  }
}

std::string Dialect::intervention_date(const base::Date& date, std::uint32_t number) const {
  return system_ == System::treviglio ? base::to_string(date) : case_date(date, number);
}

std::string Dialect::version(std::int64_t seconds, std::uint32_t number) const {
  const auto moment = local_moment(seconds);
  switch (system_) {
    case System::health_portal:
      return case_date(moment.date, number) + without(moment.time, ':') + without(moment.zone, ':');
    case System::isola_bergamasca:
    case System::asst:
      return base::to_string(moment.date) + "T" + moment.time + moment.zone;
    case System::bergamo:
      return base::to_string(moment.date) + " " + moment.time;
    case System::treviglio:
      return base::to_string(base::Instant{seconds * 1'000'000});
  }
  return "";
}

std::string Dialect::comune(const Town& town) const {
  switch (system_) {
    case System::bergamo:
      return town.name;
    case System::treviglio:
      return town.belfiore;
    default:
      return town.istat;
  }
}

std::string Dialect::case_money(std::int64_t cents) const {
  switch (system_) {
    case System::bergamo:
      return italian_money(cents);
    case System::treviglio:
      return english_money(cents);
    default:
      return plain_money(cents);
  }
}

std::string Dialect::intervention_money(std::int64_t cents) const {
  return system_ == System::isola_bergamasca ? italian_money(cents) : case_money(cents);
}

void Dialect::encode_person(const SynthCase& made, SourceCase& out) const {
  const auto& person = made.person;
  const auto n = made.number;
  out.person_id = person.id;
  out.family = person.family;
  out.given = person.given;
  out.sex = tables_.row("sex", std::string_view(&person.sex, 1), made.opened, n % 5 == 0 ? n : 0).source_code;
  out.birth = case_date(person.birth, n);
  out.residence = comune(territory_.by_istat(person.residence));
  out.citizenship =
      tables_.row("citizenship", person.citizenship, made.opened, n % 9 == 0 ? n : 0).source_code;
  if (!made.household.empty()) {
    out.household = tables_.row("household", made.household, made.opened, 0).source_code;
  }
  if (made.members > 0) out.members = std::to_string(made.members);
}

SourceIntervention Dialect::encode_intervention(const SynthIntervention& item, std::uint32_t number) const {
  const auto& at = item.start;
  SourceIntervention out;
  const auto& row = tables_.row("intervention", item.type, at, number % 11 == 0 ? number : 0);
  out.id = item.id;
  out.area = tables_.row("area", item.area, at, 0).source_code;
  out.type = row.source_code;
  // A joined key holds the source's own area before the sign; it need not be the area's usual code.
  if (const auto bar = out.type.find('|'); bar != std::string::npos) {
    out.area = out.type.substr(0, bar);
    out.type.erase(0, bar + 1);
  }
  out.label = row.source_label;
  out.start = intervention_date(at, number);
  if (item.end) out.end = intervention_date(*item.end, number);
  out.amount = intervention_money(item.amount_cents);
  out.quantity = quantity_text(system_, item.quantity_tenths);
  if (!item.unit.empty() && system_ != System::health_portal) {
    out.unit = tables_.row("unit", item.unit, at, 0).source_code;
  }
  out.management = tables_.row("management", item.management, at, 0).source_code;
  out.managed_by = item.managed_by;
  return out;
}

void Dialect::encode_lists(const SynthCase& made, SourceCase& out) const {
  const auto n = made.number;
  for (const auto& need : made.needs) {
    const auto& row = tables_.row("need", need, made.opened, 0);
    out.needs.push_back({row.source_code, row.source_label});
  }
  for (const auto& date : made.assessments) out.assessments.push_back(case_date(date, n));
  const bool slash = system_ == System::isola_bergamasca;  // its plans come from another module
  for (const auto& plan : made.plans) {
    const auto spell = [&](const base::Date& date) { return slash ? slash_date(date) : case_date(date, n); };
    out.plans.push_back({plan.id, spell(plan.start), plan.end ? spell(*plan.end) : "",
                         case_money(plan.value_cents), case_money(plan.copayment_cents)});
  }
  for (const auto& item : made.interventions) out.interventions.push_back(encode_intervention(item, n));
  if (!out.interventions.empty()) out.area = out.interventions.front().area;
}

SourceCase Dialect::encode(const SynthCase& made) const {
  SourceCase out;
  const auto n = made.number;
  out.number = n;
  out.record_id = record_id(n);
  out.sender = "HP-" + made.town->istat;
  out.version = version(made.version, n);
  out.owner = comune(*made.town);
  out.opened = case_date(made.opened, n);
  if (made.closed) {
    out.closed = system_ == System::isola_bergamasca ? slash_date(*made.closed) : case_date(*made.closed, n);
    out.closure = tables_.row("closure", made.closure, made.opened, 0).source_code;
  }
  encode_person(made, out);
  if (made.access) out.access = case_date(*made.access, n);
  if (!made.channel.empty()) out.channel = tables_.row("channel", made.channel, made.opened, 0).source_code;
  if (!made.request.empty()) out.request = tables_.row("request", made.request, made.opened, 0).source_code;
  encode_lists(made, out);
  return out;
}

}  // namespace raccordo::synth
