#include "codecs/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace raccordo::codecs {
namespace {

using model::DocumentFormat;
using testing::HasSubstr;

TEST(Protocol, IsHl7ForXmlAndNoneForTheOtherFormats) {
  ASSERT_NE(find_protocol(DocumentFormat::xml), nullptr);
  EXPECT_EQ(find_protocol(DocumentFormat::xml)->media_type(), "application/xml");
  for (const auto format : {DocumentFormat::json, DocumentFormat::ndjson, DocumentFormat::csv}) {
    EXPECT_EQ(find_protocol(format), nullptr) << to_string(format);
  }
}

TEST(Protocol, WritesTheVerdictAndTheIssues) {
  DocumentAnswer answer;
  answer.id = "01JD";
  answer.issues.resize(1);
  answer.issues[0].code = model::IssueCode::bad_date;
  const auto* protocol = find_protocol(DocumentFormat::xml);
  EXPECT_THAT(protocol->write(answer), HasSubstr("<acknowledgement typeCode=\"AA\">"));
  answer.verdict = Verdict::error;
  EXPECT_THAT(protocol->write(answer), HasSubstr("<acknowledgement typeCode=\"AE\">"));
  EXPECT_THAT(protocol->write(answer), HasSubstr("<code code=\"bad-date\"/>"));
  answer.verdict = Verdict::refused;
  EXPECT_THAT(protocol->write(answer), HasSubstr("<acknowledgement typeCode=\"AR\">"));
}

TEST(Protocol, WritesNothingWhereTheDocumentAskedForNoAnswer) {
  DocumentAnswer answer;
  answer.request = {{"accept_ack_code", "NE"}};
  answer.verdict = Verdict::refused;
  EXPECT_EQ(find_protocol(DocumentFormat::xml)->write(answer), "");
}

}  // namespace
}  // namespace raccordo::codecs
