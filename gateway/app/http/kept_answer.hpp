// Answers that a client or a cache may keep: ETag, Last-Modified, Cache-Control, file name and compression.
// Called by the routes of tables, series and the catalogue.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/http/request.hpp"
#include "net/http.hpp"

namespace raccordo::app {

enum class Keeping {
  a_day,       ///< open data whose numbers never change; a newer program may write their form otherwise
  short_time,  ///< open data that may grow, and pages: five minutes, then ask again
  ask          ///< internal: kept by the client alone, asked again each time
};

struct KeptAnswer {
  /// What the body depends on beside its coding; the ETag is made of it. Two different bodies never share it.
  std::string identity;
  std::string media_type;
  std::string file_name;  ///< "": no Content-Disposition
  base::Instant changed;  ///< 0: no Last-Modified
  Keeping keeping = Keeping::ask;
};

/// 304 if the client has it, by If-None-Match, else by If-Modified-Since; else 200 with the body, compressed
/// as Accept-Encoding wants (but not XLSX, which is). `body` is called for 200 only.
net::Response deliver(const Request& request, const KeptAnswer& answer,
                      const std::function<std::string()>& body);

/// True for paths of open data, whose answers every web page may read (CORS).
bool is_open_data(std::string_view path);
/// What a browser asks before a request of another origin (OPTIONS).
net::Response preflight_answer();
/// Adds the headers of CORS to an answer about open data.
void allow_every_origin(std::string_view path, net::Response& response);

}  // namespace raccordo::app
