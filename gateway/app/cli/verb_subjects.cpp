#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <iostream>
#include <limits>
#include <string>

#include "app/audit/audit_trail.hpp"
#include "app/backup/journal.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/persons/processing_register.hpp"
#include "app/persons/restriction.hpp"
#include "app/persons/subject_export.hpp"
#include "app/rules/installation.hpp"
#include "base/digest.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

int refuse(const Problem& problem, Output output) {
  return report_failure(problem.code, problem.detail, output);
}

/// Creates the file with mode 0600; an existing one is refused, since others may read it.
bool write_private(const std::string& name, std::string_view content) {
  const int file = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  while (!content.empty()) {
    const auto written = ::write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool whole = content.empty() && ::fsync(file) == 0;
  return ::close(file) == 0 && whole;
}

struct SubjectVerb {
  Installation& installation;
  const SubjectsOptions& options;
  Output output;
  SubjectQuery query;
  std::string request;
};

int refuse_file(const SubjectVerb& verb) {
  return report_failure(
      "failed", "cannot write " + verb.options.out + ": give a file that does not exist yet", verb.output);
}

int write_export(SubjectVerb& verb) {
  auto& installation = verb.installation;
  // Before anything is read, so that the audit has no export that nobody received.
  if (!verb.options.out.empty() && std::filesystem::exists(verb.options.out)) return refuse_file(verb);
  const ExportDesk desk{*installation.store, *installation.tables, *installation.keys};
  const auto made = export_subject(desk, verb.query, verb.request, base::system_clock().now(),
                                   std::numeric_limits<std::size_t>::max());
  if (!made) return refuse(made.error(), verb.output);
  auto event = act_of_command_line("subject.export", verb.request, verb.query.reason);
  event.details["records"] = std::to_string(made->records);
  append_audit(*installation.store, std::move(event));  // before anything is shown
  const auto text =
      verb.options.format == "html" ? export_page(made->json, installation.book->scheme) : made->json + "\n";
  if (verb.options.out.empty()) {
    std::cout << text << std::flush;
    return std::cout ? 0 : report_failure("failed", "cannot write to standard output", verb.output);
  }
  if (!write_private(verb.options.out, text)) return refuse_file(verb);
  if (verb.output == Output::text) {
    std::cout << made->records << " records written to " << verb.options.out << '\n';
  } else {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::put(writer, "request", verb.request);
    base::put(writer, "file", verb.options.out);
    base::put_number(writer, "records", made->records);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
  }
  return 0;
}

void keep(SubjectVerb& verb) {
  const auto& installation = verb.installation;
  try_journal(*installation.store, installation.keys->sealer, installation.book->config.sqlite);
}

int change(SubjectVerb& verb, store::RestrictionStep step) {
  const auto changed = change_restriction(*verb.installation.store, verb.query, step,
                                          act_of_command_line("", verb.request, verb.query.reason));
  if (!changed) return refuse(changed.error(), verb.output);
  keep(verb);
  if (verb.output == Output::json) {
    std::cout << restriction_json(verb.request, step, *changed) << '\n';
    return 0;
  }
  const bool restricts = step == store::RestrictionStep::restrict;
  const bool done = changed->result == store::RestrictionChange::Result::done;
  std::cout << (restricts ? done ? "Restricted: the records are kept, new releases do not count them."
                                 : "Processing was restricted already."
                : done    ? "Lifted: the next release counts the records again."
                          : "Processing was not restricted.")
            << '\n';
  return 0;
}

int erase(SubjectVerb& verb) {
  auto event = act_of_command_line("subject.erase", verb.request, verb.query.reason);
  const auto erased = wait_for<store::SubjectErasure>([&](store::Done<store::SubjectErasure> done) {
    verb.installation.store->held().erase_person(verb.query.all(), std::move(event), std::move(done));
  });
  keep(verb);
  if (verb.output == Output::json) {
    std::cout << erasure_json(verb.request, erased) << '\n';
  } else {
    if (erased.records + erased.exchanges == 0) std::cout << "Nothing is stored about this person. ";
    std::cout << "Erased: " << erased.records << " records, of which " << erased.waiting << " waited.\n";
    if (erased.exchanges > 0)
      std::cout << "Erased as well: " << erased.exchanges << " exchanges with another body.\n";
    if (erased.open_submissions > 0) {
      std::cout << erased.open_submissions
                << " documents are not processed yet; they will not store the person again.\n";
    }
  }
  return 0;
}

/// As the body of POST /v1/subjects/...: one reader for both.
std::string query_body(const SubjectsOptions& options, const std::string& id) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "id", id);
  base::put_if(writer, "id_type", options.id_type);
  base::put_if(writer, "source", options.source);
  base::put(writer, "reason", options.reason);
  writer.EndObject();
  return std::string(base::view(buffer));
}

constexpr std::size_t kMostInput = 4096;

/// Sets `id` to the one line of standard input, without a byte order mark and blanks; returns what is wrong,
/// "" if nothing. More than a line is refused, so that nobody takes the second for done; at a terminal the
/// first line ends the input.
std::string read_identifier(std::string& id) {
  std::string text;
  if (::isatty(STDIN_FILENO) != 0) {
    std::getline(std::cin, text);
  } else {
    text.resize(kMostInput);
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    if (std::cin) return "Standard input has more than one identifier: give one line. Nothing was done.";
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  id = base::trim(text);
  if (id.empty()) return "Standard input is empty: give the person's identifier as one line.";
  if (id.find_first_of("\r\n") != std::string::npos)
    return "Standard input has more than one line: give one identifier. Nothing was done.";
  return "";
}

}  // namespace

int run_subjects(const Config& config, const SubjectsOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  std::string id;
  if (const auto wrong = read_identifier(id); !wrong.empty())
    return report_failure("bad-request", wrong, output);
  auto query = read_subject_query(query_body(options, id), *(*installation)->tables, *(*installation)->keys,
                                  (*installation)->store->held());
  if (!query) return refuse(query.error(), output);
  name_waiting_records(*(*installation)->store, *(*installation)->keys);
  SubjectVerb verb{**installation, options, output, std::move(*query),
                   base::new_ulid(base::system_clock().now())};
  if (options.verb == "export") return write_export(verb);
  if (options.verb == "erase") return erase(verb);
  return change(verb,
                options.verb == "restrict" ? store::RestrictionStep::restrict : store::RestrictionStep::lift);
}

int run_processing_register(const Config& config, const ProcessingRegisterOptions& options, Output output) {
  const auto book = load_rulebook(config, RulebookParts::everything_but_tables);
  if (!book) return report_faults(book.error(), output);
  const auto now = base::local_date(base::system_clock().now());
  const auto text =
      options.format == "html" ? processing_register_page(**book, now) : processing_register(**book, now);
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::put(writer, "format", options.format);
    base::put(writer, "text", text);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
  } else {
    std::cout << text;
  }
  return 0;
}

}  // namespace raccordo::app
