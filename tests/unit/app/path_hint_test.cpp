#include "app/http/path_hint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PathHint, ExplainsHowARecordIdIsEncodedWithoutRepeatingIt) {
  for (const auto* path : {"/v1/sources/bergamo/records/BG/1", "/v1/sources/bergamo/records/BG/1/explain",
                           "/v1/sources/bergamo/records/a//b"}) {
    EXPECT_THAT(path_hint(path), HasSubstr("%2F")) << path;
    EXPECT_THAT(path_hint(path), Not(HasSubstr("BG"))) << path;
  }
  EXPECT_THAT(path_hint("/v1/sources/bergamo/records/20%"), HasSubstr("%25"));
  EXPECT_THAT(path_hint("/v1/sources/bergamo/records/caf%E8"), HasSubstr("percent-encoded UTF-8"));
}

TEST(PathHint, ListsThePathsOtherwise) {
  for (const auto* path :
       {"/", "/v1/nothing", "/v1/sources/bergamo/record/1/2", "/v1/sources/bergamo/records/1"})
    EXPECT_THAT(path_hint(path), HasSubstr("There is no such path")) << path;
}

}  // namespace
}  // namespace raccordo::app
