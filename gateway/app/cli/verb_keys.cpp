#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/verbs.hpp"
#include "base/json.hpp"
#include "privacy/keys.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {

namespace {

/// Whether a key was created; a valid existing one is kept.
base::Result<bool> make_or_keep(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return privacy::create_key(file);
  const auto there = privacy::load_key(file);
  if (!there) return there.error();
  return false;
}

/// A new key with a store that was written with another one would be refused at the next start.
bool would_replace_keys(const Config& config) {
  if (std::filesystem::exists(config.pseudonym_key) && std::filesystem::exists(config.sealing_key))
    return false;
  const auto checks = store::read_key_checks(config.place());
  if (!checks || checks->empty()) return false;
  std::cerr << "raccordo: a key file is missing, but the store " << config.place().shown()
            << " was written with one: restore the key file from its copy. A new key is made only for a new "
               "store.\n";
  return true;
}

/// Creating keys is an act of an administrator; the chain starts with it if the store is new.
void tell_audit(const Config& config) {
  std::error_code ignored;  // the store reports a missing folder
  std::filesystem::create_directories(config.sqlite.parent_path(), ignored);
  const auto store = store::open_store({config.place()});
  append_audit(*store, act_of_command_line("keys.init", "keys"));
}

}  // namespace

int run_keys_init(const Config& config, Output output) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  bool failed = would_replace_keys(config);
  bool made_any = false;
  const auto make = [&](const std::filesystem::path& file, std::string_view name) {
    std::error_code ignored;  // create_key reports a missing folder
    if (std::filesystem::create_directories(file.parent_path(), ignored)) {
      std::filesystem::permissions(file.parent_path(), std::filesystem::perms::owner_all, ignored);
    }
    const auto made = make_or_keep(file);
    base::put(writer, name, !made ? "failed" : *made ? "created" : "kept");
    failed = failed || !made;
    made_any = made_any || (made && *made);
    if (!made) {
      std::cerr << "raccordo: " << made.error().message << '\n';
    } else if (output == Output::text) {
      std::cout << (*made ? "created " : "kept    ") << file.string() << '\n';
    }
  };
  if (!failed) {
    make(config.pseudonym_key, "pseudonym");
    make(config.sealing_key, "sealing");
  }
  writer.EndObject();
  if (!failed && made_any) tell_audit(config);
  if (output == Output::json) std::cout << base::view(buffer) << '\n';
  if (!failed && output == Output::text) {
    std::cout
        << "Keep copies of both keys apart from the backups of the store: without them nothing sealed can be "
           "opened, with them pseudonyms can be recomputed.\n";
  }
  return failed ? 1 : 0;
}

}  // namespace raccordo::app
