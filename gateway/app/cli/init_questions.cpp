#include "app/cli/init_questions.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <istream>
#include <ostream>

#include "base/text.hpp"

namespace raccordo::app {
namespace {

struct Question {
  const char* option;  ///< the option that answers it
  Phrase text;
  /// The answer as it is kept, or nothing if it is wrong.
  std::optional<std::string> (*accept)(const std::string&);
  Phrase wrong;
};

std::optional<std::string> plain_name(const std::string& given) {
  constexpr std::size_t kLongest = 200;
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  if (given.empty() || given.size() > kLongest || std::any_of(given.begin(), given.end(), is_control))
    return {};
  return given;
}

std::optional<std::string> yes_or_no(const std::string& given) {
  const auto word = base::to_lower_ascii(given);
  if (word == "s" || word == "si" || word == "sì" || word == "y" || word == "yes" || word == "trial")
    return "trial";
  if (word == "n" || word == "no" || word == "own") return "own";
  return {};
}

std::optional<std::string> host_name(const std::string& given) {
  constexpr std::size_t kLongest = 253;
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  auto name = base::to_lower_ascii(given);
  if (name.empty() || name.size() > kLongest || name.front() == '-' || name.front() == '.' ||
      name.back() == '.' || name.find("..") != name.npos || !std::all_of(name.begin(), name.end(), fits)) {
    return {};
  }
  return name;
}

std::optional<std::string> port_number(const std::string& given) {
  unsigned port = 0;
  const auto [end, wrong] = std::from_chars(given.data(), given.data() + given.size(), port);
  constexpr unsigned kLargest = 65'535;
  if (wrong != std::errc() || end != given.data() + given.size() || port == 0 || port > kLargest) return {};
  return std::to_string(port);
}

std::optional<std::string> store_file(const std::string& given) {
  auto name = plain_name(given);
  if (!name || name->ends_with('/') || name->find('"') != name->npos || name->find('\\') != name->npos)
    return {};
  return name;
}

constexpr Question kBody = {"--body",
                            {"Public body that runs the gateway", "Ente che gestisce il gateway"},
                            plain_name,
                            {"Write the name of the body.", "Scrivere il nome dell'ente."}};
constexpr Question kCertificates = {
    "--certificates",
    {"Make trial certificates for this machine? (y/n)",
     "Creare certificati di prova per questa macchina? (s/n)"},
    yes_or_no,
    {"Answer y or n (with the option: trial or own).", "Rispondere s o n (con l'opzione: trial o own)."}};
constexpr Question kHost = {
    "--host",
    {"Name by which clients reach the gateway", "Nome con cui i client raggiungono il gateway"},
    host_name,
    {"Write the name of a machine, such as raccordo.comune.example.",
     "Scrivere un nome di macchina, come raccordo.comune.example."}};
constexpr Question kPort = {"--port",
                            {"HTTPS port", "Porta HTTPS"},
                            port_number,
                            {"Write a number from 1 to 65535.", "Scrivere un numero da 1 a 65535."}};
constexpr Question kStore = {"--store",
                             {"File of the store", "File dell'archivio"},
                             store_file,
                             {"Write the path of a file.", "Scrivere il percorso di un file."}};

class Asker {
 public:
  Asker(std::istream& in, std::ostream& out, Language language) : in_(in), out_(out), language_(language) {}

  /// The option if it was given, else the answer. After a failure everything fails.
  std::string ask(const Question& question, const std::string& option, const std::string& otherwise) {
    if (failed_) return {};
    if (!option.empty()) {
      if (auto kept = question.accept(option)) return *kept;
      return fail(std::string(question.option) + ": " + std::string(question.wrong.in(language_)));
    }
    for (std::string line;;) {
      out_ << question.text.in(language_) << (otherwise.empty() ? "" : " [" + otherwise + "]") << ": "
           << std::flush;
      if (!std::getline(in_, line)) {
        out_ << '\n';
        constexpr Phrase kMissing{": the answer is missing.", ": manca la risposta."};
        return fail(std::string(question.option) + std::string(kMissing.in(language_)));
      }
      line = std::string(base::trim(line));
      if (auto kept = question.accept(line.empty() ? otherwise : line)) return *kept;
      out_ << question.wrong.in(language_) << '\n';
    }
  }
  bool failed() const { return failed_; }

 private:
  std::string fail(const std::string& why) {
    failed_ = true;
    out_ << "raccordo: " << why << '\n';
    return {};
  }
  std::istream& in_;
  std::ostream& out_;
  Language language_;
  bool failed_ = false;
};

bool is_of_the_system(const std::string& folder) {
  return std::filesystem::path(folder).lexically_normal().string().starts_with("/etc");
}

}  // namespace

Language language_of(const std::string& option) {
  if (!option.empty()) return option == "it" ? Language::it : Language::en;
  const char* of_terminal = std::getenv("LANG");  // NOLINT(concurrency-mt-unsafe): one thread
  const bool italian = of_terminal != nullptr && std::string_view(of_terminal).starts_with("it");
  return italian ? Language::it : Language::en;
}

std::optional<InitAnswers> ask_for_init(const InitOptions& options, std::istream& in, std::ostream& out) {
  const auto language = language_of(options.language);
  Asker asker(in, out, language);
  InitAnswers answers;
  answers.body = asker.ask(kBody, options.body, "");
  const auto kind = asker.ask(kCertificates, options.certificates, language == Language::it ? "s" : "y");
  answers.certificates = kind == "own" ? Certificates::own : Certificates::trial;
  // Trial certificates are for localhost.
  if (kind == "own" || !options.host.empty()) answers.host = asker.ask(kHost, options.host, "");
  answers.port = asker.ask(kPort, options.port, "8443");
  answers.store =
      asker.ask(kStore, options.store,
                is_of_the_system(options.folder) ? "/var/lib/raccordo/raccordo.db" : "data/raccordo.db");
  if (!asker.failed() && kind == "trial" && answers.host != "localhost") {
    out << "raccordo: "
        << Phrase{"--host: trial certificates are for localhost only.",
                  "--host: i certificati di prova valgono solo per localhost."}
               .in(language)
        << '\n';
    return std::nullopt;
  }
  if (asker.failed()) return std::nullopt;
  return answers;
}

}  // namespace raccordo::app
