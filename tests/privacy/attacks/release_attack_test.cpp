// What the gateway releases, attacked as an outsider, as an insider and form against form.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aggregate/release.hpp"
#include "extract/render.hpp"
#include "privacy/attackers/attack_scenes.hpp"
#include "privacy/attackers/difference_attacker.hpp"
#include "unit/extract/zip_member.hpp"

namespace raccordo::attackers {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
constexpr std::uint64_t kScale = 1;
#else
constexpr std::uint64_t kScale = 10;
#endif

std::vector<std::string> lines_of(const std::vector<Breach>& breaches) {
  std::vector<std::string> lines;
  for (const auto& breach : breaches) lines.push_back(to_string(breach));
  return lines;
}

TEST(OurReleases, WithstandLinearProgrammingOnSmallRegisters) {
  const auto matter = small_matter();
  std::size_t attacked = 0;
  for (std::uint64_t seed = 0; seed < 20 * kScale; ++seed) {
    const auto facts = random_register(matter, seed, 10 + 7 * (seed % 60));
    const auto exact = count_exactly(facts, matter);
    const auto result = attack_linear(link_tables(publish(facts, matter)), matter.k, &exact.truth);
    ASSERT_THAT(lines_of(result.breaches), ::testing::IsEmpty()) << "seed " << seed;
    attacked += result.attacked;
  }
  EXPECT_GT(attacked, 500U);
}

TEST(OurReleases, TellAnInsiderNothingOfTheOthers) {
  const auto matter = small_matter();
  std::size_t attacked = 0;
  for (std::uint64_t seed = 0; seed < 2 * kScale; ++seed) {
    const auto facts = random_register(matter, seed, 40 + 10 * (seed % 20));
    const auto exact = count_exactly(facts, matter);
    const auto published = publish(facts, matter);
    for (std::uint32_t person = 0; person < facts.persons.size(); person += 5) {
      const auto own = count_exactly(only_person(facts, person), matter);
      const auto result = attack_as_insider(published, matter.k, exact.truth, own.truth);
      ASSERT_THAT(lines_of(result.breaches), ::testing::IsEmpty()) << "seed " << seed << " person " << person;
      attacked += result.attacked;
    }
  }
  EXPECT_GT(attacked, 100U);
}

TEST(OurReleases, WithstandLinearProgrammingOnTheShippedCatalogue) {
  const auto matter = shipped_matter();
  const auto facts = random_register(matter, 2017, 4000);
  const auto exact = count_exactly(facts, matter);
  const auto result = attack_linear(link_tables(publish(facts, matter)), matter.k, &exact.truth);
  EXPECT_THAT(lines_of(result.breaches), ::testing::IsEmpty());
  EXPECT_GT(result.attacked, 500U);
}

/// The same attack on naive suppression of the same register, so that the one above is known to be able to
/// find.
TEST(NaiveSuppression, LeaksOnTheShippedCatalogue) {
  const auto matter = shipped_matter();
  const auto exact = count_exactly(random_register(matter, 2017, 4000), matter);
  const auto result = attack_linear(link_tables(hide_naively(exact, matter.k)), matter.k, &exact.truth);
  EXPECT_GT(result.breaches.size(), 20U);
}

TEST(OurReleases, HideTheSameCellsInEveryForm) {
  const auto matter = small_matter();
  aggregate::ReleaseRequest request;
  request.id = "01JDFORMS";
  request.period = matter.period;
  request.key = std::string(32, 'k');
  const auto release =
      aggregate::make_release(random_register(matter, 5, 200), matter.catalogue, matter.scheme, request);
  ASSERT_TRUE(release);
  std::size_t hidden = 0;
  for (const auto& table : release->tables()) {
    using extract::TableFormat;
    const auto shape = read_json_stat(render(table, TableFormat::json_stat));
    EXPECT_EQ(read_csv_cells(render(table, TableFormat::csv), shape.measure), shape.cells) << shape.id;
    EXPECT_EQ(read_sdmx_cells(render(table, TableFormat::sdmx_csv), shape.measure), shape.cells) << shape.id;
    const auto book = render(table, TableFormat::xlsx);
    EXPECT_EQ(read_xlsx_cells(tests::zip_member(book, "xl/worksheets/sheet1.xml"),
                              tests::zip_member(book, "xl/sharedStrings.xml"), shape),
              shape.cells)
        << shape.id;
    for (const auto& cell : shape.cells) hidden += cell ? 0 : 1;
  }
  EXPECT_GT(hidden, 0U);
}

}  // namespace
}  // namespace raccordo::attackers
