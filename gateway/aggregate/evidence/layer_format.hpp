// Writing and reading of layers, former persons and certificates, as parts of evidence. Internal to
// aggregate/: used by evidence.cpp only. Readers throw BadBytes.
#pragma once

#include "aggregate/evidence/evidence_format.hpp"
#include "aggregate/facts/byte_stream.hpp"
#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/witness.hpp"

namespace raccordo::aggregate {

void put_layers(ByteWriter& out, const std::vector<Layer>& layers, Origins origins);
std::vector<Layer> get_layers(ByteReader& in, Origins origins);
/// What layers have since they are counted from the published register; follows the layers.
void put_seat_layers(ByteWriter& out, const std::vector<Layer>& layers);
void get_seat_layers(ByteReader& in, std::vector<Layer>& layers);
void put_former(ByteWriter& out, const std::vector<FormerPerson>& former);
std::vector<FormerPerson> get_former(ByteReader& in, const model::FactSet& facts, std::size_t layers);
void put_certificates(ByteWriter& out, const std::vector<Certificate>& certificates);
std::vector<Certificate> get_certificates(ByteReader& in);
/// What evidence has since rests of shown cells have certificates: which layers cover them, and the cells of
/// every difference of more than two.
void put_rests(ByteWriter& out, const std::vector<Layer>& layers,
               const std::vector<Certificate>& certificates);
void get_rests(ByteReader& in, std::vector<Layer>& layers, std::vector<Certificate>& certificates);

}  // namespace raccordo::aggregate
