// read_clients of clients.hpp: the strict reading of clients.yaml.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"
#include "base/yaml_documents.hpp"
#include "base/yaml_fault.hpp"
#include "intake/certificate_names.hpp"
#include "intake/clients.hpp"
#include "intake/list_entries.hpp"
#include "intake/webhook_entry.hpp"

namespace raccordo::intake {
namespace {

constexpr std::array<std::string_view, 12> kKeys = {"name",   "fingerprint", "subject", "issuer",
                                                    "san",    "rights",      "sources", "comuni",
                                                    "bodies", "exchange",    "offices", "webhook"};
constexpr std::size_t kNameBytes = 64;

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kNameBytes && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::string perhaps(const std::string& near) { return near.empty() ? "" : "; did you mean `" + near + "`?"; }

/// Reads one file; collects faults instead of stopping at the first.
class Reader {
 public:
  Reader(std::string file, const model::Territory& territory)
      : file_(std::move(file)), territory_(territory) {}

  base::Result<ClientSet, std::vector<FileFault>> read(std::string_view yaml) {
    try {
      const auto document = YAML::Load(std::string(yaml));
      if (const auto line = base::second_yaml_document(yaml))
        blame(*line,
              "a second YAML document begins here, after `---`, and would be ignored; keep one document");
      read_root(document);
    } catch (const YAML::Exception& error) {
      blame(error.mark.line + 1, base::yaml_fault(error.msg, error.mark.line, error.mark.column));
    }
    if (!faults_.empty()) {
      std::stable_sort(faults_.begin(), faults_.end(),
                       [](const FileFault& a, const FileFault& b) { return a.line < b.line; });
      return std::move(faults_);
    }
    return ClientSet(std::move(clients_));
  }

 private:
  using Fields = std::map<std::string, YAML::Node>;

  void blame(int line, std::string message) { faults_.push_back({file_, line, std::move(message)}); }
  void blame(const YAML::Node& node, std::string message) { blame(line_of(node), std::move(message)); }

  void read_root(const YAML::Node& root) {
    if (!root.IsMap()) return blame(1, "the file must hold the key `clients` with a list of clients");
    YAML::Node list;
    bool found = false;
    for (const auto& entry : root) {
      const std::string key = entry.first.Scalar();
      if (key != "clients") {
        blame(entry.first, "unknown key `" + key + "`; the only key here is `clients`");
      } else if (found) {
        blame(entry.first, "the key `clients` occurs twice");
      } else {
        list.reset(entry.second);
        found = true;
      }
    }
    if (!found) return blame(1, "the key `clients` is missing");
    if (!list.IsSequence())
      return blame(list, "`clients` must be a list of clients, each with `name`, a certificate and `rights`");
    for (const auto& entry : list) read_client(entry);
  }

  Fields read_keys(const YAML::Node& node) {
    Fields fields;
    for (const auto& entry : node) {
      const std::string key = entry.first.Scalar();
      if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) {
        blame(entry.first, "unknown key `" + key + "`" + perhaps(base::nearest_name(key, kKeys)));
      } else if (!fields.emplace(key, entry.second).second) {
        blame(entry.first, "the key `" + key + "` occurs twice in one client");
      }
    }
    return fields;
  }

  void read_client(const YAML::Node& node) {
    if (!node.IsMap()) return blame(node, "a client must be a map with `name`, a certificate and `rights`");
    const Fields fields = read_keys(node);
    Client client;
    client.line = line_of(node);
    client.name = text(fields, "name");
    if (!fields.contains("name")) {
      blame(node, "a client needs a `name`");
    } else if (!is_name(client.name)) {
      blame(fields.at("name"), "`name` must be 1 to 64 letters, digits, `-`, `_` or `.`");
    } else {
      must_be_new("name", client.name, fields.at("name"));
    }
    read_certificate(fields, node, client);
    read_rights(fields, node, client);
    read_sources(fields, node, client);
    read_comuni(fields, node, client);
    client.bodies = names(fields, "bodies", client, Right::submit, read_bodies);
    client.offices = names(fields, "offices", client, Right::exchange, read_offices);
    client.partners =
        names(fields, "exchange", client, Right::exchange,
              [&](const auto& list, const Blame& tell) { return read_partners(list, client.name, tell); });
    if (const auto found = fields.find("webhook"); found != fields.end())
      client.webhook = read_webhook(found->second, file_, faults_);
    clients_.push_back(std::move(client));
  }

