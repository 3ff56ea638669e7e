#include "app/http/caller.hpp"

#include <gtest/gtest.h>

#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

const std::string kListed(64, 'a');
const std::string kUnlisted(64, 'b');

net::PeerCertificate certificate(const std::string& fingerprint, const std::string& subject) {
  net::PeerCertificate peer;
  peer.fingerprint = fingerprint;
  peer.subject = subject;
  peer.issuer = "CN=Invented authority";
  return peer;
}

class CallerTest : public testing::Test {
 protected:
  CallerTest() {
    auto config = shipped_config(folder_);
    config.clients = folder_.write(
        "listed.yaml", "clients:\n  - name: ats\n    fingerprint: " + kListed + "\n    rights: [extract]\n");
    tables_ = ActiveTables::from_files(load_book(config), base::system_clock());
  }

  support::ScratchFolder folder_;
  std::shared_ptr<const ActiveTables> tables_;
};

TEST_F(CallerTest, IsTheClientThatListsTheCertificate) {
  const auto caller = identify(tables_, certificate(kListed, "CN=any"));
  ASSERT_TRUE(caller);
  EXPECT_EQ((*caller)->name, "ats");
  EXPECT_TRUE((*caller)->may(intake::Right::extract));
}

TEST_F(CallerTest, IsMissingWithoutACertificate) {
  const auto caller = identify(tables_, std::nullopt);
  ASSERT_FALSE(caller);
  EXPECT_EQ(caller.error().code, "certificate-required");
}

TEST_F(CallerTest, IsUnknownWithACertificateThatNoClientListsAndLearnsItsFingerprintOnly) {
  const auto caller = identify(tables_, certificate(kUnlisted, "CN=ats"));
  ASSERT_FALSE(caller);
  EXPECT_EQ(caller.error().code, "unknown-client");
  EXPECT_NE(caller.error().detail.find(kUnlisted), std::string::npos);
  EXPECT_EQ(caller.error().detail.find("CN="), std::string::npos);
  EXPECT_EQ(client_of(tables_->book().clients, certificate(kUnlisted, "CN=ats")), nullptr);
}

TEST_F(CallerTest, KeepsItsTablesAfterAReload) {
  auto caller = identify(tables_, certificate(kListed, ""));
  ASSERT_TRUE(caller);
  const std::weak_ptr<const ActiveTables> watch = tables_;
  tables_.reset();
  EXPECT_FALSE(watch.expired());
  EXPECT_EQ((*caller)->name, "ats");
  *caller = nullptr;
  EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace raccordo::app
