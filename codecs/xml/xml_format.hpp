// The XML format: framing a document into records, and XPath selectors over one record. It
// contains nothing of any interchange. Registered by codecs/registry.cpp.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "codecs/decoder.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

/// Frames `input` by the profile's `records` (an absolute path of child steps, or `//name`), one record in
/// memory at a time. A DOCTYPE is refused. `profile`, `context` and `input` must outlive the framer.
std::unique_ptr<Framer> make_xml_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input);

/// Compiles an XPath 1.0 expression, evaluated later with a record or an item as context node. The usual
/// forms (child steps, attributes, `[@name='value']`, positions) are matched without XPath. `$root` means
/// the record. Fails with a message for the profile's author.
base::Result<std::unique_ptr<Selector>> compile_xpath(std::string_view expression,
                                                      const std::map<std::string, std::string>& namespaces);

/// True if `records` is an expression that make_xml_framer understands, with every prefix in `namespaces`.
base::Result<void> check_xml_records(std::string_view records,
                                     const std::map<std::string, std::string>& namespaces);

}  // namespace raccordo::codecs
