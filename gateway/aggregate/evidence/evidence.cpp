#include "aggregate/evidence/evidence.hpp"

#include <algorithm>
#include <map>

#include "aggregate/evidence/evidence_format.hpp"
#include "aggregate/evidence/layer_format.hpp"
#include "aggregate/evidence/published_format.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::string_view kFormat = "raccordo-evidence";
constexpr std::int64_t kVersion = 5;
constexpr std::int64_t kWithoutOrigins = 4;  // no table counts reports or depends on senders
constexpr std::int64_t kWithoutRests = 3;    // before rests of shown cells had certificates
constexpr std::int64_t kWithoutSeats = 2;    // before the published register

/// An older program did not write them.
void count_revisions(std::vector<Layer>& layers) {
  std::map<std::string, int> revisions;
  for (auto& layer : layers) layer.revision = revisions[layer.period.code]++;
}

/// Only where a table asks for them: other catalogues give the same bytes as before there were any.
Origins origins_of(const Evidence& evidence) {
  const auto asks = [](const model::ExtractDefinition& table) {
    return !table.kinds.are_usual() || table.measure == model::Measure::persons_joint ||
           std::any_of(table.by.begin(), table.by.end(),
                       [](const auto& choice) { return choice.dimension == model::Dimension::sender; });
  };
  const auto told = [](const auto& item) { return item.is_report || item.sender != 0; };
  const bool in_catalogue = std::any_of(
      evidence.layers.begin(), evidence.layers.end(),
      [&](const Layer& layer) { return std::any_of(layer.catalogue.begin(), layer.catalogue.end(), asks); });
  const bool in_seats =
      std::any_of(evidence.published.seats.begin(), evidence.published.seats.end(), [&](const Seat& seat) {
        return std::any_of(seat.states.begin(), seat.states.end(), [&](const SeatFacts& state) {
          return std::any_of(state.cases.begin(), state.cases.end(), told);
        });
      });
  const bool in_facts = std::any_of(evidence.facts.cases.begin(), evidence.facts.cases.end(), told);
  return in_catalogue || in_seats || in_facts ? Origins::told : Origins::untold;
}

Evidence get_evidence(ByteReader& in) {
  if (in.text() != kFormat) throw BadBytes("the bytes are of another kind");
  const auto version = in.number();
  if (version < kWithoutSeats || version > kVersion) throw BadBytes("the bytes are of another kind");
  const auto origins = version > kWithoutOrigins ? Origins::told : Origins::untold;
  const bool has_seats = version > kWithoutSeats;
  Evidence evidence;
  evidence.layers = get_layers(in, origins);
  has_seats ? get_seat_layers(in, evidence.layers) : count_revisions(evidence.layers);
  evidence.facts = get_facts(in, evidence.layers.size(), origins);
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
  if (has_seats) evidence.published = get_published(in, origins);
  if (version > kWithoutRests) get_rests(in, evidence.layers, evidence.certificates);
  if (!in.is_at_end()) throw BadBytes("bytes follow after its end");
  return evidence;
}

}  // namespace

std::string write_evidence(const Evidence& evidence) {
  ByteWriter out;
  out.text(kFormat);
  const auto origins = origins_of(evidence);
  out.number(origins == Origins::told ? kVersion : kWithoutOrigins);
  put_layers(out, evidence.layers, origins);
  put_seat_layers(out, evidence.layers);
  put_facts(out, evidence.facts, origins);
  put_former(out, evidence.former);
  put_certificates(out, evidence.certificates);
  put_published(out, evidence.published, origins);
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
