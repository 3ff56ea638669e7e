// The one reader of the API's JSON bodies. A route names the members its body may have and where each goes;
// read_body fills them or says of every fault the place (a JSON pointer), what is expected, what was found
// and what to do. Larger documents have readers of their own: tables in mapping/, resources in fhir/.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "app/problem/problem.hpp"

namespace raccordo::app {

enum class Need : std::uint8_t { optional, required };

/// One member: its name, where its value goes (left as it is if the member is absent or null), whether the
/// body must have it (a required text also says something), and the most bytes of a text.
struct BodyMember {
  std::string_view name;
  std::variant<std::string*, std::int32_t*, bool*> into;  ///< a text, a whole number from 1, true or false
  Need need = Need::optional;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

/// Nothing if the body was read; else bad-request with all faults. `example` is a good body, for the answer.
/// A member that is unknown (with the near name) or occurs twice is a fault: a misspelt `force` or `reason`
/// must not count as left out. Values are never repeated, and an unknown name only beside a near one, because
/// both could identify a person. The targets are not to be used if a problem is returned.
std::optional<Problem> read_body(const std::string& body, std::string_view example,
                                 std::initializer_list<BodyMember> members);

}  // namespace raccordo::app
