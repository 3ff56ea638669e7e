// The stored form of facts: values round-trip, and damaged bytes are refused.
#include "store/codecs/facts_codec.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "base/stored_damage.hpp"

namespace raccordo::store {
namespace {

std::vector<model::CodeNo> identity(std::size_t count) {
  std::vector<model::CodeNo> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

model::CaseFacts sample() {
  model::CaseFacts facts;
  facts.source = 1;
  facts.owner = 300;
  facts.opened = {1850, 1, 1};
  facts.closed = {2100, 12, 31};
  facts.needs = {5, 6, 70'000};
  facts.interventions = {{1, 2, 3, {2016, 4, 1}, {2017, 0, 0}, -1, true}, {}};
  return facts;
}

TEST(FactsCodec, RoundTrips) {
  const auto facts = decode_facts(encode_facts(sample()), identity(70'001));
  EXPECT_EQ(facts.owner, 300u);
  EXPECT_EQ(facts.opened, (base::Date{1850, 1, 1}));
  EXPECT_EQ(facts.closed, (base::Date{2100, 12, 31}));
  EXPECT_EQ(facts.needs, (std::vector<model::CodeNo>{5, 6, 70'000}));
  ASSERT_EQ(facts.interventions.size(), 2u);
  EXPECT_EQ(facts.interventions[0].end, (base::Date{2017, 0, 0}));
  EXPECT_EQ(facts.interventions[0].amount_cents, -1);
  EXPECT_FALSE(facts.interventions[1].has_amount);
}

TEST(FactsCodec, KeepsTheLargestAmounts) {
  for (const auto amount : {std::numeric_limits<std::int64_t>::max(), std::int64_t{0},
                            std::numeric_limits<std::int64_t>::min()}) {
    model::CaseFacts facts;
    facts.interventions = {{0, 0, 0, {}, {}, amount, true}};
    const auto back = decode_facts(encode_facts(facts), identity(1));
    EXPECT_TRUE(back.interventions[0].has_amount);
    EXPECT_EQ(back.interventions[0].amount_cents, amount);
  }
}

TEST(FactsCodec, KeepsTheKindAndReadsFactsOfBeforeReportsAsCases) {
  auto facts = sample();
  EXPECT_EQ(encode_facts(facts)[0], 1);  // as every program wrote it before
  EXPECT_FALSE(decode_facts(encode_facts(facts), identity(70'001)).is_report);
  facts.is_report = true;
  const auto report = decode_facts(encode_facts(facts), identity(70'001));
  EXPECT_TRUE(report.is_report);
  EXPECT_EQ(report.needs, facts.needs);
}

TEST(FactsCodec, TranslatesNumbers) {
  model::CaseFacts facts;
  facts.owner = 2;
  EXPECT_EQ(decode_facts(encode_facts(facts), {0, 9, 7}).owner, 7u);
}

TEST(FactsCodec, RefusesEveryTruncationAndTrailingBytes) {
  const auto bytes = encode_facts(sample());
  const auto numbers = identity(70'001);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THROW(decode_facts(bytes.substr(0, size), numbers), base::StoredDamage) << size;
  }
  EXPECT_THROW(decode_facts(bytes + '\0', numbers), base::StoredDamage);
}

TEST(FactsCodec, RefusesUnknownNumbersFormsAndLengths) {
  EXPECT_THROW(decode_facts(encode_facts(sample()), identity(70'000)), base::StoredDamage);
  auto bytes = encode_facts(model::CaseFacts{});
  bytes[0] = 3;
  EXPECT_THROW(decode_facts(bytes, identity(1)), base::StoredDamage);
  const std::string endless(40, '\xFF');
  EXPECT_THROW(decode_facts(endless, identity(1)), base::StoredDamage);
  // A length of 2^40 must be refused.
  const std::string long_list = std::string("\x01\0\0\0\0\0\0\0\0", 9) + "\x80\x80\x80\x80\x80\x20";
  EXPECT_THROW(decode_facts(long_list, identity(1)), base::StoredDamage);
}

TEST(FactsCodec, RefusesAnInvalidDate) {
  const std::string facts = std::string("\x01\0\0\0\0\0\0", 7);
  EXPECT_NO_THROW(decode_facts(facts + std::string("\0\0\0\0", 4), identity(1)));
  EXPECT_THROW(decode_facts(facts + std::string("\xE4\xE1\x80\x3F\0\0\0", 7), identity(1)),
               base::StoredDamage);
}

TEST(FactsCodec, PackedDatesOrderLikeDates) {
  EXPECT_LT(pack_date({2016, 12, 31}), pack_date({2017, 0, 0}));
  EXPECT_LT(pack_date({2017, 0, 0}), pack_date({2017, 1, 0}));
  EXPECT_LT(pack_date({2017, 1, 31}), pack_date({2017, 2, 1}));
  EXPECT_EQ(unpack_date(pack_date({2017, 11, 3})), (base::Date{2017, 11, 3}));
  EXPECT_EQ(unpack_date(pack_date({})), base::Date{});
}

}  // namespace
}  // namespace raccordo::store
