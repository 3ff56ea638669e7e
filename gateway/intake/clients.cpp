#include "intake/clients.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/plain_file.hpp"
#include "base/text.hpp"
#include "intake/certificate_names.hpp"

namespace raccordo::intake {
namespace {

constexpr std::array<std::string_view, kRights> kRightNames = {"submit",         "extract",    "see-metadata",
                                                               "see-bodies",     "replay",     "edit-tables",
                                                               "approve-tables", "administer", "exchange"};

std::string issued_key(std::string_view subject, std::string_view issuer) {
  return canonical_distinguished_name(subject) + '\n' + canonical_distinguished_name(issuer);
}

}  // namespace

std::string_view to_string(Right right) { return kRightNames.at(static_cast<std::size_t>(right)); }

std::optional<Right> parse_right(std::string_view text) {
  const auto found = std::find(kRightNames.begin(), kRightNames.end(), text);
  if (found == kRightNames.end()) return std::nullopt;
  return static_cast<Right>(found - kRightNames.begin());
}

std::vector<std::string> Rights::names() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kRights; ++i) {
    if (has(static_cast<Right>(i))) out.emplace_back(kRightNames.at(i));
  }
  return out;
}

bool Client::may_submit(std::string_view source) const {
  return may(Right::submit) && std::find(sources.begin(), sources.end(), source) != sources.end();
}

bool Client::may_report_for(std::string_view body) const {
  return bodies.empty() || std::find(bodies.begin(), bodies.end(), body) != bodies.end();
}

bool Client::may_send_on(std::string_view source) const {
  return may(Right::exchange) && std::find(sources.begin(), sources.end(), source) != sources.end();
}

bool Client::exchanges_with(const Client& other) const {
  const auto lists = [](const Client& one, const Client& another) {
    return one.may(Right::exchange) &&
           std::find(one.partners.begin(), one.partners.end(), another.name) != one.partners.end();
  };
  return lists(*this, other) && lists(other, *this);
}

bool Client::may_hold(std::string_view owner) const {
  return (may(Right::submit) || may(Right::exchange)) && (all_comuni || comuni.contains(owner));
}

ClientSet::ClientSet(std::vector<Client> clients) : clients_(std::move(clients)) {
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    const Client& client = clients_[i];
    by_name_.emplace(client.name, i);
    for (const auto& each : client.fingerprints) by_fingerprint_.emplace(canonical_fingerprint(each), i);
    if (!client.subject.empty()) by_issued_.emplace(issued_key(client.subject, client.issuer), i);
    if (!client.san.empty()) by_san_.emplace(canonical_san(client.san), i);
  }
}

const Client* ClientSet::find(const CertificateNames& certificate) const {
  // That of a connection is in canonical form already.
  auto found = by_fingerprint_.find(certificate.fingerprint);
  if (found == by_fingerprint_.end())
    found = by_fingerprint_.find(canonical_fingerprint(certificate.fingerprint));
  if (found != by_fingerprint_.end()) {
    return &clients_[found->second];
  }
  if (!by_issued_.empty()) {
    const auto issued = by_issued_.find(issued_key(certificate.subject, certificate.issuer));
    if (issued != by_issued_.end()) return &clients_[issued->second];
  }
  const Client* client = nullptr;
  for (const std::string& name : certificate.san) {
    const auto named = by_san_.find(canonical_san(name));
    if (named == by_san_.end()) continue;
    const Client* candidate = &clients_[named->second];
    if (client != nullptr && candidate != client) return nullptr;
    client = candidate;
  }
  return client;
}

const Client* ClientSet::by_name(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : &clients_[found->second];
}

base::Result<ClientSet, std::vector<FileFault>> load_clients(const std::filesystem::path& file,
                                                             const model::Territory& territory) {
  if (auto wrong = base::fault_of_file(file))
    return std::vector<FileFault>{{file.string(), 0, std::move(*wrong)}};
  std::ifstream input(file, std::ios::binary);
  std::ostringstream content;
  if (!input || !(content << input.rdbuf())) {
    return std::vector<FileFault>{{file.string(), 0, "the file cannot be read, or is empty"}};
  }
  return read_clients(content.str(), file.string(), territory);
}

}  // namespace raccordo::intake
