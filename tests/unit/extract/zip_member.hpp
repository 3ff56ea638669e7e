// Reads one file out of a ZIP archive in memory, to inspect XLSX. For tests only.
#pragma once

#include <string>
#include <string_view>

namespace raccordo::tests {

/// The content of the member; empty if there is no such member.
std::string zip_member(std::string_view archive, std::string_view name);

}  // namespace raccordo::tests
