// Erased data are in none of the store's files once the erasure has been answered.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/open/open_store.hpp"
#include "store/sqlite/connection.hpp"
#include "store_samples.hpp"

namespace raccordo::store {
namespace {

// Invented; so long that it cannot occur by chance.
const std::string kSecret = "invented-RSSMRA80A01F205X-secret";

bool stands_in_files(const std::string& file, const std::string& text) {
  bool found = false;
  for (const auto* const end : {"", "-wal", "-shm"}) {
    std::ifstream in(file + end, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    found = found || bytes.find(text) != std::string::npos;
  }
  return found;
}

PreparedRecord telling(const std::string& id) {
  auto record = accepted(id, 1, kSecret + id, "p-" + id);
  record.body = "{\"record\":\"" + kSecret + "\"}" + std::string(9000, 'x');  // spills into other pages
  record.person.sealed_id = "sealed-" + kSecret;
  record.facts.closed = base::Date{2010, 1, 1};
  return record;
}

void fill(CaseStore& store) {
  auto waits = waiting(kSecret + "-waits", 1, kSecret, kSecret);
  waits.person.pseudonym = digest_of("p-" + kSecret);
  apply_now(store, submission_row("S1", 1),
            {telling(kSecret), waits, accepted("other", 1, "other", "other")});
}

TEST(SqliteTraces, AreInTheFilesBeforeAnErasure) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  fill(*store);
  EXPECT_TRUE(stands_in_files(folder.file(), kSecret));
}

TEST(SqliteTraces, AreRemovedWithAnErasedRecord) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  fill(*store);
  for (const auto& id : {kSecret, kSecret + "-waits"}) {
    EXPECT_EQ(erase_now(*store, id), Erased::done);
  }
  EXPECT_FALSE(stands_in_files(folder.file(), kSecret));
  EXPECT_EQ(store->snapshot().cases.size(), 1u);
}

TEST(SqliteTraces, AreRemovedWithARecordThatADocumentTakesBack) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  fill(*store);
  std::vector<PreparedRecord> records;
  for (const auto& id : {kSecret, kSecret + "-waits"}) {
    auto& record = records.emplace_back();
    record.number = records.size();
    record.withdrawal = std::make_shared<const Withdrawal>(
        Withdrawal{{"isola-bergamasca", id, {}, digest_of("mark-" + id)}, act("record.erase")});
  }
  apply_now(*store, submission_row("S2", 2), std::move(records));
  EXPECT_FALSE(stands_in_files(folder.file(), kSecret));
  EXPECT_EQ(store->snapshot().cases.size(), 1u);
}

TEST(SqliteTraces, AreRemovedWithAnErasedPerson) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  fill(*store);
  const auto erased = await<SubjectErasure>([&](auto done) {
    store->held().erase_person({digest_of("p-" + kSecret)}, act("subject.erase", "person"), done);
  });
  EXPECT_EQ(erased.records, 2u);
  EXPECT_FALSE(stands_in_files(folder.file(), kSecret));
}

TEST(SqliteTraces, AreRemovedFromSharedPages) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  std::vector<PreparedRecord> records;
  for (int i = 0; i < 600; ++i) {
    const auto name =
        (i % 15 == 0 ? kSecret : std::string("ordinary-record-of-one-more-case-")) + std::to_string(i);
    records.push_back(accepted(name, 1, name, "p" + name));
    records.back().body.append(static_cast<std::size_t>(i * 7 % 3000), 'x');
  }
  apply_now(*store, submission_row("S1", 1), records);
  for (int i = 0; i < 600; i += 15) {
    ASSERT_EQ(erase_now(*store, kSecret + std::to_string(i)), Erased::done);
  }
  EXPECT_FALSE(stands_in_files(folder.file(), kSecret));
  EXPECT_EQ(store->snapshot().cases.size(), 560u);
}

TEST(SqliteTraces, AreRemovedOnceAReaderOfAnOlderStateHasFinished) {
  const ScratchFolder folder;
  const auto store = open_store({folder.file()});
  fill(*store);
  {
    Connection reader(folder.file(), OpenMode::read_only);
    auto query = reader.query("SELECT record FROM bodies");
    ASSERT_TRUE(query.step());
    erase_now(*store, kSecret);
    erase_now(*store, kSecret + "-waits");
    EXPECT_TRUE(stands_in_files(folder.file(), kSecret));
  }
  // The next group of writes tries again.
  await<bool>([&](auto done) { store->put_submission(submission_row("S2", 2), {}, done); });
  EXPECT_FALSE(stands_in_files(folder.file(), kSecret));
}

}  // namespace
}  // namespace raccordo::store
