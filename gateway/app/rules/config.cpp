#include "app/rules/config.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <fstream>

#include "app/rules/node_config.hpp"
#include "app/rules/store_config.hpp"
#include "app/rules/yaml_reader.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "base/yaml_documents.hpp"
#include "base/yaml_fault.hpp"
#include "base/zone.hpp"
#include "extract/dcat.hpp"

namespace raccordo::app {
namespace {

std::string read_endpoint(const std::string& text, net::Endpoint& into) {
  const auto colon = text.rfind(':');
  constexpr const char* wrong = "must be ADDRESS:PORT, for example 127.0.0.1:8443";
  if (colon == std::string::npos || colon == 0) return wrong;
  unsigned port = 0;
  const auto digits = std::string_view(text).substr(colon + 1);
  const auto end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, port);
  if (digits.empty() || read.ec != std::errc() || read.ptr != end || port > 65535) return wrong;
  into.address = text.substr(0, colon);
  if (into.address.starts_with('[') && into.address.ends_with(']')) {
    into.address = into.address.substr(1, into.address.size() - 2);
  }
  into.port = static_cast<std::uint16_t>(port);
  return "";
}

bool is_loopback(const std::string& address) {
  boost::system::error_code wrong;
  const auto ip = boost::asio::ip::make_address(address, wrong);
  return wrong ? address == "localhost" : ip.is_loopback();
}

constexpr std::uint64_t kKiB = 1024;

/// `least`: with less, the gateway could not work.
void read_size(YamlReader& yaml, std::string_view key, std::uint64_t least, std::uint64_t& into) {
  yaml.scalar(key, [&](const std::string& text) -> std::string {
    const auto size = parse_size(text);
    if (!size || *size == 0) return "must be a size such as 8MiB, 16KiB or 4096";
    if (*size < least) return "must be at least " + std::to_string(least / kKiB) + "KiB";
    into = *size;
    return "";
  });
}

void read_path(YamlReader& yaml, std::string_view key, const std::filesystem::path& folder,
               std::filesystem::path& into) {
  std::string text;
  yaml.text(key, text);
  if (!text.empty()) into = (folder / text).lexically_normal();
}

void read_tls(YamlReader& yaml, const std::filesystem::path& folder, net::TlsFiles& tls) {
  const auto read = [&](std::string_view key, std::string& into) {
    std::filesystem::path path;
    read_path(yaml, key, folder, path);
    into = path.string();
  };
  for (const auto* key : {"certificate", "key", "client_ca"}) yaml.require(key);
  read("certificate", tls.certificate);
  read("key", tls.key);
  read("client_ca", tls.client_ca);
  read("crl", tls.crl);
}

void read_disclosure(YamlReader& yaml, Config& config) {
  yaml.section("release", [&](YamlReader& release) {
    release.scalar("periodicity", [&](const std::string& text) -> std::string {
      const auto periodicity = model::parse_periodicity(text);
      if (!periodicity) return "must be year, quarter or month";
      config.periodicity = *periodicity;
      return "";
    });
    release.list("revisions", [&](const std::string& text) -> std::string {
      const auto date = base::parse_iso_date(text);
      if (!date || !date->is_full()) return "must be dates such as 2026-06-30, in a list";
      if (!config.revisions.empty() && *date <= config.revisions.back()) {
        return "must be in ascending order: " + text + " follows " + base::to_string(config.revisions.back());
      }
      config.revisions.push_back(*date);
      return "";
    });
  });
  yaml.section("disclosure", [&](YamlReader& disclosure) {
    std::int64_t k = config.disclosure.k;
    std::int64_t percent = config.disclosure.p_percent;
    disclosure.scalar("k", [&](const std::string& text) -> std::string {
      if (!base::is_digits(text) || text.size() > 6) return "must be a whole number, at least 3";
      k = std::stol(text);
      return k < 3 ? "must be at least 3: Garante, provv. 514/2018, art. 5 asks for three units behind a cell"
                   : "";
    });
    disclosure.integer("p_percent", 1, 99, percent);
    config.disclosure = {static_cast<int>(k), static_cast<int>(percent)};
  });
}

void read_retention(YamlReader& yaml, Retention& retention) {
  yaml.section("retention", [&](YamlReader& section) {
    section.integer("quarantine_days", 1, 36500, retention.quarantine_days);
    section.integer("submissions_days", 1, 36500, retention.submissions_days);
    section.integer("records_years_after_closure", 1, 100, retention.records_years_after_closure);
    section.integer("audit_days", 1, 36500, retention.audit_days);
    section.integer("exchange_days", 1, 36500, retention.exchange_days);
  });
}

void read_limits(YamlReader& yaml, Limits& limits) {
  yaml.section("limits", [&](YamlReader& section) {
    read_size(section, "body", 16 * kKiB, limits.body);
    read_size(section, "async_threshold", 1 * kKiB, limits.async_threshold);
    read_size(section, "record", 4 * kKiB, limits.record);
    read_size(section, "header", 2 * kKiB, limits.header);
    section.integer("depth", 1, 256, limits.depth);
    section.integer("xml_attributes", 16, 4096, limits.xml_attributes);
    section.integer("connections", 1, 1'000'000, limits.connections);
    section.integer("per_address", 1, 1'000'000, limits.per_address);
    read_size(section, "spool", 64 * kKiB, limits.spool);
    read_size(section, "spool_reserve", 1, limits.spool_reserve);
    section.integer("idle_seconds", 1, 3600, limits.idle_seconds);
  });
}

void read_catalog(YamlReader& yaml, Catalog& catalog) {
  yaml.section("catalog", [&](YamlReader& section) {
    section.boolean("enabled", catalog.enabled);
    section.text("publisher", catalog.publisher);
    section.text("rights_holder", catalog.rights_holder);
    section.text("ipa_code", catalog.ipa_code);
    section.text("rights_holder_ipa_code", catalog.rights_holder_ipa_code);
    section.scalar("contact", [&](const std::string& text) -> std::string {
      catalog.contact = text;
      return extract::parse_contact(text) ? "" : "must be an e-mail address, for example dati@ente.it";
    });
    section.text("licence", catalog.licence);
    if (!catalog.enabled) return;
    for (const auto* key : {"publisher", "rights_holder", "ipa_code", "contact", "licence"}) {
      section.require(key);
    }
  });
}

void read_log(YamlReader& yaml, base::LogLevel& level) {
  using base::LogLevel;
  constexpr std::array<std::pair<std::string_view, LogLevel>, 4> kLevels = {{{"debug", LogLevel::debug},
                                                                             {"info", LogLevel::info},
                                                                             {"warn", LogLevel::warn},
                                                                             {"error", LogLevel::error}}};
  yaml.section("log", [&](YamlReader& section) {
    section.scalar("level", [&](const std::string& text) -> std::string {
      const auto* const found =
          std::find_if(kLevels.begin(), kLevels.end(), [&](const auto& each) { return each.first == text; });
      if (found == kLevels.end()) return "must be debug, info, warn or error";
      level = found->second;
      return "";
    });
  });
}

void read_keys_and_store(YamlReader& yaml, const std::filesystem::path& folder, Config& config) {
  yaml.require("keys");
  yaml.section("keys", [&](YamlReader& keys) {
    for (const auto* const key : {"pseudonym", "sealing"}) keys.require(key);
    read_path(keys, "pseudonym", folder, config.pseudonym_key);
    read_path(keys, "sealing", folder, config.sealing_key);
  });
  StoreSection section{config.sqlite, "", false};
  yaml.section("store", [&](YamlReader& store) { read_store(store, folder, section); });
  config.sqlite = section.file;
  config.postgres = section.postgres;
  config.several_nodes = section.several_nodes;
}

void read_listeners(YamlReader& yaml, Config& config) {
  yaml.scalar("listen", [&](const std::string& text) { return read_endpoint(text, config.listen); });
  yaml.scalar("admin_listen", [&](const std::string& text) -> std::string {
    auto wrong = read_endpoint(text, config.admin_listen);
    if (!wrong.empty()) return wrong;
    return is_loopback(config.admin_listen.address) ? "" : "must be a loopback address: it speaks plain HTTP";
  });
  yaml.scalar("public_url", [&](const std::string& text) -> std::string {
    config.public_url = text.ends_with('/') ? text.substr(0, text.size() - 1) : text;
    return text.starts_with("https://") ? "" : "must begin with https://";
  });
}

void read_all(YamlReader& yaml, const std::filesystem::path& folder, Config& config) {
  read_listeners(yaml, config);
  yaml.require("tls");
  yaml.section("tls", [&](YamlReader& tls) { read_tls(tls, folder, config.tls); });
  read_keys_and_store(yaml, folder, config);
  read_path(yaml, "mappings", folder, config.mappings);
  yaml.require("clients");
  read_path(yaml, "clients", folder, config.clients);
  read_console(yaml, folder, config.console);
  read_body(yaml, config.body);
  read_node(yaml, config.node);
  yaml.scalar("timezone", [&](const std::string& text) -> std::string {
    config.timezone = text;
    return base::Zone::load(text) ? "" : "is no IANA time zone, for example Europe/Rome";
  });
  yaml.boolean("two_person", config.two_person);
  read_disclosure(yaml, config);
  read_catalog(yaml, config.catalog);
  read_retention(yaml, config.retention);
  read_limits(yaml, config.limits);
  read_webhooks(yaml, folder, config.webhooks);
  read_log(yaml, config.log_level);
  yaml.finish();
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc()) return std::nullopt;
  const auto unit = text.substr(static_cast<std::size_t>(read.ptr - text.data()));
  const int shift = unit.empty() ? 0 : unit == "KiB" ? 10 : unit == "MiB" ? 20 : unit == "GiB" ? 30 : -1;
  if (shift < 0 || number > (std::uint64_t{1} << 33)) return std::nullopt;
  return number << shift;
}

