// The JSON formats: cutting the records array out of a document of any size, NDJSON line by line, and RFC
// 9535 selectors over one record. Registered by codecs/registry.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "codecs/decoder.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

/// Frames one JSON document by the profile's `records` (member names ending in `[*]`, or `$`), one record in
/// memory at a time. The arguments must outlive the framer.
std::unique_ptr<Framer> make_json_framer(const CompiledProfile& profile, const DecodeContext& context,
                                         ByteSource& input);

/// Frames NDJSON: each line that is not blank is one record; a bad line is one record with an issue.
std::unique_ptr<Framer> make_ndjson_framer(const CompiledProfile& profile, const DecodeContext& context,
                                           ByteSource& input);

/// Compiles the subset of RFC 9535 that profiles may use: members (dot and bracket), indices, wildcards,
/// `..`, filters `?@.a=='b'` with == and !=, existence, && and ||; `$root` looks from the record.
base::Result<std::unique_ptr<Selector>> compile_json_path(std::string_view text);

/// What is wrong with a `records` expression; nothing if it is good.
std::optional<base::Fault> check_json_records(std::string_view records);
/// What is wrong with `each`: it selects a list itself, or one element of it, instead of the elements.
/// Nothing if it is good, or does not compile.
std::optional<base::Fault> check_json_each(std::string_view each);

}  // namespace raccordo::codecs
