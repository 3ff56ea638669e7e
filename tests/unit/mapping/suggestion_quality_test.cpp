// How often the right shared code is suggested first, and among the first three: rows are removed from the
// shipped tables and looked up as if they were missing. Prints the figures of docs/suggestions.md.
#include <iomanip>
#include <iostream>

#include "mapping/scheme_file.hpp"
#include "mapping/suggestions.hpp"
#include "unit/mapping/sample.hpp"

namespace raccordo::mapping {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFolds = 5;

struct Score {
  std::size_t asked = 0, first = 0, top = 0;
  double share(std::size_t part) const { return static_cast<double>(part) / static_cast<double>(asked); }
};

enum class Told { code_and_label, code_and_area, code };

class ShippedTables : public ::testing::Test {
 protected:
  void SetUp() override {
    auto scheme = load_scheme("mappings/scheme");
    ASSERT_TRUE(scheme) << test::all(scheme.error());
    scheme_ = std::move(*scheme);
    for (const auto& folder : fs::directory_iterator("mappings")) {
      if (fs::exists(folder.path() / "profile.yaml")) load_source(folder.path());
    }
    ASSERT_GT(peers_.size(), 40U);
    std::sort(peers_.begin(), peers_.end(), [](const PeerTable& left, const PeerTable& right) {
      return std::pair(left.table->source(), left.table->name()) <
             std::pair(right.table->source(), right.table->name());
    });
  }

  void load_source(const fs::path& folder) {
    for (const auto& file : fs::directory_iterator(folder)) {
      if (file.path().extension() != ".csv") continue;
      const auto name = file.path().stem().string();
      const auto system = name == "owner" ? "territory" : name;
      auto table = load_table(file.path(), {folder.filename(), name, system, 1}, scheme_);
      ASSERT_TRUE(table) << test::all(table.error());
      peers_.push_back({std::make_shared<const Table>(std::move(*table)), system});
    }
  }

  /// Looks up the rows `held_out` of one table; the other rows are known.
  void ask(std::size_t place, const std::function<bool(std::size_t)>& held_out, Told told,
           Score& score) const {
    const auto& asked = peers_[place];
    auto peers = peers_;
    std::vector<Row> kept;
    for (std::size_t i = 0; i < asked.table->rows().size(); ++i) {
      if (!held_out(i)) kept.push_back(asked.table->rows()[i]);
    }
    peers[place].table = std::make_shared<const Table>(asked.table->source(), asked.table->name(), 1, kept);
    const Suggester suggester(scheme_, peers);
    for (std::size_t i = 0; i < asked.table->rows().size(); ++i) {
      const auto& row = asked.table->rows()[i];
      if (!held_out(i) || row.status != RowStatus::approved || !maps(row.relationship)) continue;
      const auto* target =
          scheme_.find(asked.code_system) ? scheme_.find(asked.code_system)->find(row.target_code) : nullptr;
      const auto found = suggester.suggest(
          {asked.code_system, asked.table->source(), asked.table->name(), row.source_code,
           told == Told::code ? "" : std::string_view(row.source_label),
           told == Told::code_and_area && target ? std::string_view(target->parent) : "", row.valid_to});
      ++score.asked;
      if (!found.empty() && found[0].target == row.target_code) ++score.first;
      score.top += static_cast<std::size_t>(std::any_of(
          found.begin(), found.end(), [&](const auto& each) { return each.target == row.target_code; }));
    }
  }

  /// A new system: no row of the table is known.
  Score new_source(std::string_view name, Told told) const {
    Score score;
    for (std::size_t place = 0; place < peers_.size(); ++place) {
      if (name == "" || peers_[place].table->name() == name) {
        ask(
            place, [](std::size_t) { return true; }, told, score);
      }
    }
    return score;
  }

  /// A new code of a known system: four fifths of its table are known.
  Score new_code(std::string_view name, Told told) const {
    Score score;
    for (std::size_t place = 0; place < peers_.size(); ++place) {
      if (name != "" && peers_[place].table->name() != name) continue;
      for (std::size_t fold = 0; fold < kFolds; ++fold) {
        ask(
            place, [&](std::size_t row) { return row % kFolds == fold; }, told, score);
      }
    }
    return score;
  }

  model::Scheme scheme_;
  std::vector<PeerTable> peers_;
};

void print(std::string_view what, const Score& score) {
  std::cout << std::left << std::setw(58) << what << std::right << std::setw(6) << score.asked << std::fixed
            << std::setprecision(1) << std::setw(8) << 100 * score.share(score.first) << " %" << std::setw(8)
            << 100 * score.share(score.top) << " %\n";
}

TEST_F(ShippedTables, AreMostlySuggestedRight) {
  std::cout << std::left << std::setw(58) << ""
            << "  asked   first  among three\n";
  const auto held = [&](std::string_view what, const Score& score, double first, double top) {
    print(what, score);
    EXPECT_GE(score.share(score.first), first) << what;
    EXPECT_GE(score.share(score.top), top) << what;
  };
  held("new source, all tables, code and label", new_source("", Told::code_and_label), 0.97, 0.98);
  held("new source, intervention, code and label", new_source("intervention", Told::code_and_label), 0.86,
       0.93);
  held("new source, intervention, label and the record's area",
       new_source("intervention", Told::code_and_area), 0.95, 0.96);
  held("new source, intervention, code alone", new_source("intervention", Told::code), 0.14, 0.16);
  held("new code of a known source, all tables, code and label", new_code("", Told::code_and_label), 0.97,
       0.98);
  held("new code of a known source, intervention, code and label",
       new_code("intervention", Told::code_and_label), 0.92, 0.93);
  held("new code of a known source, intervention, code alone", new_code("intervention", Told::code), 0.14,
       0.17);
}

}  // namespace
}  // namespace raccordo::mapping
