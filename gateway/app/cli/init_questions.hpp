// The questions of `raccordo init` and their answers. Threads: one.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "app/problem/language.hpp"

namespace raccordo::app {

/// From the command line; what is missing is asked.
struct InitOptions {
  std::string folder = ".", language;  ///< language: it, en; "": that of the terminal (LANG)
  std::string body, host, port, store, certificates;
};

enum class Certificates { trial, own };

struct InitAnswers {
  std::string body;  ///< name of the public body that runs the gateway
  Certificates certificates = Certificates::trial;
  std::string host = "localhost";  ///< by which clients reach the gateway
  std::string port = "8443";
  std::filesystem::path store;  ///< of the database; relative to the folder of the configuration, or absolute
};

/// Of the option; if that is empty, Italian if LANG begins with `it`.
Language language_of(const std::string& option);

/// Asks on `out` what `options` leaves open and reads the answers from `in`; an empty line takes the default,
/// a wrong one is asked again with the reason. Nothing if `in` ends before all is answered, or an option is
/// wrong: `out` has said which.
std::optional<InitAnswers> ask_for_init(const InitOptions& options, std::istream& in, std::ostream& out);

}  // namespace raccordo::app
