// Issues and mapping versions as stored: compact JSON. The outcome is a column of its own, because replays
// change it. Called by the files of sqlite/.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "model/issue.hpp"

namespace raccordo::store {

/// Everything of the issue but its outcome.
std::string encode_issue(const model::Issue& issue);
/// The inverse; throws base::SystemFault if the text is damaged.
model::Issue decode_issue(std::string_view json, model::Outcome outcome);

std::string encode_versions(const std::map<std::string, std::int32_t>& versions);
std::map<std::string, std::int32_t> decode_versions(std::string_view json);

}  // namespace raccordo::store
