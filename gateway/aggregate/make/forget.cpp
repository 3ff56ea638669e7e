#include "aggregate/make/forget.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace raccordo::aggregate {
namespace {

constexpr std::uint32_t kGone = std::numeric_limits<std::uint32_t>::max();

/// Layers are numbered one less.
void shift_layers(LayerSpan& layers) {
  if (layers == kEveryLayer) return;
  layers.first = static_cast<std::uint16_t>(layers.first == 0 ? 0 : layers.first - 1);
  if (layers.last != kEveryLayer.last) layers.last = static_cast<std::uint16_t>(layers.last - 1);
}

void remove_rows(Evidence& evidence) {
  std::erase_if(evidence.facts.cases, [](const auto& item) { return item.last_layer == 0; });
  for (auto& item : evidence.facts.cases) {
    item.first_layer = static_cast<std::uint16_t>(item.first_layer == 0 ? 0 : item.first_layer - 1);
    item.last_layer = static_cast<std::uint16_t>(item.last_layer - 1);
  }
  std::erase_if(evidence.former, [](const auto& was) { return was.last_layer == 0; });
  for (auto& was : evidence.former) was.last_layer = static_cast<std::uint16_t>(was.last_layer - 1);
}

/// Numbers the persons who have rows; the new number by the old one.
std::vector<std::uint32_t> remove_persons(Evidence& evidence) {
  auto& facts = evidence.facts;
  std::vector<std::uint32_t> number_of(facts.persons.size(), kGone);
  for (const auto& item : facts.cases) number_of[item.person] = 0;
  std::vector<model::PersonFacts> kept;
  for (std::uint32_t person = 0; person < facts.persons.size(); ++person) {
    if (number_of[person] == kGone) continue;
    number_of[person] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(facts.persons[person]);
  }
  facts.persons = std::move(kept);
  for (auto& item : facts.cases) item.person = number_of[item.person];
  std::erase_if(evidence.former, [&](const auto& was) { return number_of[was.person] == kGone; });
  for (auto& was : evidence.former) was.person = number_of[was.person];
  return number_of;
}

bool refers_to_oldest(const Witness& witness) {
  return std::any_of(witness.edits.begin(), witness.edits.end(), [](const Edit& edit) {
    return edit.attribute == Attribute::standing && (edit.layers.first == 0 || edit.to == 0);
  });
}

/// Edits of the oldest layer alone, and of persons who are gone, change nothing any more.
void move_edits(Witness& witness, const std::vector<std::uint32_t>& number_of) {
  std::erase_if(witness.edits,
                [&](const Edit& edit) { return number_of[edit.person] == kGone || edit.layers.last == 0; });
  for (auto& edit : witness.edits) {
    edit.person = number_of[edit.person];
    shift_layers(edit.layers);
    if (edit.attribute == Attribute::standing && edit.to > 0) --edit.to;
  }
}

}  // namespace

void forget_oldest(Evidence& evidence) {
  const auto cells = static_cast<std::uint32_t>(evidence.layers.front().hidden.size());
  evidence.layers.erase(evidence.layers.begin());
  remove_rows(evidence);
  const auto number_of = remove_persons(evidence);
  std::erase_if(evidence.certificates, [&](const Certificate& each) {
    const auto& parts = each.difference.parts;
    return each.cell < cells ||
           std::any_of(parts.begin(), parts.end(), [&](auto part) { return part < cells; });
  });
  for (auto& certificate : evidence.certificates) {
    certificate.cell -= cells;
    for (auto& whole : certificate.difference.wholes) whole -= cells;
    for (auto& part : certificate.difference.parts) part -= cells;
    std::erase_if(certificate.proofs, [](const Proof& proof) { return refers_to_oldest(proof.witness); });
    for (auto& proof : certificate.proofs) move_edits(proof.witness, number_of);
  }
}

}  // namespace raccordo::aggregate
