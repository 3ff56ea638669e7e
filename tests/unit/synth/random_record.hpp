// Shared records at random, with any field present or absent, for tests of what is written from them.
#pragma once

#include "model/case_record.hpp"
#include "model/scheme.hpp"
#include "synth/random.hpp"

namespace raccordo::synth {

/// Days lie in 2005 to 2017 and in order, identifiers are right, codes are those of the scheme (some not
/// mapped); texts are often hostile: markup, control characters, blanks, other alphabets, broken UTF-8.
model::CaseRecord random_record(Random& random, const model::Scheme& scheme);

}  // namespace raccordo::synth
