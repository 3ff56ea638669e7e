#include "aggregate/evidence/layer_format.hpp"

#include <limits>

#include "aggregate/evidence/evidence_format.hpp"

namespace raccordo::aggregate {
namespace {

constexpr std::int64_t kMostLayers = std::numeric_limits<std::uint16_t>::max();
constexpr unsigned kBitsOfByte = 8;
constexpr std::int64_t kCountsCases = 1, kCountsReports = 2;

std::uint32_t get_number(ByteReader& in) {
  return static_cast<std::uint32_t>(in.number_up_to(std::numeric_limits<std::uint32_t>::max()));
}

template <class Enum>
Enum get_one_of(ByteReader& in, Enum last) {
  return static_cast<Enum>(in.number_up_to(static_cast<std::int64_t>(last)));
}

void put_definition(ByteWriter& out, const model::ExtractDefinition& definition, Origins origins) {
  for (const auto* text : {&definition.id, &definition.title_it, &definition.title_en}) out.text(*text);
  out.number(static_cast<std::int64_t>(definition.measure));
  out.number(static_cast<std::int64_t>(definition.when));
  out.number(static_cast<std::int64_t>(definition.by.size()));
  for (const auto& choice : definition.by) {
    out.number(static_cast<std::int64_t>(choice.dimension));
    out.number(static_cast<std::int64_t>(choice.level));
    out.number(static_cast<std::int64_t>(choice.ages.size()));
    for (const auto& band : choice.ages) {
      out.number(band.low);
      out.number(band.high + 1);  // -1 is without upper bound
      out.text(band.code);
    }
  }
  if (origins == Origins::told)
    out.number((definition.kinds.cases ? kCountsCases : 0) + (definition.kinds.reports ? kCountsReports : 0));
}

model::ExtractDefinition get_definition(ByteReader& in, Origins origins) {
  constexpr std::int64_t kMostAge = 200;
  model::ExtractDefinition definition;
  for (auto* text : {&definition.id, &definition.title_it, &definition.title_en}) *text = in.text();
  definition.measure = get_one_of(in, model::Measure::persons_joint);
  definition.when = get_one_of(in, model::When::closed_during);
  definition.by.resize(in.count());
  for (auto& choice : definition.by) {
    choice.dimension = get_one_of(in, model::Dimension::sender);
    choice.level = get_one_of(in, model::TerritoryLevel::district);
    choice.ages.resize(in.count());
    for (auto& band : choice.ages) {
      band.low = static_cast<int>(in.number_up_to(kMostAge));
      band.high = static_cast<int>(in.number_up_to(kMostAge)) - 1;
      band.code = in.text();
    }
  }
  if (origins == Origins::told) {
    const auto kinds = in.number_up_to(kCountsCases + kCountsReports);
    definition.kinds = {(kinds & kCountsCases) != 0, (kinds & kCountsReports) != 0};
  }
  return definition;
}

void put_flags(ByteWriter& out, const std::vector<std::uint8_t>& flags) {
  std::string bits((flags.size() + kBitsOfByte - 1) / kBitsOfByte, '\0');
  for (std::size_t i = 0; i < flags.size(); ++i) {
    auto& byte = bits[i / kBitsOfByte];
    if (flags[i] != 0) byte = static_cast<char>(static_cast<unsigned char>(byte) | (1U << i % kBitsOfByte));
  }
  out.number(static_cast<std::int64_t>(flags.size()));
  out.text(bits);
}

std::vector<std::uint8_t> get_flags(ByteReader& in) {
  const auto count = static_cast<std::size_t>(get_number(in));
  const auto bits = in.text();
  if (bits.size() != (count + kBitsOfByte - 1) / kBitsOfByte) throw BadBytes("flags are cut short");
  std::vector<std::uint8_t> flags(count);
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned byte = static_cast<unsigned char>(bits[i / kBitsOfByte]);
    flags[i] = static_cast<std::uint8_t>(byte >> i % kBitsOfByte & 1U);
  }
  return flags;
}

std::string scheme_bytes(const model::Scheme& scheme) {
  ByteWriter out;
  put_scheme(out, scheme);
  return out.bytes();
}

}  // namespace

