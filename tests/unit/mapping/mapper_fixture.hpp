// A mapper over small tables with a fixed clock, for the tests of mapping and checks.
#pragma once

#include <string>

#include "mapping/mapper.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping::test {

class FixedClock final : public base::Clock {
 public:
  base::Instant now() const override { return *base::parse_instant("2026-11-22T08:00:00Z"); }
};

class MapperTest : public ::testing::Test {
 protected:
  MapperTest() {
    tables_.put(table_of(scheme_, "intervention", "intervention",
                         "SAD,Assistenza dom.,anziani.assistenza-domiciliare,equivalent,APPROVED,,,\n"
                         "X,,,related-to,IGNORED,,,\n"
                         "R,,anziani.pasti,equivalent,APPROVED,,2011-12-31,\n"
                         "R,,disabili.centro-diurno,equivalent,APPROVED,2012-01-01,2017-12-31,\n"));
    tables_.put(
        table_of(scheme_, "sex", "sex", "1,,M,equivalent,APPROVED,,,\n2,,F,equivalent,APPROVED,,,\n"));
    tables_.put(
        table_of(scheme_, "need", "need", "P,,meals,equivalent,APPROVED,,,\nZ,,,equivalent,IGNORED,,,\n"));
    tables_.put(table_of(scheme_, "owner", "territory", "HP,,016198,equivalent,APPROVED,,,\n"));
    tables_.put(table_of(scheme_, "channel", "channel",
                         "C,,self,equivalent,APPROVED,,2015-12-31,\nC,,,equivalent,IGNORED,2016-01-01,,\n"));
    tables_.put(table_of(scheme_, "closure", "closure", "D,,deceased,equivalent,APPROVED,2017-01-01,,\n"));
  }

  Mapped map(RecordMaker& maker) { return Mapper(scheme_, tables_, clock_).map(maker.record(), "src"); }

  /// The only issue; otherwise fails the test and lists all issues.
  static model::Issue only_issue(const Mapped& mapped) {
    if (mapped.issues.size() == 1) return mapped.issues[0];
    std::string text = "issues: " + std::to_string(mapped.issues.size()) + "\n";
    for (const auto& issue : mapped.issues) text += issue.field + ": " + issue.message + "\n";
    ADD_FAILURE() << text;
    return {};
  }

  model::Scheme scheme_ = test::sample_scheme();
  TableSet tables_;
  FixedClock clock_;
};

}  // namespace raccordo::mapping::test
