#include "codecs/json/json_framer.hpp"

#include "codecs/compiled_profile.hpp"
#include "codecs/json/json_format.hpp"
#include "codecs/json/json_path.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using model::Place;

std::string describe(JsonScanner::Scan scan, std::size_t depth) {
  switch (scan) {
    case JsonScanner::Scan::too_deep:
      return "nested deeper than " + std::to_string(depth) + " levels; flatten it";
    case JsonScanner::Scan::cut_off:
      return "the document ends in the middle; send it whole";
    default:
      return "a JSON value is missing here";
  }
}

}  // namespace

JsonFramer::JsonFramer(std::unique_ptr<TranscodingSource> transcoded, ByteSource& input,
                       const DecodeLimits& limits, std::vector<std::string> names, const bool& is_list,
                       std::string encoding)
    : transcoded_(std::move(transcoded)),
      scanner_(transcoded_ ? *transcoded_ : input, limits.depth),
      limits_(limits),
      names_(std::move(names)),
      is_list_(is_list),
      encoding_(std::move(encoding)) {
  for (const auto& name : names_) list_pointer_ += "/" + name;
}

DocumentEnd JsonFramer::end() const {
  auto end = end_;
  const auto line = transcoded_ ? transcoded_->utf8_line() : 0;
  if (line != 0) {
    end.warnings.push_back(utf8_warning(encoding_, line));
    end.warnings.back().at.kind = Place::Kind::json;
  }
  return end;
}

std::optional<Framer::Item> JsonFramer::next() {
  if (state_ == State::before && !enter()) return std::nullopt;
  if (state_ == State::over) return std::nullopt;
  if (!is_list_) {
    if (state_ == State::first) return frame();
    leave();
    return std::nullopt;
  }
  if (scanner_.take(']')) {
    leave();
    return std::nullopt;
  }
  if (state_ == State::within && !scanner_.take(',')) {
    fail_framing(scanner_.next_token() == -1 ? "the document ends within the list of records; send it whole"
                                             : "a comma or ] is missing after a record");
    return std::nullopt;
  }
  return frame();
}

bool JsonFramer::enter() {
  const int first = scanner_.next_token();
  if (first == -1) return fail_framing("the document is empty");
  if (first == 0 || first >= 0xFE)
    return fail_framing("the document seems to be UTF-16; send UTF-8, or state the encoding in the profile");
  for (std::size_t level = 0; level < names_.size(); ++level) {
    if (!scanner_.take('{'))
      return fail_framing("an object with the member `" + names_[level] + "` is expected here");
    if (!find_member(level)) return false;
  }
  if (is_list_ && !scanner_.take('[')) return fail_framing("the records must be a list: [ is expected here");
  state_ = State::first;
  return true;
}

bool JsonFramer::read_name(std::string& name) {
  if (scanner_.next_token() != '"' || scanner_.value(name, limits_.record) != JsonScanner::Scan::ok)
    return fail_framing("a member name in quotes is expected here");
  const auto failure = aside_.parse(name, 1);
  if (failure && failure->kind == JsonFailure::Kind::encoding) {
    warn_of_encoding();
    name.clear();
  } else if (failure) {
    return fail_framing(failure->message);
  } else {
    name = std::string(aside_.at(0).text);
  }
  if (!scanner_.take(':')) return fail_framing("a colon is missing after a member name");
  return true;
}

bool JsonFramer::skip_value() {
  const auto scan = scanner_.value(scratch_, limits_.record);
  // A value above the size limit is not kept for checking; its brackets were checked.
  if (scan == JsonScanner::Scan::too_large) return true;
  if (scan != JsonScanner::Scan::ok) return fail_framing(describe(scan, limits_.depth));
  const auto failure = aside_.parse(scratch_, limits_.depth);
  if (failure && failure->kind == JsonFailure::Kind::syntax) return fail_framing(failure->message);
  if (failure && failure->kind == JsonFailure::Kind::encoding) warn_of_encoding();
  return true;
}

/// Once per document: text outside the records is not read, so the records count.
void JsonFramer::warn_of_encoding() {
  if (!end_.warnings.empty()) return;
  auto& issue = end_.warnings.emplace_back();
  issue.severity = model::Severity::warning;
  issue.code = IssueCode::bad_encoding;
  issue.at = {Place::Kind::json, "", 0};
  issue.message = "outside the records there are bytes that are not UTF-8 (" + here() +
                  "); send UTF-8, or ask for the encoding to be stated in the profile";
}

