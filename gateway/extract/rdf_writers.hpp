// The writers of RDF, one for each library. Internal to extract/.
#pragma once

#include <string>

#include "extract/rdf_graph.hpp"

namespace raccordo::extract {

std::string write_turtle(const RdfGraph& graph);
std::string write_rdf_xml(const RdfGraph& graph);

}  // namespace raccordo::extract
