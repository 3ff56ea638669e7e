// The desk without sockets: stored contents, and the code of every refusal.
#include "app/tables/table_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/tables/table_files.hpp"
#include "store/interface/wait_for.hpp"
#include "store/open/open_store.hpp"
#include "support/fixed_clock.hpp"
#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

using store::TableAction;
using store::VersionState;
using testing::HasSubstr;

const TableName kArea{"bergamo", "area"};

class TableDeskTest : public testing::Test {
 protected:
  TableDeskTest()
      : config_(shipped_config(folder_)),
        store_(store::open_store({config_.sqlite.string()})),
        tables_(ActiveTables::from_store(load_book(config_), *store_, clock_)),
        desk_(*store_, tables_, clock_) {}

  /// The content in force, plus one row.
  std::string longer(const std::string& row = "NEW,,,,UNCHECKED,,,\n") const {
    return desk_.find(kArea, std::nullopt)->content + row;
  }
  base::Result<store::TableVersionRow, Problem> put(const std::string& content,
                                                    const std::string& who = "anna",
                                                    TableForm form = TableForm::csv) const {
    return desk_.put({kArea, form, content, "", std::nullopt, {who, form == TableForm::csv ? "why" : ""}});
  }
  std::string refusal(const std::string& content, TableForm form = TableForm::csv) const {
    const auto row = put(content, "anna", form);
    return row ? "" : std::string(row.error().code);
  }
  std::string step(TableAction action, std::int32_t version = 2, const std::string& who = "bruno") const {
    const auto row = desk_.step(action, kArea, {version, 0}, {who, ""});
    return row ? std::string(store::to_string(row->state)) : std::string(row.error().code);
  }

  support::ScratchFolder folder_;
  support::FixedClock clock_;
  Config config_;
  std::unique_ptr<store::CaseStore> store_;
  std::shared_ptr<const ActiveTables> tables_;
  TableDesk desk_;
};

TEST_F(TableDeskTest, StoresTheCanonicalForm) {
  const auto row = put(longer());
  ASSERT_TRUE(row);
  EXPECT_EQ(row->version, 2);
  EXPECT_EQ(row->reason, "why");
  const auto stored = desk_.find(kArea, 2);
  EXPECT_THAT(stored->content, HasSubstr("NEW,,,not-related-to,UNCHECKED,,,\n"));
  EXPECT_EQ(stored->digest, base::sha256_hex(stored->content));
}

TEST_F(TableDeskTest, GivesEveryRefusalItsCode) {
  EXPECT_EQ(refusal(longer("X,,nonsense,equivalent,APPROVED,,,\n")), "bad-table");
  EXPECT_EQ(refusal(""), "bad-table");
  EXPECT_EQ(refusal("{", TableForm::json), "malformed-document");
  EXPECT_EQ(refusal(R"({"rows":[{"source_code":1}]})", TableForm::json), "bad-table");
  EXPECT_EQ(refusal(R"({"rows":[]})", TableForm::json), "");
  const auto with_reason = [&](std::size_t size) {
    return refusal(R"({"rows":[],"reason":")" + std::string(size, 'x') + "\"}", TableForm::json);
  };
  EXPECT_EQ(with_reason(2000), "");
  EXPECT_EQ(with_reason(2001), "bad-request");
  EXPECT_EQ(desk_.find({"bergamo", "nothing"}, std::nullopt).error().code, "not-found");
  EXPECT_EQ(desk_.find(kArea, 9).error().code, "not-found");
  EXPECT_EQ(desk_.history({"nowhere", "area"}).error().code, "not-found");
  EXPECT_EQ(desk_.put({{"nowhere", "area"}, TableForm::csv, "", "", std::nullopt, {}}).error().code,
            "not-found");
}

TEST_F(TableDeskTest, StepsFollowTheLifeOfATable) {
  put(longer());
  EXPECT_EQ(step(TableAction::approve), "wrong-state");
  EXPECT_EQ(step(TableAction::submit), "IN_REVIEW");
  EXPECT_EQ(step(TableAction::submit), "wrong-state");
  EXPECT_EQ(step(TableAction::approve, 2, "anna"), "own-change");
  EXPECT_EQ(step(TableAction::approve), "APPROVED");
  EXPECT_EQ(step(TableAction::approve), "wrong-state");
  EXPECT_EQ(step(TableAction::send_back), "DRAFT");
  EXPECT_EQ(step(TableAction::discard), "RETIRED");
  EXPECT_EQ(step(TableAction::discard), "wrong-state");
  EXPECT_EQ(step(TableAction::submit, 7), "not-found");
}

