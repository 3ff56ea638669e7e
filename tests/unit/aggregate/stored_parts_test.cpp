// The stored forms of releases and evidence, part by part, and the checks of stored cells.
#include <gmock/gmock.h>

#include "aggregate/evidence/evidence_format.hpp"
#include "aggregate/evidence/layer_format.hpp"
#include "aggregate/release/breach.hpp"
#include "aggregate/release/cell_checks.hpp"
#include "aggregate/release/release_authority.hpp"
#include "aggregate/release/release_parts.hpp"
#include "aggregate/release/release_reader.hpp"
#include "aggregate/release/release_writer.hpp"
#include "aggregate/release/stored_form.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Origins;

using aggregate::Breach;
using model::Dimension;
using model::Measure;
using model::When;
using ::testing::HasSubstr;

/// Cases by need: a total and three categories that the table declares additive.
aggregate::TableParts table_of(std::vector<model::ShownCell> cells) {
  aggregate::TableParts table;
  table.definition = extract_by(Measure::cases, When::active_during, {by(Dimension::need)});
  model::TableDimension dimension{"need", "Bisogno", "Need", true, {}};
  dimension.categories = {{"_T", "Totale", "Total", -1, 0}, {"casa", "", "", 0, 1}, {"lavoro", "", "", 0, 1}};
  table.dimensions.push_back(dimension);
  table.cells = std::move(cells);
  return table;
}

std::vector<Breach> breaches_of(std::vector<model::ShownCell> cells, int k = 5) {
  std::vector<Breach> breaches;
  aggregate::check_cells(table_of(std::move(cells)), k, breaches);
  return breaches;
}

TEST(CellChecks, AcceptCellsOfKAndMoreThatAddUp) {
  EXPECT_TRUE(breaches_of({{false, 12}, {false, 5}, {false, 7}}).empty());
  EXPECT_TRUE(breaches_of({{false, 12}, {true, 0}, {false, 5}}).empty()) << "hidden children need not add up";
}

TEST(CellChecks, NameAShownCountBelowKByTableAndCell) {
  const auto breaches = breaches_of({{false, 11}, {false, 4}, {false, 7}});
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_EQ(breaches.front().table, "table");
  EXPECT_EQ(breaches.front().cell, "need=casa");
  EXPECT_THAT(breaches.front().what, HasSubstr("1 to 4"));
}

TEST(CellChecks, NameATotalThatIsNotTheSumOfItsParts) {
  const auto breaches = breaches_of({{false, 13}, {false, 5}, {false, 7}});
  ASSERT_EQ(breaches.size(), 1U);
  EXPECT_EQ(breaches.front().cell, "need=_T");
  EXPECT_THAT(breaches.front().what, HasSubstr("`need`"));
}

TEST(CellChecks, NameACellBelowZero) {
  EXPECT_THAT(breaches_of({{false, -1}, {true, 0}, {true, 0}}).front().what, HasSubstr("below 0"));
}

aggregate::ReleaseParts some_parts() {
  aggregate::ReleaseParts parts;
  parts.id = "R1";
  parts.period = "2017";
  parts.mapping_versions = {{"treviglio", {{"area", 3}}}};
  parts.coverage = {{"treviglio", 97}};
  parts.tables.push_back(table_of({{false, 12}, {true, 0}, {false, 7}}));
  return parts;
}

TEST(ReleaseReader, RoundTripsTheOutputOfTheWriter) {
  const auto parts = some_parts();
  const auto content = aggregate::write_content(parts);
  const auto again = aggregate::read_content(content);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(aggregate::write_content(*again), content);
  EXPECT_TRUE(again->tables.front().cells[1].hidden);
  EXPECT_EQ(aggregate::table_digest(again->tables.front()), aggregate::table_digest(parts.tables.front()));
}

TEST(ReleaseReader, NamesTheUnexpectedPart) {
  auto content = aggregate::write_content(some_parts());
  const auto at = content.find("\"coverage\"");
  ASSERT_NE(at, std::string::npos);
  content.replace(at, 10, "\"coverase\"");
  const auto read = aggregate::read_content(content);
  ASSERT_TRUE(read.has_error());
  EXPECT_THAT(read.error().message, HasSubstr("coverage"));
}

TEST(ReleaseWriter, SummaryCountsAllCellsAndTheHiddenOnes) {
  const auto summary = aggregate::summarise(table_of({{false, 12}, {true, 0}, {false, 7}}));
  EXPECT_EQ(summary.cells, 3U);
  EXPECT_EQ(summary.hidden, 1U);
}

