#include "privacy/keys.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "privacy/masking.hpp"

namespace raccordo::privacy {
namespace {

class KeyFile : public ::testing::Test {
 protected:
  KeyFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "raccordo-keys-XXXXXX").string();
    if (!::mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
  }
  ~KeyFile() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path write(std::size_t bytes, mode_t mode = 0600) {
    const auto file = folder_ / "k.key";
    std::string key(bytes, 'k');
    for (std::size_t i = 0; i < bytes; ++i) key[i] = static_cast<char>('k' + i % 7);
    std::ofstream(file, std::ios::binary) << key;
    ::chmod(file.c_str(), mode);
    return file;
  }
  std::string fault(const std::filesystem::path& file) {
    const auto key = load_key(file);
    return key ? std::string() : key.error().message;
  }
  std::filesystem::path folder_;
};

TEST_F(KeyFile, IsMadeOnceWithItsModeAndLoads) {
  const auto file = folder_ / "new.key";
  ASSERT_TRUE(create_key(file));
  struct stat facts {};
  ASSERT_EQ(::stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777U, 0600U);
  EXPECT_EQ(facts.st_size, 32);
  EXPECT_TRUE(load_key(file));
  const auto again = create_key(file);
  ASSERT_FALSE(again);
  EXPECT_NE(again.error().message.find("exists already"), std::string::npos);
  EXPECT_FALSE(create_key(folder_ / "no" / "folder.key"));
}

TEST_F(KeyFile, GetsAGenerationAtItsEndAndKeepsModeAndLink) {
  const auto file = write(64);
  const auto link = folder_ / "link.key";
  std::filesystem::create_symlink(file, link);
  std::ofstream(file.string() + ".rotating") << "left by a program that was killed";
  ASSERT_EQ(fault_of_appending(link), std::nullopt);
  ASSERT_TRUE(append_generation(link));
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  struct stat facts {};
  ASSERT_EQ(::stat(file.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777U, 0600U);
  EXPECT_EQ(facts.st_size, 96);
  EXPECT_FALSE(std::filesystem::exists(file.string() + ".rotating"));
  const auto hmacs = hmacs_of(*load_key(file));
  ASSERT_EQ(hmacs.size(), 3u);
  EXPECT_NE(hmacs[2].compute("x"), hmacs[1].compute("x"));
  std::ifstream in(file, std::ios::binary);
  std::string first(64, '\0');
  in.read(first.data(), 64);
  EXPECT_EQ(first.substr(0, 7), "klmnopq");
}

TEST_F(KeyFile, GetsNoGenerationWhereItCannotBeWrittenOrIsFull) {
  EXPECT_NE(fault_of_appending(folder_ / "none.key").value().find("there is none"), std::string::npos);
  EXPECT_NE(fault_of_appending(write(32, 0640)).value().find("chmod 600"), std::string::npos);
  EXPECT_NE(fault_of_appending(write(255 * 32)).value().find("255 generations"), std::string::npos);
  const auto file = write(32);
  if (::geteuid() == 0) return;  // root may write everywhere
  ::chmod(folder_.c_str(), 0500);
  const auto fault = fault_of_appending(file);
  const auto appended = append_generation(file);
  ::chmod(folder_.c_str(), 0700);
  EXPECT_NE(fault.value().find("may not write in its folder"), std::string::npos);
  EXPECT_FALSE(appended);
  EXPECT_EQ(std::filesystem::file_size(file), 32u);
}

TEST_F(KeyFile, IsRefusedWithTheCommandThatCorrectsItsMode) {
  for (const mode_t mode : {0640U, 0604U, 0660U, 0700U, 0400U}) {
    EXPECT_NE(fault(write(32, mode)).find("chmod 600"), std::string::npos) << std::oct << mode;
  }
  EXPECT_EQ(fault(write(32, 0600)), "");
}

TEST_F(KeyFile, ContainsWholeGenerationsOf32Bytes) {
  for (const std::size_t size : {32U, 64U, 96U, 32U * 255U}) EXPECT_EQ(fault(write(size)), "") << size;
  for (const std::size_t size : {0U, 1U, 31U, 33U, 65U, 32U * 256U}) {
    EXPECT_NE(fault(write(size)).find("32 bytes for each generation"), std::string::npos) << size;
  }
}

TEST_F(KeyFile, MayBeALinkButNotAFolder) {
  const auto link = folder_ / "link.key";
  std::filesystem::create_symlink(write(32), link);
  EXPECT_EQ(fault(link), "");
  EXPECT_NE(fault(folder_).find("no regular file"), std::string::npos);
}

TEST_F(KeyFile, NamesTheVerbThatCreatesAMissingOne) {
  EXPECT_NE(fault(folder_ / "none.key").find("raccordo keys init"), std::string::npos);
}

base::Secret key_of(const std::string& generations) {
  std::string bytes;
  for (const char c : generations) bytes.append(32, c);
  return base::Secret(bytes);
}

TEST(Sealer, OpensOnlyItsOwnOutput) {
  const Sealer sealer(key_of("a"));
  for (const std::string& plain : {std::string(), std::string("x"), std::string(100000, 'y')}) {
    for (const std::string& context : {std::string(), std::string("src|R-1|fields")}) {
      const auto sealed = sealer.seal(plain, context);
      EXPECT_EQ(sealed.size(), plain.size() + 2 + 12 + 16);
      EXPECT_EQ(sealer.open(sealed, context), plain);
      EXPECT_EQ(sealer.open(sealed, context + "!"), std::nullopt);
    }
  }
  EXPECT_NE(sealer.seal("x", "c"), sealer.seal("x", "c"));
}

TEST(Sealer, RefusesEveryChangedByteAndEveryTruncation) {
  const Sealer sealer(key_of("ab"));
  const auto sealed = sealer.seal("payload", "c");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(sealer.open(changed, "c"), std::nullopt) << i;
    EXPECT_EQ(sealer.open(sealed.substr(0, i), "c"), std::nullopt) << i;
  }
  EXPECT_EQ(sealer.open(sealed + "x", "c"), std::nullopt);
}

TEST(Sealer, SealsWithTheLastGenerationAndOpensAll) {
  const auto old = Sealer(key_of("a")).seal("old", "c");
  const Sealer rotated(key_of("ab"));
  EXPECT_EQ(rotated.open(old, "c"), "old");
  const auto fresh = rotated.seal("new", "c");
  EXPECT_EQ(fresh[1], 1);
  EXPECT_EQ(Sealer(key_of("a")).open(fresh, "c"), std::nullopt);
  EXPECT_EQ(Sealer(key_of("b")).open(old, "c"), std::nullopt);
  EXPECT_THROW(Sealer{base::Secret()}, base::SystemFault);
}

TEST(Pseudonym, IsTheHmacOfKindAndUpperCaseIdentifier) {
  const auto key = hmac_of(key_of("ab"));
  const base::Hmac last(std::string(32, 'b'));
  const auto of = [&](model::IdType type, std::string_view source, const std::string& id) {
    return pseudonym_of(key, type, source, base::Secret(id));
  };
  EXPECT_EQ(of(model::IdType::fiscal_code, "x", "RSSMRA80A01F205X"),
            last.compute("fiscal-code|RSSMRA80A01F205X"));
  EXPECT_EQ(of(model::IdType::fiscal_code, "y", "rssmra80a01f205x"),
            last.compute("fiscal-code|RSSMRA80A01F205X"));
  EXPECT_EQ(of(model::IdType::local, "bergamo", "a-1"), last.compute("local|bergamo|A-1"));
  EXPECT_NE(of(model::IdType::local, "bergamo", "1"), of(model::IdType::local, "treviglio", "1"));
}

TEST(Pseudonym, DistinguishesOmocodicCodes) {
  const auto key = hmac_of(key_of("a"));
  EXPECT_NE(pseudonym_of(key, model::IdType::fiscal_code, "x", base::Secret("RSSMRA80A01F205X")),
            pseudonym_of(key, model::IdType::fiscal_code, "x", base::Secret("RSSMRA80A01F20RS")));
}

TEST(Masking, KeepsNothingOfIdentifiersAndOnlyTheYearOfDates) {
  using model::Field;
  EXPECT_EQ(mask_value(Field::person_id, "RSSMRA80A01F205X"), "***");
  EXPECT_EQ(mask_value(Field::person_id, "X"), "***");
  EXPECT_EQ(mask_value(Field::person_birth_date, "1980-01-01"), "1980");
  EXPECT_EQ(mask_value(Field::opened, "2016-03-01"), "2016");
  EXPECT_EQ(mask_value(Field::person_residence, "016198"), "***");
  EXPECT_EQ(mask_value(Field::owner, "016198"), "016198");
  EXPECT_EQ(mask_value(Field::intervention_amount, "10.00"), "***");
  EXPECT_EQ(mask_value(Field::intervention_managed_by, "Coop"), "***");
  EXPECT_EQ(mask_value(Field::intervention_type, "SAD9"), "SAD9");
  EXPECT_EQ(mask_value(Field::record_id, "R-1"), "R-1");
}

}  // namespace
}  // namespace raccordo::privacy
