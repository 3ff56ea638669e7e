#include "aggregate/evidence/evidence.hpp"

#include <map>

#include "aggregate/evidence/evidence_format.hpp"
#include "aggregate/evidence/layer_format.hpp"
#include "aggregate/evidence/published_format.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::string_view kFormat = "raccordo-evidence";
constexpr std::int64_t kVersion = 4;
constexpr std::int64_t kWithoutRests = 3;  // before rests of shown cells had certificates
constexpr std::int64_t kWithoutSeats = 2;  // before the published register

/// An older program did not write them.
void count_revisions(std::vector<Layer>& layers) {
  std::map<std::string, int> revisions;
  for (auto& layer : layers) layer.revision = revisions[layer.period.code]++;
}

Evidence get_evidence(ByteReader& in) {
  if (in.text() != kFormat) throw BadBytes("the bytes are of another kind");
  const auto version = in.number();
  if (version < kWithoutSeats || version > kVersion) throw BadBytes("the bytes are of another kind");
  Evidence evidence;
  evidence.layers = get_layers(in);
  version >= kWithoutRests ? get_seat_layers(in, evidence.layers) : count_revisions(evidence.layers);
  evidence.facts = get_facts(in, evidence.layers.size());
  evidence.former = get_former(in, evidence.facts, evidence.layers.size());
  evidence.certificates = get_certificates(in);
  for (const auto& certificate : evidence.certificates) {
    for (const auto& proof : certificate.proofs) {
      for (const auto& edit : proof.witness.edits) {
        if (edit.person >= evidence.facts.persons.size()) throw BadBytes("a person is not there");
        if (!names_codes_below(edit, evidence.facts.codes.size())) throw BadBytes("a code is not there");
      }
    }
  }
  if (version >= kWithoutRests) evidence.published = get_published(in);
  if (version == kVersion) get_rests(in, evidence.layers, evidence.certificates);
  if (!in.is_at_end()) throw BadBytes("bytes follow after its end");
  return evidence;
}

}  // namespace

std::string write_evidence(const Evidence& evidence) {
  ByteWriter out;
  out.text(kFormat);
  out.number(kVersion);
  put_layers(out, evidence.layers);
  put_seat_layers(out, evidence.layers);
  put_facts(out, evidence.facts);
  put_former(out, evidence.former);
  put_certificates(out, evidence.certificates);
  put_published(out, evidence.published);
  put_rests(out, evidence.layers, evidence.certificates);
  return out.bytes();
}

base::Result<Evidence> read_evidence(std::string_view bytes) {
  try {
    ByteReader in(bytes);
    return get_evidence(in);
  } catch (const BadBytes& wrong) {
    return base::fault("this is no evidence of a release, or it is damaged: " + std::string(wrong.what()) +
                       "; restore it from a backup");
  }
}

}  // namespace raccordo::aggregate
