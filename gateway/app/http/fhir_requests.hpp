// Code shared by the handlers of /fhir: negotiation, parameters of operations, answers and refusals.
#pragma once

#include <string>

#include "app/http/routes.hpp"
#include "fhir/names.hpp"
#include "fhir/parameters.hpp"

namespace raccordo::app {

fhir::Publisher publisher_of(const Service& service, const Request& request);
net::Response fhir_response(std::string json);
/// What is wrong with the body or the parameters, each with its place.
net::Response refuse(const Request& request, const fhir::Remarks& remarks);
/// Whether JSON of FHIR R4 is requested: `_format` takes precedence over Accept (FHIR R4, section
/// 3.1.0.1.11).
bool accepts_fhir(const Request& request);
/// Why another form is refused.
Problem no_other_fhir();
/// A handler after the negotiation that is common to /fhir.
Handler fhir_handler(Handler answer);
/// The parameters of an operation: of the query, and of a posted Parameters resource.
base::Result<fhir::Parameters, net::Response> parameters_of(const Request& request, const std::string& body);

/// A whole number of the parameters of a search; nothing if invalid.
std::optional<std::size_t> search_number(const Request& request, std::string_view name,
                                         std::size_t otherwise);
/// The address of the next page of a search.
std::string next_page(const Request& request, std::size_t count, std::size_t offset);

/// $lookup, $validate-code and $expand; add_fhir_routes calls it.
void add_fhir_code_routes(RouteTable& table);

}  // namespace raccordo::app
