#include "fhir/document.hpp"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "base/json_fault.hpp"

namespace raccordo::fhir {
namespace {

/// Checks the nesting depth of a text before anything of it is kept.
class DepthHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DepthHandler> {
 public:
  bool StartObject() { return ++depth_ <= kDeepest; }
  bool EndObject(rapidjson::SizeType) { return --depth_ >= 0; }
  bool StartArray() { return ++depth_ <= kDeepest; }
  bool EndArray(rapidjson::SizeType) { return --depth_ >= 0; }

 private:
  int depth_ = 0;
};

/// What is wrong with the text as JSON; empty if nothing.
std::string fault_of(std::string_view json) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::Reader reader;
  DepthHandler handler;
  rapidjson::MemoryStream stream(json.data(), json.size());
  const auto result = reader.Parse<flags>(stream, handler);
  if (result.Code() == rapidjson::kParseErrorTermination) {
    return "the document is nested deeper than " + std::to_string(kDeepest) + " levels (" +
           base::place_in(json, result.Offset()) + ")";
  }
  if (result.IsError()) {
    return base::json_fault(result.Code(), result.Offset(), json);
  }
  // The parser treats a zero byte as the end of the text.
  if (stream.Tell() < json.size())
    return "the JSON contains a zero byte (" + base::place_in(json, stream.Tell()) + ")";
  return {};
}

}  // namespace

std::string pointer_to(const std::string& parent, std::string_view member) {
  std::string out = parent + '/';
  for (const char c : member) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string pointer_to(const std::string& parent, std::size_t index) {
  return parent + '/' + std::to_string(index);
}

bool Document::parse(std::string_view json) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (json.starts_with(byte_order_mark)) json.remove_prefix(byte_order_mark.size());
  if (auto fault = fault_of(json); !fault.empty()) {
    faults_.push_back({"", std::move(fault)});
    return false;
  }
  document_.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document_.IsObject()) return true;
  faults_.push_back({"", "a FHIR resource is one JSON object"});
  return false;
}

Node Document::member(const Node& object, std::string_view name) {
  Node found{nullptr, pointer_to(object.pointer, name)};
  if (object.value == nullptr || !object.value->IsObject()) return found;
  for (const auto& each : object.value->GetObject()) {
    if (base::view(each.name) != name) continue;
    if (found.value != nullptr) {
      fault(found, "the member occurs twice; remove one");
      break;
    }
    found.value = &each.value;
  }
  return found;
}

std::string Document::text(const Node& object, std::string_view name) {
  const auto found = member(object, name);
  if (found.value == nullptr) return {};
  if (found.value->IsString()) return std::string(base::view(*found.value));
  fault(found, "must be text");
  return {};
}

std::vector<Node> Document::objects(const Node& object, std::string_view name) {
  const auto list = member(object, name);
  if (list.value == nullptr) return {};
  if (!list.value->IsArray()) {
    fault(list, "must be a list");
    return {};
  }
  std::vector<Node> out;
  out.reserve(list.value->Size());
  for (rapidjson::SizeType i = 0; i < list.value->Size(); ++i) {
    Node item{&(*list.value)[i], pointer_to(list.pointer, i)};
    if (item.value->IsObject()) {
      out.push_back(std::move(item));
    } else {
      fault(item, "must be an object");
    }
  }
  return out;
}

void Document::fault(const Node& at, std::string message) {
  if (!is_full()) faults_.push_back({at.pointer, std::move(message)});
}

bool Document::is_full() const { return faults_.size() >= kMostRemarks; }

}  // namespace raccordo::fhir
