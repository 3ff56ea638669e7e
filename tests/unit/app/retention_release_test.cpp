// A case without its person is counted in every cell of every table in which it was counted before.
#include <gtest/gtest.h>

#include "aggregate/release/period_catalogue.hpp"
#include "mapping/scheme_file.hpp"
#include "store/open/open_store.hpp"
#include "support/release_of.hpp"
#include "unit/store/store_samples.hpp"

namespace raccordo::app {
namespace {

/// Invented people of all ages in several Comuni; every third closed before retention's limit, every ninth
/// has a second, open case.
void fill(store::CaseStore& store) {
  const std::vector<std::string> comuni{"016198", "016009", "016024", "016219"};
  std::vector<store::PreparedRecord> records;
  for (int i = 0; i < 600; ++i) {
    const auto name = std::to_string(i);
    auto record = store::accepted("R" + name, 1, "c" + name, "p" + name);
    record.owner = comuni[static_cast<std::size_t>(i) % comuni.size()];
    record.person.sex = i % 2 == 0 ? "F" : "M";
    record.person.birth_date =
        base::Date{static_cast<std::int16_t>(1925 + i % 85), static_cast<std::uint8_t>(1 + i % 12),
                   static_cast<std::uint8_t>(1 + i % 28)};
    record.facts.opened =
        base::Date{2009, static_cast<std::uint8_t>(1 + i % 12), static_cast<std::uint8_t>(1 + i % 28)};
    record.facts.interventions[0].start = record.facts.opened;
    if (i % 3 == 0) {
      record.facts.closed =
          base::Date{2010, static_cast<std::uint8_t>(1 + i % 12), static_cast<std::uint8_t>(28)};
    }
    records.push_back(record);
    if (i % 9 != 0) continue;
    record.record_id += "-open";
    record.content = store::digest_of(record.record_id);
    record.facts.closed.reset();
    records.push_back(record);
  }
  store::apply_now(store, store::submission_row("S1", 1), records);
}

class RetentionRelease : public testing::TestWithParam<const char*> {
 protected:
  aggregate::Release release(const std::string& id) const {
    aggregate::ReleaseRequest request;
    request.id = id;
    request.period = *model::parse_period(GetParam(), model::Periodicity::year);
    request.key = std::string(32, 'k');
    auto made = tests::release_of(store_->snapshot(),
                                  aggregate::catalogue_of_period(*extracts_, *scheme_, request.period),
                                  *scheme_, request);
    if (!made) throw std::runtime_error(made.error().message);
    return std::move(*made);
  }

  store::ScratchFolder folder_;
  base::Result<std::vector<model::ExtractDefinition>, base::FileFaults> extracts_ =
      aggregate::load_catalogue("mappings/extracts");
  base::Result<model::Scheme, base::FileFaults> scheme_ = mapping::load_scheme("mappings/scheme");
  std::unique_ptr<store::CaseStore> store_ = store::open_store({folder_.file()});
};

TEST_P(RetentionRelease, IsTheSameBeforeAndAfterInEveryCell) {
  store_->use_record_key(base::Hmac("key"));
  fill(*store_);
  const auto before = release("before");
  const auto gone = store::await<std::uint64_t>([&](auto done) {
    store_->apply_retention({{}, {}, {}, {2010, 12, 31}}, store::event_of("retention.apply", "records"),
                            done);
  });
  ASSERT_EQ(gone, 200u);
  ASSERT_TRUE(store_->record("isola-bergamasca", "R0")->anonymised);
  const auto after = release("after");
  ASSERT_EQ(after.tables().size(), before.tables().size());
  EXPECT_EQ(after.digest(), before.digest());  // over every cell, shown or hidden, of every table
}

INSTANTIATE_TEST_SUITE_P(Periods, RetentionRelease, testing::Values("2009", "2010", "2024"));

}  // namespace
}  // namespace raccordo::app
