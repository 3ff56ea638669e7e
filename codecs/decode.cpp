// make_decoder: combines a framer and a rule runner.
#include <algorithm>
#include <cstring>

#include "codecs/decoder.hpp"
#include "codecs/foreign_bytes.hpp"
#include "codecs/record_view.hpp"
#include "codecs/registry.hpp"
#include "codecs/rule_runner.hpp"

namespace raccordo::codecs {
namespace {

/// The rows of a CSV record with misplaced cells, as found by the framer.
struct TornRows {
  std::vector<std::uint64_t> rows;
  bool all = false;      ///< a part of a case with rows elsewhere
  std::size_t told = 0;  ///< issues of the framer
  bool empty() const { return rows.empty() && !all; }
  bool hold(const model::Place& at) const {
    return all || std::binary_search(rows.begin(), rows.end(), at.number);
  }
};

TornRows torn_rows(const model::FieldRecord& record) {
  TornRows torn;
  torn.told = record.issues.size();
  for (const auto& issue : record.issues) {
    const bool of_values =
        issue.code == model::IssueCode::bad_encoding || issue.code == model::IssueCode::unexpected_shape;
    if (of_values || issue.at.kind != model::Place::Kind::csv) continue;
    torn.rows.push_back(issue.at.number);
    torn.all = torn.all || issue.code == model::IssueCode::record_torn;
  }
  std::sort(torn.rows.begin(), torn.rows.end());
  return torn;
}

/// Keeps only the framer's faults of such rows: other faults are consequences, and may name a wrong field.
/// The number of the record is kept to identify it.
void drop_consequences(model::FieldRecord& record, const TornRows& torn) {
  const auto first = record.issues.begin() + static_cast<std::ptrdiff_t>(torn.told);
  record.issues.erase(std::remove_if(first, record.issues.end(),
                                     [&](const model::Issue& issue) { return torn.hold(issue.at); }),
                      record.issues.end());
  if (torn.all) return;  // its cells are in the right places
  std::erase_if(record.values, [&](const model::FieldValue& value) {
    return value.field != model::Field::record_id && torn.hold(record.place_of(value.node));
  });
}

/// The issues must not look complete if more were found. This one comes first, so that the receipt shows it.
void tell_of_more(model::FieldRecord& record) {
  model::Issue issue;
  issue.code = model::IssueCode::record_too_large;
  issue.severity = model::Severity::warning;
  issue.at = record.issues.front().at;
  issue.message = "only the first " + std::to_string(kMostIssues) +
                  " issues of this record are reported; correct them and send it again: others may follow";
  record.issues.insert(record.issues.begin(), std::move(issue));
}

/// Returns a document completely after its first bytes have been examined.
class HeadFirst final : public ByteSource {
 public:
  explicit HeadFirst(ByteSource& source) : source_(source) {}
  /// The first bytes, as many as needed.
  std::string_view look() {
    head_.resize(kTellingBytes);
    std::size_t size = 0;
    while (size < kTellingBytes) {
      const auto count = source_.read(head_.data() + size, kTellingBytes - size);
      if (count == 0) break;
      size += count;
    }
    head_.resize(size);
    return head_;
  }
  std::size_t read(char* into, std::size_t capacity) override {
    const auto count = std::min(capacity, head_.size() - given_);
    if (count == 0) return source_.read(into, capacity);
    std::memcpy(into, head_.data() + given_, count);
    given_ += count;
    return count;
  }
  bool rewind() override {
    if (!source_.rewind()) return false;
    given_ = head_.size();
    return true;
  }

 private:
  ByteSource& source_;
  std::string head_;
  std::size_t given_ = 0;
};

model::Place first_place(model::DocumentFormat format) {
  using Kind = model::Place::Kind;
  if (format == model::DocumentFormat::xml) return {Kind::xml, "/", 1};
  if (format == model::DocumentFormat::csv) return {Kind::csv, "", 1};
  return {model::holds_fhir(format) ? Kind::fhir : Kind::json, "", 0};
}

/// Reads opened records by the rules of a profile.
class ItemReader {
 public:
  ItemReader(const CompiledProfile& profile, const DecodeContext& context)
      : profile_(profile), runner_(profile, context) {}

  /// `facts`: as RecordReader::read.
  model::FieldRecord read(Framer::Item item, DocumentFacts* facts) {
    model::FieldRecord record;
    record.number = item.number;
    record.locator = item.view;
    record.issues = std::move(item.bad);
    const auto torn = torn_rows(record);
    if (item.view != nullptr) {
      prepare(*item.view, facts);
      runner_.run(*item.view, record);
      record.withdrawn = record.withdrawn && !item.is_doubtful;
      if (item.condition) keep_condition(std::move(*item.condition), record);
    }
    if (!torn.empty()) drop_consequences(record, torn);
    if (record.issues.size() >= kMostIssues) tell_of_more(record);
    if (!record.issues.empty()) name_record(record);
    return record;
  }

