#include "unit/synth/random_record.hpp"

#include <array>
#include <string>

#include "synth/fiscal_code.hpp"

namespace raccordo::synth {
namespace {

using model::Coded;
using OptionalDate = std::optional<base::Date>;

constexpr double kOften = 0.8;
constexpr double kSeldom = 0.05;
constexpr int kMostItems = 3;

constexpr std::array<std::string_view, 22> kTexts = {"P1",
                                                     "I-2/2017",
                                                     "COOP-07",
                                                     "Consorzio dei servizi",
                                                     "<b>&amp;\"'</b>",
                                                     "]]>",
                                                     "<!-- -->",
                                                     "&#0;&lt;",
                                                     "a\tb",
                                                     "a\nb\r",
                                                     "\x01\x1f",
                                                     "x\x7f",
                                                     " ends ",
                                                     "\xC2\xA0nbsp",
                                                     "Acc\xC3\xA8"
                                                     "de\xCC\x80",
                                                     "\xF0\x9F\x98\x80",
                                                     "\xEF\xBF\xBE",
                                                     "\xEF\xBF\xBF",
                                                     "\xE2\x80\xA8\xE2\x80\x8B",
                                                     "broken\xC3",
                                                     "%s${x}{{y}}",
                                                     "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7"};

class Maker {
 public:
  Maker(Random& random, const model::Scheme& scheme) : random_(random), scheme_(scheme) {}

  model::CaseRecord make() {
    model::CaseRecord record;
    record.source = "invented";
    record.record_id = "R" + std::to_string(random_.between(1, 999'999));
    if (some()) record.version = base::Instant{random_.between(1, 1'500'000'000) * 1'000'000LL + micros()};
    const auto& comuni = scheme_.territory.comuni();
    record.owner = comuni[random_.next() % comuni.size()].istat_code;
    if (seldom()) record.managed_by = "95600000004";
    record.opened = day(base::Date{2005, 1, 1}, 3000);
    if (random_.chance(0.4)) record.closed = day(*record.opened, 1000);
    add_person(record);
    add_access(record);
    for (int i = items(); i > 0; --i) record.needs.push_back(coded("need"));
    for (int i = items(); i > 0; --i) record.assessments.push_back(day(*record.opened, 900, -60));
    for (int i = items(); i > 0; --i) record.plans.push_back(plan(record));
    for (int i = items(); i > 0; --i) record.interventions.push_back(intervention(record));
    add_closure(record);
    return record;
  }

 private:
  bool some() { return random_.chance(kOften); }
  bool seldom() { return random_.chance(kSeldom); }
  int items() { return random_.between(0, kMostItems); }
  std::int64_t micros() { return seldom() ? random_.between(1, 999'999) : 0; }

  base::Date day(const base::Date& from, int most, int least = 0) {
    return base::from_days(base::to_days(from) + random_.between(least, most));
  }
  OptionalDate maybe_day(const base::Date& from, int most) {
    return some() ? OptionalDate(day(from, most)) : std::nullopt;
  }
  std::string text() { return some() ? std::string(random_.pick(std::span(kTexts))) : ""; }

  Coded coded(std::string_view system) {
    if (!some()) return {};
    if (seldom()) return {"", "SAD9", "", std::string(system), 1};
    const auto& codes = scheme_.find(system)->codes();
    return {codes[random_.next() % codes.size()].code, "", "", "", 0};
  }
  Coded maybe(Coded coded) { return some() ? coded : Coded{}; }

  void add_person(model::CaseRecord& record) {
    auto& person = record.person;
    const base::Date birth = day(base::Date{1930, 1, 1}, 27'000);
    const char sex = random_.chance(0.5) ? 'M' : 'F';
    const auto digits = "30112345" + std::to_string(random_.between(10'000, 99'999));
    switch (random_.between(0, 9)) {
      case 0:
        set_id(person, model::IdType::stp, "STP" + digits);
        break;
      case 1:
        set_id(person, model::IdType::eni, "ENI" + digits);
        break;
      case 2:
        set_id(person, model::IdType::provisional, make_provisional_code(random_.next() % 9'999'999'999U));
        break;
      case 3:
        if (seldom()) set_id(person, model::IdType::local, "L-17");
        [[fallthrough]];
      default:
        if (person.id.empty())
          set_id(person, model::IdType::fiscal_code,
                 make_fiscal_code("PROVA", "PERSONA", sex, birth, "A794"));
    }
    const bool has_code = person.id_type == model::IdType::fiscal_code;
    if (some()) person.sex = {has_code ? std::string(1, sex) : "U", "", "", "", 0};
    if (some()) person.birth_date = birth;
    if (seldom() && person.birth_date) person.birth_date->day = 0;
    if (seldom() && person.birth_date) person.birth_date->month = person.birth_date->day = 0;
    if (some()) person.residence = some() ? record.owner : "058091";
    person.citizenship = coded("citizenship");
    person.household.type = coded("household");
    if (some()) person.household.members = random_.between(1, 12);
  }
  static void set_id(model::Person& person, model::IdType type, std::string id) {
    person.id_type = type;
    person.id = base::Secret(std::move(id));
  }

  void add_access(model::CaseRecord& record) {
    if (some()) record.access.date = day(*record.opened, 20, -20);
    record.access.channel = coded("channel");
    record.access.request = coded("request");
    if (seldom()) record.access.referred_to = coded("referral");
  }

  model::Plan plan(const model::CaseRecord& record) {
    model::Plan made{text(), maybe_day(*record.opened, 400), std::nullopt, std::nullopt, std::nullopt};
    if (made.start) made.end = maybe_day(*made.start, 400);
    if (some()) made.value = model::Money{random_.between(0, 9'999'999)};
    if (some()) made.copayment = model::Money{random_.between(0, 99)};
    return made;
  }

  model::Intervention intervention(const model::CaseRecord& record) {
    model::Intervention made;
    made.id = text();
    made.type = coded("intervention");
    if (made.type.is_mapped()) {
      made.area.code = scheme_.find("intervention")->find(made.type.code)->parent;
    } else {
      made.area = coded("area");
    }
    made.start = maybe_day(*record.opened, 400);
    if (made.start) made.end = maybe_day(*made.start, 400);
    if (some()) made.amount = model::Money{random_.between(0, 9'999'999)};
    if (seldom()) made.quantity = "12.5";
    if (seldom()) made.unit = coded("unit");
    made.management = coded("management");
    made.managed_by = text();
    return made;
  }

  /// Another day of closure is rare, but no source forbids it. A reason without an end is a warning.
  void add_closure(model::CaseRecord& record) {
    if (!record.closed) return;
    if (some()) record.closure.date = record.closed;
    if (seldom()) record.closure.date = day(*record.opened, 1000);
    record.closure.reason = coded("closure");
  }

  Random& random_;
  const model::Scheme& scheme_;
};

}  // namespace

model::CaseRecord random_record(Random& random, const model::Scheme& scheme) {
  return Maker(random, scheme).make();
}

}  // namespace raccordo::synth
