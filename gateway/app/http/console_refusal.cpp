#include "app/http/console_refusal.hpp"

#include <array>
#include <vector>

#include "app/http/routes.hpp"
#include "app/problem/error_catalogue.hpp"
#include "base/html.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

constexpr std::array<std::string_view, 2> kForms = {"application/problem+json", "text/html"};

/// True for browsers; a client that takes anything gets the problem.
bool wants_page(const Request& request) {
  const auto& path = request.head.path;
  if (path != "/console" && !path.starts_with("/console/")) return false;
  const auto chosen = intake::negotiate(request.head.header("accept"), kForms);
  return chosen && kForms[*chosen] == "text/html";
}

/// Whoever opens the console has no program to set up, as the text of the problem assumes.
struct BrowserHelp {
  std::string_view it, en;
};
constexpr BrowserHelp kImportCertificate = {
    "Nel browser: importare il file .p12 ricevuto dagli amministratori del gateway, chiudere il browser e "
    "riaprirlo, e scegliere quel certificato quando lo chiede.",
    "In a browser: import the .p12 file that the gateway's administrators gave you, close the browser and "
    "open it again, and choose that certificate when it asks."};

BrowserHelp help_for(const Problem& problem) {
  return problem.code == "certificate-required" ? kImportCertificate : BrowserHelp{};
}

std::string paragraph(std::string_view text) {
  return text.empty() ? std::string() : "<p>" + base::escape_html(text) + "</p>";
}

std::string page_of(const ErrorPage& page, const Problem& problem, std::string_view request_id) {
  using base::escape_html;
  const auto help = help_for(problem);
  return "<!DOCTYPE html>\n<html lang=\"it\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width\"><title>" +
         escape_html(page.title.it) + " - Raccordo</title></head><body><main>\n<h1>" +
         escape_html(page.title.it) + "</h1><p>" + escape_html(page.text.it) + "</p>" + paragraph(help.it) +
         "\n<section lang=\"en\"><h2>" + escape_html(page.title.en) + "</h2><p>" + escape_html(page.text.en) +
         "</p>" + paragraph(help.en) + "<p>" + escape_html(problem.detail) +
         "</p></section>\n<p>Numero della richiesta: <code>" + escape_html(request_id) +
         "</code></p>\n</main></body></html>\n";
}

}  // namespace

net::Response console_refusal(const Request& request, const Problem& problem) {
  auto response = problem_response(request, problem);
  const auto* page = find_error(problem.code);
  if (page == nullptr || !wants_page(request)) return response;
  // The page is in both languages.
  std::erase_if(response.headers,
                [](const net::Header& header) { return header.first == "content-language"; });
  for (auto& [name, value] : response.headers) {
    if (name == "content-type") value = "text/html; charset=utf-8";
  }
  response.headers.emplace_back("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  response.headers.emplace_back("vary", "Accept");
  response.body = page_of(*page, problem, request.head.request_id);
  return response;
}

}  // namespace raccordo::app
