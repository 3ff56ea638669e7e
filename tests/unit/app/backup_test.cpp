// Sealed files and the journal by themselves; tests/integration/case_backup.py plays the whole story.
#include "app/backup/backup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "app/backup/catch_up.hpp"
#include "app/backup/durable_file.hpp"
#include "app/backup/journal.hpp"
#include "app/backup/journal_lines.hpp"
#include "app/backup/kept_releases.hpp"
#include "app/backup/repeat_acts.hpp"
#include "app/backup/restore.hpp"
#include "app/backup/sealed_file.hpp"
#include "app/backup/sealed_head.hpp"
#include "app/backup/store_move.hpp"
#include "app/backup/temporary_store.hpp"
#include "app/cli/cli_backup.hpp"
#include "app/cli/cli_store.hpp"
#include "app/cli/steps.hpp"
#include "privacy/passphrase.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using support::ScratchFolder;

const privacy::Sealer& sealer() {
  static const auto keys = example_keyring();
  return keys->sealer;
}

TEST(DurableFile, RemovesWhatKilledProgramsLeftAndNothingOfOthers) {
  const ScratchFolder folder;
  const std::filesystem::path file = folder.path() / "sealed";
  const auto own = file.string() + ".part-" + std::to_string(::getpid());  // as in a container: always 1
  const auto left = file.string() + ".part-999999999";
  for (const auto& each : {own, left}) std::ofstream(each) << "half";
  {
    DurableFile first(file);
    EXPECT_FALSE(std::filesystem::exists(left));
    EXPECT_EQ(std::filesystem::file_size(own), 0U) << "begun again";
    EXPECT_THROW(DurableFile second(file), base::SystemFault) << "whoever still writes is left alone";
    first.write("whole");
    first.commit();
  }
  EXPECT_EQ(std::filesystem::file_size(file), 5U);
}

