#include "privacy/code_masking.hpp"

#include <gtest/gtest.h>

#include "privacy/identifier_in_text.hpp"
#include "privacy/masking.hpp"

namespace raccordo::privacy {
namespace {

const base::Hmac& key() {
  static const base::Hmac kKey(std::string(32, 'k'));
  return kKey;
}

// Invented: RSSMRA80A01F205X is the specimen of every manual, ...L..X its omocodic form.
TEST(IdentifierInText, FindsEveryKindAloneJoinedAndInGroups) {
  for (const std::string_view text :
       {"RSSMRA80A01F205X", "rssmra80a01f205x", "RSSMRA80A01F20RX", "STP0301234567890", "ENI0301234567890",
        "SAD-RSSMRA80A01F205X", "SADRSSMRA80A01F205X", "RSSMRA80A01F205X_2", "RSS MRA 80A01 F205X",
        "RSSMRA80A01F205X\xE2\x80\x8B", "minori|RSSMRA80A01F205X", "note RSSMRA80A01F205X of ROSSI",
        "12345678903", "P.IVA 12345678903"}) {
    EXPECT_TRUE(holds_identifier(text)) << text;
  }
}

TEST(IdentifierInText, IgnoresOrdinaryCodes) {
  for (const std::string_view text :
       {"", "SAD", "SAD9", "1.0", "12345678901", "1234567890", "TRASPORTO SOCIALE", "minori|T01",
        "ASSISTENZA DOMICILIARE INTEGRATA 2017", "RSSMRA80A01F205", "STP030123456789",
        "2.16.840.1.113883.2.9.4.3.2", "anziani.assistenza-domiciliare"}) {
    EXPECT_FALSE(holds_identifier(text)) << text;
  }
}

TEST(CodeMasking, ShowsLengthAndAKeyedDigestOnly) {
  const auto masked = mask_code(key(), "RSSMRA80A01F205X");
  EXPECT_TRUE(masked.starts_with("[identificativo 16 caratteri #")) << masked;
  EXPECT_EQ(masked.size(), std::string_view("[identificativo 16 caratteri #1a2b3c4d]").size());
  EXPECT_EQ(masked, mask_code(key(), "RSSMRA80A01F205X"));
  EXPECT_NE(masked, mask_code(base::Hmac(std::string(32, 'o')), "RSSMRA80A01F205X"));
  EXPECT_NE(masked, mask_code(key(), "SAD RSSMRA80A01F205X"));
}

TEST(CodeMasking, DoesNotChangeOtherTextsAndMaskedOnes) {
  EXPECT_EQ(mask_code(key(), "SAD9"), "SAD9");
  const auto masked = mask_code(key(), "STP0301234567890");
  EXPECT_EQ(mask_code(key(), masked), masked);
}

TEST(Masking, HidesACodeWithAnIdentifier) {
  EXPECT_EQ(mask_value(model::Field::intervention_type, "RSSMRA80A01F205X"), "***");
  EXPECT_EQ(mask_value(model::Field::intervention_type, "SAD9"), "SAD9");
}

TEST(MaskCode, MasksAnIdentifierAfterTheBeginningOfAMaskedForm) {
  for (const auto* text :
       {"[identificativo RSSMRA80A01F205X", "[identificativo 16 caratteri #1a2b3c4d] RSSMRA80A01F205X",
        "[identificativo 16 caratteri #RSSMRA80A01F205X]"}) {
    const auto masked = mask_code(key(), text);
    EXPECT_EQ(masked.find("RSSMRA80A01F205X"), std::string::npos) << text;
    EXPECT_TRUE(model::is_masked_code(masked)) << masked;
  }
}

TEST(MaskCode, RecognisesTheCompleteMaskedFormOnly) {
  EXPECT_TRUE(model::is_masked_code("[identificativo 16 caratteri #1a2b3c4d]"));
  for (const auto* text :
       {"", "[identificativo ", "[identificativo 16", "[identificativo  caratteri #1a2b3c4d]",
        "[identificativo 16 caratteri #1a2b3c4]", "[identificativo 16 caratteri #1A2B3C4D]",
        "[identificativo 16 caratteri #1a2b3c4d", "[identificativo 16 caratteri #1a2b3c4d] ",
        "[identificativo 12345678901 caratteri #1a2b3c4d]"}) {
    EXPECT_FALSE(model::is_masked_code(text)) << text;
  }
}

}  // namespace
}  // namespace raccordo::privacy
