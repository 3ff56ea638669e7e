// Config: raccordo.yaml (docs/interface.md#configuration), loaded strictly, with a default for every key but
// tls, keys and clients. Immutable once loaded; paths are absolute. Every verb reads it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "aggregate/release/release.hpp"
#include "app/rules/console_rules.hpp"
#include "app/rules/webhook_rules.hpp"
#include "base/file_fault.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "model/extract.hpp"
#include "net/server.hpp"
#include "store/interface/store_place.hpp"

namespace raccordo::app {

struct Retention {
  std::int64_t quarantine_days = 90, submissions_days = 400, records_years_after_closure = 10,
               audit_days = 3650, exchange_days = 90;
};

struct Limits {
  std::uint64_t body = std::uint64_t{2} << 30;
  std::uint64_t async_threshold = 8 << 20;
  std::uint64_t record = 4 << 20;
  std::uint64_t header = 16 << 10;
  std::int64_t depth = 256, xml_attributes = 256, connections = 4096, per_address = 1024, idle_seconds = 60;
  std::uint64_t spool = std::uint64_t{16} << 30;  ///< maximum bytes of one client's bodies on disk
  std::uint64_t spool_reserve = std::uint64_t{512}
                                << 20;  ///< bytes of the disk that spooled bodies must leave free
};

/// The publisher for the open data catalogue; if it is enabled all but the last are required.
struct Catalog {
  bool enabled = false;
  std::string publisher, rights_holder, ipa_code, contact, licence;
  std::string rights_holder_ipa_code;  ///< "": the rights holder has `ipa_code` too
};

struct Config {
  std::filesystem::path file;
  net::Endpoint listen{"127.0.0.1", 8443}, admin_listen{"127.0.0.1", 9443};
  std::string public_url = "https://localhost:8443";
  net::TlsFiles tls;
  /// The file of the store. With PostgreSQL `postgres` in the folder `store.files`: the name beside which its
  /// claim, identity, journal and spool are.
  std::filesystem::path sqlite = "data/raccordo.db", mappings = "mappings", clients;
  std::string postgres;           ///< the connection string, "": SQLite; it may contain a password
  std::filesystem::path console;  ///< files of the web console; "": beside the program, see console_files.hpp
  std::filesystem::path pseudonym_key, sealing_key;
  std::string node;  ///< the name of this gateway, unique among several; default: that of the machine
  bool several_nodes = false;  ///< `store.nodes: several`: this gateway is one of several on its database
  std::string timezone = "Europe/Rome";
  bool two_person = true;
  base::LogLevel log_level = base::LogLevel::info;  ///< lower lines are not written
  model::Periodicity periodicity = model::Periodicity::year;
  std::vector<base::Date> revisions;  ///< ascending: from each on a released period may be released again
  aggregate::Rules disclosure;
  PublicBody body;  ///< at the foot of the console
  Catalog catalog;
  Retention retention;
  Limits limits;
  WebhookRules webhooks;
  store::StorePlace place() const {
    store::StorePlace place(sqlite.string(), postgres);
    if (several_nodes) place.node = node;
    return place;
  }
};

/// The readable part of the file, with defaults in place of faulty values. For `check`, which continues with
/// the other files to report all faults together.
struct ConfigReading {
  Config config;
  base::FileFaults faults;
  bool readable = true;  ///< false: not YAML, no value was read
};
ConfigReading read_config(const std::filesystem::path& file);

/// Loads the file; the configuration or all its faults.
base::Result<Config, base::FileFaults> load_config(const std::filesystem::path& file);

/// `8MiB`, `16KiB`, `2GiB` or plain bytes.
std::optional<std::uint64_t> parse_size(std::string_view text);

}  // namespace raccordo::app
