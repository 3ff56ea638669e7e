#include "invented_facts.hpp"

#include "synth/asst_cases.hpp"
#include "synth/random.hpp"
#include "synth/sets.hpp"

namespace raccordo::bench {
namespace {

constexpr double kCasesOfAPerson = 1.0265;  // 40,125 cases are of 39,089 persons

class FactMaker {
 public:
  /// Senders are noted only where there are several, so that other facts stay as they were.
  void add(const synth::SynthCase& made, const std::string& sender) {
    add(made, made.person.number - 1, sender);
  }
  /// The persons whom ASST alone knows come after all others.
  void add_of_asst(const synth::SynthCase& made, synth::Acquainted acquainted) {
    const bool is_known = acquainted == synth::Acquainted::yes;
    add(made, is_known ? made.person.number - 1 : static_cast<std::uint32_t>(facts_.persons.size()),
        "health");
  }
  model::FactSet finish() { return std::move(facts_); }

 private:
  void add(const synth::SynthCase& made, std::uint32_t number, const std::string& sender) {
    model::CaseFacts item;
    item.person = number;
    item.sender = code(sender);
    item.owner = code(made.town->istat);
    item.residence = code(made.person.residence);
    item.citizenship = code(made.person.citizenship);
    item.channel = code(made.channel);
    item.closure = code(made.closure);
    item.opened = made.opened;
    if (made.closed) item.closed = *made.closed;
    for (const auto& need : made.needs) item.needs.push_back(code(need));
    for (const auto& given : made.interventions) add_intervention(item, given);
    if (item.person >= facts_.persons.size()) facts_.persons.resize(item.person + 1);
    auto& person = facts_.persons[item.person];
    person.sex = code(std::string(1, made.person.sex));
    person.birth = made.person.birth;
    person.key = synth::Random(std::uint64_t{number} + 1).next();
    facts_.cases.push_back(std::move(item));
  }
  model::CodeNo code(const std::string& text) { return facts_.codes.intern(text); }
  void add_intervention(model::CaseFacts& item, const synth::SynthIntervention& given) {
    model::InterventionFacts facts;
    facts.area = code(given.area);
    facts.type = code(given.type);
    facts.management = code(given.management);
    facts.start = given.start;
    if (given.end) facts.end = *given.end;
    facts.amount_cents = given.amount_cents;
    facts.has_amount = true;
    item.interventions.push_back(facts);
  }

  model::FactSet facts_;
};

}  // namespace

model::FactSet invent_facts(const Invention& invention, const std::filesystem::path& mappings,
                            const std::filesystem::path& data) {
  const synth::Workshop workshop(mappings, data);
  synth::Order order;
  order.seed = invention.seed;
  order.year = invention.year;
  order.cases = static_cast<int>(invention.persons * kCasesOfAPerson);
  FactMaker maker;
  synth::AsstCases asst(workshop, order, [&](const synth::SynthCase& made, synth::Acquainted acquainted) {
    maker.add_of_asst(made, acquainted);
  });
  const auto take = [&](const synth::SynthCase& made) {
    maker.add(made, invention.has_asst ? "municipal" : "");
    if (invention.has_asst) asst.meet(made);
  };
  if (invention.set == "published") {
    invent_published_cases(workshop, order, take);
  } else {
    invent_ambito_cases(workshop, order, take);
  }
  if (invention.has_asst) asst.finish();
  return maker.finish();
}

}  // namespace raccordo::bench
