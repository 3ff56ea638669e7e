// The generated sets of the whole province hold the published numbers cell by cell.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "base/json.hpp"
#include "support/scratch_folder.hpp"
#include "synth/sets.hpp"

namespace raccordo::synth {
namespace {

class PublishedSets : public ::testing::Test {
 protected:
  PublishedSets() : workshop_("mappings", "tests/synth/data") {}

  Order whole_set() const {
    Order order;
    order.out = folder_.path() / "out";
    order.seed = 1;
    return order;
  }
  static rapidjson::Document truth_of(const Order& order) {
    std::ifstream in(order.out / "truth.json", std::ios::binary);
    rapidjson::Document truth;
    truth.Parse(std::string(std::istreambuf_iterator<char>(in), {}).c_str());
    EXPECT_FALSE(truth.HasParseError());
    return truth;
  }

  support::ScratchFolder folder_;
  Workshop workshop_;
};

TEST_F(PublishedSets, AmbitoSetEqualsThePublishedTable) {
  const Order order = whole_set();
  const Truth truth = write_ambito_set(workshop_, order);
  EXPECT_EQ(truth.cases(), 40125U);
  for (const auto& figure : workshop_.territory().figures) {
    EXPECT_EQ(truth.by_ambito().at(figure.ambito), static_cast<std::uint64_t>(figure.cases)) << figure.ambito;
  }
  EXPECT_EQ(truth.by_ambito().count(""), 0U) << "Torre de' Busi has no Ambito";
  const auto json = truth_of(order);
  EXPECT_GT(json["persons_in_two_comuni"].GetUint64(), 500U);
  EXPECT_GT(json["persons_in_two_systems"].GetUint64(), 100U);
  EXPECT_EQ(json["persons"].GetUint64() + json["persons_in_two_comuni"].GetUint64(), 40125U);
}

TEST_F(PublishedSets, PublishedSetEqualsThePublishedTablesCellByCell) {
  const Order order = whole_set();
  write_published_set(workshop_, order);
  const auto truth = truth_of(order);
  int memberships = 0;
  for (const auto& figure : workshop_.figures()) {
    EXPECT_EQ(truth["persons_by_area"][figure.area].GetInt(), figure.persons) << figure.area;
    for (const auto& type : figure.types) {
      EXPECT_EQ(truth["persons_by_type"][type.code].GetInt(), type.persons) << type.code;
      if (figure.area == "anziani") memberships += type.persons;
    }
  }
  EXPECT_EQ(memberships, 30963);
  EXPECT_EQ(truth["persons_by_area"]["anziani"].GetInt(), 28633);
}

}  // namespace
}  // namespace raccordo::synth
