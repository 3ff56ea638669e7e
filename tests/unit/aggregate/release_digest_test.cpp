// Same facts, catalogue, rules, key and earlier releases give the same release and the same witnesses after
// every change of the code. The recorded digests are those of invented ledgers of three releases each. An
// intended change of choices replaces the file with the lines that this test prints, and is listed in the
// CHANGELOG.
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>

#include "base/digest.hpp"
#include "unit/aggregate/ledger_scene.hpp"

namespace raccordo::tests {
namespace {

using model::Dimension;
using model::Measure;
using model::TerritoryLevel;
using model::When;

constexpr std::uint32_t kLedgers = 36;
constexpr auto* kFile = RACCORDO_SOURCE_DIR "/tests/unit/aggregate/data/release_digests.txt";

/// SplitMix64: the same numbers with every standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ULL) {}
  std::uint32_t below(std::uint32_t end) {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::uint32_t>((z ^ (z >> 31)) % end);
  }
  bool one_in(std::uint32_t many) { return below(many) == 0; }
  template <class List>
  auto pick(const List& list) {
    return list[below(static_cast<std::uint32_t>(list.size()))];
  }

 private:
  std::uint64_t state_;
};

constexpr std::array<std::string_view, 7> kComuni{"016001", "016002", "016003", "016004",
                                                  "016005", "016006", "016215"};
constexpr std::array<std::string_view, 3> kAreas{"anziani", "disabili", "minori"};

class ReleaseDigest : public Ledger {
 protected:
  std::string digest_of_ledger(std::uint32_t number) {
    given_ = {};
    evidence_ = {};
    releases_.clear();
    Dice dice(number + 1);
    const auto catalogue = invent_catalogue(number);
    const int k = 3 + static_cast<int>(number % 3);
    std::string told;
    for (int year_number = 2015; year_number <= 2017; ++year_number) {
      change(dice, year_number);
      auto made = try_release(number % 4 == 3 ? 2015 : year_number, catalogue, k);
      if (!made) {
        told += "refused\n";
        continue;
      }
      evidence_ = aggregate::read_evidence(made->evidence).value();
      told += numbers(made->release);
      releases_.push_back(std::move(made->release));
    }
    return base::sha256_hex(told + proofs());
  }

 private:
  static Catalogue invent_catalogue(std::uint32_t number) {
    const Catalogue all{
        extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::comune), by(Dimension::area)}),
        extract_by(Measure::persons, When::registered_by_end, {by(TerritoryLevel::comune)}),
        extract_by(Measure::amount, When::opened_during, {by(TerritoryLevel::ambito), by(Dimension::area)}),
        extract_by(Measure::persons, When::active_during, {by(TerritoryLevel::ambito), by(Dimension::need)}),
        extract_by(Measure::cases, When::active_during,
                   {by(Dimension::sex), by_age({"0-17", "18-64", "65+"})}),
        extract_by(Measure::interventions, When::active_during,
                   {by(TerritoryLevel::ambito), by(Dimension::type)})};
    Catalogue some;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      // Each table is in half of the ledgers, alone and combined with each of the others.
      const auto place = (number + i) % all.size();
      if (place > number % 3) continue;
      some.push_back(named("table" + std::to_string(i), all[i]));
    }
    return some;
  }
  void change(Dice& dice, int year_number) {
    const auto year_text = std::to_string(year_number);
    for (auto& item : given_.facts.cases) {
      if (dice.one_in(40) && item.closed == base::Date{}) item.closed = day(year_text + "-06-30");
      if (dice.one_in(60)) item.owner = given_.code(dice.pick(kComuni));
    }
    if (year_number == 2017) {
      const auto comune = dice.pick(kComuni);  // in two steps: arguments are evaluated in any order
      erase(static_cast<int>(dice.below(3)), comune);
    }
    const auto comers = year_number == 2015 ? 60 + dice.below(200) : dice.below(30);
    for (std::uint32_t i = 0; i < comers; ++i) {
      const auto birth = std::to_string(1930 + dice.below(80)) + "-05-17";
      const auto person = given_.person(dice.one_in(2) ? "F" : "M", birth);
      add_case(dice, person, year_text);
      if (dice.one_in(8)) add_case(dice, person, year_text);
    }
  }
  void add_case(Dice& dice, std::uint32_t person, const std::string& year_text) {
    given_.open(person, dice.pick(kComuni), year_text + "-02-01");
    if (dice.one_in(2)) given_.need("casa");
    if (dice.one_in(3)) given_.need("lavoro");
    // Areas of different sizes, so that some cells are small.
    const auto area = dice.one_in(9) ? kAreas[2] : kAreas[dice.below(2)];
    auto& one = given_.intervene(area, area == "disabili" ? "disabili.educativa" : "", year_text + "-03-01",
                                 dice.one_in(5) ? year_text + "-11-30" : "");
    one.has_amount = dice.one_in(2);
    if (one.has_amount) one.amount_cents = 100 * static_cast<std::int64_t>(1 + dice.below(900));
  }
  static std::string numbers(const aggregate::Release& release) {
    std::string told;
    for (const auto& table : release.tables()) {
      for (const auto& cell : table.cells()) told += (cell.hidden ? "c" : std::to_string(cell.value)) + " ";
    }
    return told;
  }
  /// Which cells are hidden, and every change of every witness.
  std::string proofs() const {
    std::string told;
    const auto add = [&](auto number) { told += std::to_string(number) + " "; };
    for (const auto& layer : evidence_.layers) {
      for (const auto flag : layer.hidden) add(flag);
      for (const auto& table : layer.withheld) told += table + " ";
    }
    for (const auto& certificate : evidence_.certificates) {
      add(certificate.cell);
      for (const auto whole : certificate.difference.wholes) add(whole);
      for (const auto part : certificate.difference.parts) add(part);
      for (const auto& proof : certificate.proofs) {
        add(static_cast<int>(proof.goal));
        for (const auto& edit : proof.witness.edits) {
          add(edit.person);
          add(static_cast<int>(edit.attribute));
          add(edit.from);
          add(edit.to);
          add(edit.layers.first);
          add(edit.layers.last);
        }
      }
    }
    return told;
  }
};

/// A quarter of the ledgers each, so that several processes share them.
class ReleaseDigestQuarter : public ReleaseDigest, public ::testing::WithParamInterface<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Quarters, ReleaseDigestQuarter, ::testing::Range(0U, 4U));

TEST_P(ReleaseDigestQuarter, EqualsTheRecordedDigestForEveryInventedLedger) {
  std::ifstream file(kFile);
  std::map<std::uint32_t, std::string> on_file;
  for (std::uint32_t number = 0; file >> number;) file >> on_file[number];
  ASSERT_EQ(on_file.size(), kLedgers) << kFile;
  for (std::uint32_t number = GetParam(); number < kLedgers; number += 4) {
    const auto digest = digest_of_ledger(number);
    EXPECT_EQ(digest, on_file[number]) << number << ' ' << digest;
  }
}

}  // namespace
}  // namespace raccordo::tests