// A scheme equal to that of the previous layer is not written again.
void put_layers(ByteWriter& out, const std::vector<Layer>& layers, Origins origins) {
  out.number(static_cast<std::int64_t>(layers.size()));
  std::string before;
  for (const auto& layer : layers) {
    out.text(layer.release_id);
    out.text(layer.period.code);
    put_date(out, layer.period.first);
    put_date(out, layer.period.last);
    out.number(layer.rules.k);
    out.number(layer.rules.p_percent);
    out.number(static_cast<std::int64_t>(layer.catalogue.size()));
    for (const auto& definition : layer.catalogue) put_definition(out, definition, origins);
    auto scheme = scheme_bytes(layer.scheme);
    out.text(scheme == before ? std::string_view() : std::string_view(scheme));
    before = std::move(scheme);
    put_flags(out, layer.hidden);
    out.number(static_cast<std::int64_t>(layer.withheld.size()));
    for (const auto& id : layer.withheld) out.text(id);
    out.text(layer.digest);
  }
}

std::vector<Layer> get_layers(ByteReader& in, Origins origins) {
  std::vector<Layer> layers(in.count());
  if (layers.empty() || layers.size() >= kMostLayers) throw BadBytes("there is no release");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    auto& layer = layers[i];
    layer.release_id = in.text();
    layer.period.code = in.text();
    layer.period.first = get_date(in);
    layer.period.last = get_date(in);
    layer.rules.k = static_cast<int>(in.number_up_to(1'000'000));
    layer.rules.p_percent = static_cast<int>(in.number_up_to(99));
    layer.catalogue.resize(in.count());
    for (auto& definition : layer.catalogue) definition = get_definition(in, origins);
    const auto scheme = in.text();
    if (scheme.empty() && i == 0) throw BadBytes("the first release has no scheme");
    if (scheme.empty()) {
      layer.scheme = layers[i - 1].scheme;
    } else {
      ByteReader of_scheme(scheme);
      layer.scheme = get_scheme(of_scheme);
      if (!of_scheme.is_at_end()) throw BadBytes("a scheme is too long");
    }
    layer.hidden = get_flags(in);
    layer.withheld.resize(in.count());
    for (auto& id : layer.withheld) id = in.text();
    layer.digest = in.text();
  }
  return layers;
}

void put_seat_layers(ByteWriter& out, const std::vector<Layer>& layers) {
  for (const auto& layer : layers) {
    out.number(layer.revision);
    out.number(layer.from_seats ? 1 : 0);
    put_flags(out, layer.kept_back);
    for (const auto& comune : layer.scheme.territory.comuni()) out.number(comune.alone ? 1 : 0);
  }
}

void get_seat_layers(ByteReader& in, std::vector<Layer>& layers) {
  for (auto& layer : layers) {
    layer.revision = static_cast<int>(in.number_up_to(kMostLayers));
    layer.from_seats = in.number_up_to(1) == 1;
    layer.kept_back = get_flags(in);
    if (!layer.kept_back.empty() && layer.kept_back.size() != layer.hidden.size())
      throw BadBytes("flags do not belong to the layer");
    auto comuni = layer.scheme.territory.comuni();
    for (auto& comune : comuni) comune.alone = in.number_up_to(1) == 1;
    layer.scheme.territory = model::Territory(std::move(comuni), layer.scheme.territory.ambito_labels(),
                                              layer.scheme.territory.group_labels());
  }
}

void put_former(ByteWriter& out, const std::vector<FormerPerson>& former) {
  out.number(static_cast<std::int64_t>(former.size()));
  for (const auto& was : former) {
    out.number(was.person);
    out.number(was.last_layer);
    out.number(was.sex);
    put_date(out, was.birth);
  }
}

std::vector<FormerPerson> get_former(ByteReader& in, const model::FactSet& facts, std::size_t layers) {
  std::vector<FormerPerson> former(in.count());
  for (auto& was : former) {
    was.person = get_number(in);
    was.last_layer = static_cast<std::uint16_t>(in.number_up_to(static_cast<std::int64_t>(layers) - 1));
    was.sex = get_number(in);
    was.birth = get_date(in);
    if (was.person >= facts.persons.size() || was.sex >= facts.codes.size()) {
      throw BadBytes("a person is not there");
    }
  }
  return former;
}

