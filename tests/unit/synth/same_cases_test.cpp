// The same 1,000 invented cases as FHIR Bundles, HL7 v3, JSON and CSV, each in its source's own codes, give
// the same shared records but for source and id. What a format has no place for is what
// docs/target-formats.md says, and nothing else.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "codecs/csi/csi_message.hpp"
#include "mapping/own_codes.hpp"
#include "synth/case_maker.hpp"
#include "synth/document_writer.hpp"
#include "synth/fhir_writer.hpp"
#include "synth/people.hpp"
#include "synth/workshop.hpp"
#include "unit/synth/record_fields.hpp"
#include "unit/synth/shipped_profile.hpp"
#include "unit/synth/target_formats.hpp"

namespace raccordo::synth {
namespace {

namespace fs = std::filesystem;

constexpr int kCases = 1000;
constexpr int kCasesYear = 2017;
constexpr int kWithoutQuantity = 5;  // every fifth case

model::Coded coded(const std::string& code) { return {code, "", "", "", 0}; }
std::optional<model::Money> money(std::int64_t cents) { return model::Money{cents}; }

/// Tenths as a number.
std::string decimal(int tenths) {
  if (tenths == 0) return "";
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

model::IdType type_of(const std::string& id) {
  if (id.starts_with("STP") && id.size() == 16 && base::is_digits(id.substr(3))) return model::IdType::stp;
  if (id.starts_with("ENI") && id.size() == 16 && base::is_digits(id.substr(3))) return model::IdType::eni;
  return base::is_digits(id) ? model::IdType::provisional : model::IdType::fiscal_code;
}

/// What the case says, as a shared record.
model::CaseRecord record_of(const SynthCase& made) {
  model::CaseRecord record;
  record.version = base::Instant{made.version * 1'000'000};
  record.owner = made.town->istat;
  record.opened = made.opened;
  record.closed = record.closure.date = made.closed;
  record.closure.reason = coded(made.closure);
  record.person.id_type = type_of(made.person.id);
  record.person.id = base::Secret(made.person.id);
  record.person.sex = coded(std::string(1, made.person.sex));
  record.person.birth_date = made.person.birth;
  record.person.residence = made.person.residence;
  record.person.citizenship = coded(made.person.citizenship);
  record.person.household.type = coded(made.household);
  if (made.members > 0) record.person.household.members = made.members;
  record.access = {made.access, coded(made.channel), coded(made.request)};
  for (const auto& need : made.needs) record.needs.push_back(coded(need));
  record.assessments = made.assessments;
  for (const auto& plan : made.plans)
    record.plans.push_back(
        {plan.id, plan.start, plan.end, money(plan.value_cents), money(plan.copayment_cents)});
  for (const auto& item : made.interventions)
    record.interventions.push_back({item.id, coded(item.area), coded(item.type), item.start, item.end,
                                    money(item.amount_cents), decimal(item.quantity_tenths), coded(item.unit),
                                    coded(item.management), item.managed_by});
  return record;
}

/// `interventions[3].unit` as `interventions[].unit`.
std::string row_of(std::string path) {
  const auto open = path.find('[');
  return open == path.npos ? path : path.erase(open + 1, path.find(']') - open - 1);
}

class SameCases : public ::testing::Test {
 protected:
  SameCases()
      : workshop_(fs::path(RACCORDO_SOURCE_DIR) / "mappings",
                  fs::path(RACCORDO_SOURCE_DIR) / "tests/synth/data") {
    Random random(20'171'231);
    const CaseMaker maker(workshop_.figures(), kCasesYear, Detail::full);
    PeopleMaker people(workshop_.territory(), Identifiers::any, Uniqueness::tracked);
    for (int i = 1; i <= kCases; ++i) {
      const Town& town = random.pick(std::span(workshop_.territory().towns));
      const std::size_t area = maker.pick_area(random);
      const auto opened = maker.pick_opening(random);
      auto person =
          people.make(random, maker.pick_age(random, area), opened, town, maker.foreign_share(area));
      cases_.push_back(
          maker.make(random, town, std::move(person), opened, area, maker.pick_types(random, area)));
      cases_.back().number = static_cast<std::uint32_t>(i);
      if (i % kWithoutQuantity == 0) drop_quantities(cases_.back());
      records_.push_back(record_of(cases_.back()));
    }
  }

  /// FHIR has such services as another resource.
  static void drop_quantities(SynthCase& made) {
    for (auto& item : made.interventions) {
      item.quantity_tenths = 0;
      item.unit.clear();
    }
  }

  /// The cases as one document of a system.
  std::string document_of(System system) {
    const auto writer = make_writer(system);
    auto text = writer->opening();
    for (const auto& made : cases_) writer->append(workshop_.dialect(system).encode(made), text);
    return text + writer->closing();
  }

  /// Compares all records with what the cases say; `told` are differences that were announced, by record.
  void compare(const std::string& source, const Decoded& decoded,
               const std::vector<std::set<std::string>>& told = {}) {
    EXPECT_EQ(decoded.issues, std::vector<std::string>{}) << source;
    ASSERT_EQ(decoded.cases.size(), records_.size()) << source;
    std::set<std::string> lost;
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const RecordFields said(records_[i]), read(decoded.cases[i]);
      for (const auto& path : said.differences(read)) {
        if (!told.empty() && told[i].contains(path)) continue;
        ASSERT_FALSE(page_.has_place(source, row_of(path)))
            << source << " case " << i << " " << path << ": " << said.of(path) << " / " << read.of(path);
        ASSERT_EQ(read.of(path), "") << source << " " << path;
        lost.insert(row_of(path));
      }
    }
    // The cases have a value for these fields, and no document has a place for it.
    for (const std::string row : {"interventions[].quantity", "interventions[].unit"})
      EXPECT_EQ(lost.contains(row), !page_.has_place(source, row) && told.empty()) << source << " " << row;
  }

  Workshop workshop_;
  TargetFormats page_;
  std::vector<SynthCase> cases_;
  std::vector<model::CaseRecord> records_;
};

TEST_F(SameCases, AsJsonAndCsvAreTheSameRecords) {
  compare("isola-bergamasca",
          ShippedProfile("isola-bergamasca")
              .decode(document_of(System::isola_bergamasca), model::DocumentFormat::json));
  for (const auto system : {System::bergamo, System::treviglio}) {
    const std::string source(to_string(system));
    compare(source, ShippedProfile(source).decode(document_of(system), model::DocumentFormat::csv));
  }
}

TEST_F(SameCases, AsFhirBundlesAreTheSameRecords) {
  auto decoded = ShippedProfile("asst").decode(document_of(System::asst), model::DocumentFormat::fhir_ndjson);
  for (auto& record : decoded.cases) {
    EXPECT_EQ(record.managed_by, kAsstNumber) << "the sender, of which only these documents tell";
    record.managed_by.clear();
  }
  // A Bundle says no other Comune than that of residence.
  for (auto& record : records_) record.owner = record.person.residence;
  compare("asst", decoded);
}

TEST_F(SameCases, AsMessagesOfTheInterchangeAreTheSameRecords) {
  const ShippedProfile profile("health-portal");
  const auto fields = profile.profile().coded_fields();
  mapping::ReverseTables reversed(profile.tables());
  std::string document = "<messages>";
  std::vector<std::set<std::string>> told;
  for (const auto& record : records_) {
    const auto message = codecs::make_csi_message(
        record, id_of(record), {"M", "HP-1", "R"},
        [&](const auto& content) { return mapping::to_own_codes(content, fields, reversed); });
    ASSERT_TRUE(message);
    auto& paths = told.emplace_back();
    for (const auto& one : message->untranslated) {
      EXPECT_TRUE(one.why == model::Unsaid::before_opening ||
                  !page_.has_place("health-portal", row_of(one.path())))
          << one.path() << " " << to_string(one.why);
      paths.insert(one.path());
    }
    document += message->xml.substr(message->xml.find('\n'));  // without the declaration
  }
  compare("health-portal", profile.decode(document + "</messages>", model::DocumentFormat::xml), told);
}

}  // namespace
}  // namespace raccordo::synth