  std::string text(const Fields& fields, const std::string& key) {
    const auto found = fields.find(key);
    if (found == fields.end()) return {};
    if (found->second.IsScalar()) return found->second.Scalar();
    blame(found->second, "`" + key + "` must be a text");
    return {};
  }

  void must_be_new(const std::string& kind, const std::string& value, const YAML::Node& node) {
    const auto [known, is_new] = seen_.emplace(std::make_pair(kind, value), line_of(node));
    if (!is_new) {
      blame(node, "this " + kind + " is in line " + std::to_string(known->second) +
                      " already; each client needs its own");
    }
  }

  void read_fingerprints(const YAML::Node& node, Client& client) {
    if (node.IsSequence() && node.size() > 0) {
      for (const auto& each : node) add_fingerprint(each, client);
    } else {
      add_fingerprint(node, client);
    }
  }

  void add_fingerprint(const YAML::Node& node, Client& client) {
    auto fingerprint = node.IsScalar() ? canonical_fingerprint(node.Scalar()) : std::string();
    if (fingerprint.empty()) {
      return blame(
          node,
          "`fingerprint` must be the SHA-256 of the certificate: 64 hex digits, colons allowed; or a list of "
          "such while a certificate is renewed");
    }
    must_be_new("fingerprint", fingerprint, node);
    client.fingerprints.push_back(std::move(fingerprint));
  }

  void read_certificate(const Fields& fields, const YAML::Node& node, Client& client) {
    const bool issued = fields.contains("subject") || fields.contains("issuer");
    const int ways = static_cast<int>(fields.contains("fingerprint")) + static_cast<int>(issued) +
                     static_cast<int>(fields.contains("san"));
    if (ways != 1) {
      return blame(
          node, "a client is recognised by exactly one of `fingerprint`, `subject` with `issuer`, or `san`");
    }
    if (fields.contains("fingerprint")) {
      read_fingerprints(fields.at("fingerprint"), client);
    } else if (fields.contains("san")) {
      client.san = canonical_san(text(fields, "san"));
      if (client.san.empty())
        return blame(fields.at("san"), "`san` must be a name such as `dns:host.example`");
      must_be_new("san", client.san, fields.at("san"));
    } else {
      client.subject = text(fields, "subject");
      client.issuer = text(fields, "issuer");
      if (client.subject.empty() || client.issuer.empty()) {
        return blame(node,
                     "`subject` and `issuer` go together, each an RFC 4514 name such as `CN=x,O=y,C=IT`");
      }
      must_be_new(
          "subject and issuer",
          canonical_distinguished_name(client.subject) + '\n' + canonical_distinguished_name(client.issuer),
          fields.at("subject"));
    }
  }

  void read_rights(const Fields& fields, const YAML::Node& node, Client& client) {
    const auto found = fields.find("rights");
    if (found == fields.end()) return blame(node, "a client needs `rights`, a list");
    if (!found->second.IsSequence()) return blame(found->second, "`rights` must be a list such as [submit]");
    std::array<std::string_view, kRights> names;
    for (std::size_t i = 0; i < kRights; ++i) names.at(i) = to_string(static_cast<Right>(i));
    for (const auto& entry : found->second) {
      const std::string name = entry.IsScalar() ? entry.Scalar() : std::string();
      if (const auto right = parse_right(name); right.has_value()) {
        client.rights.add(*right);
      } else {
        blame(entry, "unknown right `" + name + "`" + perhaps(base::nearest_name(name, names)));
      }
    }
  }

