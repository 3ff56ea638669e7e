// The framer of the FHIR formats: opens a Bundle, and gives its records one after the other.
#include <algorithm>

#include "codecs/byte_window.hpp"
#include "codecs/compiled_profile.hpp"
#include "codecs/fhir/fhir_format.hpp"
#include "codecs/fhir/fhir_records.hpp"
#include "codecs/fhir/fhir_view.hpp"
#include "codecs/json/json_scanner.hpp"
#include "codecs/protocol.hpp"
#include "codecs/transcode.hpp"
#include "model/fhir_expression.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using model::Place;

/// White space, and the padding that old systems write at the end of a file: NUL and Ctrl-Z.
constexpr std::string_view kPadding{" \t\r\n\f\v\0\x1A", 8};
/// FHIR in JSON has more bytes for each value; a text of brackets must not fill the memory.
constexpr std::size_t kBytesOfNode = 8;

class FhirFramer final : public Framer {
 public:
  FhirFramer(const CompiledProfile& profile, const DecodeContext& context, bool has_lines, ByteSource& input)
      : transcoded_(is_utf8_name(profile.encoding)
                        ? nullptr
                        : std::make_unique<TranscodingSource>(input, profile.encoding)),
        encoding_(profile.encoding),
        has_lines_(has_lines),
        limits_(context.limits),
        most_bytes_(kRecordsOfBundle * context.limits.record),
        bounds_{context.limits.depth, most_bytes_ / kBytesOfNode, context.takes_parameters},
        scanner_(transcoded_ ? *transcoded_ : input, context.limits.depth),
        window_(transcoded_ ? *transcoded_ : input),
        records_(profile, bundle_),
        view_(bundle_) {}

  std::optional<Item> next() override {
    while (next_ == records_.records().size()) {
      if (is_over_) return std::nullopt;
      next_ = 0;
      records_.records().clear();
      auto bad = has_lines_ ? next_line() : whole_document();
      if (bad) return std::move(*bad);
    }
    auto& record = records_.records()[next_++];
    Item item{nullptr, ++end_.records, std::move(record.issues)};
    for (auto& issue : item.bad) issue.record = item.number;
    const bool is_large = !item.bad.empty() && item.bad.front().code == IssueCode::record_too_large;
    if (record.node == kNoJsonNode || is_large || !record.is_read) return item;
    view_.point_to(record.node, record.bytes, line());
    item.view = &view_;
    item.is_doubtful = record.is_doubtful;
    item.condition = std::move(record.condition);
    return item;
  }

  DocumentEnd end() const override {
    auto end = end_;
    const auto line = transcoded_ ? transcoded_->utf8_line() : 0;
    if (line != 0) {
      end.warnings.push_back(utf8_warning(encoding_, line));
      end.warnings.back().at.kind = Place::Kind::json;
    }
    return end;
  }

  DocumentFacts facts() const override {
    auto facts = facts_;
    if (facts.empty()) return facts;
    std::string unread;
    for (std::uint32_t i = 0; i < bundle_.entries().size(); ++i) {
      if (!view_.read().contains(i)) unread += (unread.empty() ? "" : " ") + std::to_string(i);
    }
    facts.emplace_back(kEntriesUnread, std::move(unread));
    return facts;
  }

 private:
  std::uint64_t line() const { return has_lines_ ? number_ : 0; }

  /// The only Bundle of the document. An item if it is one bad record; otherwise its records can be given, or
  /// framing is lost.
  std::optional<Item> whole_document() {
    is_over_ = true;
    const auto scan = scanner_.value(text_, most_bytes_);
    using Scan = JsonScanner::Scan;
    if (scan == Scan::cut_off)
      return lose(text_.empty() ? "the document is empty" : "the document ends in the middle; send it whole");
    if (scan == Scan::too_deep)
      return lose("nested deeper than " + std::to_string(limits_.depth) + " levels; flatten it");
    if (scan == Scan::no_value) return lose("a Bundle { ... } is expected here");
    if (scanner_.next_token() != -1) return lose("text follows after the end of the Bundle; remove it");
    if (scan == Scan::too_large) return bad_item(too_large("the Bundle"));
    if (auto failure = bundle_.open(text_, bounds_)) {
      if (failure->kind == JsonFailure::Kind::encoding) return bad_item(issue_of(*failure));
      return lose(failure->message, model::shown_fhir_pointer(failure->pointer));
    }
    if (auto refused = records_.read({limits_.record, 0})) {
      auto& broken = end_.broken.emplace(std::move(*refused));
      broken.outcome = model::Outcome::rejected;
      return std::nullopt;
    }
    tell_facts();
    return std::nullopt;
  }