bool JsonFramer::find_member(std::size_t level) {
  std::string name;
  for (bool first = true;; first = false) {
    if (scanner_.take('}'))
      return fail_framing("there is no member `" + names_[level] +
                          "`, where the records should be; check the profile's "
                          "`records` or the document");
    if (!first && !scanner_.take(',')) return fail_framing("a comma or } is missing after a member");
    if (!read_name(name)) return false;
    if (name == names_[level]) return true;
    if (!skip_value()) return false;
  }
}

bool JsonFramer::skip_members(std::size_t level) {
  std::string name;
  while (!scanner_.take('}')) {
    if (!scanner_.take(','))
      return fail_framing(scanner_.next_token() == -1 ? "the document ends too early; send it whole"
                                                      : "a comma or } is missing after a member");
    if (!read_name(name)) return false;
    if (name == names_[level]) return fail_framing("the member `" + name + "` is given twice; keep one");
    if (!skip_value()) return false;
  }
  return true;
}

bool JsonFramer::leave() {
  state_ = State::over;
  for (auto level = names_.size(); level-- > 0;) {
    if (!skip_members(level)) return false;
  }
  if (scanner_.next_token() != -1)
    return fail_framing("text follows after the end of the document; remove it");
  return true;
}

std::optional<Framer::Item> JsonFramer::frame() {
  state_ = State::within;
  const auto scan = scanner_.value(record_, limits_.record);
  if (scan == JsonScanner::Scan::too_large) return large_item();
  if (scan == JsonScanner::Scan::ok) return parsed_item();
  fail_framing(describe(scan, limits_.depth));
  return std::nullopt;
}

Framer::Item JsonFramer::large_item() {
  Item item{nullptr, end_.records + 1, {}};
  auto& issue = item.bad.emplace_back();
  issue.record = item.number;
  issue.code = IssueCode::record_too_large;
  issue.at = {Place::Kind::json, record_pointer(), 0};
  issue.message =
      "the record is larger than " + std::to_string(limits_.record) + " bytes; send less in one record";
  ++end_.records;
  return item;
}

std::optional<Framer::Item> JsonFramer::parsed_item() {
  Item item{&view_, end_.records + 1, {}};
  const auto pointer = record_pointer();
  auto failure = view_.open(record_, limits_.depth, pointer);
  if (failure && (failure->kind == JsonFailure::Kind::syntax || failure->kind == JsonFailure::Kind::depth)) {
    fail_framing(failure->message);
    return std::nullopt;
  }
  if (!failure && !view_.is_object())
    failure = JsonFailure{JsonFailure::Kind::syntax, 0, "", "a record must be an object { ... }"};
  if (failure) {
    item.view = nullptr;
    item.bad.push_back(json_issue(*failure, item.number, pointer, "record " + std::to_string(item.number)));
  }
  ++end_.records;
  return item;
}

std::string JsonFramer::record_pointer() const {
  return is_list_ ? list_pointer_ + "/" + std::to_string(end_.records) : list_pointer_;
}

std::string JsonFramer::here() const {
  return "near line " + std::to_string(scanner_.line()) + ", byte " + std::to_string(scanner_.offset());
}

bool JsonFramer::fail_framing(std::string message) {
  const bool within = state_ == State::within;
  state_ = State::over;
  auto& issue = end_.broken.emplace();
  issue.code = end_.records == 0 ? IssueCode::malformed_document : IssueCode::truncated_document;
  issue.outcome = model::Outcome::rejected;
  issue.at = {Place::Kind::json, within ? record_pointer() : "", 0};
  issue.message = std::move(message) + " (" + here() + ")";
  return false;
}

std::unique_ptr<Framer> make_json_framer(const CompiledProfile& profile, const DecodeContext& context,
                                         ByteSource& input) {
  std::unique_ptr<TranscodingSource> transcoded;
  if (!is_utf8_name(profile.encoding))
    transcoded = std::make_unique<TranscodingSource>(input, profile.encoding);
  std::vector<std::string> names;
  bool is_list = false;
  if (const auto path = parse_json_path(profile.records)) {
    for (const auto& step : path->steps()) {
      if (step.kind == JsonStep::Kind::wildcard)
        is_list = true;
      else
        names.push_back(step.name);
    }
  }
  return std::make_unique<JsonFramer>(std::move(transcoded), input, context.limits, std::move(names), is_list,
                                      profile.encoding);
}

}  // namespace raccordo::codecs
