// `raccordo serve` in this process: why it does not start, and a regular start and end.
#include "app/main/verb_serve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <thread>

#include "base/result.hpp"
#include "store/interface/store_claim.hpp"
#include "store/open/open_store.hpp"
#include "unit/app/ready_installation.hpp"

namespace raccordo::app {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

class VerbServeTest : public testing::Test, protected ReadyInstallation {
 protected:
  struct Ended {
    int code = 0;
    std::string out, log, thrown;
  };
  /// Runs it on a thread of its own, whose signal mask and SIGTERM concern nobody else. It ends at once,
  /// because the signal waits already when it starts.
  Ended serve(const ServeOptions& options = {}) {
    Ended ended;
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    std::thread([&] {
      sigset_t term;
      sigemptyset(&term);
      sigaddset(&term, SIGTERM);
      ::pthread_sigmask(SIG_BLOCK, &term, nullptr);
      ::pthread_kill(::pthread_self(), SIGTERM);
      try {
        ended.code = run_serve(config_, options);
      } catch (const base::SystemFault& fault) {
        ended.thrown = fault.what();
      }
    }).join();
    base::flush_log(std::chrono::seconds(5));
    ended.out = testing::internal::GetCapturedStdout();
    ended.log = testing::internal::GetCapturedStderr();
    return ended;
  }
  /// The actions in the audit, oldest first.
  std::vector<std::string> audited() const {
    std::vector<std::string> actions;
    const auto store = store::open_store({config_.sqlite.string()});
    for (const auto& entry : store->audit().list({}, 100, "").items) actions.push_back(entry.event.action);
    std::reverse(actions.begin(), actions.end());
    return actions;
  }
};

TEST_F(VerbServeTest, StartsAndEndsRegularlyAndTellsTheAuditBoth) {
  const auto ended = serve();
  EXPECT_EQ(ended.code, 0) << ended.out << ended.thrown;
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.log, AllOf(HasSubstr("\"serving\""), HasSubstr("\"serving-admin\""),
                               HasSubstr("\"draining\""), HasSubstr("\"stopped\"")));
  EXPECT_THAT(audited(), testing::IsSupersetOf({"gateway.start", "gateway.stop"}));
  EXPECT_TRUE(store::StoreClaim::take(config_.sqlite.string(), base::system_clock().now()))
      << "the claim is free";
  EXPECT_EQ(serve().code, 0) << "a second start finds its store";
}

TEST_F(VerbServeTest, StoreHeldByAnotherIsRefusedWithoutTouchingIt) {
  const auto claim = store::StoreClaim::take(config_.sqlite.string(), base::system_clock().now());
  ASSERT_TRUE(claim);
  const auto ended = serve();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, AllOf(HasSubstr(config_.file.string() + ": "), HasSubstr("is in use by another")));
  EXPECT_FALSE(fs::exists(config_.sqlite));
}

TEST_F(VerbServeTest, MissingKeyIsRefusedWithTheVerbThatMakesIt) {
  fs::remove(config_.pseudonym_key);
  const auto ended = serve();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("make it with: raccordo keys init"));
}

TEST_F(VerbServeTest, KeyThatOthersMayReadIsRefused) {
  fs::permissions(config_.sealing_key, static_cast<fs::perms>(0644));
  const auto ended = serve();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("chmod 600 " + config_.sealing_key.string()));
  EXPECT_FALSE(fs::exists(config_.sqlite));
}

TEST_F(VerbServeTest, FilesThatOthersMayChangeAreAWarningInTheLog) {
  fs::permissions(config_.clients, static_cast<fs::perms>(0666));
  const auto ended = serve();
  EXPECT_EQ(ended.code, 0);
  EXPECT_THAT(ended.log,
              AllOf(HasSubstr("\"file-mode\""), HasSubstr("clients.yaml"), HasSubstr("chmod go-w")));
}

TEST_F(VerbServeTest, MissingCertificateAndAddressOfAnotherMachineEndItWithTheReason) {
  config_.listen.address = "192.0.2.1";
  EXPECT_THAT(serve().thrown, HasSubstr("192.0.2.1"));
  config_.listen.address = "127.0.0.1";
  fs::remove(config_.tls.certificate);
  EXPECT_THAT(serve().thrown, HasSubstr("tls.certificate"));
  EXPECT_THAT(audited(), testing::Not(testing::Contains("gateway.start"))) << "it never served";
}

TEST_F(VerbServeTest, MissingMappingsAreRefusedWithTheirPath) {
  config_.mappings = folder_.path() / "no-mappings";
  const auto ended = serve();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.out, HasSubstr("no-mappings"));
}

TEST_F(VerbServeTest, AcceptedNewStoreIsTold) {
  EXPECT_EQ(serve().code, 0);
  fs::remove(config_.sqlite);
  EXPECT_THAT(serve().out, HasSubstr("--new-store"));
  const auto ended = serve({false, "the disk was lost", ""});
  EXPECT_EQ(ended.code, 0) << ended.out;
  EXPECT_THAT(ended.log, HasSubstr("store-accepted"));
  EXPECT_THAT(audited(), testing::Contains("store.accept"));
}

}  // namespace
}  // namespace raccordo::app