ConfigReading read_config(const std::filesystem::path& file) {
  ConfigReading reading;
  auto& [config, faults, readable] = reading;
  config.file = std::filesystem::absolute(file);
  const auto folder = config.file.parent_path();
  for (auto* const path : {&config.sqlite, &config.mappings}) *path = folder / *path;
  try {
    const auto document = YAML::LoadFile(file.string());
    std::ifstream stream(file);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (const auto line = base::second_yaml_document(text))
      faults.push_back({file.string(), *line,
                        "a second YAML document begins here, after `---`, and would be ignored; keep one "
                        "document"});
    YamlReader yaml(document, "", file.string(), faults);
    read_all(yaml, folder, config);
  } catch (const YAML::BadFile&) {
    faults.push_back({file.string(), 0,
                      "cannot be read: name the configuration with --config FILE, or copy "
                      "deploy/example/raccordo.yaml here to begin with"});
    readable = false;
  } catch (const YAML::Exception& error) {
    faults.push_back({file.string(), error.mark.line + 1,
                      base::yaml_fault(error.msg, error.mark.line, error.mark.column)});
    readable = false;
  }
  return reading;
}

base::Result<Config, base::FileFaults> load_config(const std::filesystem::path& file) {
  auto reading = read_config(file);
  if (!reading.faults.empty()) return std::move(reading.faults);
  return std::move(reading.config);
}

}  // namespace raccordo::app
