#include "privacy/code_masking.hpp"

#include <gtest/gtest.h>

#include "privacy/given_name.hpp"
#include "privacy/identifier_in_text.hpp"
#include "privacy/latin_letters.hpp"
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

// The specimen with letters and digits that nobody would notice in it, or that a phone or a web page makes of
// it.
TEST(IdentifierInText, FindsLettersThatLookLikeLatinOnes) {
  for (const std::string_view text : {
           "ＲＳＳＭＲＡ８０Ａ０１Ｆ２０５Ｘ",
           "ｒｓｓｍｒａ80a01f205x",  // full width
           "RSSMR\u041080A01F205X",
           "\u0433ss\u043Cr\u043080\u043001f205\u0445",  // Cyrillic
           "RSS\u039CRA80\u039101F205\u03A7",
           "rssmr\u03B180a01f205\u03C7",  // Greek
           "RSSMRA\u200B80A\u200D01F\u2060205\uFEFFX",
           "RSSMRA80A\u00AD01F205X",  // no width
           "RSSMRA\u201180A01\u2011F205X",
           "RSSMR\u00C080A01F205X",  // hyphens, accents
           "RSSMRA\u030180A01F205X",
           "\u1D3FSSMRA80A01F205X",
           "\u0280SS\u1D0DRA80A01F205X",
           "𝐑𝐒𝐒𝐌𝐑𝐀𝟖𝟎𝐀𝟎𝟏𝐅𝟐𝟎𝟓𝐗",
           "ＳＴＰ0301234567890",
           "１２３４５６７８９０３",
           "123456\u200B78903",
           "«RSSMRA80A01F205A»",
           "“STP0301234567890”",
           "nota\u00A0RSSMRA80A01F205A",  // wrong check letter
       }) {
    EXPECT_TRUE(holds_identifier(text)) << text;
    EXPECT_TRUE(model::is_masked_code(mask_code(key(), text))) << text;
  }
}

TEST(IdentifierInText, IgnoresTextsOfOtherLettersAndDamagedOnes) {
  for (const std::string_view text :
       {"Perché la città è più lontana, così l’assistente è già lì: 2017", "Università «La Sapienza» – 12 €",
        "RESPONSABILITÀ FAMILIARE, QUOTIDIANITÀ, ACCESSIBILITÀ", "l’età è 16 anni; n.º 12, 2ª fase, ½ ora",
        "Соціальна допомога 2017", "Κοινωνική υπηρεσία 12", "社会福祉 12345678901", "Müller-Straße 12 ÆØÅ ßł",
        "\xFF\xC3(\xE2\x80", "RSSMRA80A01F205", "RSSMR\u041080A01F205", "１２３４５６７８９０１"}) {
    EXPECT_FALSE(holds_identifier(text)) << text;
  }
}

TEST(GivenName, FindsNamesOfPersonsAndNotOfPlaces) {
  for (const std::string_view text : {"Rossi Maria", "ROSSI MARIA", "Maria Rossi sfrattata",
                                      "anziani|rossi giuseppe", "Li Anna", "Bianchi, Luca (figlio)"}) {
    EXPECT_TRUE(holds_given_name(text)) << text;
    const auto masked = mask_code(key(), text);
    EXPECT_TRUE(model::is_masked_code(masked)) << text;
    EXPECT_EQ(masked.find("aria"), std::string::npos);
  }
  for (const std::string_view text :
       {"", "Maria", "SAD", "anziani|SAD", "Casa di riposo San Giuseppe", "Comune di Albano Sant'Alessandro",
        "via Giovanni", "Centro Diurno Disabili", "Assistenza Domiciliare", "Emilia Romagna",
        "reddito massimo", "Saint Lucia", "Codice Rosa", "a norma di legge"}) {
    EXPECT_FALSE(holds_given_name(text)) << text;
    EXPECT_EQ(mask_code(key(), text), text);
  }
}

TEST(LatinLetters, KeepsWordsApartAndForeignLettersAsOneByte) {
  EXPECT_EQ(latin_letters(""), "");
  EXPECT_EQ(latin_letters("città 9"), "CITTA 9");
  EXPECT_EQ(latin_letters("«ab»\u00A0c"), " AB  C");
  EXPECT_EQ(latin_letters("x\u200B\u0301\u4E2D_z"), "X\x80_Z");
  EXPECT_EQ(latin_letters("\xFFx\xC3"), "\xFFX\xC3");
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
