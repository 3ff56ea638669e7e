// A large document that several threads read has the receipt and the records that one thread gives it.
#include "app/ingest/shared_reading.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/forms/json_forms.hpp"
#include "app/ingest/ready_record.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

/// Cases with one of each kind of fault here and there: repeated ids (near and far), unmapped codes, broken
/// lines, a Comune that does not exist, closed beyond retention.
std::string faulty_lines(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    auto line = case_of(i % 97 == 96 ? i - 96 : i, i % 50 == 7 ? "SAD8" : "SAD");
    if (i % 31 == 30) line = case_of(i - 1);
    if (i % 113 == 60) line = "{\"id\": broken";
    if (i % 127 == 3) line.replace(line.find("016170"), 6, "999999");
    if (i % 61 == 9) {
      line.replace(line.find("2016-03-01"), 10, "2000-01-01");
      line.insert(line.find("\"assistito\""), "\"chiusura\":\"2001-02-03\",");
    }
    text += line + "\n";
    if (i % 40 == 0) text += "\n";
  }
  return text;
}

struct ToldAndStored {
  std::string receipt;
  std::vector<std::string> issues, records;
};

class ReadingScene : public Scene {
 public:
  const Installation& home() const { return home_; }
  const base::Clock& clock() const { return clock_; }
  ToldAndStored run(const std::string& document, std::size_t readers) {
    auto job = isola_job(home_, clock_, "S1");
    job.format = model::DocumentFormat::ndjson;
    job.readers = readers;
    job.keep_outcomes = true;
    codecs::MemorySource input(document);
    const auto result = run_document_and_wait(job, input);
    ToldAndStored out{receipt_json(result.receipt), {}, {}};
    for (const auto outcome : result.outcomes) out.receipt += std::string(model::to_string(outcome)) + " ";
    std::string next;
    do {
      const auto page = store().issues("S1", 500, next);
      for (const auto& issue : page.items) out.issues.push_back(issue_json(issue));
      next = page.next;
    } while (!next.empty());
    do {
      const auto page = store().records(kIsola, {}, 500, next);
      for (const auto& record : page.items)
        out.records.push_back(record.record_id + " " + std::string(model::to_string(record.outcome)) + " " +
                              record.owner + " " + base::to_string(record.version));
      next = page.next;
    } while (!next.empty());
    return out;
  }
};

TEST(SharedReading, GivesWhatOneThreadGives) {
  const auto document = faulty_lines(2'000);
  const auto alone = ReadingScene().run(document, 0);
  EXPECT_GT(alone.issues.size(), 100u) << "the document has too few faults to compare";
  EXPECT_GT(alone.records.size(), 1'500u);
  for (const std::size_t readers : {1u, 3u}) {
    const auto shared = ReadingScene().run(document, readers);
    EXPECT_EQ(shared.receipt, alone.receipt) << readers;
    EXPECT_EQ(shared.issues, alone.issues) << readers;
    EXPECT_EQ(shared.records, alone.records) << readers;
  }
}

/// A record that is refused in the order of its document is the one that is refused when it is checked.
TEST(ReadyRecord, ARepeatedIdIsRefusedAsInTheCheck) {
  const ReadingScene scene;
  const auto& book = *scene.home().book;
  const auto* rules = book.find(kIsola);
  const auto job = isola_job(scene.home(), scene.clock(), "S1");
  const RecordPipeline pipeline({scene.home().tables->find(kIsola), job.keys.get(), &scene.clock(), kIsola,
                                 job.client.get(), job.on_unmapped, scene.clock().now(),
                                 retention_rule(book.config.retention, scene.clock().now()),
                                 rules->profile.record_key()});
  const RecordMaker maker(job, pipeline, 0);
  const codecs::DecodeContext context{&book.scheme, &job.keys->names, &scene.clock(), {}};
  const auto document = faulty_lines(300);
  codecs::MemorySource input(document);
  const auto decoder = codecs::make_decoder(rules->profile, context, model::DocumentFormat::ndjson, input);
  std::size_t compared = 0;
  while (const auto fields = decoder->next()) {
    auto ready = maker.make(*fields);
    if (!ready.has_id) continue;
    SeenRecords seen(job.keys->names);
    seen.note(ready.seen_bits);
    auto checked = pipeline.check(*fields, &seen);
    const auto expected = pipeline.prepare(*fields, std::move(checked));
    reject_repeated(ready, job.on_unmapped);
    EXPECT_EQ(ready.outcome, model::Outcome::rejected);
    EXPECT_EQ(ready.prepared.outcome, expected.outcome);
    EXPECT_EQ(ready.prepared.content, expected.content);
    EXPECT_EQ(ready.prepared.body, expected.body);
    EXPECT_EQ(ready.prepared.person.pseudonym, expected.person.pseudonym);
    EXPECT_EQ(ready.prepared.facts.interventions.size(), expected.facts.interventions.size());
    EXPECT_EQ(ready.prepared.waiting.size(), expected.waiting.size());
    EXPECT_EQ(ready.prepared.coded.size(), expected.coded.size());
    EXPECT_EQ(static_cast<bool>(ready.prepared.seal), static_cast<bool>(expected.seal));
    ASSERT_EQ(ready.prepared.issues.size(), expected.issues.size()) << ready.number;
    for (std::size_t i = 0; i < expected.issues.size(); ++i)
      EXPECT_EQ(issue_json(ready.prepared.issues[i]), issue_json(expected.issues[i])) << ready.number;
    ++compared;
  }
  EXPECT_GT(compared, 250u);
}

/// Fails after so many bytes.
class BrokenSource final : public codecs::ByteSource {
 public:
  BrokenSource(std::string_view bytes, std::size_t good) : whole_(bytes), left_(good) {}
  std::size_t read(char* into, std::size_t capacity) override {
    if (left_ == 0) throw base::SystemFault("the disk is gone");
    const auto count = whole_.read(into, std::min(capacity, left_));
    left_ -= count;
    return count;
  }

 private:
  codecs::MemorySource whole_;
  std::size_t left_;
};

TEST(SharedReading, EndsItsThreadsWhenTheDocumentCannotBeRead) {
  ReadingScene scene;
  auto job = isola_job(scene.home(), scene.clock(), "S1");
  job.format = model::DocumentFormat::ndjson;
  job.readers = 3;
  const auto document = faulty_lines(2'000);
  BrokenSource input(document, document.size() / 2);
  EXPECT_THROW(run_document_and_wait(job, input), base::SystemFault);
}

}  // namespace
}  // namespace raccordo::app
