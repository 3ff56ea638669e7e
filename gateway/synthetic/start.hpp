// Fills a register from the tables: how many persons each Ambito has, who is in two Ambiti, their sex, age
// and citizenship, who has interventions and which, the needs, and the Comuni. Counts of persons from Ambito
// up come out unless the tables contradict each other; repair does the rest. Called by microdata.
#pragma once

#include <cstdint>

#include "synthetic/people.hpp"
#include "synthetic/random.hpp"
#include "synthetic/solve.hpp"
#include "synthetic/table_set.hpp"

namespace raccordo::synthetic {

People fill_register(const Vocabulary& vocabulary, const TableSet& set, Random& random);

/// The parts, in this order.
void place_persons(Workbench& bench);       ///< start_persons.cpp
void join_presences(Workbench& bench);      ///< start_persons.cpp
void give_attributes(Workbench& bench);     ///< start_attributes.cpp
void give_interventions(Workbench& bench);  ///< start_services.cpp
void give_needs(Workbench& bench);          ///< start_needs.cpp
void give_places(Workbench& bench);         ///< start_places.cpp

/// Whom a table counts.
enum class Counted : std::uint8_t { in_charge, with_interventions };

/// The number of persons that the tables want in a territory; -1 if no table of these has the territory.
std::int64_t wanted_in(const TableSet& set, Counted counted, Node territory);
/// True if any table counts these.
bool has_tables(const TableSet& set, Counted counted);

}  // namespace raccordo::synthetic
