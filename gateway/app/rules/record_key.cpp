#include "app/rules/record_key.hpp"

#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::string_view kName = "record-ids";
constexpr std::string_view kContext = "store-key|record-ids";
constexpr std::size_t kKeyBytes = 32;

void put(store::StoreKeys& store, std::string sealed, std::string before) {
  wait_for<bool>([&](store::Done<bool> done) {
    store.put_wrapped_key(std::string(kName), std::move(sealed), std::move(before), std::move(done));
  });
}

}  // namespace

base::Result<bool> load_record_key(store::StoreKeys& store, const privacy::Sealer& sealer) {
  auto kept = store.wrapped_key(kName);
  if (!kept) {
    // Another program may be first: the stored key counts.
    put(store, sealer.seal(base::random_bytes(kKeyBytes), kContext), "");
    kept = store.wrapped_key(kName);
  }
  const auto key = kept ? sealer.open(*kept, kContext) : std::nullopt;
  if (!key) {
    return base::fault(
        "the sealing key does not open what the store keeps sealed: it is another store's key, or an older "
        "one; "
        "restore the key file that belongs to this store");
  }
  store.use_record_key(base::Hmac(*key));
  if (!sealer.is_newest(*kept)) put(store, sealer.seal(*key, kContext), *kept);
  return true;
}

}  // namespace raccordo::app
