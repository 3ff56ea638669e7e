// Routes: every path of the gateway, in tables: method, pattern, right, and handler. One function per subject
// adds its rows; Gateway matches, checks rights and calls.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/http/request.hpp"
#include "app/problem/problem.hpp"
#include "app/service/service.hpp"

namespace raccordo::app {

/// Runs on a thread of the route's lane; it may wait for the store's writer only in the lanes `changes` and
/// `administration`. `body` has at most Route::body_limit bytes.
using Handler = std::function<net::Response(Service&, const Request&, const std::string& body)>;

/// Takes the body of a request as it arrives, for routes that check the head first: an answer, or the sink.
using Begin = std::variant<net::Response, std::unique_ptr<net::BodySink>> (*)(Service&,
                                                                              std::shared_ptr<const Request>);

enum class Access : std::uint8_t {
  open,        ///< no certificate asked
  any_client,  ///< a listed client
  right        ///< a listed client with `right`
};

/// Bodies of all requests except submissions and tables.
inline constexpr std::size_t kSmallBody = 64 << 10;

struct Route {
  std::string method, pattern;
  Access access = Access::any_client;
  std::optional<intake::Right> right;
  Handler handler;  ///< empty: `begin`, else a submission, whose body streams into a SubmissionSink
  std::size_t body_limit = kSmallBody;
  std::optional<intake::Right> other_right = {};  ///< an alternative right
  Lane lane = Lane::requests;                     ///< the lane whose threads call the handler
  /// Names of the accepted query parameters; others are refused.
  std::vector<std::string_view> query = {};
  /// Pages of a program of their own, which reads the query: any is accepted, and a last parameter of the
  /// pattern covers all remaining segments.
  bool pages = false;
  Begin begin = nullptr;

  Route in(Lane other) && {
    lane = other;
    return std::move(*this);
  }
  Route knowing(std::vector<std::string_view> names) && {
    query = std::move(names);
    return std::move(*this);
  }
  Route streaming(Begin other) && {
    begin = other;
    return std::move(*this);
  }
  Route of_pages() && {
    pages = true;
    return std::move(*this);
  }
};
/// The parameters that paging_of reads.
inline std::vector<std::string_view> paged(std::vector<std::string_view> more = {}) {
  more.insert(more.end(), {"limit", "cursor"});
  return more;
}

using RouteTable = std::vector<Route>;
void add_about_routes(RouteTable& table);       ///< /status, /openapi.yaml, /errors, whoami, sources
void add_submission_routes(RouteTable& table);  ///< submissions and their issues
void add_record_routes(RouteTable& table);      ///< records for reconciliation, erasure
void add_quarantine_routes(RouteTable& table);  ///< worklist and waiting records
void add_activation_routes(RouteTable& table);  ///< impact, activation and rollback of tables
void add_replay_routes(RouteTable& table);      ///< replays of waiting records
void add_webhook_routes(RouteTable& table);     ///< what clients are told by calls, and how to stop it
void add_table_routes(RouteTable& table);       ///< mapping tables: versions, edits, review
void add_audit_routes(RouteTable& table);       ///< the audit chain
void add_console_routes(RouteTable& table);     ///< clients, statistics, coverage, explanations
/// /console and every address below it. `folder`: the files of the console; "": where find_console_folder()
/// finds them.
void add_console_pages(RouteTable& table, const std::filesystem::path& folder);
void add_exchange_routes(RouteTable& table);  ///< cases between two bodies
void add_subject_routes(RouteTable& table);   ///< all data about one person: search, erasure
void add_release_routes(RouteTable& table);   ///< releases, their tables and series
void add_open_routes(RouteTable& table);      ///< /open: published releases, without certificate
void add_scheme_routes(RouteTable& table);    ///< search in the shared code systems
void add_fhir_routes(RouteTable& table);      ///< /fhir: translation and tables for FHIR clients
void add_catalog_routes(RouteTable& table);   ///< /catalog: DCAT-AP_IT of published releases

// -- what handlers answer with
// ---------------------------------------------------------------------------------
net::Response json_response(int status, std::string json);
net::Response problem_response(const Request& request, const Problem& problem);
inline net::Response not_found(const Request& request, std::string detail) {
  return problem_response(request, {"not-found", std::move(detail)});
}

/// `limit` (1-1000, default 100) and `cursor` of a list.
struct Paging {
  std::size_t limit = 100;
  std::string cursor;  ///< the store's, after its seal was checked
};
/// The only reader of query parameters that are true or false; nothing if it is absent. The problem: it is
/// anything else (`1`, `no`, `TRUE`), which must never count as one of the two.
base::Result<std::optional<bool>, Problem> flag_asked(const Request& request, std::string_view name);
/// A query parameter that is an RFC 3339 time or an ISO date; nothing if it is neither, or absent.
std::optional<base::Instant> time_asked(const Request& request, std::string_view name);
/// The problem: `limit` is invalid, or `cursor` is not a `next` of this list.
base::Result<Paging, Problem> paging_of(const Service& service, const Request& request);
/// The store's cursor for `next` (cursor_seal.hpp); "" stays "".
std::string next_of(const Service& service, const Request& request, std::string_view cursor);

}  // namespace raccordo::app
