#include "app/http/failure_problem.hpp"

#include <gtest/gtest.h>

#include "base/result.hpp"
#include "base/stop.hpp"
#include "base/storage_full.hpp"
#include "base/stored_damage.hpp"
#include "store/codecs/facts_codec.hpp"
#include "store/codecs/issue_codec.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {
namespace {

/// The code of the answer to what `fail` throws, for a write or a read.
template <class Fail>
std::string_view code_of(const Fail& fail, std::string_view otherwise) {
  try {
    fail();
  } catch (...) {
    return problem_of_failure(otherwise).code;
  }
  return "nothing was thrown";
}

TEST(FailureProblem, OfAWriteToABrokenStoreSaysSendAgain) {
  const auto broken = [] { throw base::SystemFault("disk"); };
  EXPECT_EQ(code_of(broken, "unavailable"), "unavailable");
  EXPECT_EQ(code_of(broken, "internal-error"), "internal-error");
  EXPECT_EQ(code_of([] { throw base::StorageFull("full"); }, "unavailable"), "storage-full");
}

TEST(FailureProblem, OfAWriteThatMeetsDamageDoesNotSaySendAgain) {
  for (const std::string_view otherwise : {"unavailable", "internal-error"}) {
    EXPECT_EQ(code_of([] { throw base::StoredDamage("x"); }, otherwise), "internal-error");
    EXPECT_EQ(code_of([] { store::decode_issue("x", model::Outcome::rejected); }, otherwise),
              "internal-error");
    EXPECT_EQ(code_of([] { store::decode_versions("[]"); }, otherwise), "internal-error");
    EXPECT_EQ(code_of([] { store::decode_facts("", {}); }, otherwise), "internal-error");
  }
}

}  // namespace
}  // namespace raccordo::app
