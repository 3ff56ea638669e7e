// Content-Encoding of answers: which coding the client prefers, and the compressed body. Called by app/http
// for open data. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/decompress.hpp"

namespace raccordo::intake {

/// The coding of Accept-Encoding with the greatest weight; among equals zstd, then gzip. Identity if the
/// header is empty, malformed or names neither.
ContentCoding negotiate_coding(std::string_view accept_encoding);
/// The weight that the parameters of one element of Accept-Encoding or Accept-Language give it, in
/// thousandths: 1,000 without `q`; nothing if it is malformed.
std::optional<int> weight_of(std::string_view parameters);
/// `gzip`, `zstd`; "" for identity.
std::string_view to_string(ContentCoding coding);
/// Same text, same bytes. Throws SystemFault if there is no memory.
std::string compress(std::string_view plain, ContentCoding coding);

}  // namespace raccordo::intake
