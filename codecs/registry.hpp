// Registry: the list of formats and interchanges. The profile loader compiles
// selectors through it, make_decoder gets its framer from it, app/ its Protocol (codecs/protocol.hpp).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "codecs/compiled_profile.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

/// Compiles a selector in the language of the profile's format (its namespaces and columns apply; a CSV
/// column not yet known is added to `profile.columns`).
base::Result<std::unique_ptr<Selector>> compile_selector(std::string_view text, CompiledProfile& profile);

/// What is wrong with the profile's `records` expression for its format; nothing if it is good.
std::optional<base::Fault> check_records(const CompiledProfile& profile);

/// What is wrong with a selector of `each`; nothing if it is good, or does not compile.
std::optional<base::Fault> check_each(std::string_view text, const CompiledProfile& profile);

/// The framer of a body. All arguments must outlive it.
std::unique_ptr<Framer> make_framer(const CompiledProfile& profile, const DecodeContext& context,
                                    model::DocumentFormat format, ByteSource& input);

/// The built-in checker of that name; null if there is none.
const RecordChecker* find_checker(std::string_view name);

}  // namespace raccordo::codecs
