// RecordNames: recognises a record whose person retention has removed, by a keyed digest of its source and
// record_id. The key belongs to the store and never changes; app unwraps it and sets it
// (app/rules/record_key). Owned by SqliteStore, reached through every connection. Threads: any. Without a key
// no record is recognised, and none can be made anonymous.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"

namespace raccordo::store {

class RecordNames {
 public:
  void use(const base::Hmac& key) {
    auto copy = std::make_shared<const base::Hmac>(key);
    const std::lock_guard lock(mutex_);
    key_ = std::move(copy);
  }
  /// `source` as the store numbers it. Nothing without a key.
  std::optional<base::Digest> digest_of(std::int64_t source, std::string_view record_id) const {
    std::shared_ptr<const base::Hmac> key;
    {
      const std::lock_guard lock(mutex_);
      key = key_;
    }
    if (!key) return std::nullopt;
    std::string message = std::to_string(source);
    message += '|';
    message += record_id;
    return key->compute(message);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const base::Hmac> key_;
};

}  // namespace raccordo::store
