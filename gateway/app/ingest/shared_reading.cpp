#include "app/ingest/shared_reading.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/stop.hpp"

namespace raccordo::app {
namespace {

/// Records of a batch: enough that handing it over costs little.
constexpr std::size_t kBatchRecords = 32;
constexpr std::size_t kBatchBytes = std::size_t{96} << 10U;
/// Bytes of the cut records that were not taken yet; a larger batch goes alone. Prepared they are as large
/// again.
constexpr std::size_t kBytesOnTheirWay = std::size_t{1} << 20U;
constexpr std::size_t kMostReaders = 6;

}  // namespace

/// Written by the caller before it is queued, by its reader until it is done, and by the caller afterwards.
struct SharedReading::Batch {
  std::vector<std::unique_ptr<codecs::CutRecord>> cut;
  std::size_t bytes = 0;
  std::vector<ReadyRecord> ready;
  codecs::DocumentFacts facts;
  std::exception_ptr failed;
  bool is_done = false;  ///< under the mutex of the queue
};

/// The batches that wait for a reader, and the readers.
struct SharedReading::Queue {
  std::mutex mutex;
  std::condition_variable has_work, has_result;
  std::deque<std::shared_ptr<Batch>> waiting;
  bool is_over = false;
  std::vector<std::thread> threads;

  /// Null once there is no more work.
  std::shared_ptr<Batch> next() {
    std::unique_lock lock(mutex);
    has_work.wait(lock, [&] { return is_over || !waiting.empty(); });
    if (is_over) return nullptr;
    auto batch = std::move(waiting.front());
    waiting.pop_front();
    return batch;
  }
  void add(std::shared_ptr<Batch> batch) {
    {
      const std::lock_guard lock(mutex);
      waiting.push_back(std::move(batch));
    }
    has_work.notify_one();
  }
  void done(Batch& batch) {
    {
      const std::lock_guard lock(mutex);
      batch.is_done = true;
    }
    has_result.notify_one();
  }
  void wait_for(const Batch& batch) {
    std::unique_lock lock(mutex);
    has_result.wait(lock, [&] { return batch.is_done; });
  }
  void end() {
    {
      const std::lock_guard lock(mutex);
      is_over = true;
    }
    has_work.notify_all();
    for (auto& thread : threads) thread.join();
  }
};

std::unique_ptr<SharedReading> SharedReading::start(codecs::Decoder& decoder, const RecordMaker& maker,
                                                    std::size_t readers) {
  std::unique_ptr<SharedReading> reading(new SharedReading(decoder, maker));
  try {
    for (std::size_t i = 0; i < std::min(readers, kMostReaders); ++i) {
      auto reader = decoder.make_reader();
      if (reader == nullptr) return nullptr;
      reading->add_reader(std::move(reader));
    }
  } catch (const std::system_error&) {
    // The system gives no further threads: those there are suffice, or the caller reads alone.
  }
  return reading->queue_->threads.empty() ? nullptr : std::move(reading);
}

SharedReading::SharedReading(codecs::Decoder& decoder, const RecordMaker& maker)
    : decoder_(decoder), maker_(maker), queue_(std::make_unique<Queue>()) {}

SharedReading::~SharedReading() { queue_->end(); }

void SharedReading::add_reader(std::unique_ptr<codecs::RecordReader> reader) {
  const auto work = [&queue = *queue_, &maker = maker_](codecs::RecordReader& own) {
    while (const auto batch = queue.next()) {
      try {
        batch->ready.reserve(batch->cut.size());
        for (const auto& cut : batch->cut) batch->ready.push_back(maker.make(own.read(*cut, &batch->facts)));
      } catch (...) {
        batch->failed = std::current_exception();
      }
      queue.done(*batch);
    }
  };
  queue_->threads.emplace_back([work, own = std::move(reader)] { work(*own); });
}

std::shared_ptr<SharedReading::Batch> SharedReading::cut_batch() {
  auto batch = std::make_shared<Batch>();
  while (batch->cut.size() < kBatchRecords && batch->bytes < kBatchBytes) {
    auto cut = decoder_.cut();
    if (cut == nullptr) break;
    batch->bytes += cut->bytes;
    batch->cut.push_back(std::move(cut));
  }
  return batch->cut.empty() ? nullptr : batch;
}

void SharedReading::run(const std::function<void(ReadyRecord)>& take) {
  std::deque<std::shared_ptr<Batch>> on_their_way;
  std::size_t bytes = 0;
  const auto most_batches = queue_->threads.size() * 4 + 1;
  for (bool has_more = true;;) {
    while (has_more && on_their_way.size() < most_batches && bytes < kBytesOnTheirWay) {
      auto batch = cut_batch();
      has_more = batch != nullptr;
      if (!has_more) break;
      bytes += batch->bytes;
      on_their_way.push_back(batch);
      queue_->add(std::move(batch));
    }
    if (on_their_way.empty()) return;
    const auto batch = std::move(on_their_way.front());
    on_their_way.pop_front();
    queue_->wait_for(*batch);
    base::stop_point();
    bytes -= batch->bytes;
    for (auto& cut : batch->cut) decoder_.take_back(std::move(cut), std::exchange(batch->facts, {}));
    for (auto& record : batch->ready) take(std::move(record));
    if (batch->failed) std::rethrow_exception(batch->failed);
  }
}

std::size_t usual_readers() {
  // Each call reads a file of the system.
  static const std::size_t processors = std::thread::hardware_concurrency();
  return std::min(processors - std::min<std::size_t>(processors, 1), kMostReaders);
}

}  // namespace raccordo::app
