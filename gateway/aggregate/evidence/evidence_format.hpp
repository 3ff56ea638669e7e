// How the parts of evidence are written and read back, part by part. Internal to aggregate/: evidence.cpp
// alone uses it. Readers throw BadBytes.
#pragma once

#include "aggregate/facts/byte_stream.hpp"
#include "aggregate/layers/layers.hpp"
#include "aggregate/layers/witness.hpp"

namespace raccordo::aggregate {

void put_facts(ByteWriter& out, const model::FactSet& facts);
model::FactSet get_facts(ByteReader& in, std::size_t layers);
void put_layers(ByteWriter& out, const std::vector<Layer>& layers);
std::vector<Layer> get_layers(ByteReader& in);
void put_former(ByteWriter& out, const std::vector<FormerPerson>& former);
std::vector<FormerPerson> get_former(ByteReader& in, const model::FactSet& facts, std::size_t layers);
void put_scheme(ByteWriter& out, const model::Scheme& scheme);
model::Scheme get_scheme(ByteReader& in);
void put_certificates(ByteWriter& out, const std::vector<Certificate>& certificates);
std::vector<Certificate> get_certificates(ByteReader& in);
void put_date(ByteWriter& out, const base::Date& date);
base::Date get_date(ByteReader& in);

}  // namespace raccordo::aggregate
