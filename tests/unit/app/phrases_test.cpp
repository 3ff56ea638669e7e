// Every code, state and field has its sentences in both languages, with the same parameters.
#include "app/problem/phrases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/forms/json_forms.hpp"
#include "app/ingest/body_verdict.hpp"
#include "app/problem/catalogue.hpp"
#include "app/problem/error_catalogue.hpp"
#include "app/problem/language.hpp"
#include "model/case_record.hpp"
#include "model/field.hpp"
#include "model/receipt.hpp"

namespace raccordo::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::multiset<std::string> names_in(std::string_view sentence) {
  std::multiset<std::string> names;
  for (std::size_t open = sentence.find('{'); open != sentence.npos; open = sentence.find('{', open + 1)) {
    const auto close = sentence.find('}', open);
    EXPECT_NE(close, sentence.npos) << sentence;
    names.emplace(sentence.substr(open + 1, close - open - 1));
  }
  return names;
}

/// Both languages, not blank, with the same names of parameters, all of them known.
void expect_complete(const Phrase& phrase, std::string_view name, const std::set<std::string>& known = {}) {
  EXPECT_FALSE(phrase.en.empty()) << name;
  EXPECT_FALSE(phrase.it.empty()) << name;
  EXPECT_EQ(names_in(phrase.en), names_in(phrase.it)) << name;
  for (const auto& each : names_in(phrase.en)) EXPECT_TRUE(known.contains(each)) << name << ' ' << each;
  EXPECT_EQ(phrase.en.find_first_of("<>"), phrase.en.npos) << name;
  EXPECT_EQ(phrase.it.find_first_of("<>"), phrase.it.npos) << name;
}

model::Issue issue_of(model::IssueCode code) {
  model::Issue issue;
  issue.code = code;
  return issue;
}

TEST(Catalogue, HasEverySentenceInBothLanguagesWithTheSameParameters) {
  for (const auto& page : all_errors()) {
    expect_complete(page.title, page.code);
    expect_complete(page.text, page.code);
    if (!page.issue.en.empty() || !page.issue.it.empty()) {
      expect_complete(page.issue, page.code, {"table", "value"});
    }
    if (!page.warning.en.empty() || !page.warning.it.empty()) {
      expect_complete(page.warning, page.code, {"table", "value"});
    }
  }
  expect_complete(catalogue().field, "field", {"field"});
  for (const auto* phrases : {&catalogue().others, &catalogue().states, &catalogue().fields}) {
    EXPECT_FALSE(phrases->empty());
    for (const auto& [name, phrase] : *phrases) expect_complete(phrase, name, {"count", "address"});
  }
}

TEST(Catalogue, HasASentenceForEveryCodeOfAnIssueAndNamesTheCodeThatWaits) {
  for (std::size_t i = 0; i < model::kIssueCodes; ++i) {
    const auto code = static_cast<model::IssueCode>(i);
    const auto* page = find_error(model::to_string(code));
    ASSERT_NE(page, nullptr);
    expect_complete(page->issue, page->code, {"table", "value"});
    const bool of_codes = code == model::IssueCode::unmapped_code ||
                          code == model::IssueCode::ambiguous_code || code == model::IssueCode::expired_code;
    EXPECT_EQ(names_in(page->issue.it).size(), of_codes ? 2U : 0U) << page->code;
  }
}

TEST(Catalogue, NamesEveryOutcomeAndStateAndEveryPartOfAField) {
  const auto& states = catalogue().states;
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(model::Outcome::rejected); ++i) {
    EXPECT_TRUE(states.contains(model::to_string(static_cast<model::Outcome>(i))));
  }
  for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(model::SubmissionState::waiting); ++i) {
    EXPECT_TRUE(states.contains(model::to_string(static_cast<model::SubmissionState>(i))));
  }
  for (std::size_t i = 0; i < model::kFields; ++i) {
    const auto path = model::field_path(static_cast<model::Field>(i), 0);
    const auto words = field_in_words(path, Language::it);
    EXPECT_EQ(words.find_first_of("_.["), words.npos) << path << ": " << words;
  }
}

TEST(Phrases, NameTheFieldAsAClerkDoes) {
  EXPECT_EQ(field_in_words("interventions[1].type", Language::it), "intervento 2, tipo");
  EXPECT_EQ(field_in_words("person.birth_date", Language::en), "person, birth date");
  for (const auto* odd :
       {"x", "", "needs[", "needs[]", "needs[-1]", "needs[99999999999999999999]", "needs[1]x"}) {
    EXPECT_EQ(field_in_words(odd, Language::it), odd);
  }
}

TEST(Phrases, AMessageIsEnglishAsItWasWrittenAndItalianByItsCode) {
  auto issue = issue_of(model::IssueCode::unmapped_code);
  issue.field = "interventions[0].type";
  issue.table = "intervention";
  issue.value = "SAD9";
  issue.message = "No approved row maps it.";
  EXPECT_EQ(message_in(issue, Language::en), "No approved row maps it.");
  const auto italian = message_in(issue, Language::it);
  EXPECT_THAT(italian, StartsWith("Dato: intervento 1, tipo. "));
  EXPECT_THAT(italian, HasSubstr("`intervention`"));
  EXPECT_THAT(italian, HasSubstr("`SAD9`"));
  issue.message.clear();
  EXPECT_THAT(message_in(issue, Language::en),
              StartsWith("Field: intervention 1, type. The mapping table `inter"));
}

TEST(Phrases, AValueThatLooksLikeAParameterStaysAsItIs) {
  auto issue = issue_of(model::IssueCode::unmapped_code);
  issue.table = "{value}";
  issue.value = "{table}{";
  const auto italian = message_in(issue, Language::it);
  EXPECT_THAT(italian, HasSubstr("`{value}`"));
  EXPECT_THAT(italian, HasSubstr("`{table}{`"));
}

TEST(Phrases, AWarningDoesNotSayThatARecordMustBeSentAgain) {
  auto issue = issue_of(model::IssueCode::unknown_item);
  const auto error = message_in(issue, Language::it);
  issue.severity = model::Severity::warning;
  EXPECT_NE(message_in(issue, Language::it), error);
  EXPECT_THAT(message_in(issue, Language::it), HasSubstr("omesso"));
}

TEST(Phrases, AnIssueIsWrittenInItalianWithItsEnglishWords) {
  auto issue = issue_of(model::IssueCode::bad_date);
  issue.message = "`2020-02-30` is not a date.";
  const auto written = [&](Language language) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    write_issue(writer, issue, language);
    return std::string(base::view(buffer));
  };
  EXPECT_THAT(written(Language::it), HasSubstr(R"("technical":"`2020-02-30` is not a date.")"));
  EXPECT_THAT(written(Language::it), HasSubstr("non è una data"));
  EXPECT_THAT(written(Language::en), HasSubstr(R"("message":"`2020-02-30` is not a date.")"));
  EXPECT_THAT(written(Language::en), testing::Not(HasSubstr("technical")));
}

TEST(Phrases, ABodyThatWaitsSaysWhyInBothLanguages) {
  for (const auto reason :
       {kWaitsForClient, kWaitsForSource, kWaitsForStore, kWaitsForDisk, kWaitsForFault}) {
    EXPECT_FALSE(words_of_wait(reason, Language::it).empty());
    EXPECT_NE(words_of_wait(reason, Language::it), words_of_wait(reason));
  }
  EXPECT_EQ(words_of_wait("", Language::it), "");
}

}  // namespace
}  // namespace raccordo::app
