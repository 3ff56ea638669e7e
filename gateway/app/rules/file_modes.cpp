#include "app/rules/file_modes.hpp"

#include <sys/stat.h>

#include <optional>

#include "store/open/postgres_string.hpp"

namespace raccordo::app {
namespace {

std::optional<struct stat> facts_of(const std::string& file) {
  struct stat facts {};
  if (file.empty() || ::stat(file.c_str(), &facts) != 0) return std::nullopt;
  return facts;
}

/// Only its owner, or a group that root gave it to, may read it.
bool is_secret(const struct stat& facts) {
  const bool group_of_root = facts.st_uid == 0 && (facts.st_mode & 0037U) == 0;
  return (facts.st_mode & 0077U) == 0 || group_of_root;
}

void check_secret(const std::string& file, base::FileFaults& faults) {
  const auto facts = facts_of(file);
  if (!facts || is_secret(*facts)) return;
  faults.push_back(
      {file, 0,
       "the private key can be read or changed by other users: run chmod 600 on it, and make a new key "
       "and certificate if somebody may have copied it"});
}

void check_rules(const std::string& file, base::FileFaults& faults) {
  const auto facts = facts_of(file);
  if (!facts || (facts->st_mode & 0022U) == 0) return;
  faults.push_back(
      {file, 0, "other users can change this file, which says who may do what: run chmod go-w on it"});
}

void check_password(const Config& config, base::FileFaults& faults) {
  const auto file = config.file.string();
  const auto facts = facts_of(file);
  if (!facts || is_secret(*facts) || !store::holds_password(config.postgres)) return;
  faults.push_back(
      {file, 0,
       "other users can read this file, which has the password of the database: run chmod 600 on it or move "
       "the password to a passfile, and change it if somebody may have read it"});
}

}  // namespace

base::FileFaults faults_of_modes(const Config& config) {
  base::FileFaults faults;
  check_secret(config.tls.key, faults);
  check_rules(config.file.string(), faults);
  check_password(config, faults);
  check_rules(config.clients.string(), faults);
  return faults;
}

}  // namespace raccordo::app
