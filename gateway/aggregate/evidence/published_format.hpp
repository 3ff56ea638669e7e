// Writing and reading of the published register, as part of evidence. Internal to aggregate/: used by
// evidence.cpp only. Readers throw BadBytes.
#pragma once

#include "aggregate/evidence/evidence_format.hpp"
#include "aggregate/facts/byte_stream.hpp"
#include "aggregate/published/published_register.hpp"

namespace raccordo::aggregate {

void put_published(ByteWriter& out, const PublishedRegister& published, Origins origins);
PublishedRegister get_published(ByteReader& in, Origins origins);

}  // namespace raccordo::aggregate
