#include "app/releases/senders.hpp"

#include <gtest/gtest.h>

#include "app/forms/release_in_words.hpp"

namespace raccordo::app {
namespace {

constexpr auto kYear = model::Periodicity::year;

class Senders : public testing::Test {
 protected:
  void open(const std::string& source, const std::string& comune, int year, int cases, int month = 5) {
    for (int i = 0; i < cases; ++i) {
      model::CaseFacts one;
      one.source = facts_.codes.intern(source);
      one.owner = facts_.codes.intern(comune);
      one.opened = *base::parse_iso_date(std::to_string(year) + (month < 10 ? "-0" : "-") +
                                         std::to_string(month) + "-10");
      facts_.cases.push_back(one);
    }
  }
  SenderFalls falls(const std::string& period = "2017", model::Periodicity periodicity = kYear, int k = 5) {
    return find_falls(facts_, *model::parse_period(period, periodicity), periodicity, k);
  }
  static std::string told(const std::vector<FallenSender>& senders) {
    std::string text;
    for (const auto& sender : senders) text += sender.code + ":" + std::string(to_string(sender.fall)) + " ";
    return text;
  }
  model::FactSet facts_;
};

TEST_F(Senders, ListsWhoStoppedAndWhoHalvedButNotWhoIsNewOrSteady) {
  open("a", "016001", 2016, 40);  // stops
  open("a", "016002", 2016, 40), open("a", "016002", 2017, 20);
  open("a", "016003", 2017, 40);  // new
  open("a", "016004", 2016, 40), open("a", "016004", 2017, 21);
  open("b", "016005", 2016, 40), open("b", "016005", 2017, 60);
  open("c", "016006", 2016, 90), open("c", "016006", 2017, 2);
  const auto found = falls();
  EXPECT_EQ(found.compared_with, "2016");
  EXPECT_EQ(told(found.comuni), "016001:stopped 016002:halved 016006:stopped ");
  EXPECT_EQ(told(found.sources), "c:stopped ");
}

TEST_F(Senders, ClassesContainNumbersBelowAndAboveK) {
  // 0 and k are the same class, and nothing is said of a sender with fewer than 4k cases before.
  for (const int now : {0, 1, 4, 5}) {
    facts_ = {};
    open("a", "016001", 2016, 20), open("a", "016001", 2017, now);
    EXPECT_EQ(told(falls().comuni), "016001:stopped ") << now;
  }
  for (const int now : {6, 9, 10}) {
    facts_ = {};
    open("a", "016001", 2016, 20), open("a", "016001", 2017, now);
    EXPECT_EQ(told(falls().comuni), "016001:halved ") << now;
  }
  facts_ = {};
  open("a", "016001", 2016, 19);
  EXPECT_EQ(told(falls().comuni), "");
  EXPECT_EQ(told(falls("2017", kYear, 3).comuni), "016001:stopped ");
}

TEST_F(Senders, ComparesWithThePeriodBefore) {
  const auto before = [](const char* period, model::Periodicity periodicity) {
    return period_before(*model::parse_period(period, periodicity), periodicity).code;
  };
  EXPECT_EQ(before("2017", kYear), "2016");
  EXPECT_EQ(before("2017-Q1", model::Periodicity::quarter), "2016-Q4");
  EXPECT_EQ(before("2017-Q4", model::Periodicity::quarter), "2017-Q3");
  EXPECT_EQ(before("2017-01", model::Periodicity::month), "2016-12");
  EXPECT_EQ(before("2017-12", model::Periodicity::month), "2017-11");
  open("a", "016001", 2016, 40, 12), open("a", "016001", 2017, 40, 2);
  EXPECT_EQ(told(falls("2017-Q1", model::Periodicity::quarter).comuni), "");
  EXPECT_EQ(told(falls("2017-01", model::Periodicity::month).comuni), "016001:stopped ");
}

TEST_F(Senders, MetadataNameThemAndARevisionRepeatsThem) {
  open("a", "016024", 2016, 40);
  model::Comune bergamo;
  bergamo.name = "Bergamo";
  bergamo.istat_code = "016024";
  const model::Territory territory({bergamo}, {}, {});
  const auto metadata = with_senders(R"({"tables":[]})", falls(), territory);
  EXPECT_EQ(metadata,
            R"({"tables":[],"senders":{"compared_with":"2016","sources":[{"source":"a","fall":"stopped"}],)"
            R"("comuni":[{"comune":"016024","name":"Bergamo","fall":"stopped"}]}})");
  EXPECT_EQ(with_senders_of(R"({"id":"S"})", metadata),
            R"({"id":"S",)" + metadata.substr(std::string(R"({"tables":[],)").size()));
  EXPECT_EQ(with_senders_of(R"({"id":"S"})", R"({"id":"old"})"), R"({"id":"S"})");
  EXPECT_EQ(with_senders_of(R"({"id":"S"})", "damaged"), R"({"id":"S"})");
  store::ReleaseRow row;
  row.metadata = metadata;
  EXPECT_EQ(
      senders_csv(row),
      "kind,code,name,fall,compared_with\nsource,a,,stopped,2016\ncomune,016024,Bergamo,stopped,2016\n");
  row.metadata = R"({"tables":[]})";
  EXPECT_EQ(senders_csv(row), "");
}

}  // namespace
}  // namespace raccordo::app
