// Decoder: reads a source's document and returns FieldRecords, one at a time, with constant memory. Called by
// app/ingest; the profile (mappings/<source>/profile.yaml) defines how the document is read.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "codecs/profile.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"
#include "model/masked_code.hpp"
#include "model/scheme.hpp"

namespace raccordo::codecs {

/// Bytes of a document, read once from front to back. Implemented over memory, files and sealed spools.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Fills up to `capacity` bytes; returns how many; 0 at the end. Throws base::SystemFault if reading fails.
  virtual std::size_t read(char* into, std::size_t capacity) = 0;
  /// Starts again at the first byte, for documents that must be read twice; false if that is not possible.
  virtual bool rewind() { return false; }
};

/// Over bytes that outlive it.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : all_(bytes), rest_(bytes) {}
  std::size_t read(char* into, std::size_t capacity) override;
  bool rewind() override {
    rest_ = all_;
    return true;
  }

 private:
  std::string_view all_, rest_;
};

/// Limits of one document (configuration `limits`).
struct DecodeLimits {
  std::size_t record = std::size_t{4} << 20;  ///< bytes of one record; above: record-too-large
  std::size_t depth = 256;                    ///< nesting; above: malformed-document
  std::size_t xml_attributes =
      256;  ///< of one XML element, namespace declarations included; above: malformed
};

/// Context of a decoder besides the profile; shared by all decoders of a source. All must outlive the
/// decoder.
struct DecodeContext {
  const model::Scheme* scheme = nullptr;      ///< for istat, belfiore and comune-name
  const base::Hmac* pseudonym_key = nullptr;  ///< for `keyed: true`
  const base::Clock* clock = nullptr;
  DecodeLimits limits;
  model::CodeMask mask = {};      ///< for values that messages repeat; none: see model/shown_value.hpp
  bool takes_parameters = false;  ///< a Bundle may be in the part `resource` of FHIR Parameters
};

/// How a document ended.
struct DocumentEnd {
  /// Set if framing was lost: malformed_document if no record was framed, else truncated_document. Has the
  /// place.
  std::optional<model::Issue> broken;
  std::uint64_t records = 0;  ///< records framed, good and bad
  /// Warnings of the document itself (record 0): bad-encoding outside records.
  std::vector<model::Issue> warnings = {};
};

/// Facts of the document itself that an answer needs (for HL7 v3: id of the message, sender, receiver,
/// acceptAckCode). Keys are the codec's own; see codecs/csi/csi_facts.hpp. No personal data.
using DocumentFacts = std::vector<std::pair<std::string, std::string>>;

/// A record as it was cut out of a document, unread; only its format knows what is in it.
class CutRecord {
 public:
  virtual ~CutRecord() = default;
  std::uint64_t number = 0;  ///< position in the document, from 1
  std::size_t bytes = 0;     ///< its size in memory, estimated
};

/// Reads records that a decoder has cut out. Threads: one at a time; each thread has its own.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  /// As Decoder::next. The record's locator stays valid until the next call, as long as `cut` lives. `facts`:
  /// takes what the record shows of its document, unless it is null or not empty.
  virtual model::FieldRecord read(CutRecord& cut, DocumentFacts* facts) = 0;
};

/// Reads one document. Threads: one at a time. Errors: input faults are issues, never exceptions.
class Decoder {
 public:
  virtual ~Decoder() = default;
  /// The next record, or nothing at the end of the readable part. The record's locator stays valid until the
  /// next call. A record with an error issue has the values that could be read.
  virtual std::optional<model::FieldRecord> next() = 0;
  /// Call after next() has returned nothing.
  virtual DocumentEnd end() const = 0;
  virtual DocumentFacts facts() const { return {}; }

  /// A reader for another thread; null if the format is read on one thread. Only once next() has given a
  /// record. It must not outlive the decoder.
  virtual std::unique_ptr<RecordReader> make_reader() const { return nullptr; }
  /// Cuts out the record that next() would return, for a reader; null where next() returns nothing.
  virtual std::unique_ptr<CutRecord> cut() { return nullptr; }
  /// Takes back what was read, to use its memory again, with the facts that its reader found.
  virtual void take_back(std::unique_ptr<CutRecord>, DocumentFacts&&) {}
};

/// Makes the decoder of a profile for a body of this format (one of model::body_formats). `profile`,
/// `context` and `input` must outlive it.
std::unique_ptr<Decoder> make_decoder(const Profile& profile, const DecodeContext& context,
                                      model::DocumentFormat format, ByteSource& input);
/// Refuses temporaries: the decoder would read a profile or a context that is gone.
std::unique_ptr<Decoder> make_decoder(const Profile& profile, const DecodeContext&& context,
                                      model::DocumentFormat format, ByteSource& input) = delete;
std::unique_ptr<Decoder> make_decoder(const Profile&& profile, const DecodeContext& context,
                                      model::DocumentFormat format, ByteSource& input) = delete;
std::unique_ptr<Decoder> make_decoder(const Profile&& profile, const DecodeContext&& context,
                                      model::DocumentFormat format, ByteSource& input) = delete;

}  // namespace raccordo::codecs
