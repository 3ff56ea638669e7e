#include "synth/reports.hpp"

#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>

#include "base/json.hpp"
#include "synth/csv_line.hpp"

namespace raccordo::synth {
namespace {

using base::JsonWriter;

constexpr std::array<ReportingBody, 2> kBodies = {
    {{"mensa-la-ringhiera", "Mensa di quartiere La Ringhiera", "95600000004", "41230", "bergamo", false},
     {"ascolto-dell-isola", "Centro di ascolto dell'Isola", "95611111113", "", "isola-bergamasca", true}}};

constexpr double kAgreed = 0.6;   // reports with an identifier
constexpr double kHasCase = 0.5;  // of these: about a person who has a case file too
constexpr double kForeign = 0.45;
constexpr std::size_t kSample = 400;  // persons with a case who may be reported, of each body

constexpr std::array<std::string_view, 8> kNeeds = {"income", "meals",      "housing",      "employment",
                                                    "debt",   "loneliness", "legal-status", "language"};
constexpr std::array<std::string_view, 4> kRequests = {"economic-support", "meals", "orientation", "housing"};
constexpr std::array<std::string_view, 4> kHouseholds = {"single", "couple-with-children",
                                                         "mother-with-children", "other"};
constexpr std::array<std::string_view, 4> kReferrals = {"comune", "asst", "other", "none"};

template <std::size_t size>
std::string one_of(Random& random, const std::array<std::string_view, size>& words) {
  return std::string(random.pick(std::span(words)));
}

/// The member of `person` that holds an identifier of this shape.
std::string_view id_member(std::string_view id) {
  return id.starts_with("STP") ? "stp" : id.starts_with("ENI") ? "eni" : "fiscal_code";
}

std::string sent_at(const SynthReport& report) { return base::to_string(report.day) + "T18:30:00Z"; }

void put_person(JsonWriter& writer, const SynthReport& report) {
  base::key(writer, "person");
  writer.StartObject();
  base::put_if(writer, id_member(report.person_id), report.person_id);
  base::put(writer, "sex", std::string_view(&report.sex, 1));
  base::key(writer, "birth_year");
  writer.Int(report.birth_year);
  base::put_if(writer, "citizenship", report.citizenship);
  writer.EndObject();
  base::key(writer, "household");
  writer.StartObject();
  base::put(writer, "type", report.household);
  base::key(writer, "members");
  writer.Int(report.members);
  writer.EndObject();
}

std::string as_json(const ReportingBody& body, const SynthReport& report) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", report.id);
  base::put(writer, "sent_at", sent_at(report));
  base::put(writer, "comune", report.town->istat);
  base::key(writer, "body");
  writer.StartObject();
  base::put(writer, "name", body.title);
  base::put(writer, "fiscal_code", body.fiscal_code);
  base::put_if(writer, "runts", body.runts);
  writer.EndObject();
  base::key(writer, "consent");
  writer.Bool(report.is_agreed);
  put_person(writer, report);
  base::key(writer, "needs");
  writer.StartArray();
  for (const auto& need : report.needs) base::text(writer, need);
  writer.EndArray();
  base::put(writer, "request", report.request);
  base::put(writer, "referred_to", report.referred_to);
  base::put(writer, "date", base::to_string(report.day));
  writer.EndObject();
  return std::string(base::view(buffer));
}

CsvLine csv_line() {
  return CsvLine({"id", "sent_at", "comune", "body_name", "body_fiscal_code", "body_runts", "consent",
                  "fiscal_code", "stp", "eni", "sex", "birth_year", "citizenship", "household_type",
                  "household_members", "need", "request", "referred_to", "date"},
                 ';');
}

/// One row for each need.
void append_csv(const ReportingBody& body, const SynthReport& report, CsvLine& line, std::string& out) {
  for (const auto& need : report.needs) {
    line.clear();
    line.set("id", report.id);
    line.set("sent_at", sent_at(report));
    line.set("comune", report.town->istat);
    line.set("body_name", body.title);
    line.set("body_fiscal_code", body.fiscal_code);
    line.set("body_runts", body.runts);
    line.set("consent", report.is_agreed ? "si" : "no");
    line.set(id_member(report.person_id), report.person_id);
    line.set("sex", std::string_view(&report.sex, 1));
    line.set("birth_year", std::to_string(report.birth_year));
    line.set("citizenship", report.citizenship);
    line.set("household_type", report.household);
    line.set("household_members", std::to_string(report.members));
    line.set("need", need);
    line.set("request", report.request);
    line.set("referred_to", report.referred_to);
    line.set("date", base::to_string(report.day));
    line.append(out);
  }
}

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

const std::array<ReportingBody, 2>& reporting_bodies() { return kBodies; }

Reports::Reports(const Workshop& workshop, const Order& order)
    : workshop_(workshop),
      order_(order),
      random_(order.seed ^ 0x5eed0fULL),
      people_(workshop.territory(), Identifiers::any, Uniqueness::tracked) {}

void Reports::meet(const SynthCase& known) {
  for (std::size_t body = 0; body < kBodies.size(); ++body) {
    if (known.town->ambito != kBodies[body].ambito) continue;
    // A sample of constant size of all who come by.
    auto& sample = known_[body];
    const auto place = random_.next() % ++met_[body];
    if (sample.size() < kSample)
      sample.push_back(known.person);
    else if (place < kSample)
      sample[static_cast<std::size_t>(place)] = known.person;
  }
}

void Reports::fill(SynthReport& report, const Person& person) {
  report.sex = person.sex;
  report.birth_year = person.birth.year;
  report.citizenship = person.citizenship;
  if (report.is_agreed) report.person_id = person.id;
}

SynthReport Reports::invent(std::size_t body, int number) {
  const auto towns = workshop_.territory().of_ambito(kBodies[body].ambito);
  SynthReport report;
  report.id = std::string(kBodies[body].name) + "-" + std::to_string(number);
  report.town = random_.pick(std::span(towns));
  report.day = {static_cast<std::int16_t>(order_.year), static_cast<std::uint8_t>(random_.between(1, 12)),
                static_cast<std::uint8_t>(random_.between(1, 28))};
  report.is_agreed = random_.chance(kAgreed);
  auto& known = known_[body];
  if (report.is_agreed && !known.empty() && random_.chance(kHasCase)) {
    const auto at = static_cast<std::size_t>(random_.next() % known.size());
    std::swap(known[at], known.back());
    fill(report, known.back());
    known.pop_back();
    ++overlapping_;
  } else {
    fill(report, people_.make(random_, random_.between(19, 80), report.day, *report.town, kForeign));
  }
  agreed_ += report.is_agreed ? 1 : 0;
  report.household = one_of(random_, kHouseholds);
  report.members = report.household == "single" ? 1 : random_.between(2, 6);
  report.needs.push_back(one_of(random_, kNeeds));
  if (const auto second = one_of(random_, kNeeds); second != report.needs.front())
    report.needs.push_back(second);
  report.request = one_of(random_, kRequests);
  report.referred_to = one_of(random_, kReferrals);
  return report;
}

std::string Reports::document(std::size_t body, int count) {
  const auto& one = kBodies[body];
  auto line = csv_line();
  std::string text;
  if (one.writes_csv)
    line.append_header(text);
  else
    text = "{\"reports\":[\n";
  for (int number = 1; number <= count; ++number) {
    const auto report = invent(body, number);
    if (one.writes_csv)
      append_csv(one, report, line, text);
    else
      text += (number > 1 ? ",\n" : "") + as_json(one, report);
  }
  return one.writes_csv ? text : text + "\n]}\n";
}

void Reports::write() {
  for (std::size_t body = 0; body < kBodies.size(); ++body) {
    const auto& one = kBodies[body];
    const int share = (order_.reports + static_cast<int>(body)) / static_cast<int>(kBodies.size());
    const auto folder = order_.out / (one.writes_csv ? "terzo-settore-csv" : "terzo-settore");
    write_file(folder / (std::string(one.name) + (one.writes_csv ? ".csv" : ".json")), document(body, share));
  }
  write_file(order_.out / "reports.json", "{\"reports\":" + std::to_string(order_.reports) +
                                              ",\"with_identifier\":" + std::to_string(agreed_) +
                                              ",\"of_persons_with_a_case\":" + std::to_string(overlapping_) +
                                              "}\n");
}

}  // namespace raccordo::synth