 private:
  /// The record must be the one that the condition means; one that is to be created takes nothing back.
  static void keep_condition(RecordCondition condition, model::FieldRecord& record) {
    const auto* id = record.find(model::Field::record_id);
    const bool is_taken_back = record.withdrawn && condition.is_create;
    if (!is_taken_back && (id == nullptr || id->text == condition.record_id)) return;
    record.withdrawn = false;
    auto& issue = record.issues.emplace_back();
    issue.code = model::IssueCode::unexpected_shape;
    issue.at = std::move(condition.at);
    issue.message =
        is_taken_back
            ? "`ifNoneExist` stores a case only if it is not there, and this one takes the case back; "
              "send it without the condition"
            : "the condition names another identifier than the number by which this case is recognised; "
              "name that one, or send the entry without the condition";
  }

  void prepare(RecordView& view, DocumentFacts* facts) {
    for (const auto* checker : profile_.checks) {
      checker->prepare(view);
      if (facts != nullptr && facts->empty()) *facts = checker->facts(view);
    }
  }

  static void name_record(model::FieldRecord& record) {
    const auto* id = record.find(model::Field::record_id);
    for (auto& issue : record.issues) {
      issue.record = record.number;
      if (id != nullptr) issue.record_id = id->text;
    }
  }

  const CompiledProfile& profile_;
  RuleRunner runner_;
};

/// For another thread.
class ProfileReader final : public RecordReader {
 public:
  ProfileReader(const CompiledProfile& profile, const DecodeContext& context,
                std::unique_ptr<Framer::Opener> opener)
      : opener_(std::move(opener)), reader_(profile, context) {}
  model::FieldRecord read(CutRecord& cut, DocumentFacts* facts) override {
    return reader_.read(opener_->open(cut), facts);
  }

 private:
  std::unique_ptr<Framer::Opener> opener_;
  ItemReader reader_;
};

class ProfileDecoder final : public Decoder {
 public:
  ProfileDecoder(const CompiledProfile& profile, const DecodeContext& context, model::DocumentFormat format,
                 ByteSource& input)
      : profile_(profile),
        format_(format),
        input_(input),
        context_(context),
        framer_(make_framer(profile, context, format, input_)),
        reader_(profile, context) {}

  std::optional<model::FieldRecord> next() override {
    if (!is_looked_at_) look();
    if (foreign_.broken) return std::nullopt;
    auto item = framer_->next();
    if (!item) return std::nullopt;
    return reader_.read(std::move(*item), &facts_);
  }
  DocumentEnd end() const override {
    if (foreign_.broken) return foreign_;
    auto end = framer_->end();
    if (end.broken && end.records > 0)
      end.broken->message += "; the " + std::to_string(end.records) +
                             (end.records == 1 ? " record" : " records") +
                             " before this place were read, nothing after it";
    return end;
  }
  DocumentFacts facts() const override {
    auto facts = facts_;
    for (auto& fact : framer_->facts()) facts.push_back(std::move(fact));
    return facts;
  }
  std::unique_ptr<RecordReader> make_reader() const override {
    auto opener = framer_->make_opener();
    if (opener == nullptr) return nullptr;
    return std::make_unique<ProfileReader>(profile_, context_, std::move(opener));
  }
  std::unique_ptr<CutRecord> cut() override { return framer_->cut(); }
  void take_back(std::unique_ptr<CutRecord> read, DocumentFacts&& facts) override {
    if (facts_.empty()) facts_ = std::exchange(facts, {});
    framer_->take_back(std::move(read));
  }

 private:
  void look() {
    is_looked_at_ = true;
    auto message = foreign_content(input_.look(), format_, profile_.encoding);
    if (!message) return;
    auto& issue = foreign_.broken.emplace();
    issue.code = model::IssueCode::malformed_document;
    issue.outcome = model::Outcome::rejected;
    issue.at = first_place(format_);
    issue.message = std::move(*message);
  }

  const CompiledProfile& profile_;
  model::DocumentFormat format_;
  HeadFirst input_;
  DocumentEnd foreign_;
  DocumentFacts facts_;  ///< of the first record that has any
  bool is_looked_at_ = false;
  const DecodeContext& context_;
  std::unique_ptr<Framer> framer_;
  ItemReader reader_;
};

}  // namespace

std::size_t MemorySource::read(char* into, std::size_t capacity) {
  const auto count = std::min(capacity, rest_.size());
  if (count != 0) std::memcpy(into, rest_.data(), count);
  rest_.remove_prefix(count);
  return count;
}

std::unique_ptr<Decoder> make_decoder(const Profile& profile, const DecodeContext& context,
                                      model::DocumentFormat format, ByteSource& input) {
  return std::make_unique<ProfileDecoder>(profile.compiled(), context, format, input);
}

}  // namespace raccordo::codecs
