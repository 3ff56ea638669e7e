// Effect of another version of a table on codes and on stored records.
#include "mapping/remap.hpp"

#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

constexpr const char* kSad = "SAD,,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\n";
constexpr const char* kMeals = "SAD,,anziani.pasti,equivalent,APPROVED,,,\n";

class RemapTest : public testing::Test {
 protected:
  std::shared_ptr<const Table> table(const std::string& rows) const {
    return test::table_of(scheme_, "intervention", "intervention", rows);
  }
  std::vector<std::string> changed(const std::string& before, const std::string& after) const {
    return changed_codes(*table(before), *table(after));
  }
  /// A record whose one intervention was mapped from SAD.
  static model::CaseRecord stored() {
    model::CaseRecord record;
    record.record_id = "R-1";
    record.opened = base::Date{2016, 3, 1};
    model::Intervention item;
    item.type = {"anziani.assistenza-domiciliare", "SAD", "Domiciliare", "intervention", 1};
    item.area.code = "anziani";
    record.interventions.push_back(item);
    return record;
  }
  std::vector<CodeMove> remap_with(const std::string& rows, model::CaseRecord& record) const {
    TableSet tables;
    tables.put(table(rows));
    return remap(record, tables, "intervention", scheme_);
  }
  model::Scheme scheme_ = test::sample_scheme();
};

TEST_F(RemapTest, ListsCodesWithAnotherMeaning) {
  const std::string adm = "ADM,,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n";
  EXPECT_TRUE(changed(kSad + adm, adm + kSad).empty()) << "the order of rows does not count";
  EXPECT_EQ(changed(kSad, kSad + adm), (std::vector<std::string>{"ADM"}));
  EXPECT_EQ(changed(kSad + adm, kSad), (std::vector<std::string>{"ADM"}));
  EXPECT_EQ(changed(kSad, kMeals), (std::vector<std::string>{"SAD"}));
  EXPECT_EQ(changed(adm, kSad), (std::vector<std::string>{"ADM", "SAD"}));
}

TEST_F(RemapTest, RowsThatDecideNothingChangeNothing) {
  EXPECT_TRUE(changed(kSad, std::string(kSad) + "X,,anziani.pasti,equivalent,FLAGGED,,,\n").empty());
  EXPECT_TRUE(changed(kSad, "SAD,label,anziani.assistenza-domiciliare,equivalent,APPROVED,,,note\n").empty());
}

TEST_F(RemapTest, ValidityAndIgnoringChangeTheMeaning) {
  EXPECT_EQ(changed(kSad, "SAD,,anziani.assistenza-domiciliare,equivalent,APPROVED,2016-01-01,,\n").size(),
            1U);
  EXPECT_EQ(changed(kSad, "SAD,,,,IGNORED,,,\n").size(), 1U);
}

TEST_F(RemapTest, ValueThatMapsOtherwiseIsChangedWithItsArea) {
  auto record = stored();
  const auto moves = remap_with("SAD,,disabili.centro-diurno,equivalent,APPROVED,,,\n", record);
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].kind, CodeMove::Kind::changes);
  EXPECT_EQ(moves[0].from, "anziani.assistenza-domiciliare");
  EXPECT_EQ(moves[0].to, "disabili.centro-diurno");
  const auto& item = record.interventions.at(0);
  EXPECT_EQ(item.type.code, "disabili.centro-diurno");
  EXPECT_EQ(item.type.table_version, 7);
  EXPECT_EQ(item.area.code, "disabili");
}

TEST_F(RemapTest, ValueThatMapsAsBeforeKeepsItsProvenance) {
  auto record = stored();
  EXPECT_TRUE(remap_with(kSad, record).empty());
  EXPECT_EQ(record.interventions.at(0).type.table_version, 1);
}

TEST_F(RemapTest, ValueThatNoLongerMapsKeepsItsMeaning) {
  auto record = stored();
  const auto moves = remap_with("ADM,,minori.assistenza-domiciliare,equivalent,APPROVED,,,\n", record);
  ASSERT_EQ(moves.size(), 1U);
  EXPECT_EQ(moves[0].kind, CodeMove::Kind::breaks);
  EXPECT_EQ(record.interventions.at(0).type.code, "anziani.assistenza-domiciliare");
}

TEST_F(RemapTest, IgnoredValueKeepsItsSourceCodeAndIsRestored) {
  auto record = stored();
  EXPECT_EQ(remap_with("SAD,,,,IGNORED,,,\n", record).size(), 1U);
  EXPECT_EQ(record.interventions.at(0).type.code, "");
  EXPECT_EQ(record.interventions.at(0).type.source_code, "SAD");
  EXPECT_EQ(record.interventions.at(0).area.code, "");
  EXPECT_EQ(remap_with(kMeals, record).size(), 1U);
  EXPECT_EQ(record.interventions.at(0).type.code, "anziani.pasti");
  EXPECT_EQ(record.interventions.at(0).area.code, "anziani");
}

TEST_F(RemapTest, DateOfTheCasePicksTheRow) {
  auto record = stored();
  const std::string rows =
      "SAD,,anziani.pasti,equivalent,APPROVED,2017-01-01,,\n"
      "SAD,,anziani.assistenza-domiciliare,equivalent,APPROVED,,2016-12-31,\n";
  EXPECT_TRUE(remap_with(rows, record).empty());
  record.interventions.at(0).start = base::Date{2017, 6, 1};
  EXPECT_EQ(remap_with(rows, record).size(), 1U);
}

TEST_F(RemapTest, OtherTablesDoNotChange) {
  auto record = stored();
  record.interventions.at(0).type.table = "other";
  EXPECT_TRUE(remap_with(kMeals, record).empty());
}

}  // namespace
}  // namespace raccordo::mapping
