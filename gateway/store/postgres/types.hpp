// Types of the server's catalogue (pg_type.dat) that values are sent as; their numbers never change.
#pragma once

#include <cstdint>

#include "store/postgres/values.hpp"

namespace raccordo::store {

constexpr std::uint32_t type_of(PgValues::Kind kind) {
  switch (kind) {
    case PgValues::Kind::integer:
      return 20;  // int8
    case PgValues::Kind::text:
      return 25;  // text
    case PgValues::Kind::bytes:
      return 17;  // bytea
    case PgValues::Kind::integers:
      return 1016;  // int8[]
    case PgValues::Kind::texts:
      return 1009;  // text[]
    case PgValues::Kind::byte_rows:
      return 1001;  // bytea[]
  }
  return 0;
}

/// The elements of an array, as the server's SQL names their type.
constexpr const char* element_name(PgValues::Kind array) {
  switch (array) {
    case PgValues::Kind::integers:
      return "int8";
    case PgValues::Kind::texts:
      return "text";
    default:
      return "bytea";
  }
}

}  // namespace raccordo::store
