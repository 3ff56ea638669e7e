// Writing and reading of facts and schemes, as parts of evidence. Internal to aggregate/: used by
// evidence.cpp only. Readers throw BadBytes.
#pragma once

#include "aggregate/facts/byte_stream.hpp"
#include "model/case_facts.hpp"
#include "model/scheme.hpp"

namespace raccordo::aggregate {

void put_facts(ByteWriter& out, const model::FactSet& facts);
model::FactSet get_facts(ByteReader& in, std::size_t layers);
void put_scheme(ByteWriter& out, const model::Scheme& scheme);
model::Scheme get_scheme(ByteReader& in);
void put_date(ByteWriter& out, const base::Date& date);
base::Date get_date(ByteReader& in);

}  // namespace raccordo::aggregate
