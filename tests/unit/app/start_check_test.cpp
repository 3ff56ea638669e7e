// Reasons for which `serve` would refuse to start, found without starting it.
#include "app/rules/start_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/rules/key_check.hpp"
#include "app/rules/keyring.hpp"
#include "store/open/open_store.hpp"
#include "unit/app/ready_installation.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

/// An installation that could start; each test takes one thing away.
class StartCheckTest : public testing::Test, protected ReadyInstallation {
 protected:
  base::FileFaults faults() const {
    base::FileFaults found;
    check_start(config_, found);
    return found;
  }
  base::FileFault only_fault() const {
    auto found = faults();
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? base::FileFault{} : found.front();
  }
};

TEST_F(StartCheckTest, InstallationThatCanStartHasNoFault) {
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_FALSE(fs::exists(config_.sqlite)) << "it makes nothing";
}

TEST_F(StartCheckTest, EveryMissingFileOfTlsIsNamedWithItsLine) {
  fs::remove(config_.tls.certificate);
  fs::remove(config_.tls.key);
  config_.tls.crl = (folder_.path() / "no.crl").string();
  const auto found = faults();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(found[0].message,
              HasSubstr("`tls.certificate` " + config_.tls.certificate + " does not exist"));
  EXPECT_EQ(found[0].file, config_.file.string());
  EXPECT_EQ(found[0].line, 2);
  EXPECT_EQ(found[1].line, 3);
  EXPECT_EQ(found[2].line, 0) << "the file does not name one";
}

TEST_F(StartCheckTest, FileOfTlsThatIsNoCertificateIsAFaultAtItsKey) {
  std::ofstream(config_.tls.certificate) << "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n";
  EXPECT_THAT(only_fault().message, HasSubstr("tls.certificate"));
  EXPECT_EQ(only_fault().line, 2);
}

TEST_F(StartCheckTest, KeyOfAnotherCertificateIsAFault) {
  std::ofstream(config_.tls.key) << read(support::test_certificates() / "ats.key");
  EXPECT_EQ(only_fault().file, config_.file.string());
  EXPECT_THAT(only_fault().message, HasSubstr("tls."));
}

TEST_F(StartCheckTest, AddressThatIsNotOfThisMachineIsAFaultAtItsLine) {
  for (const auto* address : {"192.0.2.1", "2001:db8::1", "::g", "999.1.1.1"}) {
    config_.listen.address = address;
    EXPECT_THAT(only_fault().message, HasSubstr("`listen`: ")) << address;
    EXPECT_EQ(only_fault().line, 7) << address;
  }
}

TEST_F(StartCheckTest, OneAddressForBothListenersIsAFault) {
  config_.listen = {"127.0.0.1", 8443};
  config_.admin_listen = {"127.0.0.1", 8443};
  EXPECT_THAT(only_fault().message, HasSubstr("give it a port of its own"));
  config_.listen.port = config_.admin_listen.port = 0;
  EXPECT_THAT(faults(), IsEmpty()) << "the system chooses two";
}

TEST_F(StartCheckTest, FolderOfTheStoreThatCannotBeWrittenIsAFault) {
  config_.sqlite = folder_.write("file", "no folder") / "deep" / "raccordo.db";
  EXPECT_THAT(only_fault().message, HasSubstr("is no folder in which this user may write"));
  EXPECT_EQ(only_fault().line, 10);
  config_.sqlite = folder_.path() / "not/made/yet/raccordo.db";
  EXPECT_THAT(faults(), IsEmpty()) << "serve makes it";
}

TEST_F(StartCheckTest, MissingKeyAndKeyThatOthersMayReadAreFaults) {
  fs::permissions(config_.sealing_key, static_cast<fs::perms>(0644));
  EXPECT_THAT(only_fault().message, HasSubstr("chmod 600"));
  EXPECT_EQ(only_fault().line, 12);
  fs::remove(config_.pseudonym_key);
  EXPECT_THAT(only_fault().message, HasSubstr("raccordo keys init"));
  config_.pseudonym_key.clear();
  EXPECT_THAT(faults(), IsEmpty()) << "told already by the reading of the configuration";
}

TEST_F(StartCheckTest, KeysOfAnotherStoreAreAFault) {
  bind_keys(*store::open_store({config_.sqlite.string()}), **load_keyring(config_));
  EXPECT_THAT(faults(), IsEmpty());
  write_key("pseudonym.key", 'z');
  EXPECT_THAT(only_fault().message, HasSubstr("keys.pseudonym"));
}

TEST_F(StartCheckTest, StoreThatIsGoneOrNoStoreIsAFault) {
  store::open_store({config_.sqlite.string()})->care().keep_mark();
  EXPECT_THAT(faults(), IsEmpty());
  fs::remove(config_.sqlite);
  EXPECT_THAT(only_fault().message, HasSubstr("--new-store"));
  fs::remove(config_.sqlite.string() + ".identity");
  std::ofstream(config_.sqlite) << std::string(8192, 'x');
  EXPECT_EQ(only_fault().file, config_.sqlite.string());
}

}  // namespace
}  // namespace raccordo::app
