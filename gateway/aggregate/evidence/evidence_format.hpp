// Writing and reading of facts and schemes, as parts of evidence. Internal to aggregate/: used by
// evidence.cpp only. Readers throw BadBytes.
#pragma once

#include <cstdint>

#include "aggregate/facts/byte_stream.hpp"
#include "model/case_facts.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

/// Whether evidence says of its records what kind they are and from what kind of body: version 5 does.
enum class Origins : std::uint8_t { untold, told };

void put_facts(ByteWriter& out, const model::FactSet& facts, Origins origins);
model::FactSet get_facts(ByteReader& in, std::size_t layers, Origins origins);
void put_scheme(ByteWriter& out, const model::Scheme& scheme);
model::Scheme get_scheme(ByteReader& in);
void put_date(ByteWriter& out, const base::Date& date);
base::Date get_date(ByteReader& in);

}  // namespace raccordo::aggregate
