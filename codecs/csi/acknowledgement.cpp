#include "codecs/csi/acknowledgement.hpp"

#include <algorithm>
#include <array>

#include "codecs/csi/hl7_writer.hpp"

namespace raccordo::codecs {
namespace {

constexpr const char* kInteraction = "MCCI_IN000002UV01";
constexpr std::array<const char*, 3> kTypes = {"AA", "AE", "AR"};

std::string fact(const DocumentFacts& facts, std::string_view key) {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const auto& entry) { return entry.first == key; });
  return found == facts.end() ? std::string() : found->second;
}

/// An id of the request; UNK if its extension could not be read.
void write_id(Hl7Writer& writer, const DocumentFacts& request, const std::string& whose) {
  const std::string extension = fact(request, whose + ".extension");
  if (extension.empty()) return writer.element("id", {{"nullFlavor", "UNK"}});
  writer.element("id", {{"root", fact(request, whose + ".root")}, {"extension", extension}});
}

void write_device(Hl7Writer& writer, const DocumentFacts& request, const char* role, const char* type_code,
                  const std::string& whose) {
  writer.element(role, {{"typeCode", type_code}}, [&] {
    writer.element("device", {{"classCode", "DEV"}, {"determinerCode", "INSTANCE"}},
                   [&] { write_id(writer, request, whose); });
  });
}

void write_detail(Hl7Writer& writer, const model::Issue& issue) {
  const bool is_error = issue.severity == model::Severity::error;
  writer.element("acknowledgementDetail", {{"typeCode", is_error ? "E" : "W"}}, [&] {
    writer.element("code", {{"code", std::string(to_string(issue.code))}});
    writer.text_element("text", issue.message);
    writer.text_element("location", issue.at.path);
  });
}

void write_body(Hl7Writer& writer, const DocumentAnswer& answer) {
  writer.element("id", {{"root", kMessageRoot}, {"extension", answer.id}});
  writer.element("creationTime", {{"value", hl7_time(answer.created)}});
  writer.element("interactionId", {{"extension", kInteraction}});
  writer.element("processingCode", {{"code", "P"}});
  writer.element("processingModeCode", {{"code", "T"}});
  writer.element("acceptAckCode", {{"code", "NE"}});
  write_device(writer, answer.request, "receiver", "RCV", "sender");
  write_device(writer, answer.request, "sender", "SND", "receiver");
  writer.element("acknowledgement", {{"typeCode", kTypes.at(static_cast<std::size_t>(answer.verdict))}}, [&] {
    writer.element("targetMessage", {}, [&] { write_id(writer, answer.request, "message"); });
    for (const auto& issue : answer.issues) write_detail(writer, issue);
  });
}

class Hl7Acknowledgements final : public Protocol {
 public:
  std::string_view media_type() const override { return "application/xml"; }
  std::string write(const DocumentAnswer& answer) const override {
    return answer_wanted(answer.request, answer.verdict) ? make_acknowledgement(answer) : "";
  }
};

}  // namespace

const Protocol& hl7_acknowledgements() {
  static const Hl7Acknowledgements protocol;
  return protocol;
}

std::string make_acknowledgement(const DocumentAnswer& answer) {
  Hl7Writer writer;
  writer.start();
  writer.element(kInteraction, {{"xmlns", kHl7Namespace}, {"ITSVersion", "XML_1.0"}},
                 [&] { write_body(writer, answer); });
  return writer.finish();
}

bool answer_wanted(const DocumentFacts& request, Verdict verdict) {
  const std::string wish = fact(request, "accept_ack_code");
  if (wish == "NE") return false;
  return wish != "ER" || verdict != Verdict::accepted;
}

}  // namespace raccordo::codecs
