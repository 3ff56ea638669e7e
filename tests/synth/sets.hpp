// The sets of documents that raccordo-synth can write. Each is a function of its order alone: the same order
// gives the same bytes. Called by main and by tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "synth/synth_case.hpp"
#include "synth/truth.hpp"
#include "synth/workshop.hpp"

namespace raccordo::synth {

struct Order {
  std::filesystem::path out;
  std::uint64_t seed = 1;
  int cases = 0;               ///< 0: as many as the plan published
  int year = 2017;             ///< all cases are registered by its last day
  double defects = 0;          ///< share of further, faulty records
  std::optional<System> only;  ///< write this system's documents alone
  int reports = 0;             ///< of needs, by two third-sector bodies (set ambito)
  bool has_asst = false;       ///< a sociosanitary body sends cases as well (set ambito)
};

/// Receives the good cases of a set one by one, in order of creation.
using CaseSink = std::function<void(SynthCase)>;
void invent_ambito_cases(const Workshop& workshop, const Order& order, const CaseSink& sink);
void invent_published_cases(const Workshop& workshop, const Order& order, const CaseSink& sink);

/// Cases by Ambito as published (40,125), spread over Comuni and systems.
Truth write_ambito_set(Workshop& workshop, const Order& order);
/// Persons by area and by typology as published, cell by cell.
Truth write_published_set(Workshop& workshop, const Order& order);
/// The same cases in every system's format: equal/<source>.<ext>.
Truth write_equal_set(Workshop& workshop, const Order& order);

/// Formats of a stream of any length.
enum class BigFormat { xml, json, ndjson, csv };
/// Writes about `bytes` bytes of good records to `out` (`-`: standard output), in flat memory. Returns the
/// number of records.
std::uint64_t write_big(Workshop& workshop, BigFormat format, std::uint64_t bytes, const Order& order);

}  // namespace raccordo::synth
