// Measures the store: rows per second for jobs of one record and of a thousand, and one snapshot of many.
// Usage: store_bench FOLDER [records]
//        store_bench FOLDER records CONNINFO   the store in that database of PostgreSQL, which must be empty,
//                                              beside the one in a file, in turns; prints how many times as
//                                              fast
// Prints a table; not part of the test suite, because timings are not tests.
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <semaphore>
#include <string>
#include <vector>

#include "store/interface/case_store.hpp"
#include "store/open/open_store.hpp"

namespace raccordo::store {
namespace {

using Seconds = std::chrono::duration<double>;

double now() {
  return std::chrono::duration_cast<Seconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

PreparedRecord make_record(std::uint64_t number) {
  const auto name = std::to_string(number);
  PreparedRecord record;
  record.number = 1;
  record.record_id = "HP-2017-" + name;
  record.outcome = model::Outcome::accepted;
  record.version = {static_cast<std::int64_t>(number)};
  record.has_version = true;
  record.owner = std::to_string(16'001 + number % 243);
  record.content = base::sha256(name);
  record.person = {base::sha256("person" + name), std::string(60, 's'), "F", base::Date{1980, 1, 2}, true};
  record.facts.residence = record.owner;
  record.facts.citizenship = "IT";
  record.facts.opened = base::Date{2016, 3, 1};
  record.facts.needs = {"reddito"};
  for (const auto* type : {"anziani.assistenza-domiciliare", "anziani.pasti"}) {
    record.facts.interventions.push_back(
        {"anziani", type, "associated", base::Date{2016, 4, 1}, base::Date{2017, 6, 30}, 110'000});
  }
  record.body.assign(900, 'b');
  return record;
}

SubmissionRow make_submission(std::uint64_t number) {
  SubmissionRow row;
  row.id = base::new_ulid({static_cast<std::int64_t>(number)});
  row.source = "health-portal";
  row.client = "health-portal";
  row.received_at = {static_cast<std::int64_t>(number)};
  row.state = model::SubmissionState::completed;
  row.mapping_versions = {{"area", 1}, {"intervention", 1}};
  return row;
}

/// Processor time of this program so far, in seconds, the benchmark's own share included.
double processor_time() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Load {
  std::uint64_t first, jobs, records_a_job;
  std::ptrdiff_t in_flight;
};

/// Keeps `in_flight` jobs queued, like as many waiting requests. Records per second.
double run_load(CaseStore& store, const char* name, const Load& load) {
  std::counting_semaphore<> free(load.in_flight);
  const auto start = now();
  const auto busy = processor_time();
  auto number = load.first;
  for (std::uint64_t job = 0; job < load.jobs; ++job) {
    ApplyRequest request;
    request.submission = make_submission(number);
    for (std::uint64_t i = 0; i < load.records_a_job; ++i) request.records.push_back(make_record(++number));
    free.acquire();
    store.apply(std::move(request), [&](const std::exception_ptr& failed, std::vector<AppliedRecord>) {
      free.release();
      if (failed) std::rethrow_exception(failed);
    });
  }
  store.flush();
  const auto records = static_cast<double>(load.jobs * load.records_a_job);
  const auto rate = records / (now() - start);
  std::printf("%-28s %8.0f records/s   %.1f us of processor each\n", name, rate,
              (processor_time() - busy) * 1e6 / records);
  return rate;
}

void measure_snapshot(const std::string& file) {
  auto start = now();
  const auto store = open_store({file});
  std::printf("open                         %8.1f ms\n", (now() - start) * 1000);
  for (const auto* name : {"snapshot, first", "snapshot, again"}) {
    start = now();
    const auto set = store->snapshot();
    std::printf("%-28s %8.1f ms   %zu cases, %zu persons\n", name, (now() - start) * 1000, set.cases.size(),
                set.persons.size());
  }
  start = now();
  const auto counts = store->source_counts();
  std::printf("source counts                %8.2f ms   %zu sources\n", (now() - start) * 1000, counts.size());
}

void run(const std::string& folder, std::uint64_t records) {
  const auto file = folder + "/store_bench.db";
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
  {
    const auto store = open_store({file});
    const auto singles = std::min<std::uint64_t>(records / 10, 50'000);
    run_load(*store, "1 record a job, 64 waiting", {0, singles, 1, 64});
    run_load(*store, "1000 records a job", {singles, (records - singles) / 1000, 1000, 8});
  }
  std::printf("file                         %8.0f bytes/record\n",
              static_cast<double>(std::filesystem::file_size(file)) / static_cast<double>(records));
  measure_snapshot(file);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("peak memory                  %8ld MiB\n", usage.ru_maxrss / 1024);
}

/// In turns, so that what else the machine does slows both. New records, the same ones again, and single
/// ones.
void run_beside(const std::string& folder, std::uint64_t records, const std::string& conninfo) {
  const auto file = folder + "/store_bench.db";
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(file + end);
  const auto in_file = open_store({file});
  const auto in_database = open_store({StorePlace{folder + "/beside", conninfo}});
  constexpr std::uint64_t kRounds = 5;
  const auto a_round = records / kRounds, jobs = a_round / 1000, singles = a_round / 20;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    const auto first = round * (a_round + singles);
    const Load many{first, jobs, 1000, 8}, one{first + jobs * 1000, singles, 1, 64};
    const auto beside = [&](const char* name, const Load& load) {
      std::printf("in a file: ");
      const auto file_rate = run_load(*in_file, name, load);
      std::printf("PostgreSQL:");
      const auto database_rate = run_load(*in_database, name, load);
      std::printf("%-39s %8.2f times as fast\n", name, database_rate / file_rate);
    };
    beside(" 1000 new records a job", many);
    beside(" the same records again", many);
    beside(" 1 record a job, 64 waiting", one);
  }
}

}  // namespace
}  // namespace raccordo::store

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: store_bench FOLDER [records [CONNINFO]]\n");
    return 2;
  }
  const auto records = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000;
  argc > 3 ? raccordo::store::run_beside(argv[1], records, argv[3]) : raccordo::store::run(argv[1], records);
  return 0;
}
