// Shared by the fuzz targets: a profile with few fields, and decoding that must not fail.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "codecs/decoder.hpp"
#include "codecs/profile_file.hpp"

namespace raccordo::codecs {

inline Profile fuzz_profile(const std::string& yaml) {
  auto profile = parse_profile(yaml, "fuzz.yaml");
  if (!profile) std::abort();
  return std::move(*profile);
}

/// Reads the whole document; every record must be consistent with itself.
inline void decode_all(const Profile& profile, model::DocumentFormat format, std::string_view document) {
  static const model::Scheme scheme;
  static const base::Hmac key("01234567890123456789012345678901");
  const DecodeContext context{&scheme, &key, &base::system_clock(), {4096, 32}, {}, true};
  MemorySource source(document);
  const auto decoder = make_decoder(profile, context, format, source);
  std::uint64_t records = 0;
  while (const auto record = decoder->next()) {
    if (record->number != ++records) std::abort();
    for (const auto& value : record->values) {
      if (value.text.empty()) std::abort();
      record->place_of(value.node);
    }
  }
  if (decoder->end().records != records) std::abort();
}

}  // namespace raccordo::codecs