namespace {

/// One cell less another.
bool is_pair(const Certificate& certificate) {
  return certificate.difference.wholes.size() == 1 && certificate.difference.parts.size() == 1;
}

void put_cells(ByteWriter& out, const std::vector<std::uint32_t>& cells) {
  out.number(static_cast<std::int64_t>(cells.size()));
  for (const auto cell : cells) out.number(cell);
}

std::vector<std::uint32_t> get_cells(ByteReader& in) {
  std::vector<std::uint32_t> cells(in.count());
  for (auto& cell : cells) cell = get_number(in);
  if (cells.empty()) throw BadBytes("a difference has no cells");
  return cells;
}

}  // namespace

void put_rests(ByteWriter& out, const std::vector<Layer>& layers,
               const std::vector<Certificate>& certificates) {
  for (const auto& layer : layers) {
    out.number(layer.covers_rests ? 1 : 0);
    out.number(static_cast<std::int64_t>(layer.waiting));
  }
  for (const auto& certificate : certificates) {
    const bool is_other = !certificate.difference.wholes.empty() && !is_pair(certificate);
    out.number(is_other ? 1 : 0);
    if (!is_other) continue;
    put_cells(out, certificate.difference.wholes);
    put_cells(out, certificate.difference.parts);
  }
}

void get_rests(ByteReader& in, std::vector<Layer>& layers, std::vector<Certificate>& certificates) {
  for (auto& layer : layers) {
    layer.covers_rests = in.number_up_to(1) == 1;
    constexpr auto kLast = static_cast<std::int64_t>(WaitingClass::from_2_to_5_percent);
    layer.waiting = static_cast<WaitingClass>(in.number_up_to(kLast));
  }
  for (auto& certificate : certificates) {
    if (in.number_up_to(1) == 0) continue;
    certificate.difference.wholes = get_cells(in);
    certificate.difference.parts = get_cells(in);
  }
}

void put_certificates(ByteWriter& out, const std::vector<Certificate>& certificates) {
  out.number(static_cast<std::int64_t>(certificates.size()));
  for (const auto& certificate : certificates) {
    out.number(certificate.cell);
    const auto& [wholes, parts] = certificate.difference;
    out.number(is_pair(certificate) ? parts.front() : kNoCell);
    out.number(static_cast<std::int64_t>(certificate.proofs.size()));
    for (const auto& proof : certificate.proofs) {
      out.number(static_cast<std::int64_t>(proof.goal));
      out.number(static_cast<std::int64_t>(proof.witness.edits.size()));
      for (const auto& edit : proof.witness.edits) {
        out.number(edit.person);
        out.number(static_cast<std::int64_t>(edit.attribute));
        out.number(edit.from);
        out.number(edit.to);
        out.number(edit.layers.first);
        out.number(kMostLayers - edit.layers.last);
      }
    }
  }
}

std::vector<Certificate> get_certificates(ByteReader& in) {
  std::vector<Certificate> certificates(in.count());
  for (auto& certificate : certificates) {
    certificate.cell = get_number(in);
    const auto other = get_number(in);
    if (other != kNoCell) certificate.difference = {{certificate.cell}, {other}};
    certificate.proofs.resize(in.count());
    for (auto& proof : certificate.proofs) {
      proof.goal = static_cast<Goal>(in.number_up_to(static_cast<std::int64_t>(Goal::lowers_sum)));
      proof.witness.edits.resize(in.count());
      for (auto& edit : proof.witness.edits) {
        edit.person = get_number(in);
        edit.attribute =
            static_cast<Attribute>(in.number_up_to(static_cast<std::int64_t>(Attribute::origin)));
        edit.from = in.number();
        edit.to = in.number();
        edit.layers.first = static_cast<std::uint16_t>(in.number_up_to(kMostLayers));
        edit.layers.last = static_cast<std::uint16_t>(kMostLayers - in.number_up_to(kMostLayers));
      }
    }
  }
  return certificates;
}

}  // namespace raccordo::aggregate
