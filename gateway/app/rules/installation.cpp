#include "app/rules/installation.hpp"

#include <chrono>

#include "app/rules/key_check.hpp"
#include "app/rules/node_clock.hpp"
#include "app/rules/record_key.hpp"
#include "store/open/open_store.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

/// Pseudonyms of a million persons are renewed in less.
constexpr auto kRotationPatience = std::chrono::minutes(5);

}  // namespace

std::optional<std::string> fault_of_lost_store(const store::StorePlace& place) {
  std::error_code ignored;
  const auto acts = std::filesystem::path(place.file).parent_path() / "journal" / "acts";
  if (!std::filesystem::exists(acts, ignored) || store::store_exists(place)) return std::nullopt;
  return "the store " + place.shown() +
         " is missing, but its journal is there: put the store back, or run `raccordo restore`; only to "
         "start from "
         "scratch: `raccordo serve --new-store REASON`";
}

base::Result<std::unique_ptr<Installation>, base::FileFaults> open_installation(const Config& config,
                                                                                const StoreAccess& access) {
  auto book = load_rulebook(config, RulebookParts::everything_but_tables);
  if (!book) return book.error();
  auto keys = load_keyring(config);
  if (!keys) return base::FileFaults{{config.file.string(), 0, keys.error().message}};
  auto installation = std::make_unique<Installation>();
  installation->book = *book;
  std::error_code ignored;
  if (access.identity == store::StoreOptions::Identity::must_fit) {
    if (auto lost = fault_of_lost_store(config.place()))
      return base::FileFaults{{config.file.string(), 0, std::move(*lost)}};
  }
  std::filesystem::create_directories(config.sqlite.parent_path(), ignored);
  if (access.keys == StoreAccess::Keys::in_use) {
    auto use = store::KeyUse::take(config.sqlite.string(), kRotationPatience);
    if (!use) return base::FileFaults{{config.file.string(), 0, use.error().message}};
    installation->key_use = std::move(*use);
    keys = load_keyring(config);  // again: they may have been rotated meanwhile
    if (!keys) return base::FileFaults{{config.file.string(), 0, keys.error().message}};
  }
  installation->keys = *keys;
  store::StoreOptions options{config.place()};
  options.claim = access.claim;
  options.identity = access.identity;
  installation->store = store::open_store(options);
  follow_clock_of(installation->store->nodes());
  if (auto fault = bind_keys(*installation->store, **keys)) {
    return base::FileFaults{{config.file.string(), 0, std::move(*fault)}};
  }
  if (const auto loaded = load_record_key(*installation->store, (*keys)->sealer); !loaded) {
    return base::FileFaults{{config.sealing_key.string(), 0, loaded.error().message}};
  }
  if (auto faults = faults_of_first_versions(**book, *installation->store); !faults.empty()) return faults;
  installation->tables =
      ActiveTables::from_store(installation->book, *installation->store, base::system_clock());
  return installation;
}

}  // namespace raccordo::app
