// The cases of an invented province of any size as the facts of one snapshot, made directly, without
// documents and a store: the data of protection_bench.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "model/case_facts.hpp"

namespace raccordo::bench {

struct Invention {
  std::string set = "ambito";  ///< of raccordo-synth: ambito or published
  std::uint32_t persons = 0;   ///< about; set ambito only; 0: as many as were published
  std::uint64_t seed = 1;
  int year = 2017;
  bool has_asst = false;  ///< a sociosanitary body has cases, too (set ambito)
};

/// The same invention gives the same facts. `mappings` and `data` as for raccordo-synth; throws
/// std::runtime_error if a file is missing.
model::FactSet invent_facts(const Invention& invention, const std::filesystem::path& mappings,
                            const std::filesystem::path& data);

}  // namespace raccordo::bench
