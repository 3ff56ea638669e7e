// The province's published tables of persons, from generated documents of four systems that pass through
// decoding, mapping, checks and the store. The numbers are compared unprotected, inside this test: no program
// prints them.
#include <gtest/gtest.h>

#include "aggregate/count/group.hpp"
#include "app/ingest/document_run.hpp"
#include "app/ingest/file_source.hpp"
#include "store/open/open_store.hpp"
#include "support/counted_tables.hpp"
#include "support/scratch_folder.hpp"
#include "synth/sets.hpp"

namespace raccordo::app {
namespace {

constexpr int kAnzianiOverlap = 2330;  // sum over the area's typologies minus its distinct persons

class GeneratedSet : public ::testing::Test {
 protected:
  GeneratedSet() : workshop_("mappings", "tests/synth/data") {
    synth::Order order;
    order.out = folder_.path() / "documents";
    synth::write_published_set(workshop_, order);
    Config config;
    config.mappings = "mappings";
    config.clients = folder_.write("clients.yaml", "clients: []\n");
    auto book = load_rulebook(config, RulebookParts::everything);
    if (!book) throw std::runtime_error(book.error().at(0).message);
    book_ = *book;
    store_ = store::open_store({(folder_.path() / "raccordo.db").string()});
    tables_ = ActiveTables::from_store(book_, *store_, base::system_clock());
  }

  model::Counts import_file(const std::string& source, const std::filesystem::path& file) {
    auto input = FileSource::open(file.string());
    DocumentJob job;
    job.tables = tables_;
    job.keys = keys_;
    job.clock = &base::system_clock();
    job.store = store_.get();
    job.submission.received_at = job.clock->now();
    job.submission.id = base::new_ulid(job.submission.received_at);
    job.submission.source = source;
    job.submission.client = "test";
    job.format = body_format_of(book_->find(source)->profile, file.string());
    return run_document_and_wait(job, **input).receipt.counts;
  }

  /// Returns the number of records received; fails unless all were accepted.
  std::uint64_t import_all() {
    std::uint64_t records = 0;
    for (const auto& [source, rules] : book_->sources) {
      const auto documents = folder_.path() / "documents" / source;
      if (!std::filesystem::exists(documents)) continue;  // the third sector publishes nothing
      for (const auto& entry : std::filesystem::directory_iterator(documents)) {
        const auto counts = import_file(source, entry.path());
        EXPECT_EQ(counts.accepted, counts.received) << entry.path().filename();
        records += counts.received;
      }
    }
    return records;
  }

  aggregate::CountedTable count(const model::FactSet& facts, std::string_view extract) const {
    std::vector<model::ExtractDefinition> wanted;
    for (const auto& definition : book_->extracts) {
      if (definition.id == extract) wanted.push_back(definition);
    }
    const auto period = model::parse_period("2017", model::Periodicity::year);
    auto counted = tests::count_tables(facts, wanted, book_->scheme, *period);
    if (!counted || counted->size() != 1) throw std::runtime_error("cannot count " + std::string(extract));
    return counted->front();
  }

  static std::int64_t cell(const aggregate::CountedTable& table, std::string_view code) {
    const auto& categories = table.dimensions.front().categories;
    for (std::size_t i = 0; i < categories.size(); ++i) {
      if (categories[i].code == code) return table.cells[i].value;
    }
    return -1;
  }

  support::ScratchFolder folder_;
  synth::Workshop workshop_;
  std::shared_ptr<const Rulebook> book_;
  std::shared_ptr<const Keyring> keys_ = example_keyring();
  std::unique_ptr<store::CaseStore> store_;
  std::shared_ptr<const ActiveTables> tables_;
};

TEST_F(GeneratedSet, GivesThePublishedPersonsByAreaAndTypologyCellByCell) {
  ASSERT_GT(import_all(), 70'000U);
  const auto facts = store_->snapshot();
  const auto by_area = count(facts, "persons-by-area");
  const auto by_type = count(facts, "persons-by-type");
  for (const auto& area : workshop_.figures()) {
    EXPECT_EQ(cell(by_area, area.area), area.persons) << area.area;
    EXPECT_EQ(cell(by_type, area.area), area.persons) << area.area;
    int over_types = 0;
    for (const auto& type : area.types) {
      EXPECT_EQ(cell(by_type, type.code), type.persons) << type.code;
      over_types += type.persons;
    }
    EXPECT_EQ(over_types - area.persons, area.area == "anziani" ? kAnzianiOverlap : 0) << area.area;
  }
}

}  // namespace
}  // namespace raccordo::app
