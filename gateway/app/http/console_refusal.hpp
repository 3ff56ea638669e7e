// What a browser sees if the console is refused: a page in Italian and English instead of a problem document.
#pragma once

#include "app/http/request.hpp"
#include "app/problem/problem.hpp"
#include "net/http.hpp"

namespace raccordo::app {

/// The problem; as a page if the request is for the console and prefers HTML, as browsers do. Status, code
/// and request id are the same in both.
net::Response console_refusal(const Request& request, const Problem& problem);

}  // namespace raccordo::app