  std::optional<Item> next_line() {
    if (!read_line()) {
      is_over_ = true;
      if (end_.records == 0) {
        auto& issue = end_.broken.emplace();
        issue.code = IssueCode::malformed_document;
        issue.outcome = model::Outcome::rejected;
        issue.at.kind = Place::Kind::fhir;
        issue.message = "the document is empty; send a Bundle a line";
      }
      return std::nullopt;
    }
    if (is_large_) return bad_item(too_large("the Bundle in line " + std::to_string(number_)));
    if (text_.find_first_not_of(kPadding) == std::string::npos) return std::nullopt;
    if (auto failure = bundle_.open(text_, bounds_)) return bad_item(issue_of(*failure));
    if (auto refused = records_.read({limits_.record, number_})) return bad_item(std::move(*refused));
    return std::nullopt;
  }

  /// The next line without its end; a line above the limit is truncated and marked.
  bool read_line() {
    text_.clear();
    is_large_ = false;
    if (window_.peek() == -1) return false;
    ++number_;
    for (;;) {
      const auto bytes = window_.rest();
      if (bytes.empty()) return true;
      const auto end = std::min(bytes.find('\n'), bytes.size());
      const auto room = most_bytes_ - text_.size();
      is_large_ = is_large_ || end > room;
      text_.append(bytes.substr(0, std::min(end, room)));
      window_.advance(std::min(end + 1, bytes.size()));
      if (end < bytes.size()) return true;
    }
  }

  /// Of a Bundle alone, for answers with one entry for each of its entries.
  void tell_facts() {
    facts_.emplace_back(kBundleType, std::string(bundle_.text_of(bundle_.root(), "type")));
    if (bundle_.text_of(bundle_.root(), "type") == "transaction") facts_.emplace_back(kAllOrNothing, "true");
    std::string owners;
    for (const auto owner : records_.owners()) owners += (owners.empty() ? "" : " ") + std::to_string(owner);
    facts_.emplace_back(kEntryRecords, std::move(owners));
    std::string only_new;
    for (std::size_t i = 0; i < records_.records().size(); ++i) {
      const auto& condition = records_.records()[i].condition;
      if (condition && condition->is_create)
        only_new += (only_new.empty() ? "" : " ") + std::to_string(i + 1);
    }
    if (!only_new.empty()) facts_.emplace_back(kOnlyNew, std::move(only_new));
  }

  model::Issue too_large(const std::string& what) const {
    model::Issue issue;
    issue.code = IssueCode::record_too_large;
    issue.at = {Place::Kind::fhir, "", line()};
    issue.message = what + " is larger than " + std::to_string(most_bytes_) +
                    " bytes; send fewer cases in one Bundle, or a Bundle a line as application/fhir+ndjson";
    return issue;
  }

  model::Issue issue_of(const JsonFailure& failure) const {
    model::Issue issue;
    issue.code =
        failure.kind == JsonFailure::Kind::encoding ? IssueCode::bad_encoding : IssueCode::malformed_document;
    issue.at = {Place::Kind::fhir, model::shown_fhir_pointer(failure.pointer), line()};
    const auto where = has_lines_ ? "line " + std::to_string(number_) : "the Bundle";
    issue.message = where + ", byte " + std::to_string(failure.offset + 1) + ": " + failure.message;
    return issue;
  }

  Item bad_item(model::Issue issue) {
    Item item{nullptr, ++end_.records, {}};
    issue.record = item.number;
    item.bad.push_back(std::move(issue));
    return item;
  }

  std::optional<Item> lose(std::string message, std::string pointer = "") {
    auto& issue = end_.broken.emplace();
    issue.code = IssueCode::malformed_document;
    issue.outcome = model::Outcome::rejected;
    issue.at = {Place::Kind::fhir, std::move(pointer), 0};
    issue.message = std::move(message) + " (near line " + std::to_string(scanner_.line()) + ", byte " +
                    std::to_string(scanner_.offset()) + ")";
    return std::nullopt;
  }

  std::unique_ptr<TranscodingSource> transcoded_;
  std::string encoding_;
  bool has_lines_;
  DecodeLimits limits_;
  std::size_t most_bytes_;
  FhirBundle::Limits bounds_;
  JsonScanner scanner_;  ///< of a Bundle alone
  ByteWindow window_;    ///< of NDJSON
  FhirBundle bundle_;
  FhirRecords records_;
  FhirView view_;
  DocumentEnd end_;
  DocumentFacts facts_;
  std::string text_;
  std::size_t next_ = 0;
  std::uint64_t number_ = 0;  ///< of the line
  bool is_over_ = false, is_large_ = false;
};

}  // namespace

std::unique_ptr<Framer> make_fhir_framer(const CompiledProfile& profile, const DecodeContext& context,
                                         model::DocumentFormat format, ByteSource& input) {
  return std::make_unique<FhirFramer>(profile, context, format == model::DocumentFormat::fhir_ndjson, input);
}

}  // namespace raccordo::codecs
