// The parts of the self-audit: its counts, and the faults of one certificate.
#include "aggregate/audit/certificate_check.hpp"

#include <gmock/gmock.h>

#include <optional>

#include "aggregate/audit/audit_base.hpp"
#include "aggregate/layers/protection.hpp"
#include "aggregate/layers/witness.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Certificate;
using aggregate::Goal;
using model::Measure;
using model::TerritoryLevel;
using model::When;
using ::testing::ElementsAre;

const Codes kHere = {{"territory", "016001"}};
const Codes kThere = {{"territory", "016002"}};

/// One person in 016001 and twelve in 016002, by Comune; everything is hidden.
class CertificateCheckTest : public ::testing::Test {
 protected:
  CertificateCheckTest() {
    given_.code("016003");
    for (int i = 0; i < 13; ++i) given_.open(given_.person("F", "1940-05-17"), i == 0 ? "016001" : "016002");
    layers_.push_back({"",
                       year(2017),
                       {},
                       {extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune)})},
                       small_scheme(),
                       {},
                       {},
                       ""});
    plans_ = aggregate::plan_layers(layers_).value();
    aggregate::count_layers(plans_, given_.facts, {});
    protection_.hidden.assign(plans_.front().cells, 1);
    joint_.emplace(aggregate::LayeredRegister{given_.facts, {}, layers_, {}});
    base_.emplace(plans_, *joint_, protection_);
    base_->watch({});
  }
  std::uint32_t cell(Codes codes) const {
    return static_cast<std::uint32_t>(place_of(plans_.front().table.dimensions, codes));
  }
  std::string check(Goal goal, std::vector<aggregate::Edit> edits) {
    return aggregate::CertificateCheck(*base_).check(cell(kHere),
                                                     {cell(kHere), {}, {{goal, {std::move(edits)}}}});
  }
  aggregate::Edit moved(std::uint32_t person, std::string_view from, std::string_view to) {
    return {person, Attribute::owner, given_.code(from), given_.code(to)};
  }

  SmallRegister given_;
  std::vector<aggregate::Layer> layers_;
  std::vector<aggregate::PlannedTable> plans_;
  aggregate::Protection protection_;
  std::optional<aggregate::LayeredRegister> joint_;
  std::optional<aggregate::AuditBase> base_;
};

TEST_F(CertificateCheckTest, BaseCountsPersonsAndFindsThoseOfASensitiveCell) {
  EXPECT_EQ(base_->persons(cell(kHere)), 1);
  EXPECT_TRUE(base_->is_sensitive_target(cell(kHere)));
  EXPECT_FALSE(base_->is_sensitive_target(cell(kThere)));
  EXPECT_THAT(base_->own(cell(kHere)), ElementsAre(0U));
  EXPECT_EQ(base_->targets(), plans_.front().cells);
  base_->mark_not_sensitive(cell(kHere));
  EXPECT_FALSE(base_->is_sensitive_target(cell(kHere)));
}

TEST_F(CertificateCheckTest, AcceptsAWitnessThatEmptiesTheCell) {
  EXPECT_EQ(check(Goal::empties, {moved(0, "016001", "016002")}), "");
}

TEST_F(CertificateCheckTest, RejectsAWitnessThatDoesNotChangeTheCell) {
  EXPECT_EQ(check(Goal::empties, {moved(1, "016002", "016003")}), "a witness does not change the cell");
}

TEST_F(CertificateCheckTest, RejectsAWitnessThatMissesItsGoal) {
  EXPECT_EQ(check(Goal::empties, {moved(1, "016002", "016001")}), "a witness does not empty the cell");
  EXPECT_EQ(check(Goal::fills, {moved(1, "016002", "016001")}), "a witness does not fill the cell");
  EXPECT_EQ(check(Goal::raises_sum, {moved(0, "016001", "016002")}), "a witness changes the sum too little");
}

TEST_F(CertificateCheckTest, RejectsAWitnessThatChangesAShownNumber) {
  protection_.hidden[cell(kThere)] = 0;
  EXPECT_EQ(check(Goal::empties, {moved(0, "016001", "016002")}), "a witness changes a number that is shown");
}

TEST_F(CertificateCheckTest, RejectsACertificateWithoutWitness) {
  EXPECT_EQ(aggregate::CertificateCheck(*base_).check(cell(kHere), {cell(kHere), {}, {}}),
            "a witness is missing");
}

}  // namespace
}  // namespace raccordo::tests
