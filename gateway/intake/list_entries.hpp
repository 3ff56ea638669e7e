// Lists of names in an entry of clients.yaml: bodies, partners of exchanges, offices. Called by the reader of
// the file.
#pragma once

#include <string>
#include <vector>

#include "base/file_fault.hpp"

namespace YAML {
class Node;
}

namespace raccordo::intake {

/// Adds faults of a file.
struct Blame {
  const std::string& file;
  base::FileFaults& faults;
  void operator()(const YAML::Node& node, std::string message) const;
};

/// Codice fiscale of 11 digits, or RUNTS number.
std::vector<std::string> read_bodies(const YAML::Node& list, const Blame& blame);
/// Names of clients with which exchanges are allowed if they list this one, too. A name that no client has is
/// allowed: a body may be removed at once, without a change of the others.
std::vector<std::string> read_partners(const YAML::Node& list, const std::string& own, const Blame& blame);
/// Offices of a body to which others may address an exchange: words, never persons.
std::vector<std::string> read_offices(const YAML::Node& list, const Blame& blame);

}  // namespace raccordo::intake
