// SharedReading: the records of a large document, read and prepared by several threads and given back in
// their order. The caller's thread cuts the document into records; the readers do the rest. Memory is
// bounded: the caller cuts no further while a fixed number of bytes is on its way.
#pragma once

#include <functional>
#include <memory>

#include "app/ingest/ready_record.hpp"
#include "codecs/decoder.hpp"

namespace raccordo::app {

class SharedReading {
 public:
  /// Of a decoder that has given its first records; both must outlive this. Starts the readers.
  /// Null if the format of the decoder is read on one thread.
  static std::unique_ptr<SharedReading> start(codecs::Decoder& decoder, const RecordMaker& maker,
                                              std::size_t readers);
  /// Ends the readers; what was not taken is dropped.
  ~SharedReading();
  SharedReading(const SharedReading&) = delete;
  SharedReading& operator=(const SharedReading&) = delete;

  /// Gives every further record to `take` on this thread, in the order of the document. An error of a reader
  /// is thrown here, after the records before it were taken. Passes stop points.
  void run(const std::function<void(ReadyRecord)>& take);

 private:
  struct Batch;
  struct Queue;
  SharedReading(codecs::Decoder& decoder, const RecordMaker& maker);
  std::shared_ptr<Batch> cut_batch();
  void add_reader(std::unique_ptr<codecs::RecordReader> reader);

  codecs::Decoder& decoder_;
  const RecordMaker& maker_;
  std::unique_ptr<Queue> queue_;
};

}  // namespace raccordo::app