class SealedFile : public testing::Test {
 protected:
  void write(const std::string& content, const SealedFileKey& key) {
    SealedFileWriter out(file_, key, {"store", "2026-11-29T00:00:00Z", false});
    out.write(content);
    out.commit();
  }
  std::string read(const SealedFileKey& key) {
    SealedFileReader in(file_, key);
    std::string all;
    while (const auto piece = in.next()) {
      EXPECT_LE(piece->size(), std::size_t{1} << 20);
      all += *piece;
    }
    return all;
  }
  std::string bytes() const {
    std::ifstream in(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::shared_ptr<const Keyring> keys_ = example_keyring();
  SealedFileKey key_{&keys_->sealer, std::nullopt};
  ScratchFolder folder_;
  std::filesystem::path file_ = folder_.path() / "file";
};

TEST_F(SealedFile, GivesBackWhatWasWritten) {
  for (const std::size_t size : {0U, 1U, 31U, 32U, 33U, 5'000'000U}) {
    std::string content;
    for (std::size_t i = 0; i < size; ++i) content += static_cast<char>(i * i >> 3U);
    std::filesystem::remove(file_);
    write(content, key_);
    EXPECT_EQ(read(key_), content) << size;
  }
}

TEST_F(SealedFile, OfAGigabyteOfZerosIsReadInPieces) {
  {
    SealedFileWriter out(file_, key_, {"store", "", false});
    const std::string zeros(std::size_t{1} << 20, '\0');
    for (int i = 0; i < 256; ++i) out.write(zeros);
    out.commit();
  }
  EXPECT_LT(std::filesystem::file_size(file_), 100'000U);
  SealedFileReader in(file_, key_);
  std::size_t all = 0;
  while (const auto piece = in.next()) {
    ASSERT_LE(piece->size(), std::size_t{1} << 20);
    all += piece->size();
  }
  EXPECT_EQ(all, std::size_t{256} << 20);
}

TEST_F(SealedFile, IsRefusedWithAnyByteChangedOrCutOff) {
  write("some content of a store", key_);
  const auto whole = bytes();
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    folder_.write("file", changed);
    EXPECT_THROW(read(key_), BrokenFile) << i;
    folder_.write("file", std::string_view(whole).substr(0, i));
    EXPECT_THROW(read(key_), BrokenFile) << i;
  }
}

TEST_F(SealedFile, IsOpenedByItsPassphraseOnly) {
  const SealedFileKey words{nullptr, base::Secret("correct horse battery")};
  write("content", words);
  EXPECT_EQ(read(words), "content");
  EXPECT_THROW(read(key_), BrokenFile);
  EXPECT_THROW(read({nullptr, base::Secret("another horse battery")}), BrokenFile);
}

TEST_F(SealedFile, WithoutCommitLeavesNothing) {
  { SealedFileWriter out(file_, key_, {"store", "", false}); }
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
  folder_.write("file", "there before");
  SealedFileWriter out(file_, key_, {"store", "", false});
  EXPECT_THROW(out.commit(), base::SystemFault);
  EXPECT_EQ(bytes(), "there before");
}

TEST_F(SealedFile, HasAHeadWhoseCostIsBounded) {
  SealedLines lines{{"store", "now", true}, "salt", {}};
  const auto text = write_lines(lines);
  const auto json = text.substr(kSealedForm.size());
  EXPECT_TRUE(read_lines(json));
  for (const auto* wrong : {"", "[]", "{}", "{\"kind\":1}"}) EXPECT_FALSE(read_lines(wrong)) << wrong;
  lines.cost.n = std::uint64_t{1} << 40;
  EXPECT_FALSE(read_lines(write_lines(lines).substr(kSealedForm.size())));
}

TEST(JournalLines, AreReadAsWritten) {
  store::Keepsake act;
  act.at = {123};
  act.kind = store::Keepsake::Kind::erase_record;
  act.mark[3] = 7;
  act.comuni = model::Comuni({"016170", "016024"});
  act.records = {{base::sha256("one"), "body:95600000004", {}}, {base::sha256("two"), "", {"016170"}}};
  act.object = "a release";
  act.actor = "cli:anna";
  act.reason = "request 9";
  const auto again = read_act(write_act(act));
  ASSERT_TRUE(again);
  EXPECT_EQ(write_act(*again), write_act(act));
  ASSERT_EQ(again->records.size(), 2U);
  EXPECT_EQ(again->records[0].key, "body:95600000004");
  EXPECT_EQ(again->records[1].owners, std::vector<std::string>{"016170"});
  EXPECT_FALSE(again->comuni.holds("016198"));
  EXPECT_TRUE(read_act(write_act({}))->comuni.is_all());
  for (const auto* wrong : {"", "{}", "[]", "{\"kind\":\"erase-person\",\"mark\":\"00\"}"})
    EXPECT_FALSE(read_act(wrong)) << wrong;
}

class JournalTest : public testing::Test, protected Scene {
 protected:
  void erase(const std::string& person) {
    wait_for<store::SubjectErasure>([&](store::Done<store::SubjectErasure> done) {
      store().held().erase_person({base::sha256(person)}, {clock_.now(), "a", "subject.erase", "R", "", {}},
                                  std::move(done));
    });
  }
  JournalHead keep() { return keep_journal(store(), sealer(), journal()); }
  std::filesystem::path journal() const { return folder_.path() / "journal"; }
};

TEST_F(JournalTest, HasEveryActOnceAndInOrder) {
  EXPECT_FALSE(read_journal(journal(), sealer()));
  EXPECT_EQ(keep().n, 0);
  erase("one");
  erase("two");
  EXPECT_EQ(keep().n, 2);
  EXPECT_EQ(keep().n, 2) << "nothing is new";
  EXPECT_TRUE(store().keepsakes().after(0, 10).empty()) << "the store keeps no trace of them";
  erase("three");
  const auto head = keep();
  const auto read = read_journal(journal(), sealer());
  ASSERT_TRUE(read);
  ASSERT_EQ(read->acts.size(), 3U);
  EXPECT_EQ(read->acts[1].mark, base::sha256("two"));
  EXPECT_EQ(read->head.hash, head.hash);
  EXPECT_EQ(read->hashes.back(), std::pair(head.n, head.hash));
}

TEST_F(JournalTest, TellsEveryChange) {
  for (const auto* person : {"one", "two", "three"}) erase(person);
  keep();
  std::ifstream in(journal() / "acts");
  const std::string whole{std::istreambuf_iterator<char>(in), {}};
  const auto second = whole.find("\n2 ") + 1;
  const auto third = whole.find("\n3 ") + 1;
  folder_.write("journal/acts", whole.substr(0, second) + whole.substr(third));
  EXPECT_THROW(read_journal(journal(), sealer()), BrokenFile) << "a line is missing";
  folder_.write("journal/acts",
                whole.substr(0, second) + whole.substr(third) + whole.substr(second, third - second));
  EXPECT_THROW(read_journal(journal(), sealer()), BrokenFile) << "another order";
  for (std::size_t i = 0; i + 1 < whole.size(); i += 7) {
    auto changed = whole;
    changed[i] = changed[i] == '1' ? '2' : '1';
    folder_.write("journal/acts", changed);
    EXPECT_THROW(read_journal(journal(), sealer()), BrokenFile) << i;
  }
}

TEST_F(JournalTest, RaisesTheNumbersOfAnOlderStore) {
  erase("one");
  keep();
  wait_for<bool>([&](store::Done<bool> done) { store().keepsakes().drop(1, std::move(done)); });
  folder_.write("journal-of-later/acts", "");
  const auto other = store::open_store({(folder_.path() / "older.db").string()});
  keep_journal(*other, sealer(), journal());
  EXPECT_EQ(other->keepsakes().last(), 1);
}

TEST_F(JournalTest, ShowsThatAStoreIsOlder) {
  EXPECT_EQ(state_of_journal(journal()), JournalState::missing);
  EXPECT_FALSE(is_behind_its_journal(store(), journal()));
  erase("one");
  erase("two");
  keep();
  EXPECT_EQ(newest_act(journal()), 2);
  EXPECT_FALSE(is_behind_its_journal(store(), journal()));
  const auto older = store::open_store({(folder_.path() / "older.db").string()});
  EXPECT_TRUE(is_behind_its_journal(*older, journal()));
  std::ofstream(journal() / "acts", std::ios::app) << "3 cut off by a crash";
  EXPECT_EQ(newest_act(journal()), 2) << "a last line that was cut off counts for nothing";
  folder_.write("journal/acts", "something else\n");
  EXPECT_EQ(state_of_journal(journal()), JournalState::unreadable);
}

TEST_F(JournalTest, IsRepeatedInAnOlderStoreOnce) {
  erase("one");
  keep();
  const auto older = store::open_store({(folder_.path() / "older.db").string()});
  Repeated repeated;
  const auto keys = example_keyring();
  repeat_acts(*older, *keys, read_journal(journal(), sealer())->acts, repeated);
  EXPECT_EQ(repeated.acts, 1U);
  EXPECT_EQ(older->keepsakes().last(), 1);
  EXPECT_FALSE(is_behind_its_journal(*older, journal()));
  repeat_acts(*older, *keys, read_journal(journal(), sealer())->acts, repeated);
  EXPECT_EQ(repeated.acts, 0U);
}

TEST(MoveStore, WithoutAStoreChangesNothing) {
  ScratchFolder folder;
  Config from;
  from.sqlite = folder.path() / "here/raccordo.db";
  Config to;
  to.sqlite = folder.path() / "there/raccordo.db";
  const auto moved = move_store(from, to, "outgrown", [](auto, auto, auto) {});
  ASSERT_FALSE(moved);
  EXPECT_THAT(moved.error().message, testing::HasSubstr("there is no store"));
  EXPECT_FALSE(std::filesystem::exists(to.sqlite.parent_path()));
}

}  // namespace
}  // namespace raccordo::app
