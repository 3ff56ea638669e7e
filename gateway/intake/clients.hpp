// The clients of the gateway and their rights: clients.yaml (docs/interface.md#callers), loaded strictly.
// app/ looks up the caller of every request here, so that a reload also applies to open connections.
// Immutable once built; shared between threads as shared_ptr<const ClientSet>.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_fault.hpp"
#include "base/https_url.hpp"
#include "base/result.hpp"
#include "model/comuni.hpp"
#include "model/scheme.hpp"

namespace raccordo::intake {

enum class Right : std::uint8_t {
  submit,
  extract,
  see_metadata,
  see_bodies,
  replay,
  edit_tables,
  approve_tables,
  administer,
  exchange
};
inline constexpr std::size_t kRights = 9;
std::string_view to_string(Right right);  // "see-metadata", ...
std::optional<Right> parse_right(std::string_view text);

/// A set of rights; empty by default (deny by default).
class Rights {
 public:
  void add(Right right) { bits_ |= bit(right); }
  bool has(Right right) const { return (bits_ & bit(right)) != 0; }
  /// The names in the order of the enumeration.
  std::vector<std::string> names() const;

 private:
  static unsigned bit(Right right) { return 1U << static_cast<unsigned>(right); }
  unsigned bits_ = 0;
};

/// Where a client is told what happened to its documents, records and replays (docs/callbacks.en.md).
struct WebhookTarget {
  base::HttpsUrl url;
  std::filesystem::path key_file;  ///< of the key that signs the calls; absolute if the file's name is
  int line = 0;                    ///< of `webhook` in the file
};

/// One entry of clients.yaml. Exactly one of fingerprints, subject with issuer, or san identifies it.
struct Client {
  std::string name;
  /// Each 64 lower-case hex digits; several while one certificate replaces another. May be empty.
  std::vector<std::string> fingerprints;
  std::string subject, issuer;  ///< RFC 4514, as written; both or neither
  std::string san;              ///< `dns:...`, `email:...` or `uri:...`, or empty
  Rights rights;
  std::vector<std::string> sources;
  bool all_comuni = false;
  std::set<std::string, std::less<>> comuni;  ///< ISTAT codes, if not all
  std::vector<std::string> bodies;            ///< for which it may report; empty: any
  std::vector<std::string> partners;          ///< `exchange`: clients that it sends to and takes from
  std::vector<std::string> offices;           ///< to which others may address an exchange
  std::optional<WebhookTarget> webhook;
  int line = 0;  ///< of its entry in the file

  bool may(Right right) const { return rights.has(right); }
  /// Has `submit` and names the source.
  bool may_submit(std::string_view source) const;
  /// May send records in charge of this Comune (ISTAT code); otherwise `not-your-comune`.
  bool may_hold(std::string_view owner) const;
  /// May send reports of this body (codice fiscale or RUNTS number); otherwise `not-your-body`.
  bool may_report_for(std::string_view body) const;
  /// May send a case of this source to another body.
  bool may_send_on(std::string_view source) const;
  /// Exchanges between the two are allowed: each has the right and lists the other.
  bool exchanges_with(const Client& other) const;
  /// `comuni` is given in the file: it limits what is visible, with any right.
  bool has_comuni() const { return all_comuni || !comuni.empty(); }
  /// Whose records it may send, see and erase; all without `comuni` in the file, where only rights decide.
  model::Comuni reach() const {
    return all_comuni || comuni.empty() ? model::Comuni::all() : model::Comuni(comuni);
  }
};

/// The identity in a verified certificate; net::PeerCertificate has the same fields.
struct CertificateNames {
  std::string_view fingerprint;      ///< SHA-256 of the DER form, hex, any case, colons allowed
  std::string_view subject, issuer;  ///< RFC 4514
  std::span<const std::string> san;  ///< `dns:...`, `email:...`, `uri:...`
};

class ClientSet {
 public:
  ClientSet() = default;
  explicit ClientSet(std::vector<Client> clients);
  /// The client of a certificate: by fingerprint, else by subject and issuer, else by san; null if none,
  /// or if its names fit two clients (deny by default).
  const Client* find(const CertificateNames& certificate) const;
  const Client* by_name(std::string_view name) const;
  const std::vector<Client>& all() const { return clients_; }

 private:
  std::vector<Client> clients_;
  model::StringMap<std::size_t> by_fingerprint_, by_issued_, by_san_, by_name_;
};

using base::FileFault;

/// Reads clients.yaml; the set, or ALL faults: unknown key or right with a near name, duplicate name or
/// certificate, unknown Comune or Ambito, submit without sources, ... `file` only names it in the faults.
base::Result<ClientSet, std::vector<FileFault>> read_clients(std::string_view yaml, const std::string& file,
                                                             const model::Territory& territory);
/// The same from a file; an unreadable file is a fault too.
base::Result<ClientSet, std::vector<FileFault>> load_clients(const std::filesystem::path& file,
                                                             const model::Territory& territory);

}  // namespace raccordo::intake