TEST_F(TableDeskTest, EveryRefusedStepListsThePossibleOnes) {
  store::TableVersionRow row;
  row.state = VersionState::retired;
  for (std::size_t i = 0; i < store::kTableActions; ++i) {
    const auto step = desk_.make_step(static_cast<TableAction>(i), kArea, 2, {"anna", ""});
    const auto problem = refusal_of(step, {store::TableVerdict::wrong_state, row});
    EXPECT_EQ(problem.code, "wrong-state");
    EXPECT_THAT(problem.detail, HasSubstr("is RETIRED; only "));
  }
}

TEST_F(TableDeskTest, ShowsAuthorsAndRowsChangedSinceTheSeenContent) {
  const auto first = put(longer());
  put(longer("TWO,,,,UNCHECKED,,,\n"), "carla");
  const auto late =
      desk_.put({kArea, TableForm::csv, longer("THREE,,,,UNCHECKED,,,\n"), "", first->mark(), {"dora", ""}});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "version-conflict");
  EXPECT_THAT(late.error().detail, HasSubstr("carla changed the table"));
  EXPECT_THAT(late.error().detail, HasSubstr("1 row added, 0 removed, 0 changed"));
  ASSERT_EQ(late.error().members.size(), 1U);
  EXPECT_THAT(late.error().members[0].second, HasSubstr("\"source_code\":\"TWO\""));
  step(TableAction::submit);
  const auto same = desk_.conflict(*desk_.find(kArea, 2), store::VersionMark{2, 2});
  EXPECT_THAT(same.detail,
              HasSubstr("submitted, reviewed or put in force meanwhile; it is now version 2, IN_REVIEW"));
  const auto lost = desk_.conflict(*desk_.find(kArea, 2), store::VersionMark{7, 7});
  EXPECT_THAT(lost.members[0].second, testing::Not(HasSubstr("\"diff\"")));
}

TEST_F(TableDeskTest, ComparesWithTheActiveOrAFormerVersion) {
  put(longer());
  const auto open = desk_.compare(kArea, std::nullopt, std::nullopt);
  EXPECT_EQ((*open)->before_row.version, 1);
  EXPECT_EQ((*open)->diff.added.size(), 1U);
  step(TableAction::submit);
  step(TableAction::approve);
  const auto activation = desk_.make_step(TableAction::activate, kArea, 2, {"bruno", ""});
  wait_for<store::TableOutcome>(
      [&](store::Done<store::TableOutcome> done) { store_->tables().step(activation, std::move(done)); });
  const auto active = desk_.compare(kArea, std::nullopt, std::nullopt);
  EXPECT_EQ((*active)->after_row.version, 2);
  EXPECT_EQ((*active)->before_row.version, 1);
  EXPECT_EQ((*desk_.compare(kArea, 1, std::nullopt))->before_row.version, 2);
  EXPECT_TRUE((*desk_.compare(kArea, 1, 1))->diff.empty());
  EXPECT_EQ(desk_.compare(kArea, 1, 9).error().code, "not-found");
}

TEST_F(TableDeskTest, RelaxesTheTwoPersonRuleIfConfigured) {
  EXPECT_EQ(desk_.make_step(TableAction::approve, kArea, 2, {}).two_person, store::TwoPersonRule::required);
  config_.two_person = false;
  const TableDesk alone(*store_, ActiveTables::from_store(load_book(config_), *store_, clock_), clock_);
  EXPECT_EQ(alone.make_step(TableAction::approve, kArea, 2, {}).two_person, store::TwoPersonRule::relaxed);
}

TEST_F(TableDeskTest, ListsTablesWithTheStateOfTheirFiles) {
  const auto state_of = [&](const ActiveTables& tables) {
    for (const auto& table : list_tables(*store_, tables)) {
      if (table.name.source == kArea.source && table.name.table == kArea.table) return table;
    }
    return TableSummary();
  };
  EXPECT_EQ(state_of(*tables_).file.state, FileState::same);
  EXPECT_EQ(state_of(*tables_).code_system, "area");
  put(longer());
  EXPECT_EQ(state_of(*tables_).open->version, 2);
  EXPECT_FALSE(state_of(*tables_).file.as_open);
  // A table that no profile uses any more still exists, without a file.
  auto book = *load_book(config_);
  book.sources.erase("bergamo");
  const auto without =
      ActiveTables::from_store(std::make_shared<const Rulebook>(std::move(book)), *store_, clock_);
  EXPECT_EQ(state_of(*without).file.state, FileState::missing);
  EXPECT_EQ(state_of(*without).code_system, "");
}

}  // namespace
}  // namespace raccordo::app