TEST(StoredForm, DoesNotVerifyOnceAByteOfContentOrIdIsChanged) {
  const std::string digest = base::sha256_hex("content");
  const auto stored = aggregate::write_stored("R1", digest, "content");
  auto form = aggregate::split_stored(stored);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->id, "R1");
  EXPECT_TRUE(aggregate::digest_fits(*form) && aggregate::seal_fits(*form));
  form->content = "contend";
  EXPECT_FALSE(aggregate::digest_fits(*form));
  form->id = "R2";
  EXPECT_FALSE(aggregate::seal_fits(*form));
  EXPECT_FALSE(aggregate::split_stored("raccordo-release 1 R1"));
}

/// True if a class that is not a friend can make tables publishable.
template <class Authority>
constexpr bool kAnybodyMayPublish = requires(aggregate::ReleaseParts parts) {
  Authority::publish(parts);
};

TEST(ReleaseAuthority, IsTheOnlyWayToPublish) {
  EXPECT_FALSE(kAnybodyMayPublish<aggregate::ReleaseAuthority>);
}

TEST(EvidenceFormat, RoundTripsFactsAndScheme) {
  SmallRegister given;
  given.open(given.person("F", "1940-05-17"), "016001", "2017-02-01", "2017-06-30");
  given.intervene("anziani", "anziani.pasti", "2017-03-01").has_amount = true;
  given.need("casa");
  given.facts.cases.front().is_report = true;
  given.facts.cases.front().sender = given.code("third-sector");
  aggregate::ByteWriter out;
  aggregate::put_facts(out, given.facts, Origins::told);
  aggregate::put_scheme(out, small_scheme());
  aggregate::put_date(out, day("2017-03-01"));
  aggregate::ByteReader in(out.bytes());
  const auto facts = aggregate::get_facts(in, 1, Origins::told);
  ASSERT_EQ(facts.cases.size(), 1U);
  EXPECT_EQ(facts.codes.text(facts.cases.front().owner), "016001");
  EXPECT_TRUE(facts.cases.front().interventions.front().has_amount);
  EXPECT_TRUE(facts.cases.front().is_report);
  EXPECT_EQ(facts.codes.text(facts.cases.front().sender), "third-sector");
  EXPECT_EQ(aggregate::get_scheme(in).territory.comuni().size(), small_scheme().territory.comuni().size());
  EXPECT_EQ(aggregate::get_date(in).month, 3);
  EXPECT_TRUE(in.is_at_end());
}

TEST(EvidenceFormat, RefusesACaseOfAnUnknownPerson) {
  SmallRegister given;
  given.open(given.person("F", "1940-05-17"), "016001");
  given.facts.cases.front().person = 1;
  aggregate::ByteWriter out;
  aggregate::put_facts(out, given.facts, Origins::untold);
  aggregate::ByteReader in(out.bytes());
  EXPECT_THROW(aggregate::get_facts(in, 1, Origins::untold), aggregate::BadBytes);
}

TEST(LayerFormat, RoundTripsLayersFormerPersonsAndCertificates) {
  SmallRegister given;
  given.person("F", "1940-05-17");
  const aggregate::Layer layer{"R1", year(2017), {4, 20}, {}, small_scheme(), {0, 1, 1}, {"table"}, "digest"};
  const aggregate::Certificate certificate{
      7, {{7}, {3}}, {{aggregate::Goal::fills, {{{0, aggregate::Attribute::owner, 1, -2, {0, 1}}}}}}};
  aggregate::ByteWriter out;
  aggregate::put_layers(out, {layer}, Origins::told);
  aggregate::put_former(out, {{0, 0, 0, day("1941-01-01")}});
  aggregate::put_certificates(out, {certificate});
  aggregate::ByteReader in(out.bytes());
  const auto layers = aggregate::get_layers(in, Origins::told);
  ASSERT_EQ(layers.size(), 1U);
  EXPECT_EQ(layers.front().hidden, layer.hidden);
  EXPECT_EQ(layers.front().withheld, layer.withheld);
  EXPECT_EQ(layers.front().rules.k, 4);
  EXPECT_EQ(aggregate::get_former(in, given.facts, 1).front().birth.year, 1941);
  const auto certificates = aggregate::get_certificates(in);
  ASSERT_EQ(certificates.size(), 1U);
  EXPECT_EQ(certificates.front().difference, certificate.difference);
  EXPECT_EQ(certificates.front().proofs.front().goal, aggregate::Goal::fills);
  EXPECT_EQ(certificates.front().proofs.front().witness.edits.front().to, -2);
  EXPECT_TRUE(in.is_at_end());
}

}  // namespace
}  // namespace raccordo::tests