  void read_sources(const Fields& fields, const YAML::Node& node, Client& client) {
    const auto found = fields.find("sources");
    if (found == fields.end()) {
      if (client.may(Right::submit)) blame(node, "a client with the right `submit` needs `sources`");
      return;
    }
    if (!client.may(Right::submit) && !client.may(Right::exchange))
      return blame(found->second, "`sources` needs the right `submit` or `exchange`");
    if (!found->second.IsSequence() || found->second.size() == 0) {
      return blame(found->second, "`sources` must be a list with at least one source");
    }
    for (const auto& entry : found->second) {
      if (!entry.IsScalar() || entry.Scalar().empty()) {
        blame(entry, "a source is a name such as `bergamo`");
      } else {
        client.sources.push_back(entry.Scalar());
      }
    }
  }

  void read_comuni(const Fields& fields, const YAML::Node& node, Client& client) {
    const auto found = fields.find("comuni");
    if (found == fields.end()) {
      if (client.may(Right::submit)) {
        blame(node,
              "a client with the right `submit` needs `comuni`: all, a list of ISTAT codes or {ambito: ...}");
      }
      return;
    }
    const YAML::Node& value = found->second;
    if (value.IsScalar() && value.Scalar() == "all") {
      client.all_comuni = true;
    } else if (value.IsSequence() && value.size() > 0) {
      for (const auto& entry : value) add_comune(entry, client);
    } else if (value.IsMap() && value.size() == 1 && value.begin()->first.Scalar() == "ambito" &&
               value.begin()->second.IsScalar()) {
      add_ambito(value.begin()->second, client);
    } else {
      blame(value, "`comuni` must be `all`, a list of ISTAT codes or `{ambito: name}`");
    }
  }

  /// The list of a key that needs a right; empty if it is absent.
  template <class Read>
  std::vector<std::string> names(const Fields& fields, const std::string& key, const Client& client,
                                 Right right, Read read_list) {
    const auto found = fields.find(key);
    if (found == fields.end()) return {};
    if (client.may(right)) return read_list(found->second, Blame{file_, faults_});
    blame(found->second, "`" + key + "` needs the right `" + std::string(to_string(right)) + "`");
    return {};
  }

  void add_comune(const YAML::Node& node, Client& client) {
    const std::string code = node.IsScalar() ? node.Scalar() : std::string();
    if (const auto* former = territory_.former_by_istat(code)) {
      return blame(node, "`" + code + "` is the old code of " + former->name + "; write `" +
                             former->successor + "`, the Comune that took over");
    }
    if (territory_.by_istat(code) == nullptr) {
      return blame(node,
                   "`" + code + "` is no ISTAT code of a Comune of the territory (6 digits, such as 016024)");
    }
    client.comuni.insert(code);
  }

  void add_ambito(const YAML::Node& node, Client& client) {
    std::vector<std::string_view> known;
    for (const auto& comune : territory_.comuni()) {
      if (comune.ambito == node.Scalar() && !comune.ambito.empty()) client.comuni.insert(comune.istat_code);
      known.push_back(comune.ambito);
    }
    if (client.comuni.empty()) {
      blame(node,
            "unknown Ambito `" + node.Scalar() + "`" + perhaps(base::nearest_name(node.Scalar(), known)));
    }
  }

  std::string file_;
  const model::Territory& territory_;
  std::vector<Client> clients_;
  std::vector<FileFault> faults_;
  std::map<std::pair<std::string, std::string>, int> seen_;
};

}  // namespace

base::Result<ClientSet, std::vector<FileFault>> read_clients(std::string_view yaml, const std::string& file,
                                                             const model::Territory& territory) {
  return Reader(file, territory).read(yaml);
}

}  // namespace raccordo::intake
